"""An answer as server-sent events: each sentence when it is verified, then the whole answer.

`sentence` carries one sentence of the answer object, `answer` the whole object, `error` the one shape of an error. The
sentences come in the order of the answer and are never taken back: the answer begins with exactly those that came
before it. `answer` or `error` is the last event.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sse_starlette import EventSourceResponse, ServerSentEvent

from api.problems import error_body
from api.service import Answerer, AnswerFailed, stream_safely
from assistant.answering.render import answer_to_json, sentence_to_json
from assistant.domain.answer import Answer
from assistant.domain.query import Question

PING_S = 15
"""A comment is sent this often while nothing else is, so that proxies keep the connection."""


def stream_response(answerer: Answerer, question: Question) -> EventSourceResponse:
    """The events of one answer; the assistant is read in a thread and left when the reader leaves."""
    return EventSourceResponse(_events(answerer, question), ping=PING_S)


def _events(answerer: Answerer, question: Question) -> Iterator[ServerSentEvent]:
    try:
        for part in stream_safely(answerer, question):
            if isinstance(part, Answer):
                yield _event("answer", answer_to_json(part))
            else:
                yield _event("sentence", sentence_to_json(part))
    except AnswerFailed as failed:
        # The status has been sent; what went wrong can only be an event.
        yield _event("error", error_body(failed))


def _event(name: str, document: dict[str, Any]) -> ServerSentEvent:
    return ServerSentEvent(json.dumps(document, ensure_ascii=False), event=name)
