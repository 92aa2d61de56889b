"""The answer as server-sent events."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from assistant.answering.render import answer_to_json
from assistant.domain.answer import Answer, Sentence
from assistant.domain.query import Question
from assistant.errors import IndexMissing
from tests.api.fakes import FakeAnswerer, answer, refusal

SECRET = "Matti Meikäläinen"


def events(answerer: FakeAnswerer, body: dict[str, Any] | None = None) -> list[tuple[str, dict[str, Any]]]:
    response = TestClient(create_app(answerer)).post("/v1/ask/stream", json=body or {"question": "Vad?"})
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/event-stream")
    blocks = [block.splitlines() for block in response.text.replace("\r\n", "\n").split("\n\n") if "event:" in block]
    fields = [dict(line.split(": ", 1) for line in block) for block in blocks]
    return [(one["event"], json.loads(one["data"])) for one in fields]


@pytest.mark.parametrize("reply", [answer(), refusal()], ids=["answer", "refusal"])
def test_the_sentences_of_the_answer_come_before_it(reply: Answer) -> None:
    *sentences, last = events(FakeAnswerer(reply))

    whole = answer_to_json(reply)
    assert sentences == [("sentence", sentence) for sentence in whole["sentences"]]
    assert last == ("answer", whole)


def test_the_question_reaches_the_assistant_as_in_the_other_route() -> None:
    answerer = FakeAnswerer()

    events(answerer, {"question": " Entä? ", "language": "sv", "as_of": "2024-06-01"})

    [question] = answerer.asked
    assert (question.text, question.language, str(question.as_of)) == ("Entä?", "sv", "2024-06-01")


@pytest.mark.parametrize(
    ("error", "code"), [(IndexMissing(f"no index for {SECRET}"), "unavailable"), (ValueError(SECRET), "fault")]
)
def test_what_goes_wrong_is_the_last_event_and_repeats_nothing(
    error: Exception, code: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="koto")

    [(name, body)] = events(FakeAnswerer(error))

    assert (name, body["error"]["code"]) == ("error", code)
    assert SECRET not in caplog.text + json.dumps(body)


def test_an_error_after_sentences_ends_the_events() -> None:
    class BreaksOff(FakeAnswerer):
        def stream(self, question: Question) -> Iterator[Sentence | Answer]:
            yield answer().sentences[0]
            raise IndexMissing("gone")

    assert [name for name, _ in events(BreaksOff())] == ["sentence", "error"]


def test_a_request_that_cannot_be_read_is_refused_before_any_event() -> None:
    response = TestClient(create_app(FakeAnswerer())).post("/v1/ask/stream", json={"question": ""})

    assert response.status_code == 422
    assert response.json()["error"]["code"] == "invalid_request"
