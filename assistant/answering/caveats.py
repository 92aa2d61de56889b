"""Reservations that the reader must know: other senses, guidance that differs, plans, the date checked to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from assistant.answering.extract import remark_of
from assistant.answering.selection import Selection
from assistant.answering.verify import Claim, Quote
from assistant.domain.knowledge import Requirement
from assistant.domain.query import Evidence, Query, ScoredPassage
from assistant.knowledge.provision import locators
from assistant.retrieval.standing import CURRENT
from assistant.templates import Texts, written_date

MOST_UNCONFIRMED = 2
MOST_CAVEATS = 3
"""Caveats that are shown besides the two standing ones (date checked to, whose wording)."""

DraftCaveat = tuple[str, str, tuple[Claim, ...]]
"""(kind, text, claims to verify); text is empty where the claims are the text."""


def draft_caveats(
    selection: Selection,
    evidence: Evidence,
    query: Query,
    texts: Texts,
    *,
    senses: tuple[ScoredPassage, ...],
    conflicts: tuple[ScoredPassage, ...],
    plans: tuple[ScoredPassage, ...],
    checked_to: date | None,
    unconfirmed: Sequence[DraftCaveat] = (),
) -> list[DraftCaveat]:
    """What to say beside the answer, most important first."""
    labels = {item.passage.id: label for label, item in enumerate(evidence.items, start=1)}
    told = {item.passage.id for part in selection.parts for item in part.told}
    caveats: list[DraftCaveat] = []
    for kind, items in (
        ("other_sense", senses),
        ("conflict", conflicts),
        # A disagreement that is told says what the page says.
        ("guidance_differs", () if conflicts else _remarks(selection)),
        ("planned", plans),
    ):
        for item in items:
            claims = remark_of(item, labels[item.passage.id])
            if claims and item.passage.id not in told:
                caveats.append((kind, "", claims))
    caveats += _later_changes(selection, labels, texts)
    return [*checked_caveats(checked_to, query, texts), *unconfirmed, *caveats[:MOST_CAVEATS]]


def _remarks(selection: Selection) -> tuple[ScoredPassage, ...]:
    return tuple(item for part in selection.parts for item in part.remarks)


def _later_changes(selection: Selection, labels: dict[str, int], texts: Texts) -> Iterator[DraftCaveat]:
    for part in selection.parts:
        for item in part.later:
            passage = item.passage
            valid_from = passage.validity.valid_from
            if part.lead.standing in CURRENT and valid_from is not None:
                text = texts.get(
                    "caveat_later_change",
                    locator=passage.locator,
                    valid_from=written_date(valid_from, texts.language),
                )
                first = passage.statements[0]
                yield "later_change", text, (Claim("", (Quote(labels[passage.id], first.start, first.end),)),)


def checked_caveats(checked_to: date | None, query: Query, texts: Texts) -> list[DraftCaveat]:
    """What every answer says where it applies: the day to which the law was checked, personal data that was masked."""
    return [*_checked(checked_to, query, texts), *_masked(query, texts)]


def unconfirmed_caveats(rows: Sequence[Requirement], texts: Texts) -> list[DraftCaveat]:
    """That a provision reads otherwise than Koto's wording of it, which is therefore not told; each provision once."""
    told: dict[str, DraftCaveat] = {}
    for row in (row for row in rows if row.provisions):
        place = locators(row.provisions, texts.language)
        if row.unconfirmed_by and row.unconfirmed_from:
            day = written_date(row.unconfirmed_from, texts.language)
            text = texts.get("caveat_changed", place=place, since=day, act=row.unconfirmed_by)
        else:
            text = texts.get("caveat_needs_review", place=place)
        told.setdefault(place, ("needs_review", text, ()))
    return list(told.values())[:MOST_UNCONFIRMED]


def amount_caveats(years: Sequence[int], query: Query, texts: Texts) -> list[DraftCaveat]:
    """That the sums told are those of an earlier year than the one asked about."""
    return [
        ("amount_year", texts.get("caveat_amount_year", year=str(year), asked=str(query.as_of.year)), ())
        for year in years[:1]
    ]


def _checked(checked_to: date | None, query: Query, texts: Texts) -> Iterator[DraftCaveat]:
    if checked_to is not None and query.as_of > checked_to:
        text = texts.get("caveat_as_last_checked", checked=written_date(checked_to, texts.language))
        yield "as_last_checked", text, ()


def _masked(query: Query, texts: Texts) -> Iterator[DraftCaveat]:
    if query.masked:
        yield "personal_data", texts.get("caveat_masked"), ()
