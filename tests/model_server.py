"""A small OpenAI-compatible server on loopback that says what a test tells it to."""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

PIECE = 7
"""Characters of a chunk: words and labels are cut in the middle."""


@dataclass(frozen=True)
class Reply:
    """One reply of the server."""

    text: str | Callable[[str], str] = ""
    """What is said; a callable gets the text of the last message."""
    status: int = 200
    wait_s: float = 0.0
    """Before the first byte."""
    piece_wait_s: float = 0.0
    """Before each further piece."""
    breaks_off: bool = False
    """The connection is cut after the text, without an end."""
    is_garbage: bool = False
    """The body is not what the protocol wants."""


@dataclass
class ModelServer:
    """The server as a test sees it."""

    address: str
    replies: list[Reply]
    """Said in order; the last one again and again."""
    requests: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    def say(self, *replies: Reply | str | Callable[[str], str]) -> None:
        """Says these from now on, and forgets what was asked."""
        self.replies[:] = [reply if isinstance(reply, Reply) else Reply(reply) for reply in replies]
        self.requests.clear()
        self.headers.clear()

    def prompts(self) -> list[str]:
        """The text of every request, all its messages."""
        return ["\n".join(message["content"] for message in one["messages"]) for one in self.requests]


class _Quiet(ThreadingHTTPServer):
    """Says nothing of clients that have gone."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def model_server(*replies: Reply | str) -> Iterator[ModelServer]:
    """A running server; stops at the end."""
    said: list[Reply] = [reply if isinstance(reply, Reply) else Reply(reply) for reply in replies] or [Reply()]
    ends = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            server.requests.append(body)
            server.headers.append({name.lower(): value for name, value in self.headers.items()})
            reply = said[min(len(server.requests), len(said)) - 1]
            ends.wait(reply.wait_s)
            try:
                self._say(reply, body)
            except OSError:
                pass  # The client has gone, as it should when it waits no longer.

        def _say(self, reply: Reply, body: dict[str, Any]) -> None:
            if reply.status != 200:
                return self._whole(reply.status, json.dumps({"error": {"message": "as told", "type": "x"}}))
            if reply.is_garbage:
                return self._whole(200, "data: {not json\n\n")
            text = reply.text(body["messages"][-1]["content"]) if callable(reply.text) else reply.text
            self.send_response(200)
            self.send_header("content-type", "text/event-stream")
            self.send_header("transfer-encoding", "chunked")
            self.end_headers()
            for piece in _pieces(text):
                self._chunk({"content": piece}, None)
                ends.wait(reply.piece_wait_s)
            if reply.breaks_off:
                self.close_connection = True
                self.connection.close()
                return None
            self._chunk({}, "stop")
            self._data("[DONE]")
            self.wfile.write(b"0\r\n\r\n")
            return None

        def _chunk(self, delta: dict[str, str], finish: str | None) -> None:
            choice = {"index": 0, "delta": delta, "finish_reason": finish}
            self._data(json.dumps({"id": "1", "object": "chat.completion.chunk", "model": "m", "choices": [choice]}))

        def _data(self, text: str) -> None:
            data = f"data: {text}\n\n".encode()
            self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
            self.wfile.flush()

        def _whole(self, status: int, text: str) -> None:
            data = text.encode()
            self.send_response(status)
            self.send_header("content-type", "application/json" if status != 200 else "text/event-stream")
            self.send_header("content-length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:
            pass

    listening = _Quiet(("127.0.0.1", 0), Handler)
    listening.daemon_threads = True
    server = ModelServer(f"http://127.0.0.1:{listening.server_address[1]}/v1", said)
    thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        ends.set()
        listening.shutdown()
        listening.server_close()
        thread.join()


def statements_in(prompt: str) -> list[str]:
    """The numbered statements of a prompt, without their numbers."""
    lines = prompt.splitlines()
    borders = [place for place, line in enumerate(lines) if line.startswith("=== ")]
    return [line.split("] ", 1)[1] for line in lines[borders[0] + 1 : borders[1]]]


def wait_until(is_so: Callable[[], bool], *, within_s: float = 5.0) -> bool:
    """Whether `is_so` becomes true in time."""
    until = time.monotonic() + within_s
    while time.monotonic() < until:
        if is_so():
            return True
        time.sleep(0.02)
    return is_so()


def _pieces(text: str) -> Sequence[str]:
    return [text[place : place + PIECE] for place in range(0, len(text), PIECE)]
