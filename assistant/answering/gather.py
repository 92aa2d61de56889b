"""What an answer may cite besides what answers: other senses, disagreements, plans, rows that nobody has confirmed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.answering.selection import Selection
from assistant.domain.knowledge import Force, Requirement
from assistant.domain.passage import Passage
from assistant.domain.query import Evidence, Query, ScoredPassage
from assistant.knowledge.catalogue import NamedSense, is_unconfirmed
from assistant.knowledge.provision import act_of
from assistant.retrieval.retrieve import Retriever
from assistant.retrieval.standing import standing_of

BINDING = frozenset({Force.MUST, Force.MAY, Force.ABSENCE})
"""Rows that a plan to change the law concerns."""
_CONFLICT = 0.6
"""The other side of a disagreement was found when it scores at least this share of what is told."""


@dataclass(frozen=True)
class Gathered:
    """The evidence of this turn: all that the answer and its caveats may cite."""

    evidence: Evidence
    senses: tuple[ScoredPassage, ...]
    conflicts: tuple[ScoredPassage, ...]
    plans: tuple[ScoredPassage, ...]


def gather(
    selection: Selection,
    found: Sequence[Evidence],
    senses: Sequence[NamedSense],
    query: Query,
    retriever: Retriever,
) -> Gathered:
    """The evidence for what was selected, with what may be said beside it."""
    other_senses = _other_senses(selection, senses, query, retriever)
    conflicts = _conflicts(selection, found, query, retriever)
    plans = _plans(selection, query, retriever)
    items: dict[str, ScoredPassage] = {}
    for item in (*selection.cited(), *other_senses, *conflicts, *plans):
        items.setdefault(item.passage.id, item)
    return Gathered(Evidence(tuple(items.values())), other_senses, conflicts, plans)


def unconfirmed(found: Sequence[Evidence], query: Query, retriever: Retriever) -> list[Requirement]:
    """The rows found nearly as well as the best that are not told because their provision reads otherwise by now."""
    rows = retriever.index.catalogue.requirements
    unconfirmed = []
    for evidence in found:
        best = evidence.items[0].score if evidence.items else 0.0
        for item in evidence.items:
            row = rows.get(item.passage.row_id)
            if row and is_unconfirmed(row, query.as_of) and item.score >= _CONFLICT * best:
                unconfirmed.append(row)
    return unconfirmed


def _conflicts(
    selection: Selection, found: Sequence[Evidence], query: Query, retriever: Retriever
) -> tuple[ScoredPassage, ...]:
    """The disagreement that the question is about: what holds is told, the other side was found nearly as well."""
    told = {item.passage.row_id for part in selection.parts for item in (part.lead, *part.companions)}
    best = max((item.score for part in selection.parts for item in part.told), default=0.0)
    beside = {
        name: item.score
        for evidence in reversed(found)
        for item in reversed(evidence.items)
        if item.score >= _CONFLICT * best
        for name in (item.passage.row_id, item.passage.source_id if not item.passage.row_id else "")
        if name
    }
    catalogue = retriever.index.catalogue
    conflicts = [
        conflict
        for conflict in catalogue.conflicts_of(told, beside.keys(), query.as_of)
        if not any(is_unconfirmed(catalogue.requirements.get(name), query.as_of) for name in conflict.follow)
    ]
    ranked = sorted(conflicts, key=lambda conflict: -max(beside.get(name, 0.0) for name in conflict.between))
    passage = retriever.index.store.of_row(ranked[0].id, query.language) if ranked else None
    return (_scored(passage, query.as_of),) if passage else ()


def _other_senses(
    selection: Selection, senses: Sequence[NamedSense], query: Query, retriever: Retriever
) -> tuple[ScoredPassage, ...]:
    """The record of the first term in the question that has several senses, unless it is told anyway."""
    told = {item.passage.row_id for item in selection.cited()}
    for named in senses:
        if len(named.term.senses) > 1 and named.term.id not in told:
            passage = retriever.index.store.of_row(named.term.id, query.language)
            return (_scored(passage, query.as_of),) if passage else ()
    return ()


def _plans(selection: Selection, query: Query, retriever: Retriever) -> tuple[ScoredPassage, ...]:
    """The latest plan known on the as-of date that would change the law told; none beside words, names and sums."""
    catalogue = retriever.index.catalogue
    told = [catalogue.requirements.get(part.lead.passage.row_id) for part in selection.parts]
    if not any(row is not None and row.force in BINDING and row.validity.covers(query.as_of) for row in told):
        return ()
    known = [row for row in catalogue.plans() if not row.validity.begins_after(query.as_of)]
    latest = max(known, key=lambda row: row.validity.valid_from or date.min, default=None)
    passage = latest and retriever.index.store.of_row(latest.id, query.language)
    return (_scored(passage, query.as_of),) if passage else ()


def _scored(passage: Passage, day: date) -> ScoredPassage:
    return ScoredPassage(passage, 0.0, standing_of(passage, day))


def checked_to(evidence: Evidence, retriever: Retriever) -> date | None:
    """The oldest consolidation date among the Acts that the evidence rests on."""
    acts = {act_of(key) for item in evidence.items for key in item.passage.provisions}
    days = [day for act, day in retriever.index.checked_to.items() if act in acts]
    return min(days, default=None)
