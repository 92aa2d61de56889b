"""The space learnt from questions of the same rows."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.errors import IndexMismatch
from assistant.protocols import Vectors
from assistant.retrieval.ask_space import AskSpace
from ingest.ask_space import FEWEST_ROWS, learn_ask_space

DIMENSION = 24
LANGUAGES = ("fi", "sv")


def questions(rows: int) -> tuple[Vectors, list[str], list[str]]:
    """Two wordings a row and language: the row's subject in the first half, strong noise of wording in the second."""
    random = np.random.default_rng(7)
    shift = {language: random.normal(size=DIMENSION) * 2 for language in LANGUAGES}
    vectors, names, languages = [], [], []
    for row in range(rows):
        subject = random.normal(size=DIMENSION // 2)
        for language in LANGUAGES:
            for _ in range(2):
                noise = random.normal(size=DIMENSION // 2) * 2
                vectors.append(np.concatenate([subject, noise]) + shift[language])
                names.append(f"row-{row}")
                languages.append(language)
    found = np.array(vectors, np.float32)
    return found / np.linalg.norm(found, axis=1, keepdims=True), names, languages


def share_of_right_neighbours(vectors: Vectors, names: list[str], languages: list[str]) -> float:
    """How often the nearest question in another language is of the same row."""
    cosines = vectors @ vectors.T
    own = np.array(languages)
    cosines[own[:, None] == own[None, :]] = -2
    return float(np.mean([names[place] == names[nearest] for place, nearest in enumerate(cosines.argmax(axis=1))]))


def test_questions_of_one_row_in_two_languages_come_nearer() -> None:
    vectors, names, languages = questions(2 * FEWEST_ROWS)
    space = learn_ask_space(vectors, names, languages)

    moved = np.stack([space.of(vector, code) for vector, code in zip(vectors, languages, strict=True)])

    assert (
        share_of_right_neighbours(moved, names, languages) > share_of_right_neighbours(vectors, names, languages) + 0.2
    )
    assert np.allclose(np.linalg.norm(moved, axis=1), 1.0, atol=1e-5)


def test_few_rows_leave_the_embedders_space() -> None:
    vectors, names, languages = questions(FEWEST_ROWS - 1)

    assert np.allclose(learn_ask_space(vectors, names, languages).of(vectors, "fi"), vectors, atol=1e-6)


def test_no_questions_at_all_leave_the_embedders_space() -> None:
    space = learn_ask_space(np.empty((0, DIMENSION), np.float32), [], [])

    assert np.array_equal(space.matrix, np.eye(DIMENSION, dtype=np.float32))


def test_what_is_saved_reads_back(tmp_path: Path) -> None:
    vectors, names, languages = questions(FEWEST_ROWS)
    space = learn_ask_space(vectors, names, languages)

    space.save(tmp_path / "space.npz")

    assert np.array_equal(AskSpace.load(tmp_path / "space.npz").of(vectors, "sv"), space.of(vectors, "sv"))


def test_a_damaged_file_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "space.npz").write_bytes(b"PK\x03\x04 cut short")

    with pytest.raises(IndexMismatch, match="Run: koto ingest"):
        AskSpace.load(tmp_path / "space.npz")
