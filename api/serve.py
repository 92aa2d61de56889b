"""`koto serve`: the service on one address, its assistant loaded before the first request is taken."""

from __future__ import annotations

import argparse
import errno
import logging
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import uvicorn

from api.app import create_app
from api.service import Answerer
from assistant.domain.query import Question
from assistant.errors import SettingsError

WARM_UP = Question("Mitä kunnan kotoutumisohjelmassa pitää olla?", language="fi")
GRACE_S = 10
"""How long requests under way may take after a signal to stop."""


def main(argv: list[str]) -> int:
    """Exit status of `koto serve`. Raises KotoError for a taken port or an assistant that cannot work."""
    parser = argparse.ArgumentParser(prog="koto serve", description="The HTTP service and its page.")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=_port, default=8000, help="port, 0 for a free one (default: %(default)s)")
    parser.add_argument("--index", type=Path, metavar="DIR", help="index to answer from")
    arguments = parser.parse_args(argv)
    serve(lambda: _load(arguments.index), host=arguments.host, port=arguments.port)
    return 0


def serve(load: Callable[[], Answerer], *, host: str, port: int) -> None:
    """Serves the assistant that `load` gives until SIGINT or SIGTERM; returns after a graceful stop.

    The port is taken first, so that a taken one is told at once, but nothing is accepted before the
    assistant has answered one question. Raises SettingsError when the address cannot be had.
    """
    logging.basicConfig(level=logging.WARNING, format="koto: %(message)s", stream=sys.stderr)
    with bound_socket(host, port) as listener:
        answerer = load()
        answerer.ask(WARM_UP)
        config = uvicorn.Config(
            create_app(answerer),
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=GRACE_S,
        )
        with _signals_left_to_uvicorn():
            _Server(config).run(sockets=[listener])


def bound_socket(host: str, port: int) -> socket.socket:
    """A socket that holds the address and does not listen yet. Raises SettingsError with the reason."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family)
    # A port whose last connections are only fading away counts as free.
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise SettingsError(_why_not_bound(error, host, port)) from error
    return listener


class _Server(uvicorn.Server):
    """Says one line when it listens and one when it has stopped."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        for listener in sockets or []:
            _say(f"listening on {_address(listener)}")

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        await super().shutdown(sockets)
        _say("stopped")


@contextmanager
def _signals_left_to_uvicorn() -> Iterator[None]:
    """Uvicorn raises a signal again after its graceful stop; here that ends nothing more."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    kept = {number: signal.signal(number, lambda *_: None) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in kept.items():
            signal.signal(number, handler)


def _load(index: Path | None) -> Answerer:
    from assistant.build import build_assistant
    from assistant.settings import load_settings

    settings = load_settings()
    return build_assistant(replace(settings, index=index) if index else settings)


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65_535:
        raise argparse.ArgumentTypeError(f"{text!r} is no port; wanted 0 to 65535")
    return int(text)


def _why_not_bound(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"port {port} on {host} is taken by another program. Choose another with --port."
    if error.errno == errno.EACCES:
        return f"port {port} on {host} needs rights that this user lacks. Choose one above 1023 with --port."
    return f"cannot listen on {host}, port {port} ({error.strerror or error}). Check --host and --port."


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def _say(line: str) -> None:
    print(f"koto: {line}", file=sys.stderr, flush=True)
