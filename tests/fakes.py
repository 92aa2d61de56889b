"""Hand-written stand-ins for the embedder and the analysers."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence

import numpy as np

from assistant.protocols import Vectors


class HashEmbedder:
    """Vectors of character 4-grams: texts that share letters are near. Counts what it embeds."""

    dimension = 64
    max_tokens = 512

    def __init__(self, name: str = "hash") -> None:
        self.name = name
        self.embedded = 0

    def embed_query(self, text: str) -> Vectors:
        self.embedded += 1
        padded = f"  {text.lower()}  "
        vector = np.full(self.dimension, 1e-3, np.float32)
        for start in range(len(padded) - 3):
            vector[zlib.crc32(padded[start : start + 4].encode()) % self.dimension] += 1
        return vector / np.float32(np.linalg.norm(vector))

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.zeros((0, self.dimension), np.float32)
        return np.stack([self.embed_query(text) for text in texts])

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        return self.embed_passages(texts)

    def count_tokens(self, text: str) -> int:
        return len(text.split()) + 2


class FailingEmbedder(HashEmbedder):
    """Fails after some texts, as a full disk or a lost process would."""

    def __init__(self, after: int) -> None:
        super().__init__()
        self._after = after

    def embed_query(self, text: str) -> Vectors:
        if self.embedded >= self._after:
            raise OSError("no space left on device")
        return super().embed_query(text)


class WordAnalyser:
    """Lower-case words, as they stand."""

    def terms(self, text: str) -> list[str]:
        return re.findall(r"\w+", text.lower())


ANALYSERS = {language: WordAnalyser() for language in ("fi", "sv", "en")}
