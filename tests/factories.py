"""Small values for tests; every argument has a harmless default."""

from __future__ import annotations

from datetime import date

from assistant.domain.passage import Passage, Statement, StatementRole, Tense
from assistant.domain.query import Evidence, Query, ScoredPassage
from assistant.domain.source import Origin, SourceKind, Standing, Validity

TODAY = date(2026, 11, 22)
NEW_LAW = Validity(valid_from=date(2025, 1, 1))
OLD_LAW = Validity(valid_from=date(2011, 9, 1), valid_to=date(2024, 12, 31))
NEVER = Validity(never_applied=True)


def passage(
    text: str = "The municipality organises six services.",
    *,
    row_id: str = "N-1",
    language: str = "en",
    kind: SourceKind = SourceKind.REQUIREMENT,
    validity: Validity = NEW_LAW,
    tense: Tense = Tense.ALWAYS,
    statements: tuple[Statement, ...] | None = None,
    asks: tuple[str, ...] = (),
    source_id: str = "act-1",
) -> Passage:
    """A passage with one statement: its whole text."""
    return Passage(
        id=f"{source_id}#{row_id}.{language}",
        source_id=source_id,
        language=language,
        kind=kind,
        origin=Origin.RESTATED,
        authority=90,
        headings=("Services",),
        locator="1/2023 s. 13(1)",
        url="https://example.org/act",
        text=text,
        statements=statements or (Statement(0, len(text), StatementRole.SENTENCE, tense),),
        validity=validity,
        provisions=("1/2023:13:1",),
        row_id=row_id,
        asks=asks,
    )


def scored(item: Passage, score: float = 1.0, standing: Standing = Standing.IN_FORCE) -> ScoredPassage:
    """The passage as retrieved."""
    return ScoredPassage(item, score, standing)


def evidence(*items: ScoredPassage) -> Evidence:
    """Evidence with these items, labelled from 1."""
    return Evidence(items)


def query(text: str = "What must be organised?", *, language: str = "en", as_of: date = TODAY) -> Query:
    """A question as understood."""
    return Query(text=text, language=language, as_of=as_of, asked=text, asked_in=language)
