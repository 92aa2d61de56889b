"""The flow of a question, in one place:

understand -> retrieve -> select -> extract -> (compose) -> verify -> answer, or a refusal that says why

Refusals, official wordings and comparisons are told before a chat model could be asked, so it never sees what they are
about; nor does it get an answer in parts, or of several days.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace
from datetime import date

from assistant.answering.caveats import checked_caveats
from assistant.answering.compare.answer import Compared, compare
from assistant.answering.compose import compose
from assistant.answering.extract import Draft, Framing, claims_of, is_told_in_its_language
from assistant.answering.find import find
from assistant.answering.finish import Finished, finish
from assistant.answering.gather import checked_to
from assistant.answering.not_held import asks_for_what_no_source_holds
from assistant.answering.refuse import refusal, refusal_for_intent
from assistant.answering.second_check import SecondCheck, second_check
from assistant.answering.steps import Steps
from assistant.answering.tell import tell
from assistant.answering.understand import ANSWER_LANGUAGES, understand
from assistant.answering.wordings import Asked, claims_of_wordings, restated_rows, text_asked_for, wording_items
from assistant.answering.wordings import scored as scored_wordings
from assistant.domain.answer import Answer, AnswerStatus, Completeness, Sentence, Versions
from assistant.domain.query import Evidence, Intent, Query, Question, ScoredPassage
from assistant.language.detect import detect_language
from assistant.protocols import ChatModel, Nli
from assistant.retrieval.floor import (
    BESIDE_CHANCE,
    FAINT_CHANCE,
    LATER_CHANCE,
    LEAST_CHANCE_ACROSS,
    NEAR_CHANCE,
    SURE_CHANCE,
    is_in_scope,
)
from assistant.retrieval.retrieve import Retriever
from assistant.retrieval.standing import standing_of
from assistant.retrieval.vocabulary import language_by_words, stands_in_sources
from assistant.templates import Texts, texts_in

_MOST_WORDS_BY_VOCABULARY = 4
"""Words of a text whose language the words of the sources tell better than its letters."""
SEARCHED = frozenset({Intent.QUESTION, Intent.PERSONAL_DECISION})
"""Intents that are searched; a personal decision only to tell what is ours to refuse from what is out of scope."""


def ask(
    question: Question,
    retriever: Retriever,
    *,
    today: date,
    chat_model: ChatModel | None = None,
    nli: Nli | None = None,
) -> Answer:
    """One answer; a refusal is one too, and its status says why. Never raises for what was typed.

    With `nli` every claim must pass that model's check too.
    """
    *_, answer = stream(question, retriever, today=today, chat_model=chat_model, nli=nli)
    assert isinstance(answer, Answer)
    return answer


def stream(
    question: Question,
    retriever: Retriever,
    *,
    today: date,
    chat_model: ChatModel | None = None,
    nli: Nli | None = None,
) -> Iterator[Sentence | Answer]:
    """The sentences of the answer in order, each as soon as it is verified; then the answer. Nothing is taken back."""
    flow = _answering(question, retriever, today=today, chat_model=chat_model, nli=nli)
    shown = 0
    while True:
        try:
            sentence = next(flow)
        except StopIteration as finished:
            answer: Answer = finished.value
            break
        yield sentence
        shown += 1
    yield from answer.sentences[shown:]
    yield answer


def _answering(
    question: Question, retriever: Retriever, *, today: date, chat_model: ChatModel | None, nli: Nli | None
) -> Generator[Sentence, None, Answer]:
    """The answer. On the way it yields what of it a chat model has worded, verified."""
    steps = Steps()
    check = second_check(nli, steps)
    with steps.timed("understand"):
        query = _of_old_law(_understood(question, retriever, today), retriever)
        texts = texts_in(query.language)
    versions = Versions(index=retriever.index.version, templates=texts.version, model="")
    if query.intent not in SEARCHED:
        return refusal_for_intent(query, texts, versions, steps)
    if (quoted := _wordings(query, retriever, texts, steps, check)) is not None:
        return _answer(query, *quoted, versions, steps, partial=False)
    if (compared := _compared(query, retriever, texts, steps, check, today=today)) is not None:
        comparison, finished = compared
        partial = comparison.is_partial
        return _answer(comparison.query, finished, comparison.checked_to, versions, steps, partial=partial)
    with steps.timed("retrieve"):
        found = find(query, retriever)
    for evidence in found:
        steps.add(evidence.timings_ms)
    in_scope = _within_sources(found, query)
    nearest = found[0].items
    if query.intent is Intent.PERSONAL_DECISION and is_in_scope(found[0].scope, least_chance=FAINT_CHANCE):
        return refusal_for_intent(query, texts, versions, steps)
    if not in_scope or query.intent is Intent.PERSONAL_DECISION:
        return refusal(AnswerStatus.OUT_OF_SCOPE, query, texts, versions, steps, nearest=nearest)
    first_day = retriever.index.catalogue.first_day
    if first_day is not None and query.as_of < first_day:
        return refusal(AnswerStatus.NOT_IN_SOURCES, query, texts, versions, steps, nearest=nearest)
    if asks_for_what_no_source_holds(query.asked):
        return refusal(AnswerStatus.NOT_IN_SOURCES, query, texts, versions, steps, nearest=nearest)
    is_near = len(found) == 1 and is_told_in_its_language(query) and not is_in_scope(found[0].scope)
    with steps.timed("extract"):
        told = tell(query, in_scope, retriever, texts, today=today, asked=[one.asked for one in found])
        if is_near:
            told = replace(told, draft=(Framing(texts.get("lead_nearest"), "lead_nearest"), *told.draft))
    if chat_model is not None and not told.is_divided:
        with steps.timed("compose"):
            composed = yield from compose(told.draft, told.evidence, query, texts, chat_model, check)
        told = replace(told, draft=composed.draft)
        versions = replace(versions, model=chat_model.name if composed.by_model else "")
    with steps.timed("verify"):
        source_of = retriever.index.store.source
        finished = finish(told.draft, told.caveats, told.evidence, query, source_of, check, tables=told.tables)
    if not finished.claims:
        return refusal(AnswerStatus.NOT_IN_SOURCES, query, texts, versions, steps, nearest=nearest)
    is_certain = is_told_in_its_language(query) and query.as_of <= today
    partial = len(in_scope) < len(found) or told.is_partial or is_near or not is_certain
    return _answer(query, finished, told.checked_to, versions, steps, partial=partial)


def _within_sources(found: Sequence[Evidence], query: Query) -> list[Evidence]:
    """What was found for the parts that the sources may cover; the first part needs less beside a sure one."""
    own = is_told_in_its_language(query)
    least_chance, later_chance = (NEAR_CHANCE, LATER_CHANCE) if own else (LEAST_CHANCE_ACROSS, LEAST_CHANCE_ACROSS)
    if len(found) > 1 and any(is_in_scope(one.scope, least_chance=SURE_CHANCE) for one in found):
        first, *others = found
        near = [one for one in others if is_in_scope(one.scope, least_chance=later_chance)]
        return [*([first] if is_in_scope(first.scope, least_chance=BESIDE_CHANCE) else []), *near]
    # What comes closest to parts that may all be about something else is no answer to any of them.
    if own and len(found) > 1 and not any(is_in_scope(one.scope) for one in found):
        return []
    if not is_in_scope(found[0].scope, least_chance=least_chance):
        return []
    return [one for one in found if is_in_scope(one.scope, least_chance=least_chance)]


def _understood(question: Question, retriever: Retriever, today: date) -> Query:
    def knows(word: str) -> bool:
        return stands_in_sources(word, retriever.index, retriever.analysers)

    def detect(text: str) -> str:
        # So few words show letters of many languages: "sluttest nivå" is no Norwegian.
        found = detect_language(text)
        if found in ANSWER_LANGUAGES or len(text.split()) > _MOST_WORDS_BY_VOCABULARY:
            return found
        return language_by_words(text, retriever.index, retriever.analysers) or found

    return understand(question, today=today, detect=detect, knows=knows)


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


def _compared(
    query: Query, retriever: Retriever, texts: Texts, steps: Steps, check: SecondCheck, *, today: date
) -> tuple[Compared, Finished] | None:
    """Two Acts or two municipalities side by side, where the question asks for that."""
    with steps.timed("compare"):
        told = compare(query, retriever, texts, today=today)
    if told is None:
        return None
    steps.add(told.timings_ms)
    with steps.timed("verify"):
        source_of = retriever.index.store.source
        finished = finish(told.draft, told.caveats, told.evidence, query, source_of, check, tables=told.tables)
    return (told, finished) if finished.claims else None


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
        question=query.typed,
        language=query.language,
        as_of=query.as_of,
        law_checked_to=checked,
        status=AnswerStatus.PARTLY_ANSWERED if partial else AnswerStatus.ANSWERED,
        completeness=Completeness.PARTIAL if partial else Completeness.COMPLETE,
        sentences=finished.sentences,
        sources=finished.sources,
        caveats=finished.caveats,
        tables=finished.tables,
        nearest=(),
        versions=versions,
        timings_ms=steps.finished(),
    )
