"""An answer as plain text, to be saved or pasted elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from api.answer_parts import Block, Grid, GridRow, Line, Place
from api.answer_view import AnswerView
from api.texts import Texts


def plain_text(view: AnswerView, texts: Texts) -> str:
    """The whole answer: question, lead, status, claims with marks, caveats, sources with quotes."""
    parts = [
        f"{texts('you_asked')}: {view.question}",
        _tagged(view.lead.tag, _sentence(view.lead), texts),
        view.status_line,
        *(_block(block, texts) for block in view.blocks),
        _section(texts("caveats_heading"), (f"- {_sentence(line)}" for line in view.caveats)),
        _section(texts("sources_heading"), (_place(place) for place in view.places)),
        _section(texts("nearest_heading"), (_lines(n.headings, n.standing, n.link) for n in view.nearest)),
        f"{texts('automation')} {texts('person')}",
        view.made_by,
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _sentence(line: Line) -> str:
    number = f"{line.number}) " if line.number is not None else ""
    marks = "".join(f" [{mark.place.n}]" for mark in line.marks)
    return f"{number}{line.text}{marks}"


def _block(block: Block, texts: Texts) -> str:
    if block.grid is not None:
        return _grid(block.grid, texts)
    lines = (_sentence(line) for run in block.runs for line in run.lines)
    return _tagged(block.tag, "\n".join(lines), texts)


def _grid(grid: Grid, texts: Texts) -> str:
    """The table row by row: each column's name before what it says."""
    return "\n\n".join([grid.caption, *(_row(row, grid.columns, texts) for row in grid.rows)])


def _row(row: GridRow, columns: Sequence[str], texts: Texts) -> str:
    names = columns if len(row.cells) == len(columns) else [" = ".join(columns)]
    told = (
        _lines(f"  {name}:", *(f"    {line}" for block in cell for line in _block(block, texts).split("\n")))
        for name, cell in zip(names, row.cells, strict=True)
    )
    return _lines(f"* {row.heading}", *told)


def _tagged(tag: str | None, text: str, texts: Texts) -> str:
    return f"{texts(f'tag_{tag}')}: {text}" if tag else text


def _section(heading: str, lines: Iterable[str]) -> str:
    body = "\n".join(lines)
    return f"{heading}\n{body}" if body else ""


def _place(place: Place) -> str:
    head = f"[{place.n}] " + " · ".join((place.title, place.locator, *place.facts))
    return _lines(head, *(f"    ”{quote.text}”" for quote in place.quotes), place.link and f"    {place.link}")


def _lines(*lines: str) -> str:
    return "\n".join(line for line in lines if line)
