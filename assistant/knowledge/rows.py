"""Rows of the corpus files as domain values; the schema has been checked before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from assistant.domain.knowledge import (
    Conflict,
    Example,
    ExampleWording,
    Force,
    Requirement,
    Subject,
    Term,
    TermSense,
    Wording,
)
from assistant.domain.source import AUTHORITY, Origin, Source, SourceKind, Validity
from assistant.knowledge.yaml_file import Row

WORDING_LANGUAGES = ("fi", "sv", "en")
EXAMPLE_LISTS = ("headings", "objectives", "measures", "indicators")


def sources_of(row: Row) -> dict[str, Source]:
    """One source a language; language versions share the id."""
    values = row.values
    kind = SourceKind(values["kind"])
    languages = sorted({*values.get("languages", ()), *values["titles"], *values["urls"]})
    return {
        language: Source(
            id=values["id"],
            title=_in(values["titles"], language),
            publisher=values["publisher"],
            url=_in(values["urls"], language),
            language=language,
            kind=kind,
            origin=Origin(values["origin"]),
            validity=_validity(values),
            authority=values.get("authority", AUTHORITY[kind]),
            licence=values["licence"],
            act=values.get("act", ""),
            version=values.get("version", ""),
            retrieved_on=_day(values, "retrieved_on"),
            consolidated_to=_day(values, "consolidated_to"),
            vetted_by=values["vetted_by"],
            vetted_on=_day(values, "vetted_on"),
        )
        for language in languages
    }


def requirement_of(row: Row) -> Requirement:
    """The catalogue row."""
    values = row.values
    return Requirement(
        id=values["id"],
        act=values["act"],
        provisions=tuple(values["provisions"]),
        wording_by=values["wording_by"],
        force=Force(values["force"]),
        tag=values["tag"],
        actors=tuple(values["actors"]),
        validity=_validity(values),
        source_id=values["source"],
        matters=tuple(values["matters"]),
        completes=tuple(values.get("completes", [])),
        qualifies=tuple(values.get("qualifies", [])),
        when={code: values[code]["when"] for code in WORDING_LANGUAGES if "when" in values[code]},
        interprets=tuple(values.get("interprets", [])),
        wordings=_wordings(values),
        topics=tuple(values.get("topics", [])),
        amount_year=values.get("amount_year"),
        depends_on=values.get("depends_on"),
        denies={code: values[code]["denies"] for code in WORDING_LANGUAGES if "denies" in values[code]},
        replaced_by=values.get("replaced_by", ""),
        needs_review=values.get("needs_review", False),
        checked_to=_day(values, "checked_to"),
        file=row.file,
        line=row.line,
    )


def with_asks(requirement: Requirement, more: dict[str, tuple[str, ...]]) -> Requirement:
    """The requirement with more questions that it answers, by language; each stands once."""
    wordings = {
        language: replace(wording, asks=tuple(dict.fromkeys((*wording.asks, *more.get(language, ())))))
        for language, wording in requirement.wordings.items()
    }
    return replace(requirement, wordings=wordings)


def asks_of(row: Row) -> dict[str, tuple[str, ...]]:
    """More questions that a row answers, by language."""
    return {language: tuple(row.values[language]) for language in WORDING_LANGUAGES}


def term_of(row: Row) -> Term:
    """The entry of the term register."""
    values = row.values
    return Term(
        id=values["id"],
        kind=values["kind"],
        senses=tuple(_sense(sense) for sense in values["senses"]),
        wordings=_wordings(values),
        validity=_validity(values),
        source_id=values["source"],
        provisions=tuple(values.get("provisions", [])),
        matters=tuple(values.get("matters", [])),
        vetted_on=_day(values, "vetted_on"),
    )


def conflict_of(row: Row) -> Conflict:
    """The disagreement of sources."""
    values = row.values
    return Conflict(
        id=values["id"],
        between=tuple(values["between"]),
        follow=tuple(values["follow"]),
        validity=Validity(_day(values, "since"), _day(values, "until")),
        wordings={code: Wording(values[code]["title"], values[code]["text"]) for code in WORDING_LANGUAGES},
    )


def example_of(row: Row) -> Example:
    """The programme or service of a municipality."""
    values = row.values
    return Example(
        id=values["id"],
        source_id=values["source"],
        act=values["act"],
        municipalities={code: tuple(values["municipalities"][code]) for code in WORDING_LANGUAGES},
        topics=tuple(values["topics"]),
        planned=values.get("planned", False),
        wordings={code: _example_wording(values[code]) for code in WORDING_LANGUAGES},
    )


def matter_of(row: Row) -> tuple[str, dict[str, str]]:
    """(id, titles by language)."""
    values = row.values
    return values["id"], {language: values[language] for language in WORDING_LANGUAGES}


def of_group(row: Requirement, groups: Mapping[str, dict[str, str]]) -> Requirement:
    """The row with the words for the people that its main matter is about, where it has none of its own."""
    return row if row.when else replace(row, when=groups.get(row.matters[0], {}))


def subject_of(row: Row) -> Subject:
    """The neighbouring subject."""
    values = row.values
    return Subject(
        id=values["id"],
        titles={language: values[language]["title"] for language in WORDING_LANGUAGES},
        asks={language: tuple(values[language]["asks"]) for language in WORDING_LANGUAGES},
    )


def _sense(values: dict[str, Any]) -> TermSense:
    return TermSense(
        id=values["id"],
        validity=_validity(values),
        forms={language: tuple(values[language]) for language in WORDING_LANGUAGES},
        rows=tuple(values.get("rows", [])),
    )


def _wordings(values: dict[str, Any]) -> dict[str, Wording]:
    return {language: _wording(values[language]) for language in WORDING_LANGUAGES}


def _wording(values: dict[str, Any]) -> Wording:
    return Wording(
        title=values["title"],
        text=values.get("text", ""),
        items=tuple(values.get("items", [])),
        item_ids=tuple(values.get("item_ids", [])),
        after=values.get("after", ""),
        past=values.get("past", ""),
        remark=values.get("remark", ""),
        asks=tuple(values["asks"]),
    )


def _example_wording(values: dict[str, Any]) -> ExampleWording:
    return ExampleWording(
        title=values["title"],
        facts=tuple(values["facts"]),
        lists={kind: tuple(values[kind]) for kind in EXAMPLE_LISTS if kind in values},
        follow_up=tuple(values.get("follow_up", [])),
        asks=tuple(values["asks"]),
    )


def _validity(values: dict[str, Any]) -> Validity:
    return Validity(
        valid_from=_day(values, "valid_from"),
        valid_to=_day(values, "valid_to"),
        never_applied=values.get("never_applied", False),
        planned=values.get("planned", False) or values.get("force") == "plan",
    )


def _day(values: dict[str, Any], name: str) -> date | None:
    return date.fromisoformat(values[name]) if values.get(name) else None


def _in(by_language: dict[str, str], language: str) -> str:
    for code in (language, *WORDING_LANGUAGES):
        if code in by_language:
            return by_language[code]
    return ""
