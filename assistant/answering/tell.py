"""What is told for a question: on the day it asks about, or on each of several days, one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.answering.caveats import DraftCaveat, amount_caveats, draft_caveats, unconfirmed_caveats
from assistant.answering.extract import Draft, Framing, extract
from assistant.answering.gather import checked_to, gather, unconfirmed
from assistant.answering.related import Related
from assistant.answering.select import Selector
from assistant.answering.selection import Selection
from assistant.answering.verify import Claim
from assistant.domain.passage import Passage
from assistant.domain.query import Evidence, Query, ScoredPassage
from assistant.domain.source import Standing
from assistant.knowledge.catalogue import NamedSense
from assistant.language.content import content_terms
from assistant.retrieval.retrieve import Retriever
from assistant.retrieval.standing import standing_of
from assistant.templates import Texts, written_date


@dataclass(frozen=True)
class Told:
    """A draft with the evidence that its labels mean."""

    draft: Draft
    caveats: tuple[DraftCaveat, ...]
    evidence: Evidence
    checked_to: date | None
    is_partial: bool
    """A rule that answers is not told because nobody has confirmed it, or only a plan can be told."""


def tell(query: Query, found: Sequence[Evidence], retriever: Retriever, texts: Texts, *, today: date) -> Told:
    """The draft for the day asked about; for several days one part a day, in the order of the question."""
    if len(query.days) < 2:
        return _tell_on_day(query, found, retriever, texts, today=today)
    told = []
    for day in query.days:
        on_day = replace(query, as_of=day)
        told.append(_tell_on_day(on_day, [_on_day(one, day) for one in found], retriever, texts, today=today))
    return _joined(told, query.days, texts)


def _tell_on_day(query: Query, found: Sequence[Evidence], retriever: Retriever, texts: Texts, *, today: date) -> Told:
    senses = retriever.index.catalogue.senses_named(query.asked, query.language, retriever.analysers[query.language])
    selection = _select(query, found, senses, retriever)
    gathered = gather(selection, found, senses, query, retriever)
    checked = checked_to(gathered.evidence, retriever)
    not_told = unconfirmed(found, query, retriever)
    stale = _stale_sums(selection, query, retriever)
    caveats = draft_caveats(
        selection,
        gathered.evidence,
        query,
        texts,
        senses=gathered.senses,
        conflicts=gathered.conflicts,
        plans=gathered.plans,
        checked_to=checked,
        unconfirmed=[*unconfirmed_caveats(not_told, texts), *amount_caveats(stale, query, texts)],
    )
    return Told(
        draft=extract(selection, gathered.evidence, query, texts, future=query.as_of > today),
        caveats=tuple(caveats),
        evidence=gathered.evidence,
        checked_to=checked,
        is_partial=bool(not_told or stale) or _is_only_planned(selection, retriever),
    )


def _stale_sums(selection: Selection, query: Query, retriever: Retriever) -> list[int]:
    """The years of sums that are told for a later year."""
    rows = retriever.index.catalogue.requirements
    told = [rows.get(part.lead.passage.row_id) for part in selection.parts]
    return sorted({row.amount_year for row in told if row and row.amount_year and row.amount_year < query.as_of.year})


def _is_only_planned(selection: Selection, retriever: Retriever) -> bool:
    """Whether what answers is a plan, whose outcome the sources do not tell."""
    examples = retriever.index.catalogue.examples
    return bool(selection.parts) and all(
        part.lead.standing is Standing.PLANNED
        or ((example := examples.get(part.lead.passage.row_id.split(".", 1)[0])) is not None and example.planned)
        for part in selection.parts
    )


def _on_day(evidence: Evidence, day: date) -> Evidence:
    """The same passages with their standing on `day`."""
    return replace(
        evidence, items=tuple(replace(item, standing=standing_of(item.passage, day)) for item in evidence.items)
    )


def _joined(told: Sequence[Told], days: Sequence[date], texts: Texts) -> Told:
    draft: list[Claim | Framing] = []
    caveats: dict[tuple[str, str], DraftCaveat] = {}
    items: list[ScoredPassage] = []
    for one, day in zip(told, days, strict=True):
        draft.append(Framing(texts.get("lead_on_day", day=written_date(day, texts.language))))
        draft += [_moved(part, len(items)) if isinstance(part, Claim) else part for part in one.draft]
        for kind, text, claims in one.caveats:
            moved = tuple(_moved(claim, len(items)) for claim in claims)
            # What has changed since the first day is told on the next.
            if kind != "later_change":
                caveats.setdefault((kind, text or " ".join(claim.text for claim in claims)), (kind, text, moved))
        items += one.evidence.items
    checked = min((one.checked_to for one in told if one.checked_to), default=None)
    is_partial = any(one.is_partial for one in told)
    return Told(tuple(draft), tuple(caveats.values()), Evidence(tuple(items)), checked, is_partial)


def _moved(claim: Claim, by: int) -> Claim:
    return replace(claim, quotes=tuple(replace(quote, label=quote.label + by) for quote in claim.quotes))


def _select(query: Query, found: Sequence[Evidence], senses: Sequence[NamedSense], retriever: Retriever) -> Selection:
    store = retriever.index.store

    def words_of(passages: list[Passage]) -> frozenset[str]:
        return frozenset().union(*store.words([passage.id for passage in passages]).values())

    selector = Selector(
        related=Related(
            catalogue=retriever.index.catalogue,
            fetch=lambda row_id: store.of_row(row_id, query.language),
            query=query,
            senses=senses,
            municipalities=retriever.index.catalogue.municipalities_named(
                query.asked, query.language, retriever.analysers[query.language]
            ),
        ),
        asked=content_terms(retriever.analysers[query.language].terms(query.text), query.language),
        words_of=words_of,
        official=store.of_provision,
    )
    return selector.select(found)
