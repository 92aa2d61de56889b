"""A claim must pass both checks; the model is asked only where the first one lets a claim pass."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from assistant.answering.ask import ask
from assistant.answering.second_check import STEP, first_check_stands, joined, second_check
from assistant.answering.steps import Steps
from assistant.answering.support import Support
from assistant.assistant import Assistant
from assistant.domain.answer import AnswerStatus
from assistant.domain.query import Question
from assistant.protocols import Inference

PASSED, FAILED = Support(0.9), Support(0.2, ("no",))
DAY = date(2025, 2, 1)


@dataclass
class Told:
    """A model that says what it is told to, and keeps what it was asked."""

    entailed: float
    contradicted: float = 0.0
    asked: list[tuple[str, str]] = field(default_factory=list)

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[Inference]:
        self.asked += pairs
        return [Inference(self.entailed, self.contradicted) for _ in pairs]


def test_a_claim_that_both_pass_has_the_lower_score() -> None:
    assert joined(Told(0.8), "claim", ["text"], PASSED) == Support(0.8)
    assert joined(Told(0.95), "claim", ["text"], PASSED) == Support(0.9)


def test_a_claim_that_the_model_does_not_find_entailed_fails() -> None:
    found = joined(Told(0.3), "claim", ["text"], PASSED)

    assert not found.supported
    assert found.score == 0.3
    assert "no entailment (0.30" in found.reasons[0]


def test_a_contradiction_by_one_text_fails_a_claim_that_another_bears_out() -> None:
    class Torn:
        def judge(self, pairs: Sequence[tuple[str, str]]) -> list[Inference]:
            return [Inference(0.0, 0.9) if text == "no" else Inference(0.9, 0.0) for text, _ in pairs]

    found = joined(Torn(), "claim", ["yes", "no"], PASSED)

    assert found.reasons == ("the NLI model finds a contradiction (0.90)",)
    assert found.score < 0.5


def test_a_model_without_numbers_lets_nothing_pass() -> None:
    assert not joined(Told(float("nan")), "claim", ["text"], PASSED).supported


def test_several_texts_are_read_each_and_together() -> None:
    model = Told(0.9)

    joined(model, "claim", ["rule", "", "heading"], PASSED)

    assert [text for text, _ in model.asked] == ["rule", "heading", "rule\nheading"]


def test_what_the_first_check_failed_is_not_asked_again() -> None:
    model = Told(1.0)

    assert second_check(model)("claim", ["text"], FAILED) == FAILED
    assert model.asked == []


def test_without_a_model_the_first_check_stands() -> None:
    assert second_check(None) is first_check_stands


def test_the_time_of_the_model_is_a_step() -> None:
    steps = Steps()

    second_check(Told(0.9), steps)("claim", ["text"], PASSED)

    assert steps.finished()[STEP] >= 0.0


def test_an_answer_shows_what_the_model_bears_out_and_nothing_that_it_contradicts(assistant: Assistant) -> None:
    question = Question("Mitä kotoutumisohjelmassa pitää olla?")

    agreed = ask(question, assistant.retriever, today=DAY, nli=Told(0.99))
    contradicted = ask(question, assistant.retriever, today=DAY, nli=Told(0.0, 1.0))

    assert agreed.status in {AnswerStatus.ANSWERED, AnswerStatus.PARTLY_ANSWERED}
    assert STEP in agreed.timings_ms
    assert contradicted.status is AnswerStatus.NOT_IN_SOURCES
