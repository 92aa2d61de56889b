"""The flow of a question, in one place:

understand -> retrieve -> select -> extract -> verify -> answer, or a refusal that says why
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from assistant.answering.caveats import checked_caveats, draft_caveats, unconfirmed_caveats
from assistant.answering.extract import Draft, Framing, claims_of, extract
from assistant.answering.finish import Finished, finish
from assistant.answering.gather import checked_to, gather, unconfirmed
from assistant.answering.parts import parts_of
from assistant.answering.refuse import refusal, refusal_for_intent
from assistant.answering.related import Related
from assistant.answering.select import Selector
from assistant.answering.selection import Selection
from assistant.answering.steps import Steps
from assistant.answering.understand import understand
from assistant.answering.wordings import Asked, claims_of_wordings, restated_rows, text_asked_for, wording_items
from assistant.answering.wordings import scored as scored_wordings
from assistant.domain.answer import Answer, AnswerStatus, Completeness, Versions
from assistant.domain.passage import Passage
from assistant.domain.query import Evidence, Intent, Query, Question, ScoredPassage
from assistant.knowledge.catalogue import NamedSense
from assistant.language.content import content_terms
from assistant.language.detect import detect_language
from assistant.retrieval.floor import LEAST_CHANCE, SURE_CHANCE, is_in_scope
from assistant.retrieval.retrieve import Retriever
from assistant.retrieval.standing import standing_of
from assistant.templates import Texts, texts_in

SEARCHED = frozenset({Intent.QUESTION, Intent.PERSONAL_DECISION})
"""Intents that are searched; a personal decision only to tell what is ours to refuse from what is out of scope."""
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
    if (quoted := _wordings(query, retriever, texts, steps)) is not None:
        return _answer(query, *quoted, versions, steps, partial=False)
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
        gathered = gather(selection, in_scope, senses, query, retriever)
        checked = checked_to(gathered.evidence, retriever)
        not_told = unconfirmed(in_scope, query, retriever)
        draft = extract(selection, gathered.evidence, query, texts, future=query.as_of > today)
        caveats = draft_caveats(
            selection,
            gathered.evidence,
            query,
            texts,
            senses=gathered.senses,
            conflicts=gathered.conflicts,
            plans=gathered.plans,
            checked_to=checked,
            unconfirmed=unconfirmed_caveats(not_told, texts),
        )
    with steps.timed("verify"):
        finished = finish(draft, caveats, gathered.evidence, query, retriever.index.store.source)
    if not finished.claims:
        return refusal(AnswerStatus.NOT_IN_SOURCES, query, texts, versions, steps, nearest=nearest)
    unanswered = len(found) - len(in_scope)
    return _answer(
        query, finished, checked, versions, steps, partial=unanswered > 0 or bool(not_told) or query.as_of > today
    )


def _wordings(query: Query, retriever: Retriever, texts: Texts, steps: Steps) -> tuple[Finished, date | None] | None:
    """The official text of a section, where the question asks for it and it is indexed in the reader's language."""
    index = retriever.index
    asked = text_asked_for(query, index.catalogue.main_act_with)
    told = wording_items(asked, index.store.of_provision, query.language) if asked else []
    if asked and not told:
        return _restated(asked, query, retriever, texts)
    if not told:
        return None
    with steps.timed("extract"):
        evidence = Evidence(tuple(scored_wordings(told, query.as_of)))
        checked = checked_to(evidence, retriever)
        draft = tuple(claims_of_wordings(told, evidence.items, texts))
    with steps.timed("verify"):
        caveats = checked_caveats(checked, query, texts)
        return finish(draft, caveats, evidence, query, index.store.source), checked


def _restated(asked: Asked, query: Query, retriever: Retriever, texts: Texts) -> tuple[Finished, date | None] | None:
    """The section in Koto's own words, as issued and on the day, where the official text is in other languages."""
    store = retriever.index.store
    passages = [
        store.of_row(row.id, query.language) for row in restated_rows(asked, retriever.index.catalogue, query.as_of)
    ]
    items = tuple(ScoredPassage(one, 0.0, standing_of(one, query.as_of)) for one in passages if one is not None)
    if not items:
        return None
    evidence = Evidence(items)
    checked = checked_to(evidence, retriever)
    claims = [claim for label, item in enumerate(items, start=1) for claim in claims_of(item, label)]
    draft: Draft = (Framing(texts.get("lead_restated")), *claims)
    return finish(draft, checked_caveats(checked, query, texts), evidence, query, store.source), checked


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
        official=store.of_provision,
    )
    return selector.select(found)


def _answer(
    query: Query,
    finished: Finished,
    checked: date | None,
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
        law_checked_to=checked,
        status=AnswerStatus.PARTLY_ANSWERED if partial else AnswerStatus.ANSWERED,
        completeness=Completeness.PARTIAL if partial else Completeness.COMPLETE,
        sentences=finished.sentences,
        sources=finished.sources,
        caveats=finished.caveats,
        nearest=(),
        versions=versions,
        timings_ms=steps.finished(),
    )
