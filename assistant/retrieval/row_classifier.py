"""Which rows a question is for, learnt from all questions of the corpus: the nearest of them says less than all do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from assistant.errors import IndexMismatch
from assistant.protocols import Vectors


@dataclass(frozen=True)
class RowClassifier:
    """A linear classifier over questions in the learnt space (`ingest/row_classifier.py`)."""

    rows: Sequence[str]
    """Ids of the rows, in order; none where too few were there to learn from."""
    weights: Vectors
    """Shape (rows, dimension)."""
    biases: Vectors
    """Shape (rows,)."""

    def log_odds(self, vectors: Sequence[Vectors]) -> Mapping[str, float]:
        """By row, how much speaks for it: the most that one of the `vectors` gives. About 1 for any row, 4 to 10 for
        the best one; not a probability. Empty where nothing was learnt.
        """
        if not self.rows or not len(vectors):
            return {}
        best = (np.asarray(vectors) @ self.weights.T + self.biases).max(axis=0)
        return dict(zip(self.rows, best.tolist(), strict=True))

    def save(self, file: Path) -> None:
        """Write the classifier to `file`, an .npz."""
        np.savez(file, rows=np.array(self.rows, dtype=str), weights=self.weights, biases=self.biases)

    @classmethod
    def load(cls, file: Path) -> RowClassifier:
        """The classifier in `file`. Raises IndexMismatch where it cannot be read."""
        try:
            with np.load(file) as kept:
                return cls(kept["rows"].tolist(), kept["weights"], kept["biases"])
        except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
            raise IndexMismatch(f"{file}: cannot be read ({error}). Run: koto ingest") from error
