"""Entries near to any of several vectors."""

from __future__ import annotations

import numpy as np

from assistant.protocols import Vectors
from assistant.retrieval.candidates import nearest_of_any


class _Entries:
    """Entries with a vector each."""

    def __init__(self, **entries: tuple[float, float]) -> None:
        self._entries = entries

    def search(self, vector: Vectors, limit: int) -> list[tuple[str, float]]:
        hits = [(name, float(np.dot(vector, entry))) for name, entry in self._entries.items()]
        return sorted(hits, key=lambda hit: -hit[1])[:limit]


def test_an_entry_near_to_one_of_the_vectors_is_found_with_that_nearness() -> None:
    entries = _Entries(north=(0.0, 1.0), east=(1.0, 0.0), between=(0.7, 0.7))
    vectors = [np.array([0.0, 1.0], np.float32), np.array([1.0, 0.0], np.float32)]

    hits = nearest_of_any(entries, vectors, 2)

    assert hits == [("east", 1.0), ("north", 1.0)]


def test_an_entry_near_to_several_counts_once() -> None:
    entries = _Entries(north=(0.0, 1.0))
    vectors = [np.array([0.0, 1.0], np.float32), np.array([0.0, 0.5], np.float32)]

    assert nearest_of_any(entries, vectors, 5) == [("north", 1.0)]
