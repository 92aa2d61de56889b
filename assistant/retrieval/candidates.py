"""What the searchers found, before it is scored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.domain.passage import Passage
from assistant.protocols import VectorIndex, Vectors


class Found:
    """Scores by passage number, from each searcher."""

    def __init__(self) -> None:
        """Nothing found yet."""
        self.words: dict[int, float] = {}
        self.passages: dict[int, float] = {}
        self.asks: dict[int, float] = {}
        self.rows: Mapping[str, float] = {}
        """By row id, for every row."""

    def numbers(self) -> list[int]:
        """Every passage that a searcher found, in order."""
        return sorted({*self.words, *self.passages, *self.asks})


class Group:
    """The language versions of one content, with their best scores."""

    def __init__(self, passage: Passage) -> None:
        """One version, not scored yet."""
        self.passage = passage
        self.words = self.passages = self.asks = self.row = 0.0

    def take(self, passage: Passage, language: str) -> None:
        """Show this version where it is in `language`."""
        if passage.language == language:
            self.passage = passage


def nearest_of_any(index: VectorIndex, vectors: Sequence[Vectors], limit: int) -> list[tuple[str, float]]:
    """The entries nearest to any of `vectors`, nearest first; an entry once, with its highest cosine."""
    best: dict[str, float] = {}
    for vector in vectors:
        for entry, cosine in index.search(vector, limit):
            best[entry] = max(best.get(entry, -1.0), cosine)
    return sorted(best.items(), key=lambda hit: (-hit[1], hit[0]))[:limit]
