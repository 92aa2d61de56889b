"""Figures of a suite that asks no questions: one form for the terminal, the page and JSON."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Cell = str | int | float | None
_UNDEFINED = "–"


@dataclass(frozen=True)
class FigureTable:
    """Rows of figures under named columns."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    """One cell a column; None and NaN are undefined."""
    named: int = 1
    """How many of the first columns say what a row is about; the others are figures."""


@dataclass(frozen=True)
class Measurement:
    """What a suite found."""

    suite: str
    title: str
    explanation: str
    """For readers who know neither the code nor evaluation."""
    tables: tuple[FigureTable, ...]
    document: Mapping[str, Any]
    """The same and more, for JSON; NaN where a figure is undefined."""


def cell_text(cell: Cell) -> str:
    """A share with three decimals, a count as it is, a dash for what is undefined."""
    if cell is None or (isinstance(cell, float) and math.isnan(cell)):
        return _UNDEFINED
    return f"{cell:.3f}" if isinstance(cell, float) else str(cell)


def interval_text(low: float, high: float) -> str:
    """As in ".81 to .90"; a dash where it is undefined."""
    if math.isnan(low) or math.isnan(high):
        return _UNDEFINED
    return " to ".join(f"{value:.2f}".removeprefix("0") for value in (low, high))


def to_text(measurement: Measurement) -> str:
    """The tables for a terminal."""
    return "\n\n".join([measurement.title, *(_table_text(table) for table in measurement.tables)])


def _table_text(table: FigureTable) -> str:
    lines = [table.columns, *(tuple(cell_text(cell) for cell in row) for row in table.rows)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(table.columns))]
    return "\n".join([table.caption, *(_line(line, widths, table.named) for line in lines)])


def _line(cells: Sequence[str], widths: Sequence[int], named: int) -> str:
    padded = [
        cell.ljust(width) if place < named else cell.rjust(width)
        for place, (cell, width) in enumerate(zip(cells, widths, strict=True))
    ]
    return "  " + "  ".join(padded).rstrip()
