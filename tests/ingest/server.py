"""A web server on the loopback that answers as a test says, and remembers what it was asked."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit


@dataclass(frozen=True)
class Asked:
    """A request as it came."""

    path: str
    headers: Mapping[str, str]
    """Names in lower case."""
    at_s: float


@dataclass(frozen=True)
class Answer:
    """What to send."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    announced: int | None = None
    """Content-Length where it is not the body's."""
    silence_s: float = 0.0
    """Before anything is sent."""
    drip_s: float = 0.0
    """Between two bytes."""


class Server:
    """A server around one function; use it as a context manager."""

    def __init__(self, answer: Callable[[Asked], Answer]) -> None:
        self.asked: list[Asked] = []
        self._answer = answer
        self._leaving = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})

    @property
    def address(self) -> str:
        """http://127.0.0.1:PORT."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Server:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._leaving.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def do_GET(self) -> None:
                headers = {name.lower(): value for name, value in self.headers.items()}
                asked = Asked(unquote(self.path), headers, time.monotonic())
                outer.asked.append(asked)
                try:
                    self._send(outer._answer(asked))
                except (BrokenPipeError, ConnectionResetError):
                    self.close_connection = True

            def _send(self, answer: Answer) -> None:
                outer._leaving.wait(answer.silence_s)
                self.send_response(answer.status)
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                announced = len(answer.body) if answer.announced is None else answer.announced
                self.send_header("Content-Length", str(announced))
                self.end_headers()
                pieces = [bytes([byte]) for byte in answer.body] if answer.drip_s else [answer.body]
                for piece in pieces:
                    self.wfile.write(piece)
                    if answer.drip_s and outer._leaving.wait(answer.drip_s):
                        break
                self.close_connection = announced != len(answer.body)

            def log_message(self, *_: Any) -> None:
                pass

        return Handler


def with_etag(body: bytes, asked: Asked) -> Answer:
    """The body with an ETag, or the word that nothing has changed."""
    etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
    if asked.headers.get("if-none-match") == etag:
        return Answer(status=304, headers={"ETag": etag})
    return Answer(body, headers={"ETag": etag, "Content-Type": "application/xml;charset=UTF-8"})


class Publisher:
    """Answers as the publisher of statutes does, from documents by address; `fault` may answer in its place."""

    def __init__(self, documents: Mapping[str, bytes] | None = None) -> None:
        self.documents: dict[str, bytes] = dict(documents or {})
        self.fault: Callable[[Asked], Answer | None] = lambda asked: None

    def __call__(self, asked: Asked) -> Answer:
        return self.fault(asked) or self._answer(asked)

    def _answer(self, asked: Asked) -> Answer:
        url = urlsplit(asked.path.removeprefix("/v1"))
        if url.path in self.documents:
            return with_etag(self.documents[url.path], asked)
        if not url.query:
            return Answer(b"{}", 404)
        limit, page = (int(parse_qs(url.query)[name][0]) for name in ("limit", "page"))
        under = [body for address, body in sorted(self.documents.items()) if address.startswith(f"{url.path}/")]
        found = under[(page - 1) * limit : page * limit]
        inner = b"<Results>" + b"".join(found) + b"</Results>" if found else b"<Results/>"
        return with_etag(b"<AknXmlList>" + inner + b"</AknXmlList>", asked)
