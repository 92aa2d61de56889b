"""What the service asks of an assistant, and what a failed question looks like from outside."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from assistant.domain.answer import Answer, Sentence
from assistant.domain.passage import Passage
from assistant.domain.query import Question
from assistant.domain.source import Source
from assistant.errors import KotoError

log = logging.getLogger("koto.api")


class Answerer(Protocol):
    """An assistant with its index open; called from several threads at once."""

    @property
    def index_version(self) -> str:
        """Names the index that answers now; may change while the service runs."""
        ...

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages in which it answers, the default first."""
        ...

    @property
    def passage_count(self) -> int | None:
        """Passages in the index, or None where that is not known."""
        ...

    def ask(self, question: Question) -> Answer:
        """The answer; a refusal is an answer too. Raises KotoError when it cannot work."""
        ...

    def stream(self, question: Question) -> Iterator[Sentence | Answer]:
        """The sentences of the answer as they are ready, then the answer, which begins with them. Raises as `ask`."""
        ...

    def source(self, source_id: str) -> Source | None:
        """The source with this id, or None."""
        ...

    def passages_of(self, source_id: str) -> list[Passage]:
        """The passages of a source in its own order; empty for an unknown one."""
        ...


class AnswerFailed(Exception):
    """No answer could be made; `is_fault` says whether Koto itself is to blame."""

    def __init__(self, *, is_fault: bool) -> None:
        super().__init__("no answer could be made")
        self.is_fault = is_fault


def ask_safely(answerer: Answerer, question: Question) -> Answer:
    """The answer to `question`.

    Raises AnswerFailed for whatever the assistant raises. The log then names the class of the error and
    the place, never its message: a message may quote the question.
    """
    with _failing_safely():
        return answerer.ask(question)


def stream_safely(answerer: Answerer, question: Question) -> Iterator[Sentence | Answer]:
    """The sentences of the answer and then the answer. Raises AnswerFailed as `ask_safely` does."""
    with _failing_safely():
        yield from answerer.stream(question)


@contextmanager
def _failing_safely() -> Iterator[None]:
    try:
        yield
    except KotoError as error:
        log.warning("no answer: %s", place_of(error))
        raise AnswerFailed(is_fault=False) from None
    except Exception as error:
        log.error("a question ended in a fault: %s", place_of(error))
        raise AnswerFailed(is_fault=True) from None


def place_of(error: BaseException) -> str:
    """Class of an error and the line that raised it, without the error's message."""
    frames = traceback.extract_tb(error.__traceback__)
    if not frames:
        return type(error).__name__
    return f"{type(error).__name__} at {frames[-1].filename}:{frames[-1].lineno}"
