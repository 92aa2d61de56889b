"""The assistant: an index that follows `current`, and the flows that use it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from assistant.answering.ask import ask, stream
from assistant.answering.render import hits_to_json
from assistant.answering.steps import Steps
from assistant.answering.understand import ANSWER_LANGUAGES, understand
from assistant.domain.answer import Answer, Sentence
from assistant.domain.passage import Passage
from assistant.domain.query import Question
from assistant.domain.source import Source
from assistant.errors import IndexMismatch
from assistant.language.detect import detect_language
from assistant.protocols import ChatModel, Nli
from assistant.retrieval.retrieve import Retriever


class Assistant:
    """Answers questions from the current build. Safe to use from several threads."""

    def __init__(
        self,
        *,
        current_build: Callable[[], Path],
        open_retriever: Callable[[Path], Retriever],
        today: Callable[[], date],
        chat_model: ChatModel | None = None,
        nli: Nli | None = None,
    ) -> None:
        """Open the current build. Raises IndexMissing or IndexMismatch where that cannot be done."""
        self._current_build = current_build
        self._open = open_retriever
        self._today = today
        self._chat_model = chat_model
        self._nli = nli
        self._opening = threading.Lock()
        self._retriever = self._open(current_build())

    def ask(self, question: Question) -> Answer:
        """One answer; a refusal is an answer whose status says why."""
        return ask(question, self._follow(), today=self._today(), chat_model=self._chat_model, nli=self._nli)

    def stream(self, question: Question) -> Iterator[Sentence | Answer]:
        """The sentences of the answer in order, each as soon as it is verified, and then the answer.

        Without a chat model all come together. What was yielded is never taken back: it begins the answer.
        """
        return stream(question, self._follow(), today=self._today(), chat_model=self._chat_model, nli=self._nli)

    def search(self, question: Question, *, limit: int) -> dict[str, Any]:
        """The passages that come closest, as the document of `koto search --json`."""
        retriever = self._follow()
        steps = Steps()
        query = understand(question, today=self._today(), detect=detect_language)
        evidence = retriever.retrieve(query, limit=limit) if query.asked else None
        steps.add(evidence.timings_ms if evidence else {})
        return {
            "query": query.text,
            "language": query.language,
            "as_of": query.as_of.isoformat(),
            "hits": hits_to_json(evidence.items[:limit]) if evidence else [],
            "timings_ms": {name: round(ms, 2) for name, ms in steps.finished().items()},
        }

    def source(self, source_id: str) -> Source | None:
        """The source with this id, or None."""
        return self._follow().index.store.source(source_id)

    def passages_of(self, source_id: str) -> list[Passage]:
        """Every passage of a source, in order; empty for an unknown one."""
        return self._follow().index.store.passages_of(source_id)

    def passages(self, ids: Sequence[str]) -> list[Passage]:
        """The passages with these ids, in that order; unknown ids are left out."""
        return self._follow().index.store.passages(ids)

    @property
    def retriever(self) -> Retriever:
        """The retriever of the current build, for measuring and for adapters."""
        return self._follow()

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages of answers, the default first."""
        return ANSWER_LANGUAGES

    @property
    def index_version(self) -> str:
        """Name of the build that answers now."""
        return self._follow().index.version

    @property
    def passage_count(self) -> int:
        """Passages in the index."""
        return self._follow().index.store.count()

    def _follow(self) -> Retriever:
        """The retriever of the current build; another build is opened when the link has moved.

        Requests under way keep the retriever that they began with.
        """
        if self._current_build().name != self._retriever.index.version:
            with self._opening:
                self._retriever = self._newest()
        return self._retriever

    def _newest(self) -> Retriever:
        """A retriever of the build that the link names now; again where that build goes while it is opened."""
        while True:
            build = self._current_build()
            if build.name == self._retriever.index.version:
                return self._retriever
            try:
                return self._open(build)
            except IndexMismatch:
                if self._current_build() == build:
                    raise
