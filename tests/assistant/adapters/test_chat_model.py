"""The chat model over a server on loopback: what it sends, and one reason for each way to fail."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
from langchain_core.messages import AIMessageChunk
from langsmith import configure, tracing_context
from langsmith.utils import tracing_is_enabled

from assistant.adapters.chat_model import LangChainChatModel, failure_of
from assistant.domain.chat import Failure, Message, Speaker
from assistant.errors import ChatModelFailed, ModelUnavailable, SettingsError
from tests.model_server import ModelServer, Reply, model_server, wait_until

SECRET = "Voiko Matti Meikäläinen valittaa?"
ASKED = [Message(Speaker.SYSTEM, "Answer."), Message(Speaker.USER, SECRET)]


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with model_server() as running:
        yield running


def model_at(address: str, **changes: object) -> LangChainChatModel:
    model = LangChainChatModel(
        name="small", url=address, key="", timeout_s=5.0, retries=0, most_tokens=2000, temperature=0.0
    )
    return replace(model, **changes)  # type: ignore[arg-type]


def failure(model: LangChainChatModel, within_s: float = 5.0) -> Failure:
    with pytest.raises(ChatModelFailed) as raised:
        list(model.stream(ASKED, within_s=within_s))
    return raised.value.failure


def test_the_pieces_of_a_reply_come_in_order(server: ModelServer) -> None:
    server.say("Kunta vastaa suunnittelusta [1].")

    pieces = list(model_at(server.address).stream(ASKED, within_s=5))

    assert "".join(pieces) == "Kunta vastaa suunnittelusta [1]."
    assert len(pieces) > 1


def test_the_request_names_model_messages_temperature_and_the_size_of_the_reply(server: ModelServer) -> None:
    server.say("x")

    list(model_at(server.address, name="qwen3:4b", most_tokens=1000).stream(ASKED, within_s=5))

    [request] = server.requests
    assert request["model"] == "qwen3:4b"
    assert [(one["role"], one["content"]) for one in request["messages"]] == [("system", "Answer."), ("user", SECRET)]
    assert request["temperature"] == 0
    # A quarter of 1,000.
    assert {request.get("max_tokens"), request.get("max_completion_tokens")} == {None, 250}


def test_no_temperature_is_sent_where_there_is_none(server: ModelServer) -> None:
    server.say("x")

    list(model_at(server.address, temperature=None).stream(ASKED, within_s=5))

    assert "temperature" not in server.requests[0]


def test_the_key_of_another_provider_never_reaches_a_server_of_ones_own(
    server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-somebody-else")
    server.say("x")

    list(model_at(server.address).stream(ASKED, within_s=5))
    list(model_at(server.address, key="our-own").stream(ASKED, within_s=5))

    assert [one["authorization"] for one in server.headers] == ["Bearer none", "Bearer our-own"]


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (500, Failure.DOWN),
        (503, Failure.DOWN),
        (429, Failure.OVER_QUOTA),
        (402, Failure.OVER_QUOTA),
        (401, Failure.REJECTED),
        (404, Failure.REJECTED),
        (400, Failure.REJECTED),
        (504, Failure.SLOW),
    ],
)
def test_each_http_status_has_its_reason(server: ModelServer, status: int, expected: Failure) -> None:
    server.say(Reply(status=status))

    assert failure(model_at(server.address)) is expected
    assert len(server.requests) == 1


def test_a_server_that_is_not_there_is_down() -> None:
    with model_server() as gone:
        address = gone.address

    assert failure(model_at(address)) is Failure.DOWN


def test_a_server_that_hangs_is_slow_when_the_time_is_over(server: ModelServer) -> None:
    server.say(Reply("late", wait_s=30))
    started = time.monotonic()

    assert failure(model_at(server.address), within_s=0.5) is Failure.SLOW
    # The first call also loads the client, before the time is counted.
    assert time.monotonic() - started < 5


def test_a_server_that_sends_a_little_now_and_then_is_slow_too(server: ModelServer) -> None:
    server.say(Reply("a word now and then " * 20, piece_wait_s=0.2))
    model = model_at(server.address)
    started = time.monotonic()

    assert failure(model, within_s=1.0) is Failure.SLOW
    assert time.monotonic() - started < 4


def test_a_reply_that_breaks_off_gives_its_pieces_and_then_fails(server: ModelServer) -> None:
    server.say(Reply("Kunta vastaa", breaks_off=True))
    pieces = []

    with pytest.raises(ChatModelFailed) as raised:
        for piece in model_at(server.address, retries=3).stream(ASKED, within_s=5):
            pieces.append(piece)

    assert "".join(pieces) == "Kunta vastaa"
    assert raised.value.failure is Failure.DOWN
    assert len(server.requests) == 1, "what has begun is not asked for again"


def test_a_body_that_is_no_reply_is_nonsense(server: ModelServer) -> None:
    server.say(Reply(is_garbage=True))

    assert failure(model_at(server.address)) is Failure.NONSENSE


def test_a_failed_call_is_tried_again_as_often_as_set(server: ModelServer) -> None:
    server.say(Reply(status=500), Reply(status=429), Reply("At last."))

    assert "".join(model_at(server.address, retries=2).stream(ASKED, within_s=5)) == "At last."
    assert len(server.requests) == 3


def test_a_rejected_call_is_not_tried_again(server: ModelServer) -> None:
    server.say(Reply(status=401), Reply("never asked for"))

    assert failure(model_at(server.address, retries=2)) is Failure.REJECTED
    assert len(server.requests) == 1


def test_retries_end_with_the_time(server: ModelServer) -> None:
    server.say(Reply(status=500))

    failure(model_at(server.address, retries=50), within_s=2.0)

    # Waits of .5 and 1 s fit into 2 s, a third one of 2 s does not.
    assert 2 <= len(server.requests) <= 3


def test_a_reader_who_leaves_ends_the_request(server: ModelServer) -> None:
    server.say(Reply("word " * 400, piece_wait_s=0.05))
    reply = model_at(server.address).stream(ASKED, within_s=30)

    next(reply)
    reply.close()  # type: ignore[attr-defined]

    assert wait_until(lambda: not any(thread.name == "koto-model" for thread in threading.enumerate()))


def test_neither_log_nor_error_repeats_the_question(server: ModelServer, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger="koto")
    caplog.set_level(logging.DEBUG, logger="openai")
    server.say(Reply(status=400))

    with pytest.raises(ChatModelFailed) as raised:
        list(model_at(server.address).stream(ASKED, within_s=5))

    assert "Meikäläinen" not in caplog.text + str(raised.value)
    assert "rejected" in caplog.text


def test_langchain_traces_nothing_even_where_its_tracing_is_switched_on(server: ModelServer) -> None:
    seen: list[object] = []

    class SeesTracing:
        def stream(self, messages: object) -> Iterator[AIMessageChunk]:
            seen.append(tracing_is_enabled())
            yield AIMessageChunk("x")

    model = model_at(server.address)
    model._loaded = SeesTracing()

    with tracing_context(enabled=True):
        configure(enabled=True)
        try:
            list(model.stream(ASKED, within_s=5))
            switched_on = tracing_is_enabled()
        finally:
            configure(enabled=None)

    assert (switched_on, seen) == (True, [False])


def test_a_name_without_provider_or_address_is_a_wrong_setting() -> None:
    with pytest.raises(SettingsError, match="no-such-model.*KOTO_MODEL_URL"):
        list(model_at("", name="no-such-model").stream(ASKED, within_s=1))


def test_a_provider_whose_package_is_missing_is_told_so() -> None:
    with pytest.raises(ModelUnavailable, match="langchain"):
        list(model_at("", name="cohere:command-r", key="x").stream(ASKED, within_s=1))


def test_a_key_stands_in_no_representation() -> None:
    assert "topsecret" not in repr(model_at("http://127.0.0.1:1/v1", key="topsecret"))


def test_an_error_is_read_through_its_causes() -> None:
    try:
        try:
            raise TimeoutError("inner")
        except TimeoutError as inner:
            raise ValueError("outer") from inner
    except ValueError as error:
        assert failure_of(error) is Failure.SLOW
