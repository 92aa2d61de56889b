"""YAML files of the corpus, checked against their schema; errors name file and line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import yaml

from assistant.errors import CorpusError

Place = tuple[str | int, ...]


@dataclass(frozen=True)
class Row:
    """One entry of a file's list, and where it stands."""

    values: dict[str, Any]
    file: str
    line: int


# The loader written in C where PyYAML was built with it: ten times as fast, with the same marks.
_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _TextLoader(_Base):  # type: ignore[misc]
    """A loader in which a scalar is text, a whole number or true/false: no surprise dates, sums or "no"."""


_TextLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag in {"tag:yaml.org,2002:int", "tag:yaml.org,2002:bool"}]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    if first in "0123456789tTfF"
}


def read_rows(file: Path, schema_file: Path) -> tuple[list[Row], list[str]]:
    """(rows of `file`, what is wrong with it as "file:line: what"); no rows where anything is."""
    try:
        text = file.read_text(encoding="utf-8")
        loader = _TextLoader(text)
        node = loader.get_single_node()
        values = None if node is None else loader.construct_document(node)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        return [], [f"{file}{_yaml_place(error)}: not valid YAML: {_first_line(error)}"]
    if node is None:
        return [], []
    lines = dict(_lines(node))
    problems = [
        f"{file}:{_nearest_line(lines, tuple(error.absolute_path))}: {_explain(error)}"
        for error in _validator(schema_file).iter_errors(values)
    ]
    if problems:
        return [], sorted(problems)
    return [Row(value, str(file), lines[(number,)]) for number, value in enumerate(values or [])], []


def require_rows(file: Path, schema_file: Path) -> list[Row]:
    """The rows of `file`. Raises CorpusError with every problem, one a line."""
    rows, problems = read_rows(file, schema_file)
    if problems:
        raise CorpusError("\n".join(problems))
    return rows


@cache
def _validator(schema_file: Path) -> Any:
    schema = json.loads(schema_file.read_text(encoding="utf-8"))
    return jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker(["date", "regex"]))


def _lines(node: yaml.Node, place: Place = ()) -> Iterator[tuple[Place, int]]:
    yield place, node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        for number, child in enumerate(node.value):
            yield from _lines(child, (*place, number))
    if isinstance(node, yaml.MappingNode):
        for key, child in node.value:
            yield from _lines(child, (*place, key.value))
            yield (*place, key.value), key.start_mark.line + 1


def _nearest_line(lines: dict[Place, int], place: Place) -> int:
    while place and place not in lines:
        place = place[:-1]
    return lines.get(place, 1)


def _explain(error: Any) -> str:
    where = "/".join(str(part) for part in error.absolute_path) or "the file"
    message = error.message if len(error.message) < 300 else error.message[:297] + "..."
    return f"{where}: {message}"


def _yaml_place(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    return f":{mark.line + 1}" if mark else ""


def _first_line(error: Exception) -> str:
    return str(getattr(error, "problem", None) or error).splitlines()[0]
