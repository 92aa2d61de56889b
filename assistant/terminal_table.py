"""A comparison as a table of text: columns where the terminal is wide enough, one under the other where it is not."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from itertools import zip_longest

from assistant.domain.answer import Table

NARROWEST_COLUMN = 32
"""Characters; with less for each column the cells stand one under the other."""
_GAP = " │ "

CellText = Callable[[Sequence[int]], str]
"""The text of a cell: its sentences with their tags and marks, a line each."""


def table_to_text(table: Table, cell_text: CellText, width: int) -> str:
    """The table at most `width` characters wide: caption, columns, and each row under its heading."""
    column = (width - len(_GAP) * (len(table.columns) - 1)) // len(table.columns)
    if column < NARROWEST_COLUMN:
        return _stacked(table, cell_text, width)
    lines = [*textwrap.wrap(table.caption, width), "", *_beside(table.columns, column), _rule(table, column, "═")]
    for number, row in enumerate(table.rows):
        if number:
            lines.append(_rule(table, column, "─"))
        lines += textwrap.wrap(f"▪ {row.heading}", width, subsequent_indent="  ")
        if _is_one(row.cells):
            lines += _wrapped(cell_text(row.cells[0]), width)
        else:
            lines += _beside([cell_text(cell) for cell in row.cells], column)
    return "\n".join(line.rstrip() for line in lines)


def _stacked(table: Table, cell_text: CellText, width: int) -> str:
    lines = textwrap.wrap(table.caption, width)
    for row in table.rows:
        lines += ["", *textwrap.wrap(f"▪ {row.heading}", width, subsequent_indent="  ")]
        headings = [" = ".join(table.columns)] if _is_one(row.cells) else list(table.columns)
        for heading, cell in zip(headings, row.cells, strict=False):
            lines += textwrap.wrap(f"{heading}:", width - 2, initial_indent="  ", subsequent_indent="  ")
            lines += [f"    {line}" for line in _wrapped(cell_text(cell), width - 4)]
    return "\n".join(lines)


def _is_one(cells: Sequence[Sequence[int]]) -> bool:
    """Whether every column says the same, in the same sentences."""
    return all(cell == cells[0] for cell in cells)


def _beside(texts: Sequence[str], column: int) -> list[str]:
    wrapped = [_wrapped(text, column) for text in texts]
    return [_GAP.join(part.ljust(column) for part in parts) for parts in zip_longest(*wrapped, fillvalue="")]


def _wrapped(text: str, width: int) -> list[str]:
    return [part for line in text.split("\n") for part in textwrap.wrap(line, width)]


def _rule(table: Table, column: int, mark: str) -> str:
    return mark * (column * len(table.columns) + len(_GAP) * (len(table.columns) - 1))
