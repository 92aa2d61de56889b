"""The frozen exams as a gate: what may never happen, and a floor for what may."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from evals.exam import Result, run_exam, summary
from evals.sample import DATASETS, load_samples

LEAST_RIGHT = {
    "core": 0.92,
    "exam": 0.91,
    "second": 0.91,
    "third": 0.90,
    "fourth": 0.92,
    "fifth": 0.90,
    "sixth": 0.90,
    "seventh": 0.91,
}
"""Below the measured shares, so that a sample more or less does not stop work; the README has the figures."""


@pytest.fixture(scope="module", params=sorted(LEAST_RIGHT))
def suite(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def results(assistant: Assistant, suite: str) -> list[Result]:
    return run_exam(load_samples(DATASETS / f"{suite}.jsonl"), assistant)


def test_no_repealed_or_never_applied_rule_is_told_as_current(results: list[Result]) -> None:
    wrong = [r.scored.sample.id for r in results if r.scores["nothing_repealed_as_current"] != 1.0]

    assert wrong == []


def test_every_quote_is_exact(results: list[Result]) -> None:
    assert {result.scores["quotes_exact"] for result in results} <= {1.0, None}


def test_every_answer_is_in_the_language_of_its_question(results: list[Result]) -> None:
    wrong = [result.scored.sample.id for result in results if result.scores["language"] != 1.0]

    assert wrong == []


def test_the_share_of_right_answers_does_not_fall(suite: str, results: list[Result]) -> None:
    figures = summary(results)["all"]

    assert figures["right"] >= LEAST_RIGHT[suite], figures
