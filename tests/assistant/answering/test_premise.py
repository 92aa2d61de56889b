from __future__ import annotations

import pytest

from assistant.answering.premise import premise_of_the_past
from assistant.domain.passage import Tense
from assistant.domain.query import ScoredPassage
from assistant.domain.source import Standing
from tests.factories import passage, scored


def _item(text: str, standing: Standing) -> ScoredPassage:
    tense = Tense.PAST if standing is Standing.REPEALED else Tense.PRESENT
    return scored(passage(text, tense=tense), standing=standing)


OLD = _item("Until 2024 the plan was for three years.", Standing.REPEALED)
TODAY = _item("The first plan is for one year.", Standing.IN_FORCE)


@pytest.mark.parametrize(
    "question",
    ["Does the plan still last three years?", "The plan lasts three years, right?", "Onko suunnitelma kolme vuotta?"],
)
def test_a_time_of_the_old_rule_in_a_yes_or_no_question_is_found(question: str) -> None:
    assert premise_of_the_past(question, [TODAY], [OLD]) is OLD


@pytest.mark.parametrize(
    "question",
    [
        "How long is the plan, three years?",
        "Does the plan last one year?",
        "Does the plan last two years?",
        "Is it so?",
    ],
)
def test_an_open_question_and_another_time_are_no_premise_of_the_past(question: str) -> None:
    assert premise_of_the_past(question, [TODAY], [OLD]) is None


def test_a_time_that_todays_rule_has_too_is_no_premise_of_the_past() -> None:
    today = _item("For a quota refugee it is paid for three years.", Standing.IN_FORCE)

    assert premise_of_the_past("Is it paid for three years?", [TODAY, today], [OLD]) is None
