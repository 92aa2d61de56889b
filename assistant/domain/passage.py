"""Passages: the unit that is indexed, retrieved and cited; statements: the unit that is quoted."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assistant.domain.source import Origin, SourceKind, Validity


class Tense(StrEnum):
    """When a statement may be said."""

    ALWAYS = "always"
    PRESENT = "present"
    """Only while the passage's wording applies."""
    PAST = "past"
    """Only as history: the statement itself says that the rule is no longer, or never was, law."""


class StatementRole(StrEnum):
    """What a statement is in its passage."""

    SENTENCE = "sentence"
    LEAD_IN = "lead_in"
    ITEM = "item"
    """A list item; the nearest lead-in before it belongs to it."""
    REMARK = "remark"
    """The record in short, told beside an answer that rests on another record."""


@dataclass(frozen=True)
class Statement:
    """One sentence or list item: `passage.text[start:end]`."""

    start: int
    end: int
    role: StatementRole = StatementRole.SENTENCE
    tense: Tense = Tense.ALWAYS


@dataclass(frozen=True)
class Passage:
    """A few sentences or one list with its lead-in, from one section."""

    id: str
    """Deterministic: source id and place."""
    source_id: str
    language: str
    kind: SourceKind
    origin: Origin
    authority: int
    headings: tuple[str, ...]
    locator: str
    """For people: section and subsection, page, or heading."""
    url: str
    """Deep link to the place."""
    text: str
    """Exact text; every quote is a substring of it."""
    statements: tuple[Statement, ...]
    validity: Validity
    provisions: tuple[str, ...] = ()
    """Provision keys, e.g. "681/2023:45:2" (Act, section, subsection, item)."""
    row_id: str = ""
    """Id of the catalogue row or term that the passage restates; passages of one row in several
    languages share it and count once."""
    asks: tuple[str, ...] = ()
    """Questions that the passage answers, in its language: searched, never shown."""

    def quote(self, statement: Statement) -> str:
        """The statement's exact text."""
        return self.text[statement.start : statement.end]

    @property
    def parallel_key(self) -> str:
        """What language versions of one content share; the passage's own id where there are none."""
        return self.row_id or self.id
