"""Learns which rows a question is for: multinomial logistic regression over the corpus's own questions.

The nearest question alone hears one voice; the classifier weighs what all questions of a row have in common against
those of every other row.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from assistant.protocols import Vectors
from assistant.retrieval.row_classifier import RowClassifier
from ingest.ask_space import FEWEST_ROWS

INVERSE_REGULARISATION = 10.0
"""3 to 30 find the same within .02."""
MOST_STEPS = 300


def learn_rows(vectors: Vectors, rows: Sequence[str]) -> RowClassifier:
    """The classifier learnt from questions in the learnt space: one vector, shape (n, dimension), with its row each.

    The same questions give the same classifier. Below FEWEST_ROWS rows nothing is learnt.
    """
    if len(set(rows)) < FEWEST_ROWS:
        return RowClassifier((), np.empty((0, vectors.shape[1]), np.float32), np.empty(0, np.float32))
    # Takes long to import; a second ingest that changes nothing does without.
    from sklearn.linear_model import LogisticRegression

    learnt = LogisticRegression(C=INVERSE_REGULARISATION, max_iter=MOST_STEPS).fit(vectors, np.array(rows, dtype=str))
    return RowClassifier(
        learnt.classes_.tolist(), learnt.coef_.astype(np.float32), learnt.intercept_.astype(np.float32)
    )
