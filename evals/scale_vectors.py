"""Synthetic vectors for `evals.scale`: drawn from the cone that real ones lie in."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.protocols import Embedder, Vectors


class Cone:
    """Unit vectors with the mean and the covariance of real ones.

    Independent coordinates would be farther apart than texts ever are, and all equally far: a graph of
    neighbours has then nothing to follow. The covariance keeps the few directions in which texts differ.
    """

    def __init__(self, real: Vectors, seed: int) -> None:
        """`real` has shape (n, dimension), n >= 2."""
        self._mean: NDArray[np.float32] = real.mean(axis=0)
        # Fewer vectors than dimensions leave directions without any spread.
        spread = np.cov(real, rowvar=False) + 1e-7 * np.eye(real.shape[1])
        self._root = np.linalg.cholesky(spread).astype(np.float32)
        self._random = np.random.default_rng(seed)

    def draw(self, count: int) -> Vectors:
        """The next `count` vectors, shape (count, dimension)."""
        noise = self._random.standard_normal((count, len(self._mean)), dtype=np.float32)
        vectors = self._mean + noise @ self._root.T
        unit: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return unit


class ConeEmbedder:
    """Stands in for an embedder at ingest: vectors without a model, under the model's name. Reads no text."""

    def __init__(self, like: Embedder, passages: Cone, queries: Cone) -> None:
        """`like` is the embedder whose questions will be asked of these vectors."""
        self.name = like.name
        self.dimension = like.dimension
        self.max_tokens = like.max_tokens
        self._passages = passages
        self._queries = queries

    def embed_query(self, text: str) -> Vectors:
        """One drawn vector."""
        vector: Vectors = self._queries.draw(1)[0]
        return vector

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """A drawn vector for each text."""
        return self._queries.draw(len(texts))

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """A drawn vector for each text."""
        return self._passages.draw(len(texts))

    def count_tokens(self, text: str) -> int:
        """Words: nothing is cut here."""
        return len(text.split())


def cosine_range(vectors: Vectors, pairs: int = 2000, seed: int = 0) -> tuple[float, float, float]:
    """The 5th, 50th and 95th percentile of the cosines between random pairs of unit vectors."""
    random = np.random.default_rng(seed)
    left, right = random.integers(len(vectors), size=(2, pairs))
    different = left != right
    cosines = np.einsum("ij,ij->i", vectors[left[different]], vectors[right[different]])
    low, middle, high = np.percentile(cosines, (5, 50, 95))
    return float(low), float(middle), float(high)
