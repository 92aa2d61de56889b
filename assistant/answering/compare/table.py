"""A table in the making: rows of passages, and the draft whose sentences the cells refer to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.answering.extract import Draft, Framing, claims_of
from assistant.answering.verify import Claim
from assistant.domain.passage import Statement
from assistant.domain.query import ScoredPassage

MOST_ROWS = 6


@dataclass(frozen=True)
class Told:
    """A passage in a cell: all of it that may be said, or some of its statements."""

    item: ScoredPassage
    only: tuple[Statement, ...] | None = None


@dataclass(frozen=True)
class Row:
    """What each side says of one matter; a side that says nothing has an empty cell."""

    heading: str
    cells: tuple[tuple[Told, ...], ...]


@dataclass(frozen=True)
class DraftTable:
    """A table whose cells are indices of a draft's sentences."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[tuple[int, ...], ...]], ...]
    covers: tuple[int, ...]

    def moved(self, by: int) -> DraftTable:
        """The table of a draft that begins `by` sentences later."""
        rows = tuple((heading, tuple(tuple(i + by for i in cell) for cell in cells)) for heading, cells in self.rows)
        return replace(self, rows=rows, covers=tuple(i + by for i in self.covers))


def draft_of_rows(
    rows: Sequence[Row],
    labels: Mapping[str, int],
    *,
    caption: str,
    columns: Sequence[str],
    missing: Sequence[str],
    lead: Iterable[Framing] = (),
) -> tuple[Draft, DraftTable]:
    """The sentences row by row under their headings, none twice, and the table of them.

    `missing` says for each column that no source tells; `labels` are those of the passages in the evidence.
    A claim that an earlier cell tells is not told again: the cell refers to it.
    """
    caption = caption[:1].upper() + caption[1:]
    draft: list[Claim | Framing] = list(lead)
    first = len(draft)
    places: dict[str, int] = {}
    table_rows = []
    for row in rows:
        draft.append(Framing(f"{row.heading}:"))
        cells = [_cell(cell, labels, draft, places) for cell in row.cells]
        # What is told comes before what is not: "of this" then has something to point at.
        for number, cell in enumerate(cells):
            if not cell:
                cells[number] = (len(draft),)
                draft.append(Framing(missing[number]))
        table_rows.append((row.heading, tuple(cells)))
    return tuple(draft), DraftTable(caption, tuple(columns), tuple(table_rows), tuple(range(first, len(draft))))


def _cell(
    cell: Sequence[Told], labels: Mapping[str, int], draft: list[Claim | Framing], places: dict[str, int]
) -> tuple[int, ...]:
    indices = []
    for told in cell:
        quoted = {(one.start, one.end) for one in told.only} if told.only is not None else None
        for claim in claims_of(told.item, labels[told.item.passage.id]):
            if quoted is not None and (claim.quotes[0].start, claim.quotes[0].end) not in quoted:
                continue
            if claim.text not in places:
                places[claim.text] = len(draft)
                draft.append(claim)
            indices.append(places[claim.text])
    return tuple(dict.fromkeys(indices))
