"""Text and metadata of an index in SQLite; the only place that imports sqlite3 for it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from assistant.domain.knowledge import Conflict, Example, Requirement, Term
from assistant.domain.passage import Passage
from assistant.domain.source import Origin, Source
from assistant.errors import IndexMismatch

FORMAT = "15"
"""Changes when the tables or the other parts of a build do; an index of another format is made anew."""

_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE sources (id TEXT, language TEXT, json BLOB NOT NULL, PRIMARY KEY (id, language));
CREATE TABLE passages (number INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, source_id TEXT NOT NULL,
                       language TEXT NOT NULL, row_id TEXT NOT NULL, words TEXT NOT NULL,
                       json BLOB NOT NULL);
CREATE INDEX passages_by_row ON passages (row_id, language);
CREATE TABLE provisions (key TEXT NOT NULL, number INTEGER NOT NULL);
CREATE INDEX provisions_by_key ON provisions (key);
CREATE INDEX passages_by_source ON passages (source_id);
CREATE TABLE requirements (id TEXT PRIMARY KEY, json BLOB NOT NULL);
CREATE TABLE terms (id TEXT PRIMARY KEY, json BLOB NOT NULL);
CREATE TABLE examples (id TEXT PRIMARY KEY, json BLOB NOT NULL);
CREATE TABLE conflicts (id TEXT PRIMARY KEY, json BLOB NOT NULL);
CREATE TABLE matters (id TEXT PRIMARY KEY, json TEXT NOT NULL);
"""


_REMEMBERED = 8192
"""Rows of which the values are kept in memory: an answer reads about 200 passages, others than the one before."""


@cache
def _json(kind: type) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


@lru_cache(_REMEMBERED)
def _passage(value: bytes) -> Passage:
    passage: Passage = _json(Passage).validate_json(value)
    return passage


@lru_cache(_REMEMBERED)
def _terms(words: str) -> frozenset[str]:
    return frozenset(words.split(" "))


def write_store(
    file: Path,
    *,
    passages: Sequence[Passage],
    words: Sequence[str],
    sources: Iterable[Source],
    requirements: Iterable[Requirement],
    terms: Iterable[Term],
    examples: Iterable[Example],
    conflicts: Iterable[Conflict],
    matters: Mapping[str, Mapping[str, str]],
    meta: Mapping[str, str],
) -> None:
    """A new store at `file`, in one transaction; passages are numbered from 0 in their order.

    `words` are the content terms of each passage, separated by spaces.

    Requirements, terms, examples and conflicts are kept without their wordings: those are passages.
    """
    connection = sqlite3.connect(file)
    with connection:
        connection.executescript(_TABLES)
        connection.executemany(
            "INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                (number, p.id, p.source_id, p.language, p.row_id, terms, _json(Passage).dump_json(p))
                for number, (p, terms) in enumerate(zip(passages, words, strict=True))
            ),
        )
        connection.executemany(
            "INSERT INTO provisions VALUES (?, ?)",
            (
                (key, number)
                for number, passage in enumerate(passages)
                if passage.origin is Origin.STATUTE
                for key in passage.provisions
            ),
        )
        connection.executemany(
            "INSERT INTO sources VALUES (?, ?, ?)",
            ((s.id, s.language, _json(Source).dump_json(s)) for s in sources),
        )
        tables: list[tuple[str, type, list[Any]]] = [
            ("requirements", Requirement, list(requirements)),
            ("terms", Term, list(terms)),
            ("examples", Example, list(examples)),
            ("conflicts", Conflict, list(conflicts)),
        ]
        for table, kind, rows in tables:
            connection.executemany(
                f"INSERT INTO {table} VALUES (?, ?)",  # noqa: S608 - literals of our own
                ((row.id, _json(kind).dump_json(replace(row, wordings={}))) for row in rows),
            )
        connection.executemany(
            "INSERT INTO matters VALUES (?, ?)",
            ((matter, json.dumps(titles, ensure_ascii=False)) for matter, titles in matters.items()),
        )
        connection.executemany("INSERT INTO meta VALUES (?, ?)", ({**meta, "format": FORMAT}).items())
    connection.close()


class SqliteStore:
    """A store opened for reading. Safe to use from several threads."""

    def __init__(self, file: Path) -> None:
        """Open `file`. Raises IndexMismatch where it is no store of this format."""
        try:
            uri = f"{file.resolve().as_uri()}?mode=ro&immutable=1"
            self._connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
            self.meta = dict(self._connection.execute("SELECT key, value FROM meta"))
        except sqlite3.DatabaseError as error:
            raise IndexMismatch(f"{file}: cannot be read as an index ({error}). Run: koto ingest") from error
        if self.meta.get("format") != FORMAT:
            raise IndexMismatch(
                f"{file}: index format {self.meta.get('format')}, this Koto reads {FORMAT}. Run: koto ingest"
            )

    def passages(self, ids: Sequence[str]) -> list[Passage]:
        """The passages with these ids, in that order; unknown ids are left out."""
        return self._in_order("id", ids)

    def numbered(self, numbers: Sequence[int]) -> list[tuple[int, Passage]]:
        """(number, passage) in the order of `numbers`; unknown numbers are left out."""
        found = {number: passage for number, passage in self._select("number, json", "number", numbers)}
        return [(number, found[number]) for number in numbers if number in found]

    def words(self, ids: Sequence[str]) -> dict[str, frozenset[str]]:
        """Content terms of the passages with these ids."""
        marks = ",".join("?" * len(ids))
        rows = self._connection.execute(
            f"SELECT id, words FROM passages WHERE id IN ({marks})",  # noqa: S608 - marks only
            tuple(ids),
        )
        return {passage_id: _terms(words) for passage_id, words in rows}

    def of_row(self, row_id: str, language: str) -> Passage | None:
        """The passage of a catalogue row or term in `language`."""
        row = self._connection.execute(
            "SELECT json FROM passages WHERE row_id = ? AND language = ?", (row_id, language)
        ).fetchone()
        return _passage(row[0]) if row else None

    def of_provision(self, key: str) -> list[Passage]:
        """Every passage of statute text on a provision or a part of it; of the subsection for a key to an item."""
        subsection = ":".join(key.split(":")[:3]) if not key.startswith("ÅFS") else key
        rows = self._connection.execute(
            "SELECT DISTINCT p.json, p.number FROM provisions v JOIN passages p ON p.number = v.number"
            " WHERE v.key = ? OR (v.key >= ? AND v.key < ?) ORDER BY p.number",
            (subsection, f"{subsection}:", f"{subsection};"),
        )
        return [_passage(row[0]) for row in rows]

    def passages_of(self, source_id: str) -> list[Passage]:
        """Every passage of a source, in order."""
        rows = self._connection.execute("SELECT json FROM passages WHERE source_id = ? ORDER BY number", (source_id,))
        return [_passage(row[0]) for row in rows]

    def source(self, source_id: str, language: str = "") -> Source | None:
        """The source with this id, in `language` where it has that version; None when unknown."""
        rows = self._connection.execute(
            "SELECT json FROM sources WHERE id = ? ORDER BY language <> ?, language", (source_id, language)
        )
        row = rows.fetchone()
        return _json(Source).validate_json(row[0]) if row else None

    def sources(self) -> list[Source]:
        """Every source in every language that it has."""
        return [
            _json(Source).validate_json(row[0])
            for row in self._connection.execute("SELECT json FROM sources ORDER BY id, language")
        ]

    def requirements(self) -> dict[str, Requirement]:
        """Every catalogue row by id, without wordings."""
        return self._all("requirements", Requirement)

    def terms(self) -> dict[str, Term]:
        """Every term by id, without wordings."""
        return self._all("terms", Term)

    def examples(self) -> dict[str, Example]:
        """Every programme or service of a municipality by id, without wordings."""
        return self._all("examples", Example)

    def conflicts(self) -> dict[str, Conflict]:
        """Every disagreement of sources by id, without wordings."""
        return self._all("conflicts", Conflict)

    def matters(self) -> dict[str, dict[str, str]]:
        """Titles of the matters by id and language, in the order of the corpus."""
        rows = self._connection.execute("SELECT id, json FROM matters ORDER BY rowid")
        return {matter: json.loads(titles) for matter, titles in rows}

    def count(self) -> int:
        """Number of passages."""
        return int(self._connection.execute("SELECT count(*) FROM passages").fetchone()[0])

    def languages(self) -> dict[str, int]:
        """Passages by language."""
        return dict(self._connection.execute("SELECT language, count(*) FROM passages GROUP BY language"))

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def _all(self, table: str, kind: type) -> dict[str, Any]:
        rows = self._connection.execute(f"SELECT id, json FROM {table}")  # noqa: S608 - a literal of our own
        return {row_id: _json(kind).validate_json(value) for row_id, value in rows}

    def _in_order(self, column: str, keys: Sequence[str]) -> list[Passage]:
        found = dict(self._select(f"{column}, json", column, keys))
        return [found[key] for key in keys if key in found]

    def _select(self, columns: str, column: str, keys: Sequence[Any]) -> list[tuple[Any, Passage]]:
        marks = ",".join("?" * len(keys))
        rows = self._connection.execute(
            f"SELECT {columns} FROM passages WHERE {column} IN ({marks})",  # noqa: S608 - marks only
            tuple(keys),
        )
        return [(key, _passage(value)) for key, value in rows]
