"""Answers: a status, sentences with citations, caveats; refusals are answers too."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from assistant.domain.query import ScoredPassage
from assistant.domain.source import Origin, SourceKind, Standing


class AnswerStatus(StrEnum):
    """Why there is an answer, or why there is none."""

    ANSWERED = "answered"
    PARTLY_ANSWERED = "partly_answered"
    NEEDS_CLARIFICATION = "needs_clarification"
    NOT_IN_SOURCES = "not_in_sources"
    OUT_OF_SCOPE = "out_of_scope"
    REFUSED = "refused"


class Completeness(StrEnum):
    """How much of the question the answer covers."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    NONE = "none"


class SentenceKind(StrEnum):
    """A claim says something about the world and is cited; framing and placeholders do not."""

    CLAIM = "claim"
    FRAMING = "framing"
    PLACEHOLDER = "placeholder"


@dataclass(frozen=True)
class Citation:
    """A claim's exact quote in a passage: `passage.text[start:end] == quote`."""

    n: int
    """Number of the source in the answer's list, from 1."""
    passage_id: str
    source_id: str
    quote: str
    start: int
    end: int
    language: str


@dataclass(frozen=True)
class Sentence:
    """One sentence that is shown."""

    text: str
    kind: SentenceKind
    language: str
    support: float | None = None
    """Support of the claim by its citations, in [0, 1]; None for what is no claim."""
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True)
class CitedSource:
    """A place in a source that the answer cites; one for each passage cited."""

    n: int
    source_id: str
    title: str
    publisher: str
    url: str
    locator: str
    language: str
    kind: SourceKind
    origin: Origin
    standing: Standing
    valid_from: date | None
    valid_to: date | None
    consolidated_to: date | None
    retrieved_on: date | None


@dataclass(frozen=True)
class Caveat:
    """A reservation that the reader must know; at most three are shown."""

    kind: str
    text: str
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True)
class TableRow:
    """What is told of one matter."""

    heading: str
    cells: tuple[tuple[int, ...], ...]
    """One for each column: indices of the answer's sentences, at least one; framing where no source tells."""


@dataclass(frozen=True)
class Table:
    """Sentences of the answer side by side; nothing stands in it that is no sentence of the answer."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    covers: tuple[int, ...]
    """Every sentence that need not be shown beside the table, in order: those of its cells, and its headings."""


@dataclass(frozen=True)
class Versions:
    """What made the answer."""

    index: str
    templates: str
    model: str
    """Empty for the extractive answer."""


@dataclass(frozen=True)
class Answer:
    """The one answer object of the command line, the API and the evaluation."""

    question: str
    """As typed, with personal data masked."""
    language: str
    as_of: date
    law_checked_to: date | None
    """Oldest consolidation date among the Acts cited; None when none is cited."""
    status: AnswerStatus
    completeness: Completeness
    sentences: tuple[Sentence, ...]
    sources: tuple[CitedSource, ...]
    caveats: tuple[Caveat, ...]
    nearest: tuple[ScoredPassage, ...]
    """Nearest passages, when it refuses."""
    versions: Versions
    timings_ms: dict[str, float] = field(default_factory=dict)
    id: str = ""
    tables: tuple[Table, ...] = ()
    """Comparisons: the sentences of each side, matter by matter."""
