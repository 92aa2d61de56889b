"""The nouns of the corpus: requirements, matters, notices, terms."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from assistant.domain.source import Validity


class Force(StrEnum):
    """How strongly a row binds."""

    MUST = "must"
    MAY = "may"
    SHOULD = "should"
    """Guidance only."""
    ABSENCE = "absence"
    """A provision, read as a whole, asks for no such thing."""
    FACT = "fact"
    """Neither duty nor permission: a sum, a right of another body, a definition."""
    PLAN = "plan"
    """A bill or a draft: never law."""


@dataclass(frozen=True)
class Wording:
    """A row in one language."""

    title: str
    text: str
    """How the rule is told while it applies."""
    items: tuple[str, ...] = ()
    """List items that follow `text`, which then is their lead-in."""
    item_ids: tuple[str, ...] = ()
    after: str = ""
    """What is told after the list, while the rule applies."""
    past: str = ""
    """How the rule is told as history; says itself that it is no longer, or never was, law."""
    remark: str = ""
    """The row in short, told beside an answer that rests on another row."""
    asks: tuple[str, ...] = ()
    """Questions that the row answers: searched, never shown."""


@dataclass(frozen=True)
class Requirement:
    """One row of the catalogue: who must, should or may do what, by which provision, from when to when."""

    id: str
    act: str
    provisions: tuple[str, ...]
    """Provision keys: "681/2023:45:2"."""
    wording_by: str
    """The Act that gave the provision this wording."""
    force: Force
    tag: str
    """duty_to_act, planning_duty, document_advice or fact."""
    actors: tuple[str, ...]
    validity: Validity
    source_id: str
    """Register row of the source that the row was written from."""
    matters: tuple[str, ...]
    """Questions of law over time that the row belongs to, the main one first."""
    completes: tuple[str, ...]
    """Ids of rows that this one completes: told after them."""
    wordings: dict[str, Wording]
    """By language: fi, sv and en."""
    qualifies: tuple[str, ...] = ()
    """Provision keys that the row changes for a group of people or a time: told beside them where `when` is asked."""
    when: dict[str, str] = field(default_factory=dict)
    """By language: a pattern of the words for that group or time."""
    interprets: tuple[str, ...] = ()
    """For guidance: the rows that it is about. Guidance takes the standing of a row that is no law."""
    topics: tuple[str, ...] = ()
    amount_year: int | None = None
    """The year to which the sums of the row apply."""
    depends_on: dict[str, str] | None = None
    """Profile facts on which the row depends, e.g. {"territory": "mainland"}."""
    denies: dict[str, str] = field(default_factory=dict)
    """For an absence, by language: a pattern of the words for what the law does not ask for."""
    replaced_by: str = ""
    """The Act that replaced the wording before it applied."""
    needs_review: bool = False
    """A person should look at the row: what it tells of may have changed."""
    unconfirmed_from: date | None = None
    """The first day on which the provision has a wording that the row was not confirmed against: from then on the row
    supports no claim."""
    unconfirmed_by: str = ""
    """The Act that gave that wording, "" where it is not known."""
    checked_to: date | None = None
    """The day to which the statute text was checked."""
    file: str = ""
    line: int = 0


@dataclass(frozen=True)
class Conflict:
    """Where sources disagree with one another or with the law, and what holds."""

    id: str
    between: tuple[str, ...]
    """Rows or sources that disagree."""
    follow: tuple[str, ...]
    """Rows that state what holds."""
    validity: Validity
    """The days on which `follow` holds."""
    wordings: dict[str, Wording]
    """By language: fi, sv and en."""


@dataclass(frozen=True)
class ExampleWording:
    """What is known of a programme or service, in one language."""

    title: str
    facts: tuple[str, ...]
    """Sentences: who, when, under which Act, how it was prepared."""
    lists: dict[str, tuple[str, ...]]
    """By kind (headings, objectives, measures, indicators): short restatements."""
    follow_up: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    """Questions that it answers: searched, never shown."""


@dataclass(frozen=True)
class Example:
    """A programme or service of a municipality: what others have done, never law."""

    id: str
    source_id: str
    act: str
    """The Act under which it was made; "" where it is not known."""
    municipalities: dict[str, tuple[str, ...]]
    """Names by language."""
    topics: tuple[str, ...]
    """Sections of a programme of which it is an example."""
    planned: bool
    """In preparation when it was seen."""
    wordings: dict[str, ExampleWording]
    """By language."""


@dataclass(frozen=True)
class Subject:
    """A neighbouring subject that Koto does not cover."""

    id: str
    titles: dict[str, str]
    """By language."""
    asks: dict[str, tuple[str, ...]]
    """By language: questions that belong to it. Never shown."""


@dataclass(frozen=True)
class TermSense:
    """What a term means in one Act and time."""

    id: str
    validity: Validity
    forms: dict[str, tuple[str, ...]]
    """By language: the names of this sense."""
    rows: tuple[str, ...]
    """Catalogue rows that are about it."""


@dataclass(frozen=True)
class Term:
    """A word or family of words that people type, and its senses over time."""

    id: str
    kind: str
    """term or institution."""
    senses: tuple[TermSense, ...]
    wordings: dict[str, Wording]
    validity: Validity
    source_id: str
    provisions: tuple[str, ...] = ()
    matters: tuple[str, ...] = ()
    vetted_on: date | None = None
