"""Measures of rankings, their intervals, and whether one system is above another; the only importer of ir_measures."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from ir_measures import RR, R, iter_calc, nDCG
from numpy.typing import NDArray

DEPTH = 10
"""Ranks that the measures look at."""
MEASURES = {"nDCG@10": nDCG @ DEPTH, "recall@10": R @ DEPTH, "MRR@10": RR @ DEPTH}
"""By the name that a report shows."""

_DRAWS = 10_000
_SEED = 20_261_122
_COVERAGE = 0.95


@dataclass(frozen=True)
class Interval:
    """A 95 % bootstrap interval."""

    low: float
    high: float


@dataclass(frozen=True)
class Difference:
    """How far one system is above another, query by query."""

    mean: float
    interval: Interval
    p: float
    """Share of bootstrap draws, both tails, in which the difference is not there; in [0, 1]."""


def score_rankings(
    rankings: Mapping[str, Sequence[str]], grades: Mapping[str, Mapping[str, int]]
) -> dict[str, dict[str, float]]:
    """By measure and query id: the score of the query's ranking, in [0, 1].

    A query that nothing was found for scores 0. A query without a grade above 0 scores NaN:
    with nothing to find a measure is undefined.
    """
    runs = {
        query: {passage: 1.0 / rank for rank, passage in enumerate(ranked[:DEPTH], start=1)}
        for query, ranked in rankings.items()
    }
    judged = {query: dict(grades[query]) for query in rankings}
    names = {measure: name for name, measure in MEASURES.items()}
    scores: dict[str, dict[str, float]] = {name: dict.fromkeys(rankings, 0.0) for name in MEASURES}
    for found in iter_calc(list(MEASURES.values()), judged, runs):
        scores[names[found.measure]][found.query_id] = float(found.value)
    for query in rankings:
        if not any(grade > 0 for grade in grades[query].values()):
            for by_query in scores.values():
                by_query[query] = math.nan
    return scores


def mean(values: Sequence[float]) -> float:
    """The mean of the values that are defined; NaN where none is."""
    defined = _defined(values)
    return float(defined.mean()) if defined.size else math.nan


def interval(values: Sequence[float]) -> Interval:
    """The 95 % percentile bootstrap interval of the mean; NaN where no value is defined."""
    defined = _defined(values)
    if not defined.size:
        return Interval(math.nan, math.nan)
    return _middle(_draw_means(defined))


def difference(values: Sequence[float], others: Sequence[float]) -> Difference:
    """How far `values` are above `others`, pair by pair: a paired bootstrap over queries.

    Source: Efron and Tibshirani, An Introduction to the Bootstrap, 1993, chapter 16; Sakai, SIGIR 2006.
    """
    pairs = _defined(np.asarray(values, float) - np.asarray(others, float))
    if not pairs.size:
        return Difference(math.nan, Interval(math.nan, math.nan), math.nan)
    means = _draw_means(pairs)
    # Draws of the centred differences that lie as far from 0 as what was observed.
    p = float(np.mean(np.abs(means - pairs.mean()) >= abs(pairs.mean())))
    return Difference(float(pairs.mean()), _middle(means), p)


def _defined(values: Sequence[float] | NDArray[np.float64]) -> NDArray[np.float64]:
    array = np.asarray(values, dtype=float)
    defined: NDArray[np.float64] = array[~np.isnan(array)]
    return defined


def _draw_means(values: NDArray[np.float64]) -> NDArray[np.float64]:
    generator = np.random.default_rng(_SEED)
    means = [
        values[generator.integers(0, values.size, size=(draws, values.size))].mean(axis=1)
        for draws in [1000] * (_DRAWS // 1000)
    ]
    drawn: NDArray[np.float64] = np.concatenate(means)
    return drawn


def _middle(means: NDArray[np.float64]) -> Interval:
    tail = (1.0 - _COVERAGE) / 2.0
    low, high = np.quantile(means, [tail, 1.0 - tail])
    return Interval(float(low), float(high))
