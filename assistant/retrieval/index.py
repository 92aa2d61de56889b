"""An index opened for reading: text, words and vectors of one build, behind the Protocols."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Protocol

from assistant.domain.knowledge import Conflict, Example, Requirement, Term
from assistant.domain.passage import Passage
from assistant.domain.source import Source, SourceKind
from assistant.knowledge.catalogue import Catalogue
from assistant.protocols import LexicalIndex, VectorIndex
from assistant.retrieval.ask_space import AskSpace
from assistant.retrieval.question_classifier import QuestionClassifier


class Store(Protocol):
    """Text and metadata of an index."""

    meta: dict[str, str]

    def passages(self, ids: Sequence[str]) -> list[Passage]:
        """The passages with these ids, in that order; unknown ids are left out."""
        ...

    def numbered(self, numbers: Sequence[int]) -> list[tuple[int, Passage]]:
        """(number, passage) in the order of `numbers`; unknown numbers are left out."""
        ...

    def words(self, ids: Sequence[str]) -> dict[str, frozenset[str]]:
        """Content terms of the passages with these ids, headings and questions that they answer included."""
        ...

    def of_row(self, row_id: str, language: str) -> Passage | None:
        """The passage of a catalogue row or term in `language`."""
        ...

    def of_provision(self, key: str) -> list[Passage]:
        """Every passage of statute text on a provision or a part of it."""
        ...

    def passages_of(self, source_id: str) -> list[Passage]:
        """Every passage of a source, in order."""
        ...

    def source(self, source_id: str, language: str = "") -> Source | None:
        """The source, in `language` where it has that version; None when unknown."""
        ...

    def sources(self) -> list[Source]:
        """Every source in every language that it has."""
        ...

    def requirements(self) -> dict[str, Requirement]:
        """Every catalogue row by id."""
        ...

    def terms(self) -> dict[str, Term]:
        """Every term by id."""
        ...

    def examples(self) -> dict[str, Example]:
        """Every programme or service of a municipality by id."""
        ...

    def conflicts(self) -> dict[str, Conflict]:
        """Every disagreement of sources by id."""
        ...

    def matters(self) -> dict[str, dict[str, str]]:
        """Titles of the matters by id and language, in the order of the corpus."""
        ...

    def count(self) -> int:
        """Number of passages."""
        ...


@dataclass(frozen=True)
class WordIndex:
    """The lexical index of one language."""

    index: LexicalIndex
    numbers: Sequence[int]
    """Passage number of each of its rows."""


@dataclass(frozen=True)
class Index:
    """One build, opened."""

    version: str
    """Name of the build."""
    store: Store
    words: Mapping[str, WordIndex]
    """By language."""
    passages: VectorIndex
    """Entry ids are passage numbers."""
    asks: VectorIndex
    """Entry ids are "NUMBER.k": the k-th question that passage NUMBER answers."""
    elsewhere: VectorIndex
    """Questions of neighbouring subjects that Koto does not cover."""
    ask_space: AskSpace
    """The space in which `asks` and `elsewhere` lie."""
    row_classifier: QuestionClassifier
    """Which row a question is for."""
    scope_classifier: QuestionClassifier
    """Whether the corpus answers a question."""
    forms: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """By language: the words of the rows as they stand there, the most frequent first."""
    crossing: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By direction ("fi>sv"): the word of the other language that goes with a word."""

    @property
    def statutes_from(self) -> int:
        """The number of the first passage of statute text; the number of passages where there is none."""
        return int(self.store.meta.get("statutes_from", self.store.count()))

    @cached_property
    def checked_to(self) -> dict[str, date]:
        """By Act: the day to which its text was checked; read once."""
        return {
            source.act: source.consolidated_to
            for source in self.store.sources()
            if source.act and source.consolidated_to and source.kind in {SourceKind.STATUTE, SourceKind.DECREE}
        }

    @cached_property
    def catalogue(self) -> Catalogue:
        """The catalogue with its relations; read once."""
        store = self.store
        return Catalogue(store.requirements(), store.terms(), store.examples(), store.conflicts(), store.matters())
