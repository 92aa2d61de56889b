"""The product's search over a retrieval set: its analysers, lexical index, embedder and fusion."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.adapters.bm25 import Bm25Index
from assistant.language.sentences import sentences_asked
from assistant.protocols import Analyser, Embedder, Vectors
from assistant.retrieval.fuse import DEPTH, fuse_words_and_vectors
from evals.baselines import EmbedPassages
from evals.beir import Text

Hits = list[tuple[int, float]]


@dataclass(frozen=True)
class _Words:
    """The lexical index of one language."""

    analyser: Analyser
    index: Bm25Index
    numbers: Sequence[int]
    """Passage number of each of its rows."""

    def search(self, text: str) -> Hits:
        found = self.index.search(self.analyser.terms(text), DEPTH)
        return [(self.numbers[row], score) for row, score in found]


@dataclass(frozen=True)
class KotoSearch:
    """Lexical search in the query's language and dense search over all passages, fused."""

    words: Mapping[str, _Words]
    """By language."""
    vectors: Vectors
    ids: Sequence[str]
    embedder: Embedder

    @classmethod
    def over(
        cls,
        passages: Sequence[Text],
        *,
        analyser_of: Callable[[str], Analyser],
        embedder: Embedder,
        embed: EmbedPassages,
    ) -> KotoSearch:
        """The system over `passages`; `analyser_of` gives the analyser of a language."""
        numbers: dict[str, list[int]] = {}
        for number, passage in enumerate(passages):
            numbers.setdefault(passage.language, []).append(number)
        words = {}
        for language, own in numbers.items():
            analyser = analyser_of(language)
            index = Bm25Index.build([analyser.terms(passages[number].text) for number in own])
            words[language] = _Words(analyser, index, own)
        vectors = embed([passage.text for passage in passages])
        return cls(words, vectors, [passage.id for passage in passages], embedder)

    def search(self, query: Text, limit: int) -> list[str]:
        """Ids of the best passages, best first."""
        words = self.words.get(query.language)
        found = words.search(query.text) if words else []
        fused = fuse_words_and_vectors(found, self._nearest(query))
        return [self.ids[hit.key] for hit in fused[:limit]]

    def _nearest(self, query: Text) -> Hits:
        sentences = sentences_asked(query.text, query.language)
        cosines = np.max([self.vectors @ self.embedder.embed_query(sentence) for sentence in sentences], axis=0)
        return [(int(row), float(cosines[row])) for row in np.argsort(-cosines, kind="stable")[:DEPTH]]
