"""What a question is about, learnt from all questions of the corpus: the nearest of them says less than all do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from assistant.errors import IndexMismatch
from assistant.protocols import Vectors

COVERED = "covered"
"""The one class of the classifier of scope: questions that the corpus answers, against those of other subjects."""


@dataclass(frozen=True)
class QuestionClassifier:
    """A linear classifier over questions in the learnt space (`ingest/question_classifiers.py`)."""

    classes: Sequence[str]
    """In order: ids of rows, or COVERED; none where too few questions were there to learn from."""
    weights: Vectors
    """Shape (classes, dimension)."""
    biases: Vectors
    """Shape (classes,)."""

    def log_odds(self, vectors: Sequence[Vectors]) -> Mapping[str, float]:
        """By class, how much speaks for it: the most that one of the `vectors` gives. For rows about 1 for any, 4 to 10
        for the best one; for COVERED above 0 where more speaks for it than against. Empty where nothing was learnt.
        """
        if not self.classes or not len(vectors):
            return {}
        best = (np.asarray(vectors) @ self.weights.T + self.biases).max(axis=0)
        return dict(zip(self.classes, best.tolist(), strict=True))

    def save(self, file: Path) -> None:
        """Write the classifier to `file`, an .npz."""
        np.savez(file, classes=np.array(self.classes, dtype=str), weights=self.weights, biases=self.biases)

    @classmethod
    def load(cls, file: Path) -> QuestionClassifier:
        """The classifier in `file`. Raises IndexMismatch where it cannot be read."""
        try:
            with np.load(file) as kept:
                return cls(kept["classes"].tolist(), kept["weights"], kept["biases"])
        except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
            raise IndexMismatch(f"{file}: cannot be read ({error}). Run: koto ingest") from error
