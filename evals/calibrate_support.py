"""Fits the weights of assistant/answering/support/score.py: python -m evals.calibrate_support [DIR].

DIR holds the external development sets (../shared/devsets/grounding by default). Half of each set is
fitted on, the other half is for telling figures (koto eval grounding). Within a set supported and
unsupported pairs weigh the same, so that the score is the chance of support where as many are as are not.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.answering.support.features import FEATURES
from assistant.answering.support.score import compare
from evals.grounding_read import read_sets
from evals.grounding_sets import EXTERNAL, Pair

WEIGHTS_OF_SETS = {"own": 2.0, "wice": 1.0, "faithbench": 1.0, "mushroom": 0.5, "catalogue": 1.0, "changed": 1.0}
"""Our own pairs are what Koto is asked; the small and lopsided set counts half."""
PAIRS_WORTH = 200.0
"""How many pairs a set of weight 1 counts as, whatever its size; against `RIDGE`."""
RIDGE = 1.0

Numbers = NDArray[np.float64]


def fit(features: Numbers, supported: NDArray[np.bool_], weights: Numbers) -> Numbers:
    """Weights of a logistic regression, the intercept first; by Newton's method on standardised features."""
    mean = np.average(features, 0, weights)
    spread = np.sqrt(np.average((features - mean) ** 2, 0, weights)) + 1e-9
    design = np.column_stack([np.ones(len(features)), (features - mean) / spread])
    ridge = RIDGE * np.eye(design.shape[1])
    ridge[0, 0] = 1e-9
    found = np.zeros(design.shape[1])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-design @ found))
        gradient = design.T @ (weights * (supported - chance)) - ridge @ found
        curvature = design.T @ (design * (weights * chance * (1 - chance))[:, None]) + ridge
        found = found + np.linalg.solve(curvature, gradient)
    slopes = found[1:] / spread
    return np.concatenate([[found[0] - slopes @ mean], slopes])


def balanced(supported: NDArray[np.bool_], worth: float) -> Numbers:
    """Weights with which both labels count the same and all together `worth` pairs."""
    share = np.where(supported, 0.5 / max(supported.sum(), 1), 0.5 / max((~supported).sum(), 1))
    return np.asarray(worth * share, dtype=np.float64)


def fit_sets(sets: Mapping[str, Sequence[Pair]], *, across: bool) -> Numbers:
    """Weights for pairs within a language, or across languages."""
    features: list[Numbers] = []
    labels: list[NDArray[np.bool_]] = []
    weights: list[Numbers] = []
    for name, pairs in sets.items():
        compared = [(compare(pair.claim, pair.evidence, pair.language), pair) for pair in pairs if pair.for_calibration]
        chosen = [(found, pair.supported) for found, pair in compared if found.across == across and not found.verbatim]
        # Within a language the changed claims are all unsupported: they would teach that near repetition is wrong.
        if not chosen or (name == "changed" and not across):
            continue
        supported = np.array([label for _, label in chosen])
        features.append(np.array([found.values for found, _ in chosen]))
        labels.append(supported)
        weights.append(balanced(supported, PAIRS_WORTH * WEIGHTS_OF_SETS[name]))
    return fit(np.vstack(features), np.concatenate(labels), np.concatenate(weights))


def main(argv: Sequence[str]) -> int:
    """Print the weights as they stand in the code."""
    sets = read_sets(Path(argv[0]) if argv else EXTERNAL)
    for name, across in (("SAME_LANGUAGE", False), ("ACROSS_LANGUAGES", True)):
        found = fit_sets(sets, across=across)
        print(f"{name} = (")
        for feature, weight in zip(("intercept", *FEATURES), found, strict=True):
            print(f"    {weight:.2f},  # {feature}")
        print(")")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
