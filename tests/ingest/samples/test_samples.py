"""The texts of the sample programmes: one skeleton in three languages, and what their first page says."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import CorpusError
from assistant.settings import REPOSITORY
from ingest.samples.read_sample import blocks_of, read_sample
from ingest.samples.sample import Block, Heading, Items, Notice, Paragraph, Run, Sample, Table, shares

TEXTS = REPOSITORY / "corpus" / "samples"
DOCUMENTS = ("esimerkkila-programme-2022-2025", "esimerkkila-plan-2026-2029")
LANGUAGES = ("fi", "sv", "en")
INVENTED = {"fi": "keksitty kunta", "sv": "påhittad kommun", "en": "invented municipality"}
TEXT = """---
id: a
language: fi
act: 681/2023
title: Suunnitelma
municipality: Kunta
running_head: Kunta – Suunnitelma
period: 2026–2029
decided: "2026-03-02"
---
# Suunnitelma
## 1 Johdanto
Teksti.
"""


def sample(document: str, language: str) -> Sample:
    return read_sample(TEXTS / f"{document}-{language}.md")


def shape(block: Block) -> tuple[object, ...]:
    if isinstance(block, Heading):
        return ("heading", block.level)
    if isinstance(block, Items):
        return ("items", block.is_numbered, len(block.items))
    if isinstance(block, Table):
        return ("table", bool(block.caption), len(block.header), len(block.rows), sorted(block.right_aligned))
    return (type(block).__name__,)


def numbers(read: Sample) -> list[str]:
    """Numbers and years of the measures and the chapters: they are written alike in all languages."""
    tables = [block for block in read.chapters if isinstance(block, Table)]
    return [row[0] for table in tables if table.is_wide for row in table.rows]


@pytest.mark.parametrize("document", DOCUMENTS)
@pytest.mark.parametrize("language", ("sv", "en"))
def test_every_language_has_the_same_blocks_in_the_same_order_as_finnish(document: str, language: str) -> None:
    finnish, other = sample(document, "fi"), sample(document, language)

    assert [shape(block) for block in other.cover + other.chapters] == [
        shape(block) for block in finnish.cover + finnish.chapters
    ]
    assert numbers(other) == numbers(finnish)


@pytest.mark.parametrize("document", DOCUMENTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_page_says_that_the_municipality_is_invented(document: str, language: str) -> None:
    (notice,) = [block for block in sample(document, language).cover if isinstance(block, Notice)]

    assert INVENTED[language] in notice.runs[0].text


@pytest.mark.parametrize("document", DOCUMENTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_speakers_of_all_languages_add_up_to_the_residents(document: str, language: str) -> None:
    table = next(block for block in sample(document, language).chapters if isinstance(block, Table))

    rows = [[int("".join(filter(str.isdigit, cell))) for cell in row[1:]] for row in table.rows[:4]]

    assert rows[0] == [sum(speakers) for speakers in zip(*rows[1:], strict=True)]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_table_of_measures_has_at_least_eighteen_rows_on_pages_on_their_side(document: str) -> None:
    wide = [stretch for stretch in sample(document, "fi").stretches() if stretch.is_wide]

    (table,) = [block for block in wide[0].blocks if isinstance(block, Table)]
    assert len(wide) == 1
    assert len(table.rows) >= 18


def test_a_paragraph_right_before_a_table_is_its_caption() -> None:
    (table,) = blocks_of("Taulukko 1. Luvut\n\n| A | 2025 |\n|---|---:|\n| b | 12 % |\n")

    assert table == Table(
        (Run("Taulukko 1. Luvut"),), ("A", "2025"), (("b", "12\u00a0%"),), right_aligned=frozenset({1})
    )


def test_weight_and_slope_are_kept() -> None:
    (paragraph,) = blocks_of("**Vastuu:** kunta *yksin*")

    assert paragraph == Paragraph((Run("Vastuu:", is_bold=True), Run(" kunta "), Run("yksin", is_italic=True)))


def test_shares_of_a_table_without_set_shares_are_equal() -> None:
    assert shares(4) == (0.25, 0.25, 0.25, 0.25)


@pytest.mark.parametrize(
    ("found", "instead", "why"),
    [
        ("period: 2026–2029\n", "", "lacks period"),
        ("period:", "perriod: x\nperiod:", "unknown perriod"),
        ("language: fi", "language: de", "language is de, wanted one of fi, sv, en"),
        ("# Suunnitelma", "# Ohjelma", "wanted '# Suunnitelma' first"),
        ("## 1 Johdanto\n", "", "no chapter"),
        ("Teksti.", "    koodia", "Markdown that samples do not have"),
    ],
)
def test_a_text_that_is_no_sample_is_refused_with_the_reason(
    tmp_path: Path, found: str, instead: str, why: str
) -> None:
    path = tmp_path / "a.md"
    path.write_text(TEXT.replace(found, instead, 1), encoding="utf-8")

    with pytest.raises(CorpusError, match=why):
        read_sample(path)
