"""Any chat model that LangChain's `init_chat_model` knows, with an exact time limit and one kind of error."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import Any

from assistant.domain.chat import Failure, Message
from assistant.errors import ChatModelFailed, ModelUnavailable, SettingsError

log = logging.getLogger("koto.model")

_REPLY_SHARE = 4
"""A reply takes at most this part of a call's tokens; models that think first need more than the sentences do."""
_FIRST_WAIT_S = 0.5
"""Before the first retry; doubled for each further one."""
_RETRIED = frozenset({Failure.DOWN, Failure.OVER_QUOTA})
_BY_STATUS = {408: Failure.SLOW, 504: Failure.SLOW, 402: Failure.OVER_QUOTA, 429: Failure.OVER_QUOTA}
_BY_NAME = (
    ("Timeout", Failure.SLOW),
    ("RateLimit", Failure.OVER_QUOTA),
    ("ResourceExhausted", Failure.OVER_QUOTA),
    ("Authentication", Failure.REJECTED),
    ("PermissionDenied", Failure.REJECTED),
    ("NotFound", Failure.REJECTED),
    ("BadRequest", Failure.REJECTED),
    ("JSONDecodeError", Failure.NONSENSE),
)
"""Parts of the names of exceptions, for providers whose errors carry no HTTP status."""


@dataclass
class LangChainChatModel:
    """A chat model by name, loaded when it is first asked. Safe to use from several threads."""

    name: str
    """As `init_chat_model` takes it (PROVIDER:NAME); with `url` the server's own name for it, "qwen3:4b" say."""
    url: str
    """Of an OpenAI-compatible server; empty for the provider's own."""
    key: str = field(repr=False)
    """Secret. For a server at `url` no other key is ever sent; elsewhere the provider's own variable serves too."""
    timeout_s: float
    retries: int
    most_tokens: int
    temperature: float | None
    _loading: threading.Lock = field(default_factory=threading.Lock, repr=False)
    _loaded: Any = field(default=None, repr=False)

    @property
    def reply_tokens(self) -> int:
        """Most tokens of a reply."""
        return self.most_tokens // _REPLY_SHARE

    def stream(self, messages: Sequence[Message], *, within_s: float) -> Iterator[str]:
        """The reply in pieces. A call that fails before its first piece is tried again while there is time."""
        model = self._load()
        until = time.monotonic() + within_s
        wait_s = _FIRST_WAIT_S
        for tries_left in range(self.retries, -1, -1):
            has_begun = False
            try:
                for piece in _stream_until(model, messages, until):
                    has_begun = True
                    yield piece
                return
            except ChatModelFailed as failed:
                is_final = has_begun or not tries_left or failed.failure not in _RETRIED
                if is_final or time.monotonic() + wait_s >= until:
                    # The message names what was seen of the server, never what was asked.
                    log.warning("the chat model failed: %s", failed)
                    raise
            time.sleep(wait_s)
            wait_s *= 2

    def _load(self) -> Any:
        with self._loading:
            if self._loaded is None:
                self._loaded = _init(self)
        return self._loaded


def _init(wanted: LangChainChatModel) -> Any:
    """LangChain's model. Raises SettingsError for an unknown name, ModelUnavailable where its package is missing."""
    from langchain.chat_models import init_chat_model

    options: dict[str, Any] = {
        "timeout": wanted.timeout_s,
        "max_retries": 0,  # Retries are ours: the provider's own do not know of the time limit.
        "max_tokens": wanted.reply_tokens,
    }
    if wanted.temperature is not None:
        options["temperature"] = wanted.temperature
    if wanted.key:
        options["api_key"] = wanted.key
    if wanted.url:
        # Without this the client would send a key that is meant for the provider to a server of any address.
        options |= {"model_provider": "openai", "base_url": wanted.url, "api_key": wanted.key or "none"}
    try:
        model = init_chat_model(wanted.name.removeprefix("openai:") if wanted.url else wanted.name, **options)
    except ImportError as error:
        raise ModelUnavailable(f"model {wanted.name!r}: its package is not installed ({error}).") from error
    except Exception as error:
        raise SettingsError(
            f"model is {wanted.name!r}, which cannot be loaded ({type(error).__name__}). Wanted PROVIDER:NAME as in"
            " LangChain's init_chat_model, with its key, or NAME with KOTO_MODEL_URL."
        ) from error
    # With OPENAI_LOG=debug the client would log whole requests, and with them questions.
    logging.getLogger("openai").setLevel(logging.WARNING)
    return model


def _stream_until(model: Any, messages: Sequence[Message], until: float) -> Iterator[str]:
    """The pieces that come before `until`. Raises ChatModelFailed.

    The model is read in a thread of its own: a client's time limits hold for one read of the socket, so that a
    server which sends a byte now and then would never meet them.
    """
    pieces: SimpleQueue[str | ChatModelFailed | None] = SimpleQueue()
    is_left = threading.Event()
    reader = threading.Thread(target=_read, args=(model, messages, pieces, is_left), name="koto-model", daemon=True)
    reader.start()
    try:
        while True:
            try:
                piece = pieces.get(timeout=max(0.0, until - time.monotonic()))
            except Empty:
                raise ChatModelFailed(Failure.SLOW, "no whole reply in time") from None
            if piece is None:
                return
            if isinstance(piece, ChatModelFailed):
                raise piece
            yield piece
    finally:
        is_left.set()


def _read(
    model: Any,
    messages: Sequence[Message],
    pieces: SimpleQueue[str | ChatModelFailed | None],
    is_left: threading.Event,
) -> None:
    from langsmith import tracing_context

    said = [(message.speaker.value, message.text) for message in messages]
    try:
        # A trace would carry the question out of the house, whatever LANGSMITH_TRACING says.
        with tracing_context(enabled=False):
            for chunk in model.stream(said):
                if is_left.is_set():
                    return
                if chunk.text:
                    pieces.put(str(chunk.text))
        pieces.put(None)
    except Exception as error:
        failure = failure_of(error)
        pieces.put(ChatModelFailed(failure, f"{failure.value} ({type(error).__name__})"))


def failure_of(error: BaseException) -> Failure:
    """What a provider's exception means: by HTTP status where there is one, else by the names of it and its causes."""
    chain: list[BaseException] = []
    following: BaseException | None = error
    while following is not None and following not in chain:
        chain.append(following)
        following = following.__cause__ or following.__context__
    for one in chain:
        status = getattr(one, "status_code", None) or getattr(getattr(one, "response", None), "status_code", None)
        if isinstance(status, int) and status >= 400:
            return _BY_STATUS.get(status, Failure.DOWN if status >= 500 else Failure.REJECTED)
    for one in chain:
        for part, failure in _BY_NAME:
            if part in type(one).__name__:
                return failure
    return Failure.DOWN
