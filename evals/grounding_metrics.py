"""How well a score tells supported claims from others."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Labels = NDArray[np.bool_]

RESAMPLES = 1000
SEED = 20261122


def auroc(supported: Labels, scores: Numbers) -> float:
    """Chance that a supported claim scores above an unsupported one, a tie counting half; NaN without both kinds."""
    ahead, behind = scores[supported], np.sort(scores[~supported])
    if not len(ahead) or not len(behind):
        return math.nan
    below = np.searchsorted(behind, ahead, side="left")
    level = np.searchsorted(behind, ahead, side="right") - below
    return float((below + level / 2).sum() / (len(ahead) * len(behind)))


def f1(supported: Labels, shown: Labels) -> float:
    """Harmonic mean of precision and recall of "supported"; 0 where nothing right is shown.

    NaN without a supported claim: there is nothing to recall.
    """
    if not supported.any():
        return math.nan
    right = int((supported & shown).sum())
    return 2 * right / (int(shown.sum()) + int(supported.sum()))


def best_threshold(supported: Labels, scores: Numbers) -> float:
    """The score from which showing gives the best F1; ties go to the higher one; NaN without a supported claim."""
    if not supported.any():
        return math.nan
    return max((f1(supported, scores >= least), float(least)) for least in np.unique(scores))[1]


def share(chosen: Labels) -> float:
    """How many of them are chosen, in [0, 1]; NaN for none at all."""
    return float(chosen.mean()) if len(chosen) else math.nan


@dataclass(frozen=True)
class Figure:
    """A figure with its 95 % interval by bootstrap over pairs; all NaN where it is undefined."""

    value: float
    low: float
    high: float


Measure = Callable[[NDArray[np.int64]], float]
"""The figure over the pairs with these numbers."""


def bootstrap(measure: Measure, pairs: int, resamples: int = RESAMPLES) -> Figure:
    """`measure` over all of so many pairs, with its interval; draws in which it is undefined are left out."""
    random = np.random.default_rng(SEED)
    value = measure(np.arange(pairs)) if pairs else math.nan
    if math.isnan(value):
        return Figure(math.nan, math.nan, math.nan)
    found = [measure(random.integers(0, pairs, pairs)) for _ in range(resamples)]
    low, high = np.nanpercentile(found, [2.5, 97.5])
    return Figure(value, float(low), float(high))


def margin(supported: Labels, ours: Numbers, theirs: Numbers, resamples: int = RESAMPLES) -> Figure:
    """How far the AUROC of `ours` is above that of `theirs`, paired."""

    def gap(chosen: NDArray[np.int64]) -> float:
        return auroc(supported[chosen], ours[chosen]) - auroc(supported[chosen], theirs[chosen])

    return bootstrap(gap, len(supported), resamples)


def as_arrays(supported: Sequence[bool], scores: Sequence[float]) -> tuple[Labels, Numbers]:
    """The two as arrays."""
    return np.array(supported, dtype=bool), np.array(scores, dtype=np.float64)
