"""Learns the space in which questions are compared, from questions of the corpus that belong to the same rows.

Within-class covariance normalisation (Hatch, Kajarekar and Stolcke, Interspeech 2006): what varies between questions of
one row (wording, length, language) is made small, so that what is left tells rows apart. Each language's mean is taken
off before, as most of what e5 tells of two questions in different languages is that they are.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.protocols import Vectors
from assistant.retrieval.ask_space import AskSpace

SHRINKAGE = 1.0
"""Of the mean variance, added to each direction's; .3 to 3 find the same within .01."""
FEWEST_ROWS = 100
"""With questions of fewer rows nothing is learnt, and the embedder's own space is kept."""


def learn_ask_space(vectors: Vectors, rows: Sequence[str], languages: Sequence[str]) -> AskSpace:
    """The space learnt from questions: one vector, shape (n, dimension), with its row and its language each."""
    dimension = vectors.shape[1]
    names, numbers = np.unique(np.array(rows, dtype=str), return_inverse=True)
    if len(names) < FEWEST_ROWS:
        return AskSpace({}, np.eye(dimension, dtype=np.float32))
    codes = np.array(languages)
    means = {code: vectors[codes == code].mean(axis=0) for code in sorted(set(languages))}
    centred = vectors - np.stack([means[code] for code in languages])
    centred /= np.maximum(np.linalg.norm(centred, axis=1, keepdims=True), 1e-9)
    return AskSpace(means, _normalising(_within_rows(centred, numbers, len(names))))


def _within_rows(vectors: Vectors, numbers: NDArray[np.intp], rows: int) -> NDArray[np.float64]:
    """Covariance of the vectors about the mean of their row."""
    sums = np.zeros((rows, vectors.shape[1]))
    np.add.at(sums, numbers, vectors)
    centres = sums / np.bincount(numbers, minlength=rows)[:, None]
    return np.asarray(np.cov((vectors - centres[numbers]).T))


def _normalising(covariance: NDArray[np.float64]) -> Vectors:
    """The inverse square root of the covariance, with every direction's variance raised by the shrinkage."""
    added = SHRINKAGE * np.trace(covariance) / len(covariance)
    variances, directions = np.linalg.eigh(covariance + added * np.eye(len(covariance)))
    scale = np.sqrt(variances.mean())
    matrix: Vectors = (scale * directions @ np.diag(variances**-0.5) @ directions.T).astype(np.float32)
    return matrix
