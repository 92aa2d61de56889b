"""Refusals that help: why, what comes nearest, whom to ask."""

from __future__ import annotations

from assistant.answering.extract import Framing, other_language
from assistant.answering.steps import Steps
from assistant.domain.answer import (
    Answer,
    AnswerStatus,
    Caveat,
    Completeness,
    Sentence,
    SentenceKind,
    Versions,
)
from assistant.domain.query import Intent, Query, ScoredPassage
from assistant.templates import Texts

MOST_NEAREST = 3

_BY_INTENT = {
    Intent.EMPTY: (AnswerStatus.NEEDS_CLARIFICATION, ("refuse_empty",)),
    Intent.SMALL_TALK: (AnswerStatus.OUT_OF_SCOPE, ("small_talk",)),
    Intent.INSTRUCTION: (AnswerStatus.REFUSED, ("refuse_instruction",)),
    Intent.PERSONAL_DATA: (
        AnswerStatus.REFUSED,
        ("refuse_personal_data", "refuse_individual_next", "ask_a_person"),
    ),
    Intent.PERSONAL_DECISION: (
        AnswerStatus.REFUSED,
        ("refuse_individual", "refuse_individual_next", "ask_a_person"),
    ),
}
_BY_STATUS = {
    AnswerStatus.OUT_OF_SCOPE: ("out_of_scope", "nearest_follow", "ask_a_person"),
    AnswerStatus.NOT_IN_SOURCES: ("not_in_sources", "nearest_follow", "ask_a_person"),
}


def refusal_for_intent(query: Query, texts: Texts, versions: Versions, steps: Steps) -> Answer:
    """The refusal for a question that is not searched at all."""
    status, keys = _BY_INTENT[query.intent]
    return _refusal(status, keys, query, texts, versions, steps, ())


def refusal(
    status: AnswerStatus,
    query: Query,
    texts: Texts,
    versions: Versions,
    steps: Steps,
    *,
    nearest: tuple[ScoredPassage, ...],
) -> Answer:
    """The refusal after a search: what comes nearest is listed, and nothing is claimed."""
    near = _nearest(nearest, query.language)
    keys = tuple(key for key in _BY_STATUS[status] if near or key != "nearest_follow")
    return _refusal(status, keys, query, texts, versions, steps, near)


def _nearest(items: tuple[ScoredPassage, ...], language: str) -> tuple[ScoredPassage, ...]:
    own = [item for item in items if item.passage.language == language]
    return tuple((own or list(items))[:MOST_NEAREST])


def _refusal(
    status: AnswerStatus,
    keys: tuple[str, ...],
    query: Query,
    texts: Texts,
    versions: Versions,
    steps: Steps,
    nearest: tuple[ScoredPassage, ...],
) -> Answer:
    said = [*other_language(query, texts), *(Framing(texts.get(key)) for key in keys)]
    sentences = tuple(Sentence(one.text, SentenceKind.FRAMING, one.language or texts.language) for one in said)
    caveats = (Caveat("personal_data", texts.get("caveat_masked")),) if query.masked else ()
    return Answer(
        question=query.typed,
        language=query.language,
        as_of=query.as_of,
        law_checked_to=None,
        status=status,
        completeness=Completeness.NONE,
        sentences=sentences,
        sources=(),
        caveats=caveats,
        nearest=nearest,
        versions=versions,
        timings_ms=steps.finished(),
    )
