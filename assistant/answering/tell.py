"""What is told for a question: on the day it asks about, or on each of several days, one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.answering.caveats import DraftCaveat, amount_caveats, draft_caveats, unconfirmed_caveats
from assistant.answering.compare.days import day_rows, draft_of_days
from assistant.answering.compare.table import DraftTable
from assistant.answering.extract import Draft, Framing, extract, opening, sentences_of
from assistant.answering.gather import checked_to, gather, unconfirmed
from assistant.answering.names_of_the_day import told_with_names_of
from assistant.answering.related import Related
from assistant.answering.select import Selector
from assistant.answering.selection import Part, Selection
from assistant.answering.verify import Claim
from assistant.domain.passage import Passage
from assistant.domain.query import Evidence, Query
from assistant.domain.source import Standing
from assistant.knowledge.catalogue import NamedSense
from assistant.language.content import content_terms
from assistant.retrieval.retrieve import Retriever
from assistant.retrieval.standing import standing_of
from assistant.templates import Texts, written_date

_QUOTED_IN = {"fi": ("sv",), "sv": ("fi",), "en": ("fi",)}
"""Languages whose terms people quote in a question of another one, and whose words are not its own as well."""


@dataclass(frozen=True)
class Told:
    """A draft with the evidence that its labels mean."""

    draft: Draft
    caveats: tuple[DraftCaveat, ...]
    evidence: Evidence
    checked_to: date | None
    is_partial: bool
    """A rule that answers is not told because nobody has confirmed it, only a plan can be told, or a part of the
    question has no answer."""
    tables: tuple[DraftTable, ...] = ()
    is_divided: bool = False
    """It is told part by part under headings, or day by day."""


def tell(
    query: Query,
    found: Sequence[Evidence],
    retriever: Retriever,
    texts: Texts,
    *,
    today: date,
    asked: Sequence[str] = (),
) -> Told:
    """The draft for the day asked about; for several days one part a day, in the order of the question.

    `found` has an item for each part of the question that lies within what the sources cover; `asked` are all parts.
    """
    if len(query.days) > 1:
        return _tell_on_days(query, found, retriever, texts, today=today)
    on_day = _on_one_day(query, found, retriever, texts)
    if len(asked) > 1:
        outside = frozenset(asked) - {one.asked for one in found}
        on_day = replace(on_day, selection=replace(on_day.selection, asked=tuple(asked), outside=outside))
    draft = extract(on_day.selection, on_day.evidence, query, texts, future=query.as_of > today)
    is_partial = on_day.is_partial or bool(on_day.selection.unanswered or on_day.selection.loosely_told)
    return Told(
        told_with_names_of(draft, query.as_of),
        on_day.caveats,
        on_day.evidence,
        on_day.checked_to,
        is_partial,
        is_divided=bool(on_day.selection.asked),
    )


@dataclass(frozen=True)
class _OnDay:
    """What answers on one day, before it is put into sentences."""

    selection: Selection
    caveats: tuple[DraftCaveat, ...]
    evidence: Evidence
    checked_to: date | None
    is_partial: bool


def _on_one_day(
    query: Query, found: Sequence[Evidence], retriever: Retriever, texts: Texts, selection: Selection | None = None
) -> _OnDay:
    """What is told of `selection`, or else of what the rules select from `found`."""
    senses = _senses_named(query, retriever)
    if selection is None:
        selection = _selector(query, senses, retriever).select(found)
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
    is_partial = bool(not_told or stale) or _leads_with_a_plan(selection, retriever)
    return _OnDay(selection, tuple(caveats), gathered.evidence, checked, is_partial)


def _senses_named(query: Query, retriever: Retriever) -> list[NamedSense]:
    """The senses of terms that the question names: in its own language first, or in one that it quotes from."""
    named: dict[str, NamedSense] = {}
    for language in (query.language, *_QUOTED_IN[query.language]):
        for one in retriever.index.catalogue.senses_named(query.asked, language, retriever.analysers[language]):
            named.setdefault(one.sense.id, one)
    return list(named.values())


def _stale_sums(selection: Selection, query: Query, retriever: Retriever) -> list[int]:
    """The years of sums that are told for a later year."""
    rows = retriever.index.catalogue.requirements
    told = [rows.get(part.lead.passage.row_id) for part in selection.parts]
    return sorted({row.amount_year for row in told if row and row.amount_year and row.amount_year < query.as_of.year})


def _leads_with_a_plan(selection: Selection, retriever: Retriever) -> bool:
    """Whether what answers first is a plan, whose outcome the sources do not tell."""
    if not selection.parts:
        return False
    lead = selection.parts[0].lead
    example = retriever.index.catalogue.examples.get(lead.passage.row_id.split(".", 1)[0])
    return lead.standing is Standing.PLANNED or (example is not None and example.planned)


def _on_day(evidence: Evidence, day: date) -> Evidence:
    """The same passages with their standing on `day`."""
    return replace(
        evidence, items=tuple(replace(item, standing=standing_of(item.passage, day)) for item in evidence.items)
    )


def _tell_on_days(query: Query, found: Sequence[Evidence], retriever: Retriever, texts: Texts, *, today: date) -> Told:
    """Each day's answer, and a table that sets them side by side."""
    queries = [replace(query, as_of=day) for day in query.days]
    evidence = [[_on_day(one, day) for one in found] for day in query.days]
    senses = _senses_named(query, retriever)
    selectors = [_selector(one, senses, retriever) for one in queries]
    selections = [selector.select(own) for selector, own in zip(selectors, evidence, strict=True)]
    rows = day_rows(selections, [selector.related for selector in selectors], selectors[0].words_of)
    told = [
        _on_one_day(one, own, retriever, texts, Selection(tuple(part for row in rows if (part := row.parts[day]))))
        for day, (one, own) in enumerate(zip(queries, evidence, strict=True))
    ]
    first_labels = [sum(len(other.evidence.items) for other in told[:day]) for day in range(len(told))]

    def sentences(day: int, part: Part, is_first: bool) -> list[Claim | Framing]:
        items = told[day].evidence.items
        labels = {item.passage.id: first_labels[day] + label for label, item in enumerate(items, start=1)}
        return sentences_of(part, labels, texts, queries[day], is_first=is_first)

    days = [written_date(day, texts.language) for day in query.days]
    draft, table = draft_of_days(rows, days, sentences, texts)
    before = tuple(opening(query, texts, future=max(query.days) > today))
    moved = table.moved(len(before))
    items = tuple(item for one in told for item in one.evidence.items)
    checked = min((one.checked_to for one in told if one.checked_to), default=None)
    is_partial = any(one.is_partial for one in told)
    caveats = _joined_caveats(told, first_labels)
    tables = (moved,) if rows else ()
    return Told((*before, *draft), caveats, Evidence(items), checked, is_partial, tables, is_divided=True)


def _joined_caveats(told: Sequence[_OnDay], first_labels: Sequence[int]) -> tuple[DraftCaveat, ...]:
    caveats: dict[tuple[str, str], DraftCaveat] = {}
    for one, first in zip(told, first_labels, strict=True):
        for kind, text, claims in one.caveats:
            moved = tuple(_moved(claim, first) for claim in claims)
            # What has changed since the first day is told on the next.
            if kind != "later_change":
                caveats.setdefault((kind, text or " ".join(claim.text for claim in claims)), (kind, text, moved))
    return tuple(caveats.values())


def _moved(claim: Claim, by: int) -> Claim:
    return replace(claim, quotes=tuple(replace(quote, label=quote.label + by) for quote in claim.quotes))


def _selector(query: Query, senses: Sequence[NamedSense], retriever: Retriever) -> Selector:
    store = retriever.index.store

    def words_of(passages: list[Passage]) -> frozenset[str]:
        return frozenset().union(*store.words([passage.id for passage in passages]).values())

    def terms_of(text: str) -> frozenset[str]:
        return content_terms(retriever.analysers[query.language].terms(text), query.language)

    return Selector(
        related=Related(
            catalogue=retriever.index.catalogue,
            fetch=lambda row_id: store.of_row(row_id, query.language),
            query=query,
            senses=senses,
            municipalities=retriever.index.catalogue.municipalities_named(
                query.asked, query.language, retriever.analysers[query.language]
            ),
        ),
        terms_of=terms_of,
        words_of=words_of,
        official=store.of_provision,
    )
