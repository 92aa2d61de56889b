"""What an answer is made of on the page: lines with their marks, blocks, tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from assistant.domain.answer import Table


@dataclass(frozen=True)
class Place:
    """A numbered source of the answer, in words."""

    n: int
    title: str
    locator: str
    publisher: str
    language: str
    facts: tuple[str, ...]
    link: str
    """Empty where there is no address that may be opened."""
    quotes: tuple[Quote, ...] = ()
    """Every quote of the answer from this place, once each."""


@dataclass(frozen=True)
class Quote:
    """The exact words that support a claim."""

    text: str
    language: str
    note: str
    """Says in which language the quote is, where that is not the answer's; else empty."""


@dataclass(frozen=True)
class Mark:
    """A citation beside a claim: number, quote and place."""

    quote: Quote
    place: Place


@dataclass(frozen=True)
class Line:
    """A sentence with its marks."""

    text: str
    language: str
    tag: str | None = None
    is_placeholder: bool = False
    marks: tuple[Mark, ...] = ()
    number: int | None = None
    """Number of a list item; the text is then without it."""


@dataclass(frozen=True)
class Run:
    """Consecutive lines that are all items of one list, or all are not."""

    is_list: bool
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Block:
    """Consecutive lines under one tag; framing has none. Or a table, in the place of the lines that it covers."""

    tag: str | None
    runs: tuple[Run, ...]
    grid: Grid | None = None


@dataclass(frozen=True)
class GridRow:
    """What each column says of one matter."""

    heading: str
    cells: tuple[tuple[Block, ...], ...]
    """One for each column; a single one where all columns say the same."""


@dataclass(frozen=True)
class Grid:
    """A comparison: sentences of the answer side by side."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[GridRow, ...]


def blocks_of(lines: Sequence[Line], places: Sequence[int], tables: Sequence[Table]) -> tuple[Block, ...]:
    """The lines at `places` in blocks, each table in the place of the first line that it covers."""
    first = {table.covers[0]: table for table in tables}
    covered = {place for table in tables for place in table.covers}
    blocks: list[Block] = []
    run: list[Line] = []
    for place in places:
        if place in first:
            blocks += [*_blocks(run), Block(None, (), grid=_grid(first[place], lines))]
            run = []
        if place not in covered:
            run.append(lines[place])
    return (*blocks, *_blocks(run))


def _grid(table: Table, lines: Sequence[Line]) -> Grid:
    rows = []
    for row in table.rows:
        cells = tuple(_blocks([lines[place] for place in cell]) for cell in row.cells)
        is_one = all(cell == row.cells[0] for cell in row.cells)
        rows.append(GridRow(row.heading, cells[:1] if is_one else cells))
    return Grid(table.caption, table.columns, tuple(rows))


def _blocks(lines: Sequence[Line]) -> tuple[Block, ...]:
    return tuple(Block(tag, _runs(group)) for tag, group in groupby(lines, key=lambda line: line.tag))


def _runs(lines: Iterable[Line]) -> tuple[Run, ...]:
    grouped = groupby(lines, key=lambda line: line.number is not None)
    return tuple(Run(is_list, tuple(group)) for is_list, group in grouped)
