"""How well a score tells supported claims from others."""

from __future__ import annotations

import math
from collections.abc import Sequence
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
    """Harmonic mean of precision and recall of "supported"; 0 where nothing right is shown."""
    right = int((supported & shown).sum())
    return 2 * right / max(1, int(shown.sum()) + int(supported.sum()))


def best_threshold(supported: Labels, scores: Numbers) -> float:
    """The score from which showing gives the best F1; ties go to the higher one."""
    return max((f1(supported, scores >= least), float(least)) for least in np.unique(scores))[1]


@dataclass(frozen=True)
class Margin:
    """A difference of two AUROCs, with its 95 % interval by paired bootstrap over pairs."""

    difference: float
    low: float
    high: float


def margin(supported: Labels, ours: Numbers, theirs: Numbers, resamples: int = RESAMPLES) -> Margin:
    """How far `ours` is above `theirs`."""
    random = np.random.default_rng(SEED)
    found = []
    for _ in range(resamples):
        chosen = random.integers(0, len(supported), len(supported))
        found.append(auroc(supported[chosen], ours[chosen]) - auroc(supported[chosen], theirs[chosen]))
    low, high = np.nanpercentile(found, [2.5, 97.5])
    return Margin(auroc(supported, ours) - auroc(supported, theirs), float(low), float(high))


def as_arrays(supported: Sequence[bool], scores: Sequence[float]) -> tuple[Labels, Numbers]:
    """The two as arrays."""
    return np.array(supported, dtype=bool), np.array(scores, dtype=np.float64)
