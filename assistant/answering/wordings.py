"""What a section says, word for word, on a date or as issued: the official text, where it is indexed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.answering.verify import Claim, Quote
from assistant.domain.knowledge import Force, Requirement
from assistant.domain.passage import Passage
from assistant.domain.query import Query, ScoredPassage
from assistant.domain.source import Origin, Validity
from assistant.knowledge.catalogue import Catalogue
from assistant.knowledge.provision import act_of, locator, names_a_section, natural_order
from assistant.language.dates import days_named
from assistant.language.section_references import provisions_in
from assistant.retrieval.standing import standing_of
from assistant.templates import Texts, written_date

MOST_PASSAGES = 40
_ASKS_FOR_TEXT = re.compile(
    r"\b(sanamuo\w+|sanoo|sanoi|sanotaan|sanottiin|kuului|kuuluu|luki|lukee|teksti\w*|näytä|"
    r"lydelse\w*|ordalydelse\w*|lyder|löd|säger|sade|sa|står|stod|texten|visa|"
    r"says?|said|wording|text|reads?|show)\b",
    re.I,
)
_ASKS = re.compile(r"\b(mitä|miten|millainen|mikä|näytä|vad|hur|hurdan|visa|vilken|what|how|show|which)\b", re.I)
_AS_ISSUED = re.compile(
    r"\b(alkuperäi\w+|annettu(?:na|ssa)?|annettiin|säädettynä|vahvistettu\w*|ursprunglig\w*|utfärda\w*|stiftad\w*|"
    r"as (?:issued|enacted|passed)|originally|original)\b",
    re.I,
)
_NOW = re.compile(
    r"\b(nyt|nykyisin|nykyään|nykyinen|tänään|voimassa|nu|i dag|idag|gällande|numera|now|today|current(?:ly)?|"
    r"in force)\b",
    re.I,
)


@dataclass(frozen=True)
class Moment:
    """A point in time for which the text is asked; None is the text as issued."""

    day: date | None


@dataclass(frozen=True)
class Asked:
    """Which text is asked for."""

    keys: tuple[str, ...]
    moments: tuple[Moment, ...]


def text_asked_for(query: Query, act_with: Callable[[str, date], str | None]) -> Asked | None:
    """The sections and moments whose text the question asks for; None where it asks for something else.

    `act_with` gives the Act that a section without one (":45") means on a day.
    """
    if not query.provisions or not _asks_for_text(query.asked):
        return None
    moments = tuple(_moments(query))
    keys = []
    for key in query.provisions:
        if key.startswith(":"):
            act = act_with(key, next((moment.day for moment in moments if moment.day), query.as_of))
            key = f"{act}{key}" if act else ""
        if key and names_a_section(key):
            keys.append(key)
    return Asked(tuple(keys), moments) if keys else None


def wording_items(asked: Asked, of_provision: Callable[[str], Sequence[Passage]], language: str) -> list[Told]:
    """The passages to quote for each moment and section, in the statute's order; empty where none is indexed."""
    told = []
    for moment in asked.moments:
        for key in asked.keys:
            found = [
                passage
                for passage in of_provision(key)
                if passage.origin is Origin.STATUTE and passage.language == language and _is_of(passage, moment)
            ]
            for passage in sorted(found, key=lambda one: (natural_order(one.provisions[0]), one.row_id)):
                told.append(Told(moment, passage))
    return told[:MOST_PASSAGES]


def restated_rows(asked: Asked, catalogue: Catalogue, as_of: date) -> list[Requirement]:
    """The rows that tell the section as issued and on the day, for readers in whose language there is no official text.

    Empty where the text as issued is not asked for: a section as it stands is told by its rows anyway.
    """
    if Moment(None) not in asked.moments:
        return []
    rows = [row for key in asked.keys for row in catalogue.of_provision(key) if row.force is not Force.ABSENCE]
    never = [row for row in rows if row.validity.never_applied]
    now = [row for row in rows if row.validity.covers(as_of)] if len(asked.moments) > 1 else []
    return list({row.id: row for row in (*never, *now)}.values())


@dataclass(frozen=True)
class Told:
    """A passage and the moment for which it is quoted."""

    moment: Moment
    passage: Passage


def claims_of_wordings(told: Sequence[Told], items: Sequence[ScoredPassage], texts: Texts) -> Iterator[Claim]:
    """Every sentence of the passages, quoted; the first of each passage says whose wording it is and of what time."""
    labels = {item.passage.id: label for label, item in enumerate(items, start=1)}
    for one in told:
        passage = one.passage
        for number, statement in enumerate(passage.statements):
            frame = _frame(passage, texts) if number == 0 else ""
            quote = Quote(labels[passage.id], statement.start, statement.end)
            yield Claim(passage.quote(statement), (quote,), frame=frame, is_wording=True)


def scored(told: Sequence[Told], as_of: date) -> list[ScoredPassage]:
    """The passages as evidence, each once."""
    unique = {one.passage.id: one.passage for one in told}
    return [ScoredPassage(passage, 1.0, standing_of(passage, as_of)) for passage in unique.values()]


def _asks_for_text(asked: str) -> bool:
    """Whether one sentence of the question has a section, a word for its text, and a word that asks or demands."""
    return any(
        _ASKS_FOR_TEXT.search(sentence)
        and _ASKS.search(sentence)
        and any(":" in key for key in provisions_in(sentence))
        for sentence in re.split(r"(?<=[.!?])\s+", asked)
    )


def _moments(query: Query) -> Iterator[Moment]:
    days = list(query.days) or [day for _, day in days_named(query.asked)]
    if _AS_ISSUED.search(query.asked):
        yield Moment(None)
        if days or _NOW.search(query.asked):
            yield from (Moment(day) for day in (days or [query.as_of]))
        return
    yield from (Moment(day) for day in (days or [query.as_of]))
    if days and _NOW.search(query.asked) and query.as_of not in days:
        yield Moment(query.as_of)


def _is_of(passage: Passage, moment: Moment) -> bool:
    if moment.day is not None:
        return passage.validity.covers(moment.day)
    # As issued: the wording that the Act itself gave, whether it ever applied or not.
    return _given_by(passage) == act_of(passage.provisions[0])


def _given_by(passage: Passage) -> str:
    """The Act that gave the wording, as its place tells it: another Act where there is one, else the Act itself."""
    acts = re.findall(r"\d{1,4}/\d{4}", passage.locator)
    return acts[-1] if acts else ""


def _frame(passage: Passage, texts: Texts) -> str:
    place = locator(passage.provisions[0], texts.language)
    by = _given_by(passage)
    values = {"place": place, "act": by}
    validity: Validity = passage.validity
    if validity.never_applied:
        return texts.get("wording_never", **values)
    if validity.valid_to is not None:
        return texts.get(
            "wording_past",
            **values,
            first=written_date(validity.valid_from or date.min, texts.language),
            last=written_date(validity.valid_to, texts.language),
        )
    return texts.get("wording_since", **values, first=written_date(validity.valid_from or date.min, texts.language))
