"""What the API takes and gives, for OpenAPI. Responses equal the command-line contract key for key."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from assistant.domain.answer import AnswerStatus, Completeness, SentenceKind
from assistant.domain.query import Question, Turn
from assistant.domain.source import Origin, SourceKind, Standing

MAX_QUESTION_CHARACTERS = 2_000
MAX_HISTORY_ANSWER_CHARACTERS = 20_000
MAX_HISTORY_TURNS = 20

Language = Literal["fi", "sv", "en"]


def _iso_day(value: Any) -> Any:
    """Only text such as 2026-11-22; pydantic alone would also read a number as seconds."""
    if value is None or isinstance(value, date):
        return value
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
        raise ValueError("must be a date such as 2026-11-22")
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise ValueError("must be a day of the calendar, such as 2026-11-22") from error


Day = Annotated[date, BeforeValidator(_iso_day)]
QuestionText = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_QUESTION_CHARACTERS)
]
EarlierAnswer = Annotated[str, StringConstraints(max_length=MAX_HISTORY_ANSWER_CHARACTERS)]


class _Request(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Response(BaseModel):
    model_config = ConfigDict(extra="forbid")


class TurnBody(_Request):
    """An earlier question and its answer, as text."""

    question: QuestionText
    answer: EarlierAnswer


class AskBody(_Request):
    """A question."""

    question: QuestionText = Field(description="In Finnish, Swedish or English. No personal data.")
    language: Language | None = Field(None, description="Of the answer; without it, the question's own.")
    as_of: Day | None = Field(None, description="The day for which the law is asked; without it, today.")
    history: list[TurnBody] = Field(default_factory=list, max_length=MAX_HISTORY_TURNS, description="Oldest first.")

    def to_question(self) -> Question:
        """The question as the assistant takes it."""
        turns = tuple(Turn(question=turn.question, answer=turn.answer) for turn in self.history)
        return Question(text=self.question, language=self.language, as_of=self.as_of, history=turns)


class CitationBody(_Response):
    """An exact quote: characters `start` to `end` of the passage."""

    n: int = Field(description="Number of the source in `sources`.")
    passage_id: str
    source_id: str
    quote: str
    start: int
    end: int
    language: str


class SentenceBody(_Response):
    """One sentence that is shown."""

    text: str
    kind: SentenceKind
    language: str
    support: float | None = Field(description="Support of a claim by its citations, 0 to 1.")
    citations: list[CitationBody]


class CitedSourceBody(_Response):
    """A place in a source that the answer cites."""

    n: int
    source_id: str
    title: str
    publisher: str
    url: str
    locator: str
    language: str
    kind: SourceKind
    origin: Origin = Field(description="Whose words: statute, publication, or restated by Koto (unofficial).")
    standing: Standing = Field(description="On the day `as_of`.")
    valid_from: date | None
    valid_to: date | None
    consolidated_to: date | None = Field(description="The day to which the law in it was checked.")
    retrieved_on: date | None


class CaveatBody(_Response):
    """A reservation that the reader must know."""

    kind: str
    text: str
    citations: list[CitationBody]


class TableRowBody(_Response):
    """What is told of one matter."""

    heading: str
    cells: list[list[int]] = Field(description="One for each column: indices of `sentences`, from 0.")


class TableBody(_Response):
    """Sentences of the answer side by side."""

    caption: str
    columns: list[str]
    rows: list[TableRowBody]
    covers: list[int] = Field(description="Indices of the sentences that need not be shown beside the table.")


class HitBody(_Response):
    """A passage near the question, shown when there is no answer."""

    rank: int
    passage_id: str
    source_id: str
    title: str
    headings: list[str]
    locator: str
    text: str
    score: float
    url: str
    standing: Standing
    language: str
    valid_from: date | None
    valid_to: date | None


class VersionsBody(_Response):
    """What made the answer."""

    index: str
    templates: str
    model: str | None = Field(description="Null when no language model took part.")


class AnswerBody(_Response):
    """An answer, or a refusal with its reason in `status`."""

    id: str
    question: str = Field(description="As asked, with personal data masked.")
    language: str
    as_of: date
    law_checked_to: date | None = Field(description="Oldest day to which an Act cited was checked.")
    status: AnswerStatus
    completeness: Completeness
    sentences: list[SentenceBody]
    tables: list[TableBody] = Field(description="Comparisons, made of `sentences`.")
    sources: list[CitedSourceBody]
    caveats: list[CaveatBody]
    nearest: list[HitBody]
    versions: VersionsBody
    timings_ms: dict[str, float]


class PassageBody(_Response):
    """A passage of a source."""

    passage_id: str
    headings: list[str]
    locator: str
    language: str
    origin: Origin
    text: str
    url: str
    valid_from: date | None
    valid_to: date | None
    never_applied: bool
    planned: bool


class SourceBody(_Response):
    """A source and its passages."""

    source_id: str
    title: str
    publisher: str
    url: str
    language: str
    kind: SourceKind
    origin: Origin
    authority: int
    licence: str
    act: str
    version: str
    valid_from: date | None
    valid_to: date | None
    never_applied: bool
    planned: bool
    retrieved_on: date | None
    consolidated_to: date | None
    vetted_by: str
    vetted_on: date | None
    passages: list[PassageBody]


class HealthBody(_Response):
    """The service as it is now."""

    status: Literal["ok"]
    index: str
    passages: int | None = Field(description="Null where the number is not known.")
    languages: list[str]


class ErrorDetail(_Response):
    """What went wrong."""

    code: str = Field(description="For programs; does not change.")
    message: str = Field(description="For people.")


class ErrorBody(_Response):
    """The one shape of an error."""

    error: ErrorDetail
