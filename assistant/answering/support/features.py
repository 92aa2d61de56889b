"""A claim and its evidence as a few numbers, for the score."""

from __future__ import annotations

import math
from collections.abc import Sequence

from assistant.answering.support.alignment import Alignment
from assistant.answering.support.problem import Problem

PROBLEM_KINDS = ("fact", "denial", "modality", "qualifier", "sweeping", "bound", "actor", "role")
FEATURES = (
    *("window", "weakest", "concepts", "gap", "names"),
    *PROBLEM_KINDS,
)
"""In the order of the weights."""
_COUNTED_AS = {"provision": "fact", "absence": "denial"}
_MOST_COUNTED = 3
DOUBTFUL = 0.4
"""What a problem counts that alone does not fail a claim, beside 1 for one that does."""


def features(alignment: Alignment, found: Sequence[Problem]) -> tuple[float, ...]:
    """One number a name of `FEATURES`: shares in [0, 1], counts as their logarithm."""
    counts: dict[str, float] = {}
    for problem in found:
        kind = _COUNTED_AS.get(problem.kind, problem.kind)
        counts[kind] = counts.get(kind, 0.0) + (1.0 if problem.certain else DOUBTFUL)
    return (
        alignment.window,
        alignment.weakest,
        alignment.concepts,
        math.log1p(alignment.longest_gap),
        math.log1p(alignment.names),
        *(math.log1p(min(counts.get(kind, 0.0), _MOST_COUNTED)) for kind in PROBLEM_KINDS),
    )
