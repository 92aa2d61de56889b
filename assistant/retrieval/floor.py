"""The floor under which a question is refused instead of answered from whatever lies nearest."""

from __future__ import annotations

import math

from assistant.domain.query import Scope

LEAST_CHANCE = 0.5
"""Least chance that a question is in scope for which an answer is tried."""

NEAR_CHANCE = 0.25
"""Least chance for which what comes closest is told, and said to be no more than that."""

LEAST_CHANCE_ACROSS = 0.02
"""The same for a question in a language that the index has no questions in: they lie farther off. Chosen on 36
questions in ten other languages: the 20 in scope are answered and none of the 16 others, which stay below .012."""

BESIDE_CHANCE = 0.1
"""The same for one part of a question of which another part is surely in scope."""

LATER_CHANCE = 0.35
"""Least chance of a later part of a question of which another part is surely in scope; what stands before it lends it
words, and so nearness."""

SURE_CHANCE = 0.7
"""Least chance for a later part of a question whose first part is out of scope: "and who decides?" alone is vague."""

FAINT_CHANCE = 0.02
"""Least chance for which a decision on a person is refused as ours to refuse; below it the question is out of scope."""

# Logistic regression made by `python -m evals.calibrate_floor`.
INTERCEPT = -1.48
ASKS = 15.72
ELSEWHERE = -31.93
SCORE = 3.43
COVERED = 0.48


def chance_in_scope(scope: Scope) -> float:
    """The chance in [0, 1] that the index covers what is asked."""
    sum_ = INTERCEPT + ASKS * scope.asks + ELSEWHERE * scope.elsewhere + SCORE * scope.score + COVERED * scope.covered
    return 1.0 / (1.0 + math.exp(-sum_))


def is_in_scope(scope: Scope, *, least_chance: float = LEAST_CHANCE) -> bool:
    """Whether an answer is tried."""
    return chance_in_scope(scope) >= least_chance
