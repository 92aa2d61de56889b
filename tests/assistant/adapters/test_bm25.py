from __future__ import annotations

import math
from pathlib import Path

import pytest

from assistant.adapters.bm25 import Bm25Index
from assistant.errors import IndexMismatch, IndexMissing

ROWS = [["kunta", "ohjelma"], ["kunta"], ["laki", "laki", "kunta"], []]


def test_the_row_that_holds_more_of_the_question_is_first() -> None:
    index = Bm25Index.build(ROWS)

    assert [row for row, _ in index.search(["kunta", "ohjelma"], 10)] == [0, 1, 2]


def test_a_score_is_lucenes_bm25() -> None:
    index = Bm25Index.build([["a", "b"], ["b", "c"]], k1=1.2, b=0.75)

    # "a" stands in 1 of 2 rows: idf = ln(1 + (2 - 1 + 0.5) / (1 + 0.5)) = ln 2.
    # Both rows have the mean length 2: tf part = 1 / (1 + 1.2) in this variant.
    assert index.search(["a"], 1) == [(0, pytest.approx(math.log(2) / 2.2, abs=1e-6))]


def test_rows_that_share_no_term_are_left_out() -> None:
    assert [row for row, _ in Bm25Index.build(ROWS).search(["laki"], 10)] == [2]


def test_of_equal_scores_the_earlier_row_is_first_at_every_limit() -> None:
    index = Bm25Index.build([["x"], ["y"], ["y"], ["y"], ["y"]])

    assert [[row for row, _ in index.search(["y"], limit)] for limit in (1, 2, 4)] == [[1], [1, 2], [1, 2, 3, 4]]


def test_a_term_that_stands_twice_in_the_question_counts_twice() -> None:
    index = Bm25Index.build(ROWS)
    (once,) = index.search(["ohjelma"], 1)

    (twice,) = index.search(["ohjelma", "ohjelma"], 1)

    assert twice[1] == pytest.approx(2 * once[1])


def test_a_gram_counts_half() -> None:
    index = Bm25Index.build([["kunta", "#kunt"], ["laki", "#laki"]])

    word, gram = index.search(["kunta"], 1)[0][1], index.search(["#kunt"], 1)[0][1]

    assert gram == pytest.approx(word / 2)


def test_unknown_terms_find_nothing_and_break_nothing() -> None:
    index = Bm25Index.build(ROWS)

    assert index.search(["unknown"], 5) == []
    assert index.search([], 5) == []
    assert index.search(["kunta"], 0) == []


@pytest.mark.parametrize("rows", [[], [[], []]])
def test_an_empty_index_finds_nothing(rows: list[list[str]], tmp_path: Path) -> None:
    Bm25Index.build(rows).save(tmp_path)

    index = Bm25Index.load(tmp_path)

    assert index.search(["kunta"], 5) == []
    assert len(index) == len(rows)


def test_a_saved_index_answers_as_the_one_that_was_saved(tmp_path: Path) -> None:
    built = Bm25Index.build(ROWS)
    built.save(tmp_path)

    loaded = Bm25Index.load(tmp_path)

    assert loaded.search(["kunta", "laki"], 10) == built.search(["kunta", "laki"], 10)
    assert len(loaded) == 4


def test_a_directory_without_an_index_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match="koto ingest"):
        Bm25Index.load(tmp_path)


@pytest.mark.parametrize("damaged", ["lexical.json", "terms.marisa", "indices.csc.index.npy"])
def test_a_damaged_index_is_a_mismatch(damaged: str, tmp_path: Path) -> None:
    Bm25Index.build(ROWS).save(tmp_path)
    (tmp_path / damaged).write_bytes(b"{")

    with pytest.raises(IndexMismatch, match="damaged"):
        Bm25Index.load(tmp_path)
