"""Section text to units: sentences, lead-ins, list items and table rows with their exact places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from assistant.domain.passage import StatementRole
from assistant.language.sentences import sentence_spans

_ITEM = re.compile(r"^(?P<indent> *)(?:(?P<bullet>[-•*–] +)|(?=\d{1,3}[.)] +\S|[a-zåäö]\) +\S))(?=\S)")
_ROW = re.compile(r" \| ")
_ANNOUNCES = re.compile(
    r"\b(following|below|as follows|include[sd]?|seuraav\w+|alla|muun muassa|följande|nedan(stående)?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Line:
    """A paragraph, list item or table row: `text[start:end]`, marker included."""

    start: int
    end: int
    content: int
    """Where its text begins, after the marker."""
    kind: str
    """"paragraph", "item" or "row"."""
    level: int = 0
    """Indentation of an item."""


@dataclass(frozen=True)
class Unit:
    """One statement and what is needed to pack it."""

    start: int
    """Where the unit begins in the section's text, marker included."""
    end: int
    content: int
    """Where the statement begins."""
    role: StatementRole
    line: int
    """Number of its line in the section."""
    leads: tuple[int, ...] = field(default=())
    """Numbers of the units that lead it in, outermost first."""
    opens: bool = False
    """A passage must begin here: what leads in the unit before does not lead in this one."""


def lines_of(text: str) -> list[Line]:
    """The paragraphs, items and rows of a section's text; line breaks inside a paragraph are kept."""
    lines: list[Line] = []
    position = 0
    after_blank = True
    for raw in text.split("\n"):
        start, position = position, position + len(raw) + 1
        if not raw.strip():
            after_blank = True
            continue
        line = _line(raw, start)
        if lines and not after_blank and _runs_on(lines[-1], line):
            lines[-1] = _joined(lines[-1], line)
        else:
            lines.append(line)
        after_blank = False
    return lines


def units_of(text: str, language: str) -> list[Unit]:
    """The statements of a section's text with their roles and lead-ins."""
    lines = lines_of(text)
    units: list[Unit] = []
    leads: list[tuple[int, int]] = []
    for number, line in enumerate(lines):
        following = lines[number + 1] if number + 1 < len(lines) else None
        opens = _leaves_lead_in(leads, line, lines[number - 1] if number else None)
        leads = _still_open(leads, line)
        chain = tuple(unit for _, unit in leads)
        for start, end, role in _statements(text, line, following, language):
            if role is StatementRole.LEAD_IN:
                leads.append((_lead_level(line), len(units)))
            outer = line.start if start == line.content else start
            units.append(Unit(outer, end, start, role, number, chain, opens))
            opens = False
    return units


def _line(raw: str, start: int) -> Line:
    end = start + len(raw.rstrip())
    first = start + len(raw) - len(raw.lstrip())
    mark = _ITEM.match(raw)
    if mark is not None:
        return Line(first, end, start + mark.end(), "item", len(mark["indent"]))
    return Line(first, end, first, "row" if _ROW.search(raw) else "paragraph", first - start)


def _runs_on(previous: Line, line: Line) -> bool:
    if line.kind != "paragraph" or previous.kind == "row":
        return False
    return previous.kind == "paragraph" or line.level > previous.level


def _joined(previous: Line, line: Line) -> Line:
    return Line(previous.start, line.end, previous.content, previous.kind, previous.level)


def _statements(
    text: str, line: Line, following: Line | None, language: str
) -> Iterator[tuple[int, int, StatementRole]]:
    if line.kind == "paragraph":
        yield from _sentences(text, line, following, language)
        return
    leads_in = _is_parent(line, following) if line.kind == "item" else _is_table_head(text, line, following)
    if not leads_in:
        yield line.content, line.end, StatementRole.ITEM
        return
    spans = sentence_spans(text[line.content : line.end], language)
    last = line.content + spans[-1][0]
    if line.kind == "item" and len(spans) > 1 and text[line.end - 1] == ":":
        yield line.content, line.content + spans[-2][1], StatementRole.ITEM
        yield last, line.end, StatementRole.LEAD_IN
        return
    yield line.content, line.end, StatementRole.LEAD_IN


def _sentences(
    text: str, line: Line, following: Line | None, language: str
) -> Iterator[tuple[int, int, StatementRole]]:
    spans = [
        (line.content + start, line.content + end)
        for start, end in sentence_spans(text[line.content : line.end], language)
    ]
    leads_in = following is not None and following.kind != "paragraph" and _announces(text, spans[-1], following)
    for start, end in spans:
        is_lead_in = leads_in and end == spans[-1][1]
        yield start, end, StatementRole.LEAD_IN if is_lead_in else StatementRole.SENTENCE


def _announces(text: str, span: tuple[int, int], following: Line) -> bool:
    """Whether the sentence before a list belongs to it."""
    sentence = text[span[0] : span[1]]
    if sentence[-1] not in ".!?…" or _ANNOUNCES.search(sentence):
        return True
    return following.kind == "item" and text[following.content].islower()


def _is_parent(line: Line, following: Line | None) -> bool:
    return following is not None and following.kind == "item" and following.level > line.level


def _is_table_head(text: str, line: Line, following: Line | None) -> bool:
    """Whether the row names the columns: no figures in it, and not preceded by a row."""
    if following is None or following.kind != "row":
        return False
    before = text[: line.start].rstrip("\n").rsplit("\n", 1)[-1] if text[: line.start].endswith("\n") else ""
    is_first = line.start == 0 or text[: line.start].endswith("\n\n") or not _ROW.search(before)
    return is_first and not any(character.isdigit() for character in text[line.content : line.end])


def _lead_level(line: Line) -> int:
    """Items deeper than this are led in."""
    return line.level if line.kind == "item" else -1


def _still_open(leads: Sequence[tuple[int, int]], line: Line) -> list[tuple[int, int]]:
    if line.kind == "paragraph":
        return []
    level = line.level if line.kind == "item" else 0
    return [lead for lead in leads if lead[0] < level]


def _leaves_lead_in(leads: Sequence[tuple[int, int]], line: Line, previous: Line | None) -> bool:
    """Whether an item would be read under a lead-in that is not its own."""
    if line.kind == "paragraph" or previous is None:
        return False
    return len(_still_open(leads, line)) < len(leads) or previous.kind == "paragraph" and not leads
