"""The classifiers of rows and of scope, learnt from all questions of the corpus."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.errors import IndexMismatch
from assistant.protocols import Vectors
from assistant.retrieval.question_classifier import COVERED, QuestionClassifier
from ingest.ask_space import FEWEST_ROWS
from ingest.question_classifiers import FEWEST_ELSEWHERE, learn_rows, learn_scope

DIMENSION = 32
NOISE = 1.6


def questions(rows: int, seed: int) -> tuple[Vectors, list[str]]:
    """Six noisy questions about each row's own subject; the subjects do not depend on the seed."""
    subjects = np.random.default_rng(1).normal(size=(rows, DIMENSION))
    noise = np.random.default_rng(seed).normal(size=(rows, 6, DIMENSION)) * NOISE
    vectors = (subjects[:, None, :] + noise).reshape(-1, DIMENSION).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True), [
        f"N-{row}" for row in range(rows) for _ in range(6)
    ]


def test_it_finds_the_row_of_new_questions_more_often_than_the_nearest_question_does() -> None:
    vectors, rows = questions(FEWEST_ROWS, seed=2)
    asked, wanted = questions(FEWEST_ROWS, seed=3)
    classifier = learn_rows(vectors, rows)

    best = [max(odds, key=lambda row: odds[row]) for one in asked if (odds := dict(classifier.log_odds([one])))]
    nearest = [rows[int(place)] for place in (asked @ vectors.T).argmax(axis=1)]

    def right(found: list[str]) -> float:
        return float(np.mean([one == other for one, other in zip(found, wanted, strict=True)]))

    assert right(best) > right(nearest) + 0.1


def test_of_several_vectors_the_one_that_says_most_counts() -> None:
    vectors, rows = questions(FEWEST_ROWS, seed=2)
    classifier = learn_rows(vectors, rows)

    both = classifier.log_odds([vectors[0], vectors[-1]])

    first, last = classifier.log_odds([vectors[0]]), classifier.log_odds([vectors[-1]])
    assert both == pytest.approx({row: max(first[row], last[row]) for row in first}, abs=1e-5)


def test_few_rows_teach_nothing() -> None:
    vectors, rows = questions(FEWEST_ROWS - 1, seed=2)

    assert learn_rows(vectors, rows).log_odds([vectors[0]]) == {}


def test_what_is_saved_reads_back(tmp_path: Path) -> None:
    vectors, rows = questions(FEWEST_ROWS, seed=2)
    classifier = learn_rows(vectors, rows)

    classifier.save(tmp_path / "rows.npz")

    assert QuestionClassifier.load(tmp_path / "rows.npz").log_odds([vectors[5]]) == classifier.log_odds([vectors[5]])


def test_a_damaged_file_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "rows.npz").write_bytes(b"PK\x03\x04 cut short")

    with pytest.raises(IndexMismatch, match="Run: koto ingest"):
        QuestionClassifier.load(tmp_path / "rows.npz")


def test_a_question_of_another_subject_speaks_against_being_covered() -> None:
    common = np.zeros(DIMENSION, np.float32)
    common[0] = 0.4
    (vectors, _), (asked, _) = questions(40, seed=2), questions(40, seed=3)
    classifier = learn_scope(vectors[:200] + common, vectors[200:] - common)

    odds = [classifier.log_odds([one])[COVERED] for one in (*(asked[:200] + common), *(asked[200:] - common))]

    assert np.mean([value > 0 for value in odds[:200]]) > 0.9
    assert np.mean([value < 0 for value in odds[200:]]) > 0.9


def test_few_questions_of_other_subjects_teach_nothing_of_scope() -> None:
    vectors, _ = questions(40, seed=2)

    assert learn_scope(vectors, vectors[: FEWEST_ELSEWHERE - 1]).log_odds([vectors[0]]) == {}
