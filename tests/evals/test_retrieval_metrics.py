from __future__ import annotations

import math

import pytest

from evals.retrieval_metrics import difference, interval, mean, score_rankings

GRADES = {"q": {"a": 1, "b": 1}, "none": {"a": 0}}


def test_measures_of_a_ranking_worked_by_hand() -> None:
    scores = score_rankings({"q": ["x", "a"]}, GRADES)

    # Gain at rank 2: 1/log2(3) = .6309; ideal: 1 + .6309. One of two found. First at rank 2.
    assert scores["nDCG@10"]["q"] == pytest.approx(0.6309 / 1.6309, abs=1e-4)
    assert scores["recall@10"]["q"] == 0.5
    assert scores["MRR@10"]["q"] == 0.5


def test_only_the_first_ten_count() -> None:
    scores = score_rankings({"q": [*"0123456789", "a"]}, GRADES)

    assert {scores[measure]["q"] for measure in scores} == {0.0}


def test_a_query_that_nothing_was_found_for_scores_0() -> None:
    scores = score_rankings({"q": []}, GRADES)

    assert {scores[measure]["q"] for measure in scores} == {0.0}


def test_a_query_with_nothing_to_find_is_undefined() -> None:
    scores = score_rankings({"none": ["a"]}, GRADES)

    assert all(math.isnan(scores[measure]["none"]) for measure in scores)


def test_an_undefined_score_does_not_enter_the_mean() -> None:
    assert mean([1.0, math.nan, 0.0]) == 0.5
    assert math.isnan(mean([math.nan]))
    assert math.isnan(interval([]).low)


def test_the_interval_holds_the_mean_and_is_the_same_every_time() -> None:
    values = [0.0, 1.0] * 50

    found = interval(values)

    assert found.low < 0.5 < found.high
    assert found.high - found.low == pytest.approx(2 * 1.96 * 0.05, abs=0.02)
    assert interval(values) == found


def test_a_system_that_is_better_on_every_query_is_above() -> None:
    found = difference([0.6, 0.7, 0.9, 0.8], [0.5, 0.6, 0.7, 0.7])

    assert found.mean == pytest.approx(0.125)
    assert found.interval.low > 0
    assert found.p < 0.05


def test_a_system_is_not_above_itself() -> None:
    found = difference([0.1, 0.9], [0.1, 0.9])

    assert (found.mean, found.p) == (0.0, 1.0)
