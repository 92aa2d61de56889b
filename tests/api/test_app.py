"""The API: questions, sources, health, errors, headers, logs."""

from __future__ import annotations

import logging
from datetime import date
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.guard import MAX_BODY_BYTES
from assistant.answering.render import answer_to_json
from assistant.domain.query import Question, Turn
from assistant.errors import IndexMissing
from tests.api.fakes import FakeAnswerer, answer, refusal

SECRET = "Matti Meikäläinen 131052-308T"


def client_for(answerer: FakeAnswerer) -> TestClient:
    """A client of the service around `answerer`."""
    return TestClient(create_app(answerer))


@pytest.mark.parametrize("reply", [answer(), refusal()], ids=["answer", "refusal"])
def test_the_api_answers_with_exactly_the_answer_object(reply: Any) -> None:
    response = client_for(FakeAnswerer(reply)).post("/v1/ask", json={"question": "Vad?"})

    assert response.status_code == 200
    assert response.json() == answer_to_json(reply)


def test_everything_that_is_asked_reaches_the_assistant() -> None:
    answerer = FakeAnswerer()
    body = {
        "question": " Entä vuonna 2024? ",
        "language": "sv",
        "as_of": "2024-06-01",
        "history": [{"question": "Mitä?", "answer": "Sitä."}],
    }

    client_for(answerer).post("/v1/ask", json=body)

    wanted = Question("Entä vuonna 2024?", "sv", date(2024, 6, 1), (Turn("Mitä?", "Sitä."),))
    assert answerer.asked == [wanted]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({}, "question is missing."),
        ({"question": "  "}, "question must not be empty."),
        ({"question": "a" * 2001}, "question has 2,001 characters; at most 2,000 are read."),
        ({"question": 7}, "question must be text."),
        ({"question": "?", "language": "de"}, "language must be one of 'fi', 'sv' or 'en'."),
        ({"question": "?", "as_of": "22.11.2026"}, "as_of must be a date such as 2026-11-22."),
        ({"question": "?", "as_of": 1}, "as_of must be a date such as 2026-11-22."),
        (
            {"question": "?", "as_of": "2026-02-30"},
            "as_of must be a day of the calendar, such as 2026-11-22.",
        ),
        ({"question": "?", "model": "x"}, "model is not a known field."),
        ({"question": "?", "history": "x"}, "history must be a list."),
        ({"question": "?", "history": [{"question": "?"}]}, "history.0.answer is missing."),
        (
            {"question": "?", "history": [{"question": "?", "answer": ""}] * 21},
            "history has too many entries, at most 20 are read.",
        ),
        ([], "The body must be a JSON object."),
    ],
)
def test_a_request_that_cannot_be_read_is_told_in_words(body: Any, words: str) -> None:
    answerer = FakeAnswerer()

    response = client_for(answerer).post("/v1/ask", json=body)

    assert response.status_code == 422
    assert response.json() == {"error": {"code": "invalid_request", "message": words}}
    assert answerer.asked == []


def test_a_question_of_2000_characters_is_answered() -> None:
    response = client_for(FakeAnswerer()).post("/v1/ask", json={"question": "å" * 2000})

    assert response.status_code == 200


@pytest.mark.parametrize("body", [b"{", b'{"question": "\\ud800"}', b"\xff"])
def test_a_body_that_is_not_sound_json_is_refused_in_the_one_shape(body: bytes) -> None:
    headers = {"content-type": "application/json"}

    response = client_for(FakeAnswerer()).post("/v1/ask", content=body, headers=headers)

    assert response.status_code in {400, 422}
    assert set(response.json()["error"]) == {"code", "message"}


def test_a_refused_request_is_never_echoed() -> None:
    response = client_for(FakeAnswerer()).post("/v1/ask", json={"question": "?", "as_of": SECRET})

    assert SECRET not in response.text


def test_a_body_above_the_limit_is_refused_whether_or_not_it_says_its_length() -> None:
    client = client_for(FakeAnswerer())
    large = b"x" * (MAX_BODY_BYTES + 1)

    announced = client.post("/v1/ask", content=large)
    streamed = client.post("/v1/ask", content=iter([large[:1000], large[1000:]]))

    assert [announced.status_code, streamed.status_code] == [413, 413]
    assert announced.json()["error"]["message"] == "The body of the request is larger than 256 KiB."


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [(IndexMissing(SECRET), 503, "unavailable"), (ValueError(SECRET), 500, "fault")],
)
def test_a_failure_of_the_assistant_is_told_without_its_details(
    error: Exception, status: int, code: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        response = client_for(FakeAnswerer(error)).post("/v1/ask", json={"question": "?"})

    assert (response.status_code, response.json()["error"]["code"]) == (status, code)
    assert SECRET not in response.text + caplog.text
    assert type(error).__name__ in caplog.text


def test_an_unforeseen_exception_is_logged_by_place_and_not_by_message(
    caplog: pytest.LogCaptureFixture,
) -> None:
    class Broken(FakeAnswerer):
        def source(self, source_id: str) -> Any:
            raise RuntimeError(source_id)

    response = client_for(Broken()).get(f"/v1/sources/{SECRET}")

    assert (response.status_code, response.json()["error"]["code"]) == (500, "fault")
    assert "RuntimeError at" in caplog.text
    assert SECRET not in caplog.text


def test_no_question_stands_in_any_log(caplog: pytest.LogCaptureFixture) -> None:
    # The test client's own lines tell addresses, which is where a question must not be.
    with caplog.at_level(logging.DEBUG):
        client = client_for(FakeAnswerer())
        client.post("/v1/ask", json={"question": SECRET})
        client.post("/", data={"question": SECRET})

    assert SECRET not in caplog.text


def test_a_source_is_shown_with_its_passages() -> None:
    body = client_for(FakeAnswerer()).get("/v1/sources/checklist-fi").json()

    assert (body["source_id"], body["title"]) == ("checklist-fi", "Tarkistuslista kunnille")
    assert [passage["passage_id"] for passage in body["passages"]] == ["checklist-fi:1", "checklist-fi:2"]
    assert body["passages"][0] == {
        "passage_id": "checklist-fi:1",
        "headings": ["Tarkistuslista", "Suunnittelu"],
        "locator": "Suunnittelu",
        "language": "fi",
        "origin": "publication",
        "text": "Kunta järjestää palveluja.",
        "url": "https://example.org/tarkistuslista#suunnittelu",
        "valid_from": "2025-01-01",
        "valid_to": None,
        "never_applied": False,
        "planned": False,
    }


def test_an_unknown_source_is_told_in_a_clear_line() -> None:
    response = client_for(FakeAnswerer()).get("/v1/sources/none")

    assert response.status_code == 404
    assert response.json()["error"]["message"].startswith("There is no source with this id.")


@pytest.mark.parametrize(
    ("method", "path", "code"),
    [
        ("GET", "/nowhere", "not_found"),
        ("GET", "/v1/ask", "method_not_allowed"),
        ("GET", "/docs", "not_found"),
    ],
)
def test_other_addresses_answer_in_the_one_shape(method: str, path: str, code: str) -> None:
    response = client_for(FakeAnswerer()).request(method, path)

    assert response.json()["error"]["code"] == code


def test_health_names_the_index_and_asks_nothing() -> None:
    answerer = FakeAnswerer()

    body = client_for(answerer).get("/health").json()

    assert body == {
        "status": "ok",
        "index": "2026-11-20-a1",
        "passages": 412,
        "languages": ["fi", "sv", "en"],
    }
    assert answerer.asked == []


def test_a_source_cannot_be_shown_when_the_index_is_gone() -> None:
    class Without(FakeAnswerer):
        def source(self, source_id: str) -> Any:
            raise IndexMissing(SECRET)

    response = client_for(Without()).get("/v1/sources/checklist-fi")

    assert (response.status_code, response.json()["error"]["code"]) == (503, "unavailable")
    assert SECRET not in response.text


@pytest.mark.parametrize("path", ["/", "/health", "/nowhere", "/static/koto.css", "/v1/sources/none"])
def test_every_response_carries_the_security_headers(path: str) -> None:
    headers = client_for(FakeAnswerer()).get(path).headers

    assert "'unsafe-inline'" not in headers["content-security-policy"]
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "access-control-allow-origin" not in headers


def test_answers_are_never_stored_by_a_browser() -> None:
    response = client_for(FakeAnswerer()).post("/v1/ask", json={"question": "?"})

    assert response.headers["cache-control"] == "no-store"


def test_openapi_has_examples_in_three_languages_and_one_shape_of_error() -> None:
    document = client_for(FakeAnswerer()).get("/openapi.json").json()

    ask = document["paths"]["/v1/ask"]["post"]
    assert set(ask["requestBody"]["content"]["application/json"]["examples"]) == {"fi", "sv", "en"}
    assert set(ask["responses"]["200"]["content"]["application/json"]["examples"]) == {"fi", "sv", "en"}
    for status in ("413", "422", "500", "503"):
        schema = ask["responses"][status]["content"]["application/json"]["schema"]
        assert schema == {"$ref": "#/components/schemas/ErrorBody"}
    assert "HTTPValidationError" not in document["components"]["schemas"]
