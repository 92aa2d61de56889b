"""A sample document: its front matter and its text as blocks that keep their shape."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Run:
    """A stretch of text in one weight and slope."""

    text: str
    is_bold: bool = False
    is_italic: bool = False


Runs = tuple[Run, ...]


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 is the title of the document."""

    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    """Running text."""

    runs: Runs


@dataclass(frozen=True)
class Notice:
    """A quoted paragraph: what the reader must know before reading on."""

    runs: Runs


@dataclass(frozen=True)
class Items:
    """One list."""

    items: tuple[Runs, ...]
    is_numbered: bool = False


@dataclass(frozen=True)
class Table:
    """One table; every row has as many cells as the header."""

    caption: Runs
    """The paragraph right before the table; empty where there is none."""
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right_aligned: frozenset[int] = frozenset()
    """Columns, from 0, whose cells are figures."""

    @property
    def is_wide(self) -> bool:
        """Whether the table needs a page on its side."""
        return len(self.header) >= FEWEST_WIDE_COLUMNS


Block = Heading | Paragraph | Notice | Items | Table

FEWEST_WIDE_COLUMNS = 6
_SHARES: dict[int, tuple[int, ...]] = {
    2: (28, 72),
    3: (18, 52, 30),
    5: (48, 13, 13, 13, 13),
    6: (5, 20, 31, 17, 17, 10),
}


def shares(columns: int) -> tuple[float, ...]:
    """The share of the width that each of `columns` columns has; they add up to 1."""
    weights = _SHARES.get(columns, (1,) * columns)
    return tuple(weight / sum(weights) for weight in weights)


@dataclass(frozen=True)
class Stretch:
    """Chapters in a row that are printed the same way round."""

    blocks: tuple[Block, ...]
    is_wide: bool
    """Printed on pages on their side."""


@dataclass(frozen=True)
class Sample:
    """One document in one language."""

    id: str
    language: str
    """fi, sv or en."""
    act: str
    title: str
    municipality: str
    running_head: str
    period: str
    decided: date
    """The day of the decision; the made files carry it as their date."""
    cover: tuple[Block, ...]
    """What stands before the first chapter."""
    chapters: tuple[Block, ...]

    @property
    def locale(self) -> str:
        """The language tag with a region, as PDF and Word want it."""
        return {"fi": "fi-FI", "sv": "sv-FI", "en": "en-GB"}[self.language]

    def stretches(self) -> tuple[Stretch, ...]:
        """The chapters, those with a wide table apart from the others."""
        stretches: list[Stretch] = []
        for chapter in _by_chapter(self.chapters):
            is_wide = any(isinstance(block, Table) and block.is_wide for block in chapter)
            if stretches and stretches[-1].is_wide == is_wide:
                chapter = (*stretches.pop().blocks, *chapter)
            stretches.append(Stretch(chapter, is_wide))
        return tuple(stretches)


def _by_chapter(blocks: tuple[Block, ...]) -> list[tuple[Block, ...]]:
    starts = [at for at, block in enumerate(blocks) if isinstance(block, Heading) and block.level == 2]
    return [blocks[start:end] for start, end in zip(starts, [*starts[1:], len(blocks)], strict=True)]
