"""One tree of errors; every message says what was found, what was wanted and what to do.

KotoError
├── SettingsError       a setting has a value that cannot be used
├── CorpusError         a file of the corpus breaks its schema
├── SourceUnreadable    one source cannot be read; the others are untouched
├── IndexMissing        there is no index where one was expected
├── IndexMismatch       the index was made with other settings, or is damaged
├── ModelUnavailable    an embedder or a chat model cannot be loaded or reached
│   └── ChatModelFailed a chat model gave no reply in time; says why in one word
└── ModelReplyInvalid   a chat model answered something that cannot be used
"""

from __future__ import annotations

from assistant.domain.chat import Failure


class KotoError(Exception):
    """Anything that ends a command with one clear line and exit status 1."""


class SettingsError(KotoError):
    """A setting has a value that cannot be used."""


class CorpusError(KotoError):
    """A file of the corpus breaks its schema; the message names file and line."""


class SourceUnreadable(KotoError):
    """One source cannot be read; the message names it and says why."""


class IndexMissing(KotoError):
    """There is no index where one was expected."""


class IndexMismatch(KotoError):
    """The index was made with other settings, or is damaged."""


class ModelUnavailable(KotoError):
    """An embedder, a reranker, an NLI model or a chat model cannot be loaded or reached."""


class ChatModelFailed(ModelUnavailable):
    """A chat model gave no reply, or broke off; the answer is then the extractive one."""

    def __init__(self, failure: Failure, message: str) -> None:
        """`message` names what was seen, never what was asked."""
        super().__init__(message)
        self.failure = failure


class ModelReplyInvalid(KotoError):
    """A chat model answered something that cannot be used."""
