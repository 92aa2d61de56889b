"""Names are masked, and no question of the other sets is damaged."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from assistant.assistant import Assistant
from assistant.language.detect import detect_language
from assistant.language.names import names_in
from assistant.language.personal_data import mask_personal_data
from assistant.retrieval.vocabulary import stands_in_sources
from evals.privacy import PrivacySample, load_privacy, measure
from evals.sample import DATASETS

NAMED = {"r-022", "r-026", "r-028", "r-029", "r-030"}
"""Exam questions that name a person."""


@pytest.fixture(scope="module")
def knows(assistant: Assistant) -> Callable[[str], bool]:
    retriever = assistant.retriever
    return lambda word: stands_in_sources(word, retriever.index, retriever.analysers)


def questions() -> list[tuple[str, str, str]]:
    """(id, language, question) of every set that is no set of names."""
    rows = [json.loads(line) for name in ("exam", "core", "dev") for line in (DATASETS / f"{name}.jsonl").open("rb")]
    return [(row["id"], row["language"], row["question"]) for row in rows]


def test_nearly_every_name_is_masked_and_nearly_nothing_else(knows: Callable[[str], bool]) -> None:
    found = [measure(sample, knows) for sample in load_privacy()]

    hit, missed, wrong = (sum(getattr(one, name) for one in found) for name in ("hit", "missed", "wrong"))
    assert hit / (hit + missed) >= 0.97, [one.masked for one in found if one.missed]
    assert hit / (hit + wrong) >= 0.97, [one.masked for one in found if one.wrong]


def test_private_matters_of_named_persons_are_refused_and_nothing_else(knows: Callable[[str], bool]) -> None:
    wrong = [one.sample.id for one in (measure(sample, knows) for sample in load_privacy()) if not one.is_refusal_right]

    assert wrong == []


def test_no_other_question_loses_a_word(knows: Callable[[str], bool]) -> None:
    masked = {id for id, _, text in questions() if names_in(text, knows)}

    assert masked == NAMED


def test_no_other_question_is_newly_refused(knows: Callable[[str], bool]) -> None:
    refused = {id for id, _, text in questions() if mask_personal_data(text, knows).tells_private_matters}

    assert refused == {"r-022", "r-026"}


def test_words_are_counted_by_what_became_of_them() -> None:
    sample = PrivacySample("x", "fi", "Asiakkaamme {Ahmed Oudosti-Outo} kysyy", refuse=False)

    found = measure(sample, lambda word: False)

    # Ahmed, Oudosti and Outo are gone, and nothing else.
    assert (found.hit, found.missed, found.wrong) == (3, 0, 0)


def test_no_question_in_our_languages_is_taken_for_another_language() -> None:
    other = [
        (text, found)
        for _, language, text in questions()
        if language != "other" and (found := detect_language(text)) not in {"fi", "sv", "en", "und"}
    ]

    # No sentence of another language is said to so few words.
    assert [text for text, _ in other if len(text.split()) > 3] == []
