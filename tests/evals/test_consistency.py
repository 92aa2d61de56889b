"""How alike the answers to one thing are."""

from __future__ import annotations

import pytest

from evals.consistency import LANGUAGES, Told, consistency_of, load_standards
from evals.sample import DATASETS


def told(*rows: str, is_cited: bool = True) -> Told:
    return Told("fi", "?", rows, (), is_cited)


def test_the_same_answers_are_wholly_alike() -> None:
    found = consistency_of("t", [told("N-01", "N-02"), told("N-01", "N-02")])

    assert (found.cited, found.same_lead, found.alike) == (1.0, 1.0, 1.0)


def test_another_lead_and_other_rows_count_against_it() -> None:
    found = consistency_of("t", [told("N-01", "N-02"), told("N-01"), told("N-02", is_cited=False)])

    assert found.cited == pytest.approx(2 / 3)
    assert found.same_lead == pytest.approx(2 / 3)
    assert found.alike == pytest.approx((0.5 + 0.5 + 0.0) / 3)


def test_every_standard_question_has_three_wordings_a_language() -> None:
    standards = load_standards(DATASETS / "consistency.jsonl")

    assert len(standards) == 12
    assert {len(one.wordings[language]) for one in standards for language in LANGUAGES} == {3}
