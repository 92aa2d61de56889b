"""The flow of a question, in one place:

understand -> retrieve -> select -> extract -> verify -> answer, or a refusal that says why
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.answering.caveats import draft_caveats
from assistant.answering.extract import extract
from assistant.answering.finish import Finished, finish
from assistant.answering.parts import parts_of
from assistant.answering.refuse import refusal, refusal_for_intent
from assistant.answering.related import Related
from assistant.answering.select import Selector
from assistant.answering.selection import Selection
from assistant.answering.steps import Steps
from assistant.answering.understand import understand
from assistant.domain.answer import Answer, AnswerStatus, Completeness, Versions
from assistant.domain.knowledge import Force
from assistant.domain.passage import Passage
from assistant.domain.query import Evidence, Intent, Query, Question, ScoredPassage
from assistant.knowledge.catalogue import NamedSense
from assistant.knowledge.provision import act_of
from assistant.language.content import content_terms
from assistant.language.detect import detect_language
from assistant.retrieval.floor import LEAST_CHANCE, SURE_CHANCE, is_in_scope
from assistant.retrieval.retrieve import Retriever
from assistant.retrieval.standing import standing_of
from assistant.templates import texts_in

SEARCHED = frozenset({Intent.QUESTION, Intent.PERSONAL_DECISION})
"""Intents that are searched; a personal decision only to tell what is ours to refuse from what is out of scope."""
BINDING = frozenset({Force.MUST, Force.MAY, Force.ABSENCE})
"""Rows that a plan to change the law concerns."""
_CONFLICT = 0.6
"""The other side of a disagreement was found when it scores at least this share of what is told."""
EVIDENCE = 24
"""Passages that are looked at for one answer."""


def ask(question: Question, retriever: Retriever, *, today: date) -> Answer:
    """One answer; a refusal is one too, and its status says why. Never raises for what was typed."""
    steps = Steps()
    with steps.timed("understand"):
        query = understand(question, today=today, detect=detect_language)
        texts = texts_in(query.language)
    versions = Versions(index=retriever.index.version, templates=texts.version, model="")
    if query.intent not in SEARCHED:
        return refusal_for_intent(query, texts, versions, steps)
    with steps.timed("retrieve"):
        found = [retriever.retrieve(part, limit=EVIDENCE) for part in _parts(query)]
    for evidence in found:
        steps.add(evidence.timings_ms)
    least_chance = LEAST_CHANCE if is_in_scope(found[0].scope) else SURE_CHANCE
    in_scope = [evidence for evidence in found if is_in_scope(evidence.scope, least_chance=least_chance)]
    nearest = found[0].items
    if not in_scope:
        return refusal(AnswerStatus.OUT_OF_SCOPE, query, texts, versions, steps, nearest=nearest)
    first_day = retriever.index.catalogue.first_day
    if first_day is not None and query.as_of < first_day:
        return refusal(AnswerStatus.NOT_IN_SOURCES, query, texts, versions, steps, nearest=nearest)
    if query.intent is Intent.PERSONAL_DECISION:
        if is_in_scope(found[0].scope, least_chance=SURE_CHANCE):
            return refusal_for_intent(query, texts, versions, steps)
        return refusal(AnswerStatus.OUT_OF_SCOPE, query, texts, versions, steps, nearest=nearest)
    with steps.timed("extract"):
        senses = retriever.index.catalogue.senses_named(
            query.asked, query.language, retriever.analysers[query.language]
        )
        selection = _select(query, in_scope, senses, retriever)
        gathered = _gather(selection, in_scope, senses, query, retriever)
        checked_to = _checked_to(gathered.evidence, retriever)
        draft = extract(selection, gathered.evidence, query, texts, future=query.as_of > today)
        caveats = draft_caveats(
            selection,
            gathered.evidence,
            query,
            texts,
            senses=gathered.senses,
            conflicts=gathered.conflicts,
            plans=gathered.plans,
            checked_to=checked_to,
        )
    with steps.timed("verify"):
        finished = finish(draft, caveats, gathered.evidence, query, retriever.index.store.source)
    if not finished.claims:
        return refusal(AnswerStatus.NOT_IN_SOURCES, query, texts, versions, steps, nearest=nearest)
    unanswered = len(found) - len(in_scope)
    return _answer(query, finished, checked_to, versions, steps, partial=unanswered > 0 or query.as_of > today)


@dataclass(frozen=True)
class _Gathered:
    """The evidence of this turn: all that the answer and its caveats may cite."""

    evidence: Evidence
    senses: tuple[ScoredPassage, ...]
    conflicts: tuple[ScoredPassage, ...]
    plans: tuple[ScoredPassage, ...]


def _parts(query: Query) -> list[Query]:
    """A query for each question that is asked; a follow-up stays whole."""
    if query.text != query.asked:
        return [query]
    return [replace(query, text=part) for part in parts_of(query.asked)]


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
    )
    return selector.select(found)


def _gather(
    selection: Selection,
    found: Sequence[Evidence],
    senses: Sequence[NamedSense],
    query: Query,
    retriever: Retriever,
) -> _Gathered:
    other_senses = _other_senses(selection, senses, query, retriever)
    conflicts = _conflicts(selection, found, query, retriever)
    plans = _plans(selection, query, retriever)
    items: dict[str, ScoredPassage] = {}
    for item in (*selection.cited(), *other_senses, *conflicts, *plans):
        items.setdefault(item.passage.id, item)
    return _Gathered(Evidence(tuple(items.values())), other_senses, conflicts, plans)


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
    conflicts = retriever.index.catalogue.conflicts_of(told, beside.keys(), query.as_of)
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


def _checked_to(evidence: Evidence, retriever: Retriever) -> date | None:
    """The oldest consolidation date among the Acts that the evidence rests on."""
    acts = {act_of(key) for item in evidence.items for key in item.passage.provisions}
    days = [day for act, day in retriever.index.checked_to.items() if act in acts]
    return min(days, default=None)


def _answer(
    query: Query,
    finished: Finished,
    checked_to: date | None,
    versions: Versions,
    steps: Steps,
    *,
    partial: bool,
) -> Answer:
    partial = partial or finished.dropped > 0
    return Answer(
        question=query.asked,
        language=query.language,
        as_of=query.as_of,
        law_checked_to=checked_to,
        status=AnswerStatus.PARTLY_ANSWERED if partial else AnswerStatus.ANSWERED,
        completeness=Completeness.PARTIAL if partial else Completeness.COMPLETE,
        sentences=finished.sentences,
        sources=finished.sources,
        caveats=finished.caveats,
        nearest=(),
        versions=versions,
        timings_ms=steps.finished(),
    )
