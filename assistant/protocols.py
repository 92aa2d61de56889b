"""What the adapters must offer, on one screen. Only build.py chooses who does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.domain.chat import Message

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


class ChatModel(Protocol):
    """A language model that words answers."""

    name: str
    """Told with each answer that it worded."""
    most_tokens: int
    """Of one call, messages and reply together."""
    timeout_s: float
    """What all calls for one answer may take together."""

    @property
    def reply_tokens(self) -> int:
        """Most tokens of a reply."""
        ...

    def stream(self, messages: Sequence[Message], *, within_s: float) -> Iterator[str]:
        """The reply in pieces, as they come.

        Raises ChatModelFailed, with the reason, where there is none within `within_s` seconds or it breaks off;
        SettingsError and ModelUnavailable where the settings name no model that can be loaded.
        """
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


class Speller(Protocol):
    """Typing errors mended, for one language."""

    def mended(self, text: str) -> str:
        """`text` with words in the place of what is none, where one is near enough."""
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
