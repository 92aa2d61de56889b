"""Learns what a question is about: logistic regressions over the corpus's own questions.

The nearest question alone hears one voice; a classifier weighs what all questions of a row have in common against those
of every other row, and what all that the corpus answers have in common against those of other subjects.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from assistant.protocols import Vectors
from assistant.retrieval.question_classifier import COVERED, QuestionClassifier
from ingest.ask_space import FEWEST_ROWS

INVERSE_REGULARISATION = 10.0
"""For rows; 3 to 30 find the same within .02."""
OF_SCOPE = 1.0
"""The same for scope; 1 and 10 find the same within .001 of the area under the curve."""
MOST_STEPS = 500
FEWEST_ELSEWHERE = 30
"""Questions of other subjects below which nothing is learnt of scope."""


def learn_rows(vectors: Vectors, rows: Sequence[str]) -> QuestionClassifier:
    """Which row a question is for, from questions in the learnt space: one vector, shape (n, dimension), with its row.

    The same questions give the same classifier. Below FEWEST_ROWS rows nothing is learnt.
    """
    if len(set(rows)) < FEWEST_ROWS:
        return _nothing(vectors)
    # Takes long to import; a second ingest that changes nothing does without.
    from sklearn.linear_model import LogisticRegression

    learnt = LogisticRegression(C=INVERSE_REGULARISATION, max_iter=MOST_STEPS).fit(vectors, np.array(rows, dtype=str))
    return QuestionClassifier(
        learnt.classes_.tolist(), learnt.coef_.astype(np.float32), learnt.intercept_.astype(np.float32)
    )


def learn_scope(covered: Vectors, elsewhere: Vectors) -> QuestionClassifier:
    """Whether the corpus answers a question: its own against those of other subjects, which weigh as much in all.

    Below FEWEST_ELSEWHERE questions on either side nothing is learnt.
    """
    if min(len(covered), len(elsewhere)) < FEWEST_ELSEWHERE:
        return _nothing(covered)
    from sklearn.linear_model import LogisticRegression

    is_covered = np.repeat([True, False], [len(covered), len(elsewhere)])
    learnt = LogisticRegression(C=OF_SCOPE, max_iter=MOST_STEPS, class_weight="balanced").fit(
        np.concatenate([covered, elsewhere]), is_covered
    )
    return QuestionClassifier((COVERED,), learnt.coef_.astype(np.float32), learnt.intercept_.astype(np.float32))


def _nothing(vectors: Vectors) -> QuestionClassifier:
    return QuestionClassifier((), np.empty((0, vectors.shape[1]), np.float32), np.empty(0, np.float32))
