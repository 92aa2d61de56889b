"""Retrieval sets in BEIR's format, read and checked: corpus.jsonl, queries.jsonl, qrels/*.tsv."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.errors import CorpusError
from assistant.language.detect import UNDETERMINED, detect_language

_PREFERRED = ("test.tsv", "dev.tsv")
_SAMPLE = 60
_LEAST_MAJORITY = 0.9


@dataclass(frozen=True)
class Text:
    """A passage or a query of a set."""

    id: str
    text: str
    """A passage's title stands above its text."""
    language: str
    """ISO 639-1 code."""


@dataclass(frozen=True)
class RetrievalSet:
    """Passages, the queries that have judgements, and the judgements."""

    name: str
    passages: tuple[Text, ...]
    queries: tuple[Text, ...]
    grades: Mapping[str, Mapping[str, int]]
    """By query id: the grade of each judged passage, 0 for one that does not answer."""


def read_sets(directory: Path) -> list[RetrievalSet]:
    """The set in `directory`, or the sets in its folders, by name.

    Raises CorpusError, with file and line, where something is missing or broken.
    """
    if not directory.is_dir():
        raise CorpusError(f"{directory}: no such directory. Wanted: corpus.jsonl, queries.jsonl and qrels/test.tsv.")
    if (directory / "corpus.jsonl").exists() or (directory / "queries.jsonl").exists():
        return [read_set(directory)]
    homes = sorted(file.parent for file in directory.glob("*/corpus.jsonl"))
    if not homes:
        raise CorpusError(f"{directory}: no corpus.jsonl here or in a folder below. Name a set in BEIR's format.")
    return [read_set(home) for home in homes]


def read_set(directory: Path) -> RetrievalSet:
    """The set in `directory`. Queries without a judgement are left out.

    Raises CorpusError, with file and line, where something is missing or broken.
    """
    grades = _read_grades(_qrels_file(directory))
    passages = list(_read_rows(directory / "corpus.jsonl"))
    queries = [row for row in _read_rows(directory / "queries.jsonl") if row.id in grades]
    if not queries:
        raise CorpusError(f"{directory}: no query of queries.jsonl has a judgement in qrels. Check the ids.")
    return RetrievalSet(
        name=directory.resolve().name,
        passages=tuple(_with_languages(passages)),
        queries=tuple(_with_languages(queries)),
        grades=grades,
    )


@dataclass(frozen=True)
class _Row:
    id: str
    text: str
    language: str | None


def _read_rows(file: Path) -> Iterator[_Row]:
    seen: set[str] = set()
    for place, line in _lines(file):
        try:
            row = _row(json.loads(line))
        except json.JSONDecodeError as error:
            raise CorpusError(f"{place}: not valid JSON ({error.msg}). Mend or remove the line.") from error
        except (KeyError, TypeError, AttributeError) as error:
            raise CorpusError(f'{place}: wanted an object with "_id" and "text", both text ({error}).') from error
        if row.id in seen:
            raise CorpusError(f"{place}: id {row.id!r} stands there twice. Ids must be unique.")
        seen.add(row.id)
        yield row
    if not seen:
        raise CorpusError(f"{file}: holds no line.")


def _row(value: dict[str, Any]) -> _Row:
    if not isinstance(value["text"], str) or not isinstance(value["_id"], str | int):
        raise TypeError("found another type")
    title = value.get("title") or ""
    metadata = value.get("metadata") or {}
    language = metadata.get("language") or metadata.get("lang")
    text = f"{title}\n{value['text']}".strip()
    return _Row(str(value["_id"]), text, str(language).lower()[:2] if language else None)


def _lines(file: Path) -> Iterator[tuple[str, str]]:
    """("FILE, line N", line) for each line that is not blank."""
    if not file.is_file():
        raise CorpusError(f"{file}: missing. Wanted: corpus.jsonl, queries.jsonl and qrels/test.tsv.")
    try:
        with file.open(encoding="utf-8-sig") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield f"{file}, line {number}", line
    except UnicodeDecodeError as error:
        raise CorpusError(f"{file}: not UTF-8 ({error.reason} at byte {error.start}). Convert it.") from error


def _qrels_file(directory: Path) -> Path:
    files = {file.name: file for file in sorted((directory / "qrels").glob("*.tsv"))}
    if not files:
        raise CorpusError(f"{directory}: no qrels/*.tsv. Wanted: qrels/test.tsv with query-id, corpus-id, score.")
    return next((files[name] for name in _PREFERRED if name in files), next(iter(files.values())))


def _read_grades(file: Path) -> dict[str, dict[str, int]]:
    grades: dict[str, dict[str, int]] = {}
    for number, (place, line) in enumerate(_lines(file)):
        cells = line.rstrip("\r\n").split("\t")
        # TREC's own form has a column of zeros between the ids.
        cells = [cells[0], *cells[2:]] if len(cells) == 4 else cells
        if len(cells) == 3 and number == 0 and not _is_whole_number(cells[2]):
            continue
        if len(cells) != 3 or not _is_whole_number(cells[2]):
            raise CorpusError(f"{place}: wanted query-id, corpus-id and a whole number, separated by tabs.")
        grades.setdefault(cells[0].strip(), {})[cells[1].strip()] = int(cells[2])
    if not grades:
        raise CorpusError(f"{file}: holds no judgement.")
    return grades


def _is_whole_number(cell: str) -> bool:
    return cell.strip().removeprefix("-").isdigit()


def _with_languages(rows: Sequence[_Row]) -> Iterator[Text]:
    """The rows with their language: their own, else that of nearly all of a sample, else detected one by one."""
    unknown = [row.text for row in rows if row.language is None]
    common = _common_language(unknown)
    for row in rows:
        yield Text(row.id, row.text, row.language or common or detect_language(row.text))


def _common_language(texts: Sequence[str]) -> str | None:
    """The language of nearly all of a sample of `texts`; None where they are mixed."""
    step = max(1, len(texts) // _SAMPLE)
    detected = Counter(detect_language(text) for text in texts[::step])
    detected.pop(UNDETERMINED, None)
    if not detected:
        return None
    language, count = detected.most_common(1)[0]
    return language if count >= _LEAST_MAJORITY * detected.total() else None
