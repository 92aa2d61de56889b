"""The flow of a question, in one place:

understand -> retrieve -> select -> extract -> verify -> answer, or a refusal that says why
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from assistant.answering.caveats import checked_caveats
from assistant.answering.extract import Draft, Framing, claims_of
from assistant.answering.finish import Finished, finish
from assistant.answering.gather import checked_to
from assistant.answering.not_held import asks_for_what_no_source_holds
from assistant.answering.parts import parts_of
from assistant.answering.refuse import refusal, refusal_for_intent
from assistant.answering.second_check import SecondCheck, second_check
from assistant.answering.steps import Steps
from assistant.answering.tell import tell
from assistant.answering.understand import understand
from assistant.answering.wordings import Asked, claims_of_wordings, restated_rows, text_asked_for, wording_items
from assistant.answering.wordings import scored as scored_wordings
from assistant.domain.answer import Answer, AnswerStatus, Completeness, Versions
from assistant.domain.query import Evidence, Intent, Query, Question, ScoredPassage
from assistant.language.content import content_terms
from assistant.language.detect import detect_language
from assistant.protocols import Nli
from assistant.retrieval.floor import LEAST_CHANCE, SURE_CHANCE, is_in_scope
from assistant.retrieval.retrieve import Retriever
from assistant.retrieval.standing import standing_of
from assistant.templates import Texts, texts_in

SEARCHED = frozenset({Intent.QUESTION, Intent.PERSONAL_DECISION})
"""Intents that are searched; a personal decision only to tell what is ours to refuse from what is out of scope."""
FEWEST_WORDS_ALONE = 4
"""Content terms (lemmas and parts) that a follow-up needs to be searched alone too."""
NOT_FOUND = 0.8
EVIDENCE = 24
"""Passages that are looked at for one answer."""


def ask(question: Question, retriever: Retriever, *, today: date, nli: Nli | None = None) -> Answer:
    """One answer; a refusal is one too, and its status says why. Never raises for what was typed.

    With `nli` every claim must pass that model's check too.
    """
    steps = Steps()
    check = second_check(nli, steps)
    with steps.timed("understand"):
        query = _of_old_law(understand(question, today=today, detect=detect_language), retriever)
        texts = texts_in(query.language)
    versions = Versions(index=retriever.index.version, templates=texts.version, model="")
    if query.intent not in SEARCHED:
        return refusal_for_intent(query, texts, versions, steps)
    if (quoted := _wordings(query, retriever, texts, steps, check)) is not None:
        return _answer(query, *quoted, versions, steps, partial=False)
    with steps.timed("retrieve"):
        found = _retrieve(query, retriever)
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
    if asks_for_what_no_source_holds(query.asked):
        return refusal(AnswerStatus.NOT_IN_SOURCES, query, texts, versions, steps, nearest=nearest)
    with steps.timed("extract"):
        told = tell(query, in_scope, retriever, texts, today=today)
    with steps.timed("verify"):
        finished = finish(told.draft, told.caveats, told.evidence, query, retriever.index.store.source, check)
    if not finished.claims:
        return refusal(AnswerStatus.NOT_IN_SOURCES, query, texts, versions, steps, nearest=nearest)
    partial = len(in_scope) < len(found) or told.is_partial or query.as_of > today
    return _answer(query, finished, told.checked_to, versions, steps, partial=partial)


def _wordings(
    query: Query, retriever: Retriever, texts: Texts, steps: Steps, check: SecondCheck
) -> tuple[Finished, date | None] | None:
    """The official text of a section, where the question asks for it and it is indexed in the reader's language."""
    index = retriever.index
    asked = text_asked_for(query, index.catalogue.main_act_with)
    told = wording_items(asked, index.store.of_provision, query.language) if asked else []
    if asked and not told:
        return _restated(asked, query, retriever, texts, check)
    if not told:
        return None
    with steps.timed("extract"):
        evidence = Evidence(tuple(scored_wordings(told, query.as_of)))
        checked = checked_to(evidence, retriever)
        draft = tuple(claims_of_wordings(told, evidence.items, texts))
    with steps.timed("verify"):
        caveats = checked_caveats(checked, query, texts)
        return finish(draft, caveats, evidence, query, index.store.source, check), checked


def _restated(
    asked: Asked, query: Query, retriever: Retriever, texts: Texts, check: SecondCheck
) -> tuple[Finished, date | None] | None:
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
    return finish(draft, checked_caveats(checked, query, texts), evidence, query, store.source, check), checked


def _of_old_law(query: Query, retriever: Retriever) -> Query:
    """A question for the Act before today's holds for its last day."""
    last = retriever.index.catalogue.last_day_of_old_law
    return replace(query, as_of=last, date_was_asked=True) if query.is_old_law and last else query


def _retrieve(query: Query, retriever: Retriever) -> list[Evidence]:
    """Evidence for each question asked; for a follow-up, what suits it both alone and after the question before it."""
    if query.text == query.asked:
        return [retriever.retrieve(part, limit=EVIDENCE) for part in _parts(query)]
    together = retriever.retrieve(query, limit=EVIDENCE)
    terms = retriever.analysers[query.language].terms(query.asked)
    if len(content_terms(terms, query.language)) < FEWEST_WORDS_ALONE:
        return [together]
    alone = retriever.retrieve(replace(query, text=query.asked), limit=EVIDENCE)
    items = {item.passage.id: item for item in (*alone.items, *together.items)}
    merged = [replace(item, score=(_score(together, one) + _score(alone, one)) / 2) for one, item in items.items()]
    return [replace(together, items=tuple(sorted(merged, key=lambda item: -item.score)))]


def _score(evidence: Evidence, passage_id: str) -> float:
    """The passage's score; a little less than the last one's for a passage that was not found."""
    scores = {item.passage.id: item.score for item in evidence.items}
    return scores.get(passage_id, NOT_FOUND * min(scores.values(), default=0.0))


def _parts(query: Query) -> list[Query]:
    """A query for each question that is asked; a follow-up stays whole."""
    if query.text != query.asked:
        return [query]
    return [replace(query, text=part) for part in parts_of(query.asked)]


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
