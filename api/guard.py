"""ASGI layers around the service: security headers, a limit on the body, and the last catch."""

from __future__ import annotations

import logging

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import problem
from api.service import place_of

log = logging.getLogger("koto.api")

MAX_BODY_BYTES = 256 * 1024

HEADERS = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


class SecurityHeaders:
    """Adds the headers to every response; what is not a static file is never stored by a browser."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on and completes the headers of what comes back."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(HEADERS)
                if not scope["path"].startswith("/static/"):
                    headers["cache-control"] = "no-store"
            await send(message)

        await self.app(scope, receive, send_with_headers)


class BodyLimit:
    """Answers 413 when a body is larger than `max_bytes`, without reading the rest of it."""

    def __init__(self, app: ASGIApp, max_bytes: int = MAX_BODY_BYTES) -> None:
        self.app = app
        self.max_bytes = max_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Reads the body up to the limit, then hands it on as one message."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        body = None if self._announces_too_much(scope) else await self._read(receive)
        if body is None:
            message = f"The body of the request is larger than {self.max_bytes // 1024} KiB."
            return await problem(413, "body_too_large", message)(scope, receive, send)
        unread: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

        async def replay() -> Message:
            return unread.pop() if unread else await receive()

        await self.app(scope, replay, send)

    def _announces_too_much(self, scope: Scope) -> bool:
        length = Headers(scope=scope).get("content-length", "")
        return length.isdecimal() and int(length) > self.max_bytes

    async def _read(self, receive: Receive) -> bytes | None:
        body = bytearray()
        while True:
            message = await receive()
            body += message.get("body", b"")
            if len(body) > self.max_bytes:
                return None
            # A client that went away sends a message of another type; the handler meets it next.
            if message["type"] != "http.request" or not message.get("more_body", False):
                return bytes(body)


class FaultBarrier:
    """Turns an unforeseen exception into a plain 500, and logs where it arose but not what it said."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on; answers itself only when nothing has been sent yet."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        has_started = False

        async def watched_send(message: Message) -> None:
            nonlocal has_started
            has_started = True
            await send(message)

        try:
            await self.app(scope, receive, watched_send)
        except Exception as error:
            log.error("a request ended in a fault: %s", place_of(error))
            if not has_started:
                await problem(500, "fault", "This is a fault in Koto.")(scope, receive, send)
