"""Scripted models and the trial that counts what comes through of them."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.domain.chat import Failure, Message, Speaker
from assistant.settings import Settings
from evals.model_trial import _spread, _trials
from evals.sample import DATASETS, load_samples
from evals.scripted_models import ScriptedModel, copying, damaged, damaging, reworded

MUST = "Under section 13(1) of Act 681/2023, the municipality must organise the programme within two years."


def said(model: ScriptedModel, *statements: str) -> list[str]:
    prompt = "\n".join(["=== x", *(f"[{n}] {one}" for n, one in enumerate(statements, start=1)), "=== x", "Q: ?"])
    messages = [Message(Speaker.SYSTEM, "rules"), Message(Speaker.USER, prompt)]
    return "".join(model.stream(messages, within_s=1)).splitlines()


def test_a_copying_model_tells_the_first_three_statements() -> None:
    assert said(copying(), "A is so.", "B is so.", "C is so.", "D is so.") == [
        "A is so. [1]",
        "B is so. [2]",
        "C is so. [3]",
    ]


@pytest.mark.parametrize(
    "statement",
    [
        MUST,
        "Lain 13 §:n 1 momentin mukaan kunnan on järjestettävä kotoutumisohjelma kahden vuoden kuluessa.",
        "Enligt 13 § 1 mom. i lag 681/2023 ska kommunen ordna programmet inom två år.",
    ],
)
def test_every_language_is_damaged_in_several_ways_and_never_left_right(statement: str) -> None:
    wrong = dict(damaged(statement))

    assert {"number", "modality", "actor", "section", "addition"} <= set(wrong)
    assert statement not in wrong.values()
    assert len(set(wrong.values())) == len(wrong)


def test_a_statement_is_reworded_without_its_place() -> None:
    assert reworded(MUST) == "The municipality must organise the programme within two years."


def test_a_sample_is_spread_over_the_whole_set() -> None:
    samples = load_samples(DATASETS / "exam.jsonl")

    chosen = _spread(samples, 18)

    assert chosen == samples[::10]
    assert _spread(samples, 0) == samples


def test_the_trial_tells_words_of_the_model_from_fallbacks(assistant: Assistant, settings: Settings) -> None:
    samples = [sample for sample in load_samples(DATASETS / "core.jsonl") if sample.language == "en"][:6]

    copies = list(_trials(samples, assistant, copying(), settings, most_s=60))
    damages = list(_trials(samples, assistant, damaging(), settings, most_s=60))

    asked = [trial for trial in copies if trial.was_asked]
    assert any(trial.failure is None for trial in asked)
    assert all(not trial.lost for trial in asked)
    assert all(trial.sentences == [] for trial in asked), "copies are the words of the sources"
    assert [trial.failure for trial in damages if trial.was_asked] == [Failure.UNGROUNDED] * len(asked)
    assert all(trial.sentences == [] for trial in damages)


def test_an_answer_is_not_judged_by_why_it_is_not_in_the_models_words(assistant: Assistant, settings: Settings) -> None:
    [sample] = [sample for sample in load_samples(DATASETS / "core.jsonl") if sample.language == "en"][:1]

    [trial] = _trials([sample], assistant, damaging(), settings, most_s=60)

    assert trial.failure is Failure.UNGROUNDED
    assert len(trial.worded.answer.sentences) == len(trial.plain.answer.sentences) + 1
    assert trial.judged.answer.sentences == trial.plain.answer.sentences
