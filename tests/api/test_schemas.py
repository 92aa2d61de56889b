"""The documented response equals the command-line contract."""

from __future__ import annotations

from typing import Any

import pytest

from api.examples import load_examples
from api.schemas import AnswerBody, AskBody, SourceBody
from api.source_json import source_to_json
from assistant.answering.render import answer_to_json
from assistant.domain.answer import Answer
from tests.api.fakes import answer, passage, refusal, source


@pytest.mark.parametrize("sample", [answer(), refusal()], ids=["answer", "refusal"])
def test_the_documented_answer_has_the_keys_and_values_of_the_contract(sample: Answer) -> None:
    rendered = answer_to_json(sample)

    documented = AnswerBody.model_validate(rendered).model_dump(mode="json")

    assert documented == rendered


def test_the_documented_keys_stand_in_the_order_of_the_contract() -> None:
    rendered = answer_to_json(answer())

    documented = AnswerBody.model_validate(rendered).model_dump(mode="json")

    assert _keys(documented) == _keys(rendered)


def test_the_documented_source_has_the_keys_and_values_that_are_sent() -> None:
    sent = source_to_json(source(), [passage()])

    documented = SourceBody.model_validate(sent).model_dump(mode="json")

    assert documented == sent


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_each_language_has_an_example_that_the_schemas_accept(language: str) -> None:
    examples = load_examples()

    AskBody.model_validate(examples.questions[language]["value"])
    shown = AnswerBody.model_validate(examples.answers[language]["value"])

    assert shown.language == language
    assert shown.model_dump(mode="json") == examples.answers[language]["value"]


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_quotes_of_the_examples_are_as_long_as_their_offsets_say(language: str) -> None:
    shown = AnswerBody.model_validate(load_examples().answers[language]["value"])

    citations = [citation for sentence in shown.sentences for citation in sentence.citations]

    assert all(citation.end - citation.start == len(citation.quote) for citation in citations)


def _keys(value: Any) -> Any:
    if isinstance(value, dict):
        return [(key, _keys(part)) for key, part in value.items()]
    return [_keys(part) for part in value] if isinstance(value, list) else None
