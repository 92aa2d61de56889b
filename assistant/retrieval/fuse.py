"""Several rankings of the same things made one."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)

DEPTH = 100
"""Hits to take from each searcher; 20 to 200 are within .005 of each other."""
WORDS = "words"
VECTORS = "vectors"
WORDS_WEIGHT = 0.6
VECTORS_WEIGHT = 0.4


@dataclass(frozen=True)
class Ranking(Generic[Key]):
    """What one searcher found, best first."""

    name: str
    hits: Sequence[tuple[Key, float]]
    """(what was found, the searcher's own score)."""
    weight: float = 1.0
    """How much this searcher counts beside the others; above 0."""
    floor: float | None = None
    """The score of what it did not find, where that is known: 0 for words. None: as its last hit."""


@dataclass(frozen=True)
class Fused(Generic[Key]):
    """One thing found, and what the searchers together say of it."""

    key: Key
    score: float
    """Weighted sum of standard scores; comparable within one fusion only."""
    scores: Mapping[str, float]
    """By searcher: its own score; a searcher that did not find it is left out."""


@dataclass(frozen=True)
class _Scale:
    """How a searcher's scores become standard scores."""

    mean: float
    deviation: float
    floor: float
    """The standard score of what the searcher did not find."""

    def standard(self, score: float) -> float:
        return (score - self.mean) / self.deviation


def fuse(rankings: Sequence[Ranking[Key]]) -> list[Fused[Key]]:
    """Everything that any searcher found, best first: the weighted sum of standard scores.

    A standard score is a hit's distance from the mean of its searcher's hits, in standard
    deviations: it says how far the hit stands out, whatever the searcher's unit. Of equal
    sums, what the earlier ranking found first is first.
    """
    rankings = [ranking for ranking in rankings if ranking.hits]
    scales = [_scale(ranking) for ranking in rankings]
    lowest = sum(ranking.weight * scale.floor for ranking, scale in zip(rankings, scales, strict=True))
    sums: dict[Key, float] = {}
    scores: dict[Key, dict[str, float]] = {}
    for ranking, scale in zip(rankings, scales, strict=True):
        for key, score in ranking.hits:
            gain = ranking.weight * (scale.standard(score) - scale.floor)
            sums[key] = sums.get(key, lowest) + gain
            scores.setdefault(key, {})[ranking.name] = score
    order = sorted(sums, key=lambda key: -sums[key])
    return [Fused(key, sums[key], scores[key]) for key in order]


def fuse_words_and_vectors(
    words: Sequence[tuple[Key, float]], vectors: Sequence[tuple[Key, float]]
) -> list[Fused[Key]]:
    """The product's fusion of a lexical and a dense ranking, weighted as measured."""
    return fuse(
        [
            Ranking(WORDS, words, WORDS_WEIGHT, floor=0.0),
            Ranking(VECTORS, vectors, VECTORS_WEIGHT),
        ]
    )


def _scale(ranking: Ranking[Key]) -> _Scale:
    values = [score for _, score in ranking.hits]
    if ranking.floor is not None:
        # A short list is filled up: two hits of a searcher that knows no more stand out from nothing found.
        values += [ranking.floor] * (DEPTH - len(values))
    mean = math.fsum(values) / len(values)
    deviation = math.sqrt(math.fsum((value - mean) ** 2 for value in values) / len(values)) or 1.0
    floor = ranking.floor if ranking.floor is not None and len(ranking.hits) < DEPTH else min(values)
    return _Scale(mean, deviation, (floor - mean) / deviation)
