"""A claim and its evidence as a few numbers, for the score."""

from __future__ import annotations

import math
from collections.abc import Sequence

from assistant.answering.support.alignment import Alignment
from assistant.answering.support.checks import Problem

PROBLEM_KINDS = ("fact", "denial", "modality", "qualifier", "sweeping", "bound", "actor", "role")
FEATURES = (
    *("window", "weakest", "concepts", "gap", "names"),
    *PROBLEM_KINDS,
)
"""In the order of the weights."""
_COUNTED_AS = {"provision": "fact", "absence": "denial"}
_MOST_COUNTED = 3


def features(alignment: Alignment, found: Sequence[Problem]) -> tuple[float, ...]:
    """One number a name of `FEATURES`: shares in [0, 1], counts as their logarithm."""
    kinds = [_COUNTED_AS.get(problem.kind, problem.kind) for problem in found]
    return (
        alignment.window,
        alignment.weakest,
        alignment.concepts,
        math.log1p(alignment.longest_gap),
        math.log1p(alignment.names),
        *(math.log1p(min(kinds.count(kind), _MOST_COUNTED)) for kind in PROBLEM_KINDS),
    )
