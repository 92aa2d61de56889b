"""Fetching: conditional, polite, patient, and never trusting what comes back."""

from __future__ import annotations

import gzip
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from assistant.errors import SourceUnreadable
from ingest.fetch import ATTEMPTS, LARGEST_BYTES, Fetcher, FetchError, OutOfReach
from tests.ingest.server import Answer, Asked, Server

PAGE = Answer(b"<p>Counter</p>", headers={"ETag": '"7"', "Content-Type": "text/html; charset=utf-8"})


@contextmanager
def serving(*answers: Answer | Callable[[Asked], Answer]) -> Iterator[Server]:
    """A server that gives these answers in turn, and the last one from then on."""
    left = list(answers)

    def answer(asked: Asked) -> Answer:
        chosen = left.pop(0) if len(left) > 1 else left[0]
        return chosen(asked) if callable(chosen) else chosen

    with Server(answer) as server:
        yield server


def quick(pause_s: float = 0.0, first_wait_s: float = 0.001, **timeouts: float) -> Fetcher:
    """A fetcher that waits as little as the test allows."""
    return Fetcher(pause_s=pause_s, first_wait_s=first_wait_s, **timeouts)


@contextmanager
def lasting(least_s: float) -> Iterator[None]:
    """Measured where the requests are sent: where they arrive, a busy machine makes gaps shorter and longer."""
    began = time.monotonic()
    yield
    assert time.monotonic() - began >= least_s


def test_a_page_comes_with_its_etag_and_its_type() -> None:
    with serving(PAGE) as server, quick() as fetcher:
        reply = fetcher.get(server.address)

    assert reply is not None
    assert (reply.body, reply.etag, reply.media_type) == (b"<p>Counter</p>", '"7"', "text/html")
    assert not reply.is_unchanged


def test_a_request_says_who_asks_and_what_is_wanted() -> None:
    with serving(PAGE) as server, quick() as fetcher:
        fetcher.get(server.address, accept="application/xml")

    assert server.asked[0].headers["user-agent"].startswith("koto-assistant/")
    assert server.asked[0].headers["accept"] == "application/xml"


def test_what_is_as_before_is_not_sent_again() -> None:
    with serving(PAGE, Answer(status=304)) as server, quick() as fetcher:
        fetcher.get(server.address)
        reply = fetcher.get(server.address, etag='"7"')

    assert "if-none-match" not in server.asked[0].headers
    assert server.asked[1].headers["if-none-match"] == '"7"'
    assert reply is not None and reply.is_unchanged
    assert (reply.body, reply.etag) == (b"", '"7"')


def test_as_before_is_no_answer_to_one_who_has_nothing() -> None:
    with serving(Answer(status=304)) as server, quick() as fetcher, pytest.raises(FetchError, match="status 304"):
        fetcher.get(server.address)


@pytest.mark.parametrize("status", [404, 410])
def test_where_nothing_is_nothing_comes_and_nobody_asks_twice(status: int) -> None:
    with serving(Answer(b"gone", status)) as server, quick() as fetcher:
        reply = fetcher.get(server.address)

    assert reply is None
    assert len(server.asked) == 1


def test_requests_keep_their_distance() -> None:
    with serving(PAGE) as server, quick(pause_s=0.15) as fetcher, lasting(2 * 0.15):
        for _ in range(3):
            fetcher.get(server.address)


def test_attempts_keep_their_distance_too() -> None:
    with serving(Answer(status=503), PAGE) as server, quick(pause_s=0.15) as fetcher, lasting(0.15):
        fetcher.get(server.address)


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503, 504])
def test_a_passing_failure_is_tried_again(status: int) -> None:
    with serving(Answer(b"busy", status), Answer(b"busy", status), PAGE) as server, quick() as fetcher:
        reply = fetcher.get(server.address)

    assert reply is not None and reply.body == PAGE.body
    assert len(server.asked) == 3


def test_a_lasting_failure_ends_after_some_attempts_with_what_was_met() -> None:
    with serving(Answer(b"busy", 503)) as server, quick() as fetcher:
        with pytest.raises(FetchError, match=f"status 503 .tried {ATTEMPTS} times.*stays; try again later") as raised:
            fetcher.get(server.address)

    assert not isinstance(raised.value, OutOfReach)
    assert len(server.asked) == ATTEMPTS


def test_the_waits_between_attempts_double() -> None:
    with serving(Answer(status=503)) as server, quick(first_wait_s=0.05) as fetcher, lasting(0.05 + 0.1 + 0.2):
        with pytest.raises(FetchError):
            fetcher.get(server.address)


def test_a_server_that_asks_for_a_wait_gets_it() -> None:
    busy = Answer(status=429, headers={"Retry-After": "1"})
    with serving(busy, PAGE) as server, quick() as fetcher, lasting(1.0):
        fetcher.get(server.address)


def test_a_server_that_asks_for_a_long_wait_is_left_alone() -> None:
    busy = Answer(status=429, headers={"Retry-After": "3600"})
    with serving(busy) as server, quick() as fetcher, pytest.raises(FetchError, match="asks to wait 3600 s"):
        fetcher.get(server.address)

    assert len(server.asked) == 1


@pytest.mark.parametrize("status", [400, 401, 403, 406])
def test_a_refusal_is_not_tried_again(status: int) -> None:
    with serving(Answer(status=status)) as server, quick() as fetcher:
        with pytest.raises(FetchError, match=f"status {status}"):
            fetcher.get(server.address)

    assert len(server.asked) == 1


def test_a_reply_that_breaks_off_is_fetched_again() -> None:
    cut = Answer(b"<p>Cou", announced=14)
    with serving(cut, PAGE) as server, quick() as fetcher:
        reply = fetcher.get(server.address)

    assert reply is not None and reply.body == PAGE.body


def test_a_reply_that_always_breaks_off_is_never_taken() -> None:
    with serving(Answer(b"<p>Cou", announced=14)) as server, quick() as fetcher:
        with pytest.raises(FetchError, match="broke off"):
            fetcher.get(server.address)

    assert len(server.asked) == ATTEMPTS


def is_whole(body: bytes) -> None:
    if not body.endswith(b"</p>"):
        raise SourceUnreadable("no end")


def test_a_reply_that_is_cut_without_a_word_is_fetched_again() -> None:
    with serving(Answer(b"<p>Cou"), PAGE) as server, quick() as fetcher:
        reply = fetcher.get(server.address, check=is_whole)

    assert reply is not None and reply.body == PAGE.body


def test_a_reply_that_is_always_cut_is_never_taken() -> None:
    with serving(Answer(b"<p>Cou")) as server, quick() as fetcher:
        with pytest.raises(FetchError, match="not whole .no end"):
            fetcher.get(server.address, check=is_whole)


def test_a_server_that_says_nothing_is_not_waited_for() -> None:
    with serving(Answer(silence_s=5.0)) as server, quick(read_timeout_s=0.1) as fetcher:
        with pytest.raises(FetchError, match="no reply in time"):
            fetcher.get(server.address)

    assert len(server.asked) == ATTEMPTS
    assert server.asked[-1].at_s - server.asked[0].at_s < 2.0


def test_a_reply_that_drips_is_not_waited_for() -> None:
    drip = Answer(b"x" * 1000, drip_s=0.02)
    with serving(drip) as server, quick(read_timeout_s=1.0, whole_timeout_s=0.15) as fetcher:
        with pytest.raises(FetchError, match="no whole reply in 0.15 s"):
            fetcher.get(server.address)

    assert server.asked[-1].at_s - server.asked[0].at_s < 2.0


def test_a_host_that_is_not_there_is_out_of_reach_at_once() -> None:
    with socket.socket() as free, quick(first_wait_s=60.0) as fetcher:
        free.bind(("127.0.0.1", 0))  # bound and not listening: nobody answers
        with pytest.raises(OutOfReach, match="out of reach"):
            fetcher.get(f"http://127.0.0.1:{free.getsockname()[1]}/page")


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://example.org/a", "page.html", "http://", "http://[", ""])
def test_what_is_no_address_of_the_web_is_refused(url: str) -> None:
    with quick() as fetcher, pytest.raises(FetchError, match="not an address of the web"):
        fetcher.get(url)


def test_a_page_that_has_moved_is_followed() -> None:
    with serving(Answer(status=301, headers={"Location": "/new"}), PAGE) as server, quick() as fetcher:
        reply = fetcher.get(f"{server.address}/old")

    assert reply is not None and reply.body == PAGE.body
    assert [asked.path for asked in server.asked] == ["/old", "/new"]


@pytest.mark.parametrize("location", ["/old", "file:///etc/passwd", "http://["])
def test_a_page_that_has_moved_nowhere_is_an_error(location: str) -> None:
    with serving(Answer(status=302, headers={"Location": location})) as server, quick() as fetcher:
        with pytest.raises(FetchError):
            fetcher.get(f"{server.address}/old")


def test_a_reply_without_end_is_cut_short_even_where_it_is_packed() -> None:
    packed = gzip.compress(bytes(LARGEST_BYTES + 1))
    with serving(Answer(packed, headers={"Content-Encoding": "gzip"})) as server, quick() as fetcher:
        with pytest.raises(FetchError, match="more than 50 MB"):
            fetcher.get(server.address)

    assert len(packed) < 100_000
    assert len(server.asked) == 1
