from __future__ import annotations

import math

import pytest

from assistant.retrieval.fuse import Ranking, fuse, fuse_words_and_vectors


def test_what_stands_out_in_both_rankings_is_first() -> None:
    fused = fuse(
        [
            Ranking("words", [("a", 9.0), ("b", 8.0), ("c", 1.0)]),
            Ranking("vectors", [("c", 0.9), ("b", 0.88), ("a", 0.7)]),
        ]
    )

    assert fused[0].key == "b"


def test_a_score_is_the_weighted_sum_of_standard_scores() -> None:
    # words: mean 2, deviation 1: a = +1, b = -1. vectors: mean .8, deviation .1: b = +1, c = -1.
    # a is missing from vectors and c from words: each gets that ranking's lowest, -1.
    words = Ranking("words", [("a", 3.0), ("b", 1.0)], weight=0.6)
    vectors = Ranking("vectors", [("b", 0.9), ("c", 0.7)], weight=0.4)

    fused = fuse([words, vectors])

    assert [hit.key for hit in fused] == ["a", "b", "c"]
    assert [hit.score for hit in fused] == [
        pytest.approx(0.6 * 1 + 0.4 * -1),
        pytest.approx(0.6 * -1 + 0.4 * 1),
        pytest.approx(0.6 * -1 + 0.4 * -1),
    ]


def test_each_searchers_own_score_is_kept() -> None:
    fused = fuse([Ranking("words", [("a", 3.0), ("b", 1.0)]), Ranking("vectors", [("a", 0.9), ("c", 0.7)])])

    assert {hit.key: dict(hit.scores) for hit in fused} == {
        "a": {"words": 3.0, "vectors": 0.9},
        "b": {"words": 1.0},
        "c": {"vectors": 0.7},
    }


def test_the_unit_of_a_score_does_not_matter() -> None:
    words = [("a", 3.0), ("b", 2.0), ("c", 0.5)]
    vectors = Ranking("vectors", [("b", 0.9), ("c", 0.8)])

    once = fuse([Ranking("words", words), vectors])
    scaled = fuse([Ranking("words", [(key, 10 * score) for key, score in words]), vectors])

    assert [hit.key for hit in once] == [hit.key for hit in scaled]


def test_one_ranking_alone_keeps_its_order() -> None:
    fused = fuse_words_and_vectors([], [("b", 0.9), ("a", 0.8)])

    assert [hit.key for hit in fused] == ["b", "a"]


def test_nothing_found_is_nothing_fused() -> None:
    assert fuse_words_and_vectors([], []) == []


def test_of_equal_sums_the_one_found_first_is_first() -> None:
    fused = fuse([Ranking("words", [("b", 1.0), ("a", 1.0)]), Ranking("vectors", [("a", 0.5), ("b", 0.5)])])

    assert [hit.key for hit in fused] == ["b", "a"]


def test_a_single_hit_by_words_stands_out_where_the_floor_is_known() -> None:
    # One hit of 4.0 filled up with 0 to DEPTH places, 100: mean 4/100, deviation sqrt(16/100 - (4/100)**2).
    vectors = [("x", 0.9), ("y", 0.8)]
    deviation = math.sqrt(16 / 100 - (4 / 100) ** 2)

    fused = fuse([Ranking("words", [("z", 4.0)], floor=0.0), Ranking("vectors", vectors)])

    assert fused[0].key == "z"
    assert fused[0].score == pytest.approx((4 - 4 / 100) / deviation - 1)
