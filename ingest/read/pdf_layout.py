"""Lines of a PDF to blocks: paragraphs joined, list items kept, headings guessed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ingest.blocks import Block, BlockKind
from ingest.read.clean import clean_line
from ingest.read.hyphens import join_lines
from ingest.read.pdf_headings import HeadingLevels, body_size
from ingest.read.pdf_lines import Line
from ingest.read.pdf_rows import CELL_BREAK, with_rows

_BULLET = re.compile(
    r"^\s*(?:[•·●○▪▫■□◦‣∙➢➤✓→*–\uf0b7\uf0a7\uf0d8\uf0fc\uf02d\uf0a8\uf076\uf06f-]|o(?=\s+\S))\s+(?=\S)"
)
_LONE_BULLET = re.compile(r"^\s*[•·●○▪▫■□◦‣∙➢➤✓\uf0b7\uf0a7\uf0d8\uf0fc\uf02d\uf0a8\uf076\uf06fo-]\s*$")
_NUMBERED = re.compile(r"^\s*(?P<marker>\d{1,2}[.)]|[a-zåäö]\))\s+(?=\S)")
_ENDS = (".", "!", "?", ":", ";")
LOOK_BACK = 40
"""A numbered list may be interrupted by so many pieces."""
INDENT = 0.8
"""An indentation of so many font sizes is meant."""
GAP = 1.35
"""A distance of so many usual line distances begins a paragraph."""
FULL_LINE = 0.88
"""Where a line and the next word are shorter than this share of the long lines, the break was meant."""


@dataclass(frozen=True)
class Piece:
    """Lines that belong together, before it is known what they are."""

    lines: tuple[Line, ...]
    page: int
    marker: str = ""
    """"-" or a number where a list item begins; empty for running text."""
    is_unmarked: bool = False
    """A list item by its indentation only."""

    @property
    def first(self) -> Line:
        """The first line: it gives the piece its size and place."""
        return self.lines[0]


def blocks_of(pages: Sequence[Sequence[Line]], outline: Sequence[tuple[str, int, int]]) -> list[Block]:
    """Headings, paragraphs and list items of the pages, in order; pages are numbered from 1."""
    size = body_size(pages)
    distance = _usual_distance(pages)
    pieces = [
        piece
        for number, lines in enumerate(pages, start=1)
        for piece in _pieces(_with_bullets(with_rows(lines)), number, distance)
    ]
    pieces = _joined_over_pages(pieces)
    known = _vocabulary(pages)
    levels = HeadingLevels(size, outline, [(_text(piece, known), piece.first, piece.page) for piece in pieces])
    indents: list[float] = []
    blocks: list[Block] = []
    for position, piece in enumerate(pieces):
        text = _text(piece, known)
        level = levels.level_of(position)
        if level is not None:
            blocks.append(Block(BlockKind.HEADING, text, level, piece.page))
        elif piece.marker:
            bare = clean_line(text[len(piece.marker) :]) if piece.marker != "-" else text
            depth = _depth(piece.first.along, indents)
            blocks.append(Block(BlockKind.ITEM, bare, depth, piece.page, marker=piece.marker))
            continue
        else:
            kind = BlockKind.ROW if CELL_BREAK in text else BlockKind.PARAGRAPH
            blocks.append(Block(kind, text, page=piece.page))
        indents = []
    return [block for block in blocks if block.text]


class Widths:
    """How many characters the long lines of a page's columns have."""

    def __init__(self, lines: Sequence[Line]) -> None:
        by_column: dict[int, list[int]] = {}
        for line in lines:
            by_column.setdefault(_column(line), []).append(len(line.text.strip()))
        self.longest = {column: _long_one(lengths) for column, lengths in by_column.items() if len(lengths) > 2}
        self.page = _long_one([length for lengths in by_column.values() for length in lengths])
        self.margin = min((line.along for line in lines), default=0.0)

    def is_break_meant(self, previous: Line, line: Line) -> bool:
        """Whether the next line's first word would have fitted on the line before."""
        indent = (previous.along - self.margin) / (0.5 * max(previous.size, 6))
        room = self.longest.get(_column(previous), max(self.page - indent, 0))
        first_word = line.text.split(maxsplit=1)[0]
        return len(previous.text.strip()) + 1 + len(first_word) < FULL_LINE * room


def _column(line: Line) -> int:
    return round(line.along / 4)


def _long_one(lengths: Sequence[int]) -> int:
    """The length that one line in ten surpasses."""
    return sorted(lengths)[int(0.9 * (len(lengths) - 1))] if lengths else 0


def _unmarked_item(previous: Line | None, line: Line, pieces: Sequence[Piece], widths: Widths) -> str:
    """A "-" for an item whose bullet is a drawing: an indented line after a lead-in or after such an item."""
    if previous is None or not pieces or not line.size or CELL_BREAK in line.text:
        return ""
    last = pieces[-1]
    step = line.along - last.first.along
    if not last.marker:
        is_indented = step > INDENT * line.size
        return "-" if is_indented and previous.text.rstrip().endswith(":") else ""
    if not last.is_unmarked or line.along < widths.margin + INDENT * line.size:
        return ""
    return "-" if abs(step) > 3 or _ends(previous) or widths.is_break_meant(previous, line) else ""


def _with_bullets(lines: Sequence[Line]) -> list[Line]:
    """Lines with a bullet that stands alone put before the line it belongs to."""
    joined: list[Line] = []
    bullet: Line | None = None
    for line in lines:
        if _LONE_BULLET.match(line.text):
            bullet = line
            continue
        joined.append(line if bullet is None else replace(line, text=f"• {line.text.strip()}", along=bullet.along))
        bullet = None
    return joined


def _pieces(lines: Sequence[Line], page: int, distance: float) -> list[Piece]:
    widths = Widths(lines)
    pieces: list[Piece] = []
    for at, line in enumerate(lines):
        mark = _mark(line, pieces) or _unmarked_item(lines[at - 1] if at else None, line, pieces, widths)
        if pieces and not mark and not _begins(lines[at - 1], line, pieces[-1], distance, widths):
            pieces[-1] = replace(pieces[-1], lines=(*pieces[-1].lines, line))
        else:
            pieces.append(Piece((line,), page, mark, is_unmarked=mark == "-" and not _BULLET.match(line.text)))
    return pieces


def _mark(line: Line, pieces: Sequence[Piece]) -> str:
    """The list marker at the line's start; a number only where it goes on counting or begins at one."""
    if _BULLET.match(line.text):
        return "-"
    mark = _NUMBERED.match(line.text)
    if mark is None:
        return ""
    marker = mark["marker"]
    previous = next((piece.marker for piece in pieces[:-LOOK_BACK:-1] if piece.marker not in ("", "-")), "")
    follows = marker[:-1] in ("1", "a") or (previous and _next_marker(previous) == marker)
    return marker if follows else ""


def _next_marker(marker: str) -> str:
    body = marker[:-1]
    return f"{int(body) + 1}{marker[-1]}" if body.isdigit() else f"{chr(ord(body) + 1)}{marker[-1]}"


def _begins(previous: Line, line: Line, piece: Piece, distance: float, widths: Widths) -> bool:
    """Whether a paragraph begins with `line`."""
    if CELL_BREAK in line.text or CELL_BREAK in previous.text:
        return True
    runs_on = line.text.lstrip()[:1].islower()
    if previous.size and line.size and abs(previous.size - line.size) > 0.08 * previous.size:
        return not _is_note_mark(line) and (_ends(previous) or not runs_on)
    if previous.is_bold != line.is_bold and not runs_on:
        return True
    gap = line.across - previous.across
    if distance and (gap > GAP * max(distance, 1.1 * line.size) or gap < -0.5 * distance):
        return _ends(previous) or not runs_on or gap > 3 * distance
    if piece.marker and line.along < piece.first.along - 2 and line.text.lstrip()[:1].isupper():
        return True
    indented = line.along > previous.along + INDENT * max(line.size, 6) and not piece.marker
    if indented and len(piece.lines) > 1 and _ends(previous):
        return True
    return widths.is_break_meant(previous, line) and (_ends(previous) or not runs_on)


def _is_note_mark(line: Line) -> bool:
    """A raised number of a footnote."""
    return line.text.strip().isdigit() and len(line.text.strip()) <= 2


def _ends(line: Line) -> bool:
    return line.text.rstrip().endswith(_ENDS)


def _joined_over_pages(pieces: Sequence[Piece]) -> list[Piece]:
    """A paragraph that runs on at the top of the next page becomes one, on the page where it begins."""
    joined: list[Piece] = []
    for piece in pieces:
        before = joined[-1] if joined else None
        runs_on = before is not None and before.page == piece.page - 1 and not piece.marker
        same_size = before is not None and abs(before.first.size - piece.first.size) < 0.6
        if before and runs_on and same_size and not _ends(before.lines[-1]) and piece.first.text.lstrip()[:1].islower():
            joined[-1] = replace(before, lines=(*before.lines, *piece.lines))
        else:
            joined.append(piece)
    return joined


def _text(piece: Piece, known: Mapping[str, int]) -> str:
    lines = [line.text for line in piece.lines]
    if piece.marker == "-":
        lines[0] = _BULLET.sub("", lines[0], count=1)
    return clean_line(join_lines([clean_line(line) for line in lines], known))


def _vocabulary(pages: Sequence[Sequence[Line]]) -> Counter[str]:
    """How often each word, hyphens included, stands inside a line."""
    words: Counter[str] = Counter()
    for lines in pages:
        for line in lines:
            words.update(word.casefold() for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*(?=[\s.,;:!?)])", line.text))
    return words


def _usual_distance(pages: Sequence[Sequence[Line]]) -> float:
    """The commonest distance of two lines of one size, in points; 0 where places are unknown."""
    gaps: Counter[float] = Counter()
    for lines in pages:
        for previous, line in zip(lines, lines[1:], strict=False):
            gap = line.across - previous.across
            if 0 < gap < 3 * max(line.size, 4) and abs(previous.size - line.size) < 0.6:
                gaps[round(gap, 1)] += len(line.text)
    return gaps.most_common(1)[0][0] if gaps else 0.0


def _depth(along: float, indents: list[float]) -> int:
    """Level of an item by its indentation; `indents` holds the open levels."""
    while indents and indents[-1] > along + 3:
        indents.pop()
    if not indents or along > indents[-1] + 3:
        indents.append(along)
    return len(indents)
