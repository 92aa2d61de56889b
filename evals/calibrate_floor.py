"""Fits the floor under which a question is refused: python -m evals.calibrate_floor.

Prints the coefficients for assistant/retrieval/floor.py and what they do on the development questions and the
exams that answers are tuned on, by ten-fold cross-validation. Questions that are refused before any search (small talk,
personal decisions, instructions) are left out.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.answering.understand import understand
from assistant.build import build_retriever
from assistant.domain.query import Intent, Question, Scope
from assistant.language.detect import detect_language
from assistant.settings import load_settings
from evals.cli import EXAM_DAY
from evals.sample import DATASETS

FEATURES = ("asks", "elsewhere", "score", "covered")
FITTED_ON = ("dev", "core", "exam", "second", "third", "fourth", "scope")
FOLDS = 10
RIDGE = 1e-3


@dataclass(frozen=True)
class Labelled:
    """A development question's scope as measured, and whether it is in scope."""

    question: str
    scope: Scope
    in_scope: bool


def measure(files: Sequence[Path]) -> list[Labelled]:
    """The scope of every question that is searched and stands alone; left out where answer and refusal are right."""
    retriever = build_retriever(load_settings())
    labelled = []
    for row in (json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()):
        in_scope = _is_in_scope(row)
        as_of = date.fromisoformat(row["as_of"]) if row["as_of"] else None
        query = understand(Question(row["question"], as_of=as_of), today=EXAM_DAY, detect=detect_language)
        if query.intent is Intent.QUESTION and in_scope is not None and not row.get("history"):
            evidence = retriever.retrieve(query, limit=1)
            labelled.append(Labelled(row["question"], evidence.scope, in_scope))
    return labelled


def _is_in_scope(row: dict[str, Any]) -> bool | None:
    """Whether the question is in scope; None where either is right."""
    if "scope" in row:
        return bool(row["scope"] == "in")
    answered = not {"answered", "partly_answered"}.isdisjoint(row["expected_status"])
    refused = not {"out_of_scope", "refused", "not_in_sources"}.isdisjoint(row["expected_status"])
    if answered == refused:
        return None
    return answered if answered or "out_of_scope" in row["expected_status"] else None


def fit(features: NDArray[np.float64], in_scope: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Weights of a logistic regression, the intercept first; by Newton's method on standardised features."""
    mean, spread = features.mean(0), features.std(0) + 1e-9
    design = np.column_stack([np.ones(len(features)), (features - mean) / spread])
    weights = np.zeros(design.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-design @ weights))
        gradient = design.T @ (in_scope - chance) - RIDGE * weights
        curvature = design.T @ (design * (chance * (1 - chance))[:, None]) + RIDGE * np.eye(len(weights))
        weights = weights + np.linalg.solve(curvature, gradient)
    slopes = weights[1:] / spread
    return np.concatenate([[weights[0] - slopes @ mean], slopes])


def chances(features: NDArray[np.float64], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Chance of being in scope for each row."""
    result: NDArray[np.float64] = 1 / (1 + np.exp(-(weights[0] + features @ weights[1:])))
    return result


def cross_validated(features: NDArray[np.float64], in_scope: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Chance for each row by a fit that has not seen it."""
    folds = np.random.default_rng(0).permutation(len(features)) % FOLDS
    found = np.zeros(len(features))
    for fold in range(FOLDS):
        held_out = folds == fold
        found[held_out] = chances(features[held_out], fit(features[~held_out], in_scope[~held_out]))
    return found


def main() -> int:
    """Print the coefficients and the table of refusals."""
    labelled = measure([DATASETS / f"{name}.jsonl" for name in FITTED_ON])
    features = np.array([[getattr(item.scope, name) for name in FEATURES] for item in labelled])
    in_scope = np.array([item.in_scope for item in labelled])
    weights = fit(features, in_scope)
    for name, weight in zip(("intercept", *FEATURES), weights, strict=True):
        print(f"{name.upper()} = {weight:.2f}")
    found = cross_validated(features, in_scope)
    for least in (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        inside = float((found[in_scope] < least).mean())
        outside = float((found[~in_scope] < least).mean())
        print(f"least chance {least}: refuses {inside:.1%} of in-scope, {outside:.1%} of out-of-scope questions")
    if "-v" in sys.argv:
        for place in np.argsort(found):
            wrong = (found[place] >= 0.5) != in_scope[place]
            if wrong:
                print(f"{found[place]:.2f} {'in ' if in_scope[place] else 'out'} {labelled[place].question}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
