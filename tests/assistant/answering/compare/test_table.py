"""From rows of passages to a table of the answer's own sentences."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from assistant.answering.compare.table import DraftTable, Row, Told, draft_of_rows
from assistant.answering.extract import Draft, Framing
from assistant.answering.finish import Finished, finish
from assistant.answering.verify import Claim
from assistant.domain.answer import SentenceKind
from assistant.domain.passage import Passage, Statement
from assistant.domain.query import Evidence, Query, ScoredPassage
from assistant.domain.source import Standing
from tests.api.fakes import passage

COLUMNS = ("Before", "Now")
MISSING = ("Before: no source.", "Now: no source.")


def told(name: str, *sentences: str) -> Told:
    """A passage of these sentences, in force."""
    text = " ".join(sentences)
    places = [text.index(sentence) for sentence in sentences]
    statements = tuple(Statement(at, at + len(one)) for at, one in zip(places, sentences, strict=True))
    made: Passage = passage(text, id=name, language="en", statements=statements)
    return Told(ScoredPassage(made, 1.0, Standing.IN_FORCE))


PLAN_THEN = told("then", "The plan lasted three years.")
PLAN_NOW = told("now", "The plan lasts two years.", "It may be extended.")
EVIDENCE = Evidence((PLAN_THEN.item, PLAN_NOW.item))
LABELS = {"then": 1, "now": 2}


def table_of(*rows: Row) -> tuple[Draft, DraftTable]:
    return draft_of_rows(rows, LABELS, caption="before and now", columns=COLUMNS, missing=MISSING)


def finished(draft: Draft, table: DraftTable) -> Finished:
    query = Query("?", "en", date(2026, 11, 22))
    return finish(draft, (), EVIDENCE, query, lambda source_id, language: None, tables=(table,))


def test_each_cell_refers_to_the_sentences_of_its_passage() -> None:
    draft, table = table_of(Row("Duration", ((PLAN_THEN,), (PLAN_NOW,))))

    # 0 "Duration:", 1 then, 2 and 3 now.
    assert table.rows == (("Duration", ((1,), (2, 3))),)
    assert table.covers == (0, 1, 2, 3)
    assert table.caption == "Before and now"
    assert [one.text for one in draft] == [
        "Duration:",
        "The plan lasted three years.",
        "The plan lasts two years.",
        "It may be extended.",
    ]


def test_a_sentence_that_an_earlier_row_tells_is_not_told_again() -> None:
    draft, table = table_of(Row("Duration", ((PLAN_THEN,), (PLAN_NOW,))), Row("Extension", ((), (PLAN_NOW,))))

    assert table.rows[1] == ("Extension", ((5,), (2, 3)))
    assert [one.text for one in draft].count("The plan lasts two years.") == 1


def test_an_empty_cell_says_that_no_source_tells_it() -> None:
    draft, table = table_of(Row("Duration", ((), (PLAN_NOW,))))

    (before, now) = table.rows[0][1]
    assert draft[before[0]] == Framing("Before: no source.")
    assert all(isinstance(draft[place], Claim) for place in now)
    # What is told comes first: "no source" then has something to be about.
    assert before > now


def test_every_claim_of_a_finished_table_is_cited() -> None:
    answer = finished(*table_of(Row("Duration", ((PLAN_THEN,), (PLAN_NOW,)))))

    (table,) = answer.tables
    cells = [answer.sentences[place] for row in table.rows for cell in row.cells for place in cell]
    assert len(cells) == 3
    assert all(sentence.kind is SentenceKind.CLAIM and sentence.citations for sentence in cells)


def test_a_row_that_loses_a_cell_is_told_below_the_table() -> None:
    draft, table = table_of(
        Row("Duration", ((PLAN_THEN,), (PLAN_NOW,))), Row("Kind", ((told("then", "Plans."),), (PLAN_NOW,)))
    )
    unsupported = draft[5]
    assert isinstance(unsupported, Claim)
    broken = (*draft[:5], replace(unsupported, text="The plan lasted 99 years."), *draft[6:])

    answer = finished(broken, table)

    assert answer.dropped == 1
    assert [row.heading for row in answer.tables[0].rows] == ["Duration"]
    # 2 and 3 are in the first row too, so they stay covered; 5, the claim that failed, is gone.
    assert answer.tables[0].covers == (0, 1, 2, 3, 4)


def test_a_table_moves_with_what_is_put_before_it() -> None:
    _, table = table_of(Row("Duration", ((PLAN_THEN,), (PLAN_NOW,))))

    moved = table.moved(2)

    assert moved.rows == (("Duration", ((3,), (4, 5))),)
    assert moved.covers == (2, 3, 4, 5)
