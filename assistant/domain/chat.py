"""What is said to a chat model, and why an answer is not in its words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Speaker(StrEnum):
    """Whose words a message is in."""

    SYSTEM = "system"
    USER = "user"
    ASSISTANT = "assistant"


@dataclass(frozen=True)
class Message:
    """One message to a chat model."""

    speaker: Speaker
    text: str


class Failure(StrEnum):
    """Why the words of a chat model are not shown."""

    DOWN = "down"
    """No connection, a fault of the server, or a reply that broke off."""
    SLOW = "slow"
    OVER_QUOTA = "over_quota"
    REJECTED = "rejected"
    """The server takes neither the request nor the key, or has no such model."""
    NONSENSE = "nonsense"
    """Nothing in the reply could be read as a sentence."""
    WRONG_LANGUAGE = "wrong_language"
    UNGROUNDED = "ungrounded"
    """The sources do not bear the sentences out, or they leave out what the answer rests on."""
