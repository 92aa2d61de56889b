"""The corpus as values: sources, requirements, terms and matters, loaded and checked together."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from assistant.domain.knowledge import Conflict, Example, Requirement, Subject, Term
from assistant.domain.source import Source
from assistant.errors import CorpusError
from assistant.knowledge.rows import (
    WORDING_LANGUAGES,
    asks_of,
    conflict_of,
    example_of,
    matter_of,
    of_group,
    requirement_of,
    sources_of,
    subject_of,
    term_of,
    with_asks,
)
from assistant.knowledge.yaml_file import Row, read_rows

LANGUAGES = ("fi", "sv", "en")
"""The languages of answers; the first is tried first when a record lacks the reader's."""

Item = TypeVar("Item")


@dataclass(frozen=True)
class Corpus:
    """What `corpus/` holds."""

    sources: dict[str, dict[str, Source]]
    """By id, then by language; every source has at least one language."""
    requirements: dict[str, Requirement]
    terms: dict[str, Term]
    matters: dict[str, dict[str, str]]
    """Titles by matter id and language."""
    elsewhere: tuple[Subject, ...] = ()
    """Neighbouring subjects that Koto does not cover."""
    digests: dict[str, dict[str, str]] = field(default_factory=dict)
    """By source id: SHA-256 of originals known to be that source, and their language."""
    examples: dict[str, Example] = field(default_factory=dict)
    """Programmes and services of municipalities, by id."""
    fetched_acts: tuple[str, ...] = ()
    """Acts whose text is to be fetched from their publisher, in the order of the register."""
    conflicts: tuple[Conflict, ...] = ()
    left_out: dict[str, str] = field(default_factory=dict)
    """What is known and deliberately not told, by the id of the fact, with the reason."""
    confirmed: dict[str, dict[str, dict[str, str]]] = field(default_factory=dict)
    """By row id, language and provision key: digest of the official wording that the row was confirmed against."""

    def source(self, source_id: str, language: str) -> Source:
        """The source in `language`, or in the first language that it has."""
        versions = self.sources[source_id]
        for code in (language, *LANGUAGES):
            if code in versions:
                return versions[code]
        return next(iter(versions.values()))


def load_corpus(directory: Path) -> Corpus:
    """The whole corpus. Raises CorpusError with every problem found, one a line with file and line."""
    corpus, problems = check_corpus(directory)
    if problems or corpus is None:
        raise CorpusError("\n".join(problems))
    return corpus


def check_corpus(directory: Path) -> tuple[Corpus | None, list[str]]:
    """The corpus where it is sound, and the problems found ("file:line: what")."""
    if not (directory / "schema").is_dir():
        return None, [f"{directory}: no corpus here (no schema/). Set KOTO_CORPUS to the corpus directory."]
    problems: list[str] = []
    read = _reader(directory, problems)
    sources = read("register", "source.schema.json")
    requirements = read("requirements", "requirement.schema.json")
    terms = read("terms", "term.schema.json")
    matters = read("matters.yaml", "matter.schema.json")
    elsewhere = read("elsewhere.yaml", "elsewhere.schema.json")
    examples = read("programmes", "example.schema.json")
    conflicts = read("conflicts.yaml", "conflict.schema.json")
    left_out = read("left-out.yaml", "left-out.schema.json")
    confirmed = read("confirmed.yaml", "confirmed.schema.json")
    asks = read("asks", "asks.schema.json")
    for rows in (sources, [*requirements, *terms, *examples], matters, elsewhere, confirmed, conflicts, left_out, asks):
        problems += _doubles(rows)
    if problems:
        return None, problems
    more_asks = {row.values["id"]: asks_of(row) for row in asks}
    groups = {row.values["id"]: row.values["when"] for row in matters if "when" in row.values}
    corpus = Corpus(
        sources={row.values["id"]: sources_of(row) for row in sources},
        requirements=_by_id(
            with_asks(of_group(requirement_of(row), groups), more_asks.get(row.values["id"], {}))
            for row in requirements
        ),
        terms=_by_id(term_of(row) for row in terms),
        matters=dict(matter_of(row) for row in matters),
        elsewhere=tuple(subject_of(row) for row in elsewhere),
        digests={row.values["id"]: row.values["sha256"] for row in sources if "sha256" in row.values},
        examples=_by_id(example_of(row) for row in examples),
        fetched_acts=tuple(row.values["act"] for row in sources if row.values.get("read") == "fetched"),
        conflicts=tuple(conflict_of(row) for row in conflicts),
        left_out={row.values["id"]: row.values["reason"] for row in left_out},
        confirmed={row.values["id"]: {code: row.values[code] for code in ("fi", "sv")} for row in confirmed},
    )
    problems += _dangling([*requirements, *terms, *examples], corpus)
    problems += _without_when(requirements)
    for rows, help_ in ((confirmed, "Run: python -m ingest.confirm --all"), (asks, "Mend the id or take it out.")):
        problems += [
            f"{row.file}:{row.line}: {row.values['id']} is no requirement. {help_}"
            for row in rows
            if row.values["id"] not in corpus.requirements
        ]
    problems += _conflicts_dangling(conflicts, corpus)
    return (None if problems else corpus), problems


def _reader(directory: Path, problems: list[str]) -> Callable[[str, str], list[Row]]:
    def read(name: str, schema: str) -> list[Row]:
        place = directory / name
        files = [place] if place.is_file() else sorted(place.glob("*.yaml"))
        rows: list[Row] = []
        for file in files:
            found, wrong = read_rows(file, directory / "schema" / schema)
            rows += found
            problems.extend(wrong)
        return rows

    return read


def _by_id(items: Iterable[Item]) -> dict[str, Item]:
    return {item.id: item for item in items}  # type: ignore[attr-defined]


def _doubles(rows: list[Row]) -> list[str]:
    first: dict[str, Row] = {}
    problems = []
    for row in rows:
        before = first.setdefault(row.values["id"], row)
        if before is not row:
            problems.append(f"{row.file}:{row.line}: id {row.values['id']!r} stands at {before.file}:{before.line} too")
    return problems


def _dangling(rows: list[Row], corpus: Corpus) -> list[str]:
    problems = []
    rows_known = corpus.requirements.keys()
    for row in rows:
        values = row.values
        senses = values.get("senses", [])
        named_rows = [*values.get("completes", []), *values.get("interprets", [])]
        named_rows += [name for sense in senses for name in sense.get("rows", [])]
        for what, names, known in (
            ("row", named_rows, rows_known),
            ("matter", values.get("matters", []), corpus.matters.keys()),
            ("source", [values["source"]], corpus.sources.keys()),
        ):
            problems += [
                f"{row.file}:{row.line}: {values['id']} names {what} {name!r}, which does not exist"
                for name in names
                if name not in known
            ]
    return problems


def _without_when(rows: list[Row]) -> list[str]:
    return [
        f"{row.file}:{row.line}: {row.values['id']} qualifies other provisions and has no 'when' in {language!r}"
        for row in rows
        for language in WORDING_LANGUAGES
        if row.values.get("qualifies") and "when" not in row.values[language]
    ]


def _conflicts_dangling(conflicts: list[Row], corpus: Corpus) -> list[str]:
    known = {*corpus.requirements, *corpus.terms, *corpus.sources}
    return [
        f"{row.file}:{row.line}: {row.values['id']} names {name!r}, which is no row and no source"
        for row in conflicts
        for name in (*row.values["between"], *row.values["follow"])
        if name not in known
    ]
