"""Blocks to sections: each heading opens one, under the path of the headings above it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from assistant.domain.document import Page, Section
from ingest.blocks import Block, BlockKind

INDENT = "  "


@dataclass
class _Open:
    """A section while its blocks are gathered."""

    path: tuple[str, ...]
    anchor: str
    blocks: list[Block] = field(default_factory=list)


def sections_of(blocks: Sequence[Block]) -> tuple[Section, ...]:
    """Sections in text order; a heading with nothing under it opens none, but stays in the paths below it.

    A list that continues its heading ("The plan" / "- is not a report") gets the heading as its lead-in,
    because an item alone would say nothing.
    """
    return tuple(_close(opened) for opened in _gather(blocks) if opened.blocks)


def pages_of(blocks: Sequence[Block], page_count: int) -> tuple[Page, ...]:
    """Pages 1 to `page_count`; a block that runs on to the next page stands whole on its first."""
    by_page: dict[int, list[Block]] = {number: [] for number in range(1, page_count + 1)}
    for block in blocks:
        by_page.setdefault(block.page, []).append(block)
    return tuple(Page(number, render(content)) for number, content in sorted(by_page.items()))


def render(blocks: Iterable[Block]) -> str:
    """Text of blocks, a blank line between them; items of a list and rows of a table on their own lines."""
    runs = [list(run) for _, run in groupby(blocks, key=_run_key())]
    return "\n\n".join("\n".join(_line(block) for block in run) for run in runs)


class _run_key:  # noqa: N801 - used as a function with memory
    """Numbers the runs: items follow items, rows follow rows, everything else stands alone."""

    def __init__(self) -> None:
        self.number = 0
        self.kind: BlockKind | None = None

    def __call__(self, block: Block) -> int:
        runs_on = block.kind in (BlockKind.ITEM, BlockKind.ROW) and block.kind is self.kind
        self.number += 0 if runs_on else 1
        self.kind = block.kind
        return self.number


def _line(block: Block) -> str:
    if block.kind is BlockKind.ITEM:
        return f"{INDENT * (block.level - 1)}{block.marker} {block.text}"
    return block.text


def _gather(blocks: Sequence[Block]) -> list[_Open]:
    stack: list[Block] = []
    opened = [_Open((), "")]
    for block in blocks:
        if not block.is_heading:
            opened[-1].blocks.append(block)
            continue
        while stack and stack[-1].level >= block.level:
            stack.pop()
        stack.append(block)
        opened.append(_Open(tuple(each.text for each in stack), block.anchor))
    return opened


def _close(opened: _Open) -> Section:
    first = opened.blocks[0]
    blocks = opened.blocks
    if opened.path and first.kind is BlockKind.ITEM and first.text[:1].islower():
        blocks = [Block(BlockKind.PARAGRAPH, opened.path[-1], page=first.page), *blocks]
    return Section(opened.path, render(blocks), first.page, opened.anchor)
