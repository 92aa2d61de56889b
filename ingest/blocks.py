"""Blocks: what a reader finds before headings become paths and text becomes sections."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class BlockKind(StrEnum):
    """What a block is on the page."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    """One list item."""
    ROW = "row"
    """One table row, its cells joined by " | "."""


@dataclass(frozen=True)
class Block:
    """One heading, paragraph, list item or table row; its text is a single line."""

    kind: BlockKind
    text: str
    level: int = 1
    """Of a heading or an item: 1 is outermost."""
    page: int = 1
    anchor: str = ""
    """Fragment of the address that opens a heading, where the format has one."""
    marker: str = "-"
    """Of an item: "-", or its number as written ("1.", "2)", "a)")."""
    is_link: bool = False
    """The whole text is one link."""

    @property
    def is_heading(self) -> bool:
        """Whether the block opens a section."""
        return self.kind is BlockKind.HEADING


def heading(text: str, level: int = 1, *, page: int = 1, anchor: str = "") -> Block:
    """A heading block."""
    return Block(BlockKind.HEADING, text, level, page, anchor)


def paragraph(text: str, *, page: int = 1) -> Block:
    """A paragraph block."""
    return Block(BlockKind.PARAGRAPH, text, page=page)


def item(text: str, level: int = 1, *, page: int = 1, marker: str = "-") -> Block:
    """A list item block."""
    return Block(BlockKind.ITEM, text, level, page, marker=marker)


def row(cells: list[str], *, page: int = 1) -> Block:
    """A table row block; empty cells stay, so that columns keep their place."""
    return Block(BlockKind.ROW, " | ".join(cells), page=page)
