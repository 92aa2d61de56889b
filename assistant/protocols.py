"""What the adapters must offer, on one screen. Only build.py chooses who does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


class Embedder(Protocol):
    """Text to unit vectors."""

    name: str
    """Identifies the vectors: embedders of one name are interchangeable."""
    dimension: int
    max_tokens: int

    def embed_query(self, text: str) -> Vectors:
        """One vector, shape (dimension,), unit length."""
        ...

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of many questions in the order of `texts`, shape (n, dimension), unit length."""
        ...

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors in the order of `texts`, shape (n, dimension), unit length."""
        ...

    def count_tokens(self, text: str) -> int:
        """Tokens that the model reads for `text` as a passage, prefix and specials included."""
        ...


class Reranker(Protocol):
    """A second reading of the passages found: question and passage together."""

    def score(self, query: str, passages: Sequence[str]) -> Sequence[float]:
        """How well each passage answers `query`, in [0, 1], in the order of `passages`."""
        ...


@dataclass(frozen=True, slots=True)
class Inference:
    """What a text says of a claim, by a model of natural-language inference."""

    entailed: float
    """Chance in [0, 1] that the claim follows from the text."""
    contradicted: float
    """Chance in [0, 1] that the text contradicts the claim; 0 from a model that cannot tell."""


class Nli(Protocol):
    """A second check of claims: text and claim together."""

    def judge(self, pairs: Sequence[tuple[str, str]]) -> Sequence[Inference]:
        """What each text says of its claim, in the order of `pairs` of (text, claim)."""
        ...


class Analyser(Protocol):
    """Text to the terms of a lexical index, for one language."""

    def terms(self, text: str) -> list[str]:
        """Index terms in text order, repeated as often as they stand there."""
        ...


class LexicalIndex(Protocol):
    """Ranked search by words."""

    def knows(self, term: str) -> bool:
        """Whether any row has `term`."""
        ...

    def search(self, terms: Sequence[str], limit: int) -> list[tuple[int, float]]:
        """(row number, score) of the best rows, best first; rows that share no term are left out."""
        ...


class VectorIndex(Protocol):
    """Ranked search by vectors."""

    def search(self, vector: Vectors, limit: int) -> list[tuple[str, float]]:
        """(entry id, cosine in [-1, 1]) of the nearest entries, nearest first."""
        ...
