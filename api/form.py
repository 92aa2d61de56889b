"""The form of the page: what was sent, and what is wrong with it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import parse_qs

from api.schemas import MAX_QUESTION_CHARACTERS
from api.texts import LANGUAGES, Texts
from assistant.domain.query import Question

ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
FINNISH_DAY = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})", re.ASCII)


@dataclass(frozen=True)
class Form:
    """The fields as text, so that what was typed is shown again."""

    question: str = ""
    language: str = ""
    """fi, sv, en, or empty for the question's own."""
    as_of: str = ""
    errors: dict[str, str] = field(default_factory=dict)
    """By field, in words."""

    @property
    def iso_day(self) -> str:
        """The day as a date field wants it; empty without a day, or with one that cannot be read."""
        try:
            day = read_day(self.as_of)
        except ValueError:
            return ""
        return day.isoformat() if day else ""

    def to_question(self) -> Question:
        """The question; only for a form without errors."""
        return Question(text=self.question, language=self.language or None, as_of=read_day(self.as_of))


def read_form(body: bytes, texts: Texts) -> Form:
    """The form in a URL-encoded body, with an error beside each field that cannot be used."""
    fields = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True)
    question, language, as_of = (_first(fields, name) for name in ("question", "language", "as_of"))
    # Browsers send a line break as two characters; it is typed, and counted, as one.
    question = question.replace("\r\n", "\n").strip()
    as_of = as_of.strip()
    return Form(question, language, as_of, _errors(question, language, as_of, texts))


def read_day(text: str) -> date | None:
    """The day written as 2026-11-22 or 22.11.2026; None for an empty text. Raises ValueError for others."""
    if not text:
        return None
    if match := ISO_DAY.fullmatch(text):
        year, month, day = match.groups()
    elif match := FINNISH_DAY.fullmatch(text):
        day, month, year = match.groups()
    else:
        raise ValueError(f"{text!r} is no day; wanted 2026-11-22 or 22.11.2026")
    return date(int(year), int(month), int(day))


def _first(fields: dict[str, list[str]], name: str) -> str:
    return fields.get(name, [""])[0]


def _errors(question: str, language: str, as_of: str, texts: Texts) -> dict[str, str]:
    errors = {}
    if not question:
        errors["question"] = texts("error_question_empty")
    elif len(question) > MAX_QUESTION_CHARACTERS:
        count, limit = texts.number(len(question)), texts.number(MAX_QUESTION_CHARACTERS)
        errors["question"] = texts("error_question_long", count=count, limit=limit)
    if language and language not in LANGUAGES:
        errors["language"] = texts("error_language")
    try:
        read_day(as_of)
    except ValueError:
        errors["as_of"] = texts("error_as_of")
    return errors
