"""Tables in the terminal."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant.domain.answer import Sentence, SentenceKind, Table, TableRow
from assistant.terminal import answer_to_text
from assistant.terminal_table import table_to_text
from tests.api.fakes import answer, claim

TABLE = Table(
    caption="Before and now",
    columns=("Before", "Now"),
    rows=(TableRow("Duration", ((0,), (1,))), TableRow("Kind", ((2,), (2,)))),
    covers=(0, 1, 2),
)
TEXTS = ("The plan lasted at most three years. [1]", "The plan lasts at most two years. [2]", "A plan is personal. [3]")


def cell_text(cell: Sequence[int]) -> str:
    return "\n".join(TEXTS[place] for place in cell)


@pytest.mark.parametrize("width", [40, 66, 67, 80, 100, 200])
def test_no_line_is_longer_than_the_terminal_is_wide(width: int) -> None:
    text = table_to_text(TABLE, cell_text, width)

    assert max(len(line) for line in text.split("\n")) <= width


def test_wide_terminals_set_the_columns_beside_one_another() -> None:
    # 2 columns of at least 32 characters and a gap of 3: 67.
    lines = table_to_text(TABLE, cell_text, 67).split("\n")

    assert "Before                           │ Now" in lines
    assert any("lasted" in line and "lasts" in line for line in lines)


def test_narrow_terminals_set_them_one_under_the_other() -> None:
    lines = table_to_text(TABLE, cell_text, 66).split("\n")

    assert lines.index("  Before:") < lines.index("  Now:")
    assert not any("│" in line for line in lines)


@pytest.mark.parametrize("width", [50, 100])
def test_what_all_columns_say_stands_once(width: int) -> None:
    assert table_to_text(TABLE, cell_text, width).count("A plan is personal.") == 1


def test_the_sentences_of_a_table_stand_in_it_only_and_in_their_place() -> None:
    framing = Sentence("Jämförelse:", SentenceKind.FRAMING, "sv")
    sentences = (framing, claim("Förr gällde tre år."), claim("Nu gäller två år."), claim("Detta kommer sist."))
    table = Table("Förr och nu", ("Förr", "Nu"), (TableRow("Tid", ((1,), (2,))),), (1, 2))

    text = answer_to_text(answer(sentences=sentences, tables=(table,)))

    assert text.count("Förr gällde tre år.") == 1
    assert (
        text.index("Jämförelse:") < text.index("Förr och nu") < text.index("▪ Tid") < text.index("Detta kommer sist.")
    )
    assert "LAG: Nu gäller två år. [1]" in text
