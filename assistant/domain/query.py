"""What was asked: the question as typed, and the query that a searcher gets."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from assistant.domain.passage import Passage
from assistant.domain.source import Standing


class Intent(StrEnum):
    """What kind of answer is asked for."""

    QUESTION = "question"
    SMALL_TALK = "small_talk"
    PERSONAL_DECISION = "personal_decision"
    """A decision on an individual."""
    PERSONAL_DATA = "personal_data"
    """It tells of a named person's health, residence, livelihood or family."""
    INSTRUCTION = "instruction"
    """An attempt to steer the assistant instead of asking it."""
    EMPTY = "empty"


class Follows(StrEnum):
    """How a question hangs on the ones before it."""

    NOTHING = "nothing"
    """It stands alone."""
    REWRITTEN = "rewritten"
    """It was put in full: `Query.text` says all of it."""
    SOURCE = "source"
    """It asks where the answer before stands in the law: `Query.text` is the question before."""
    QUESTION = "question"
    """It is read together with the question before."""
    PERHAPS = "perhaps"
    """It may stand alone: what is found for it decides."""


@dataclass(frozen=True)
class Turn:
    """An earlier question and its answer, as text."""

    question: str
    answer: str


@dataclass(frozen=True)
class Question:
    """What the person typed, and what was said beside it."""

    text: str
    language: str | None = None
    """Language wanted for the answer; None: the question's own."""
    as_of: date | None = None
    history: tuple[Turn, ...] = ()
    """Oldest first."""


@dataclass(frozen=True)
class Query:
    """The stand-alone question that retrieval works on."""

    text: str
    """Masked, stand-alone, in the question's own language."""
    language: str
    """The language of the answer: "fi", "sv" or "en"."""
    as_of: date
    intent: Intent = Intent.QUESTION
    date_was_asked: bool = False
    """The question or the caller named the date; otherwise it is today."""
    provisions: tuple[str, ...] = ()
    """Provision keys named in the question, as far as they go ("681/2023:45", ":45")."""
    masked: bool = False
    """Personal data was taken out."""
    days: tuple[date, ...] = ()
    """The days for which the law is asked, where the question names several; `as_of` is the first."""
    is_old_law: bool = False
    """The question asks for the Act before today's, and names no date."""
    is_as_issued: bool = False
    """The question asks for the text as it was issued."""
    is_range: bool = False
    """The question asks for what has been since a day: the whole history of the matter."""
    asked: str = ""
    """The question alone, masked: as typed, or in full where a follow-up was rewritten."""
    typed: str = ""
    """The question as typed but masked; what an answer echoes."""
    follows: Follows = Follows.NOTHING
    near: tuple[str, ...] = ()
    """Provisions of the answer before, where more is asked about the same."""
    asked_in: str = ""
    """The language that the question was found to be in."""


@dataclass(frozen=True)
class ScoredPassage:
    """A passage as retrieved."""

    passage: Passage
    score: float
    """Fused score; comparable within one retrieval only. Higher is better."""
    standing: Standing
    similarity: float = 0.0
    """Highest cosine between the query and the passage's vectors, in [-1, 1]; 0 when not searched densely."""
    overlap: float = 0.0
    """Share of the query's weight of words that the passage holds, in [0, 1]."""


@dataclass(frozen=True)
class Scope:
    """How near a question is to what the index covers, and to what it does not."""

    asks: float = 0.0
    """Highest cosine with a question that a passage answers, in [-1, 1]."""
    passages: float = 0.0
    """Highest cosine with a passage."""
    elsewhere: float = 0.0
    """Mean cosine with the nearest questions of neighbouring subjects."""
    score: float = 0.0
    """The best passage's score, 0 or more."""
    covered: float = 0.0
    """Log-odds that the question is one that the corpus answers, by what all such questions have in common."""


@dataclass(frozen=True)
class Evidence:
    """The passages an answer may use."""

    items: tuple[ScoredPassage, ...]
    """Best first. The label of items[i] is i + 1."""
    scope: Scope = field(default_factory=lambda: Scope())
    timings_ms: dict[str, float] = field(default_factory=dict)
    asked: str = ""
    """The part of the question that it was found for; empty where the question was searched as a whole."""
