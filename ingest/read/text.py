"""Plain text: lines to headings, paragraphs and nested lists by their look."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.domain.document import Document
from ingest.blocks import Block, BlockKind, heading, item, paragraph
from ingest.furniture import is_furniture_line
from ingest.read.clean import clean_line, clean_text
from ingest.read.encoding import decode
from ingest.read.finish import finish

MEDIA_TYPE = "text/plain"
LONGEST_HEADING = 140
LONGEST_QUESTION_HEADING = 100
WRAP_COLUMNS = 110
"""Lines of a file that was wrapped by hand or by a mail program are no longer than this."""

_BULLET = re.compile(r"^(?P<indent> *)(?P<marker>[•◦▪■‣∙·●○*–-]|o(?= {1,8}\S))(?P<gap> +)(?=\S)")
_NUMBERED = re.compile(r"^(?P<indent> *)(?P<marker>\d{1,3}[.)]|[a-zåäö]\))(?P<gap> +)(?=\S)")
_HEADING_NUMBER = re.compile(r"^(?P<number>\d{1,2}(?:\.\d{1,2})*)\.?\s+(?=[^\W\d_])")
_RULE = re.compile(r"^\s*([-=_*])\1{2,}\s*$")
_NO_HEADING_END = (".", ":", ";", ",", "!", "…", "(", "-", "–")
# A line that ends in one of these has lost its link, and is no heading.
_OPEN_END = re.compile(r"\b(at|in|on|by|from|to|of|the|osoitteessa|osoitteesta|på|i|till|från|av|adressen)$")
_NO_HEADING = re.compile(r"^(https?://|www\.|\d[\d .,/–-]*$)|\S@\S| \| ")


@dataclass(frozen=True)
class Line:
    """One line of the file, and whether a blank line stands before and after it."""

    text: str
    after_blank: bool
    before_blank: bool

    @property
    def indent(self) -> int:
        """Leading spaces."""
        return len(self.text) - len(self.text.lstrip())

    @property
    def mark(self) -> re.Match[str] | None:
        """The list marker at its start."""
        return _BULLET.match(self.text) or _NUMBERED.match(self.text)


def read(data: bytes, *, name: str) -> Document:
    """The document that a plain text file holds.

    Raises SourceUnreadable where the bytes are no text.
    """
    decoded = decode(data, name=name)
    return finish(blocks_of(decoded.text), name=name, media_type=MEDIA_TYPE, warnings=decoded.warnings)


def blocks_of(text: str) -> list[Block]:
    """Headings, paragraphs and list items of plain text, in order."""
    lines = _lines(clean_text(text))
    is_wrapped = _is_wrapped(lines)
    blocks: list[Block] = []
    indents: list[int] = []
    for position, line in enumerate(lines):
        if line.mark is None and blocks and _continues(lines[position - 1], line, blocks[-1], is_wrapped=is_wrapped):
            blocks[-1] = _extended(blocks[-1], line)
        elif _is_heading(lines, position):
            blocks.append(_heading(line, is_first=all(is_furniture_line(block.text) for block in blocks)))
            indents = []
        elif line.mark is not None:
            blocks.append(_item(line, indents))
        else:
            blocks.append(paragraph(clean_line(line.text)))
            indents = []
    return blocks


def _lines(text: str) -> list[Line]:
    raw = [line.rstrip() for line in text.split("\n")]
    raw = ["" if _RULE.match(line) else line for line in raw]
    last = len(raw) - 1
    return [
        Line(line, position == 0 or not raw[position - 1], position == last or not raw[position + 1])
        for position, line in enumerate(raw)
        if line
    ]


def _is_wrapped(lines: Sequence[Line]) -> bool:
    """Whether paragraphs run over several short lines, rather than standing on one line each."""
    inner = [len(line.text) for line in lines if not line.before_blank and line.mark is None]
    longest = max((len(line.text) for line in lines), default=0)
    if not inner or longest > WRAP_COLUMNS:
        return False
    return sum(length > 0.6 * longest for length in inner) >= 0.5 * len(inner)


def _continues(previous: Line, line: Line, block: Block, *, is_wrapped: bool) -> bool:
    if line.after_blank or block.is_heading or " | " in line.text:
        return False
    if block.kind is BlockKind.ITEM and line.indent > previous.indent and previous.mark is not None:
        return True
    ends = previous.text.endswith((".", "!", "?", ":", ";"))
    return is_wrapped or (not ends and line.text.lstrip()[:1].islower())


def _extended(block: Block, line: Line) -> Block:
    return Block(block.kind, f"{block.text} {clean_line(line.text)}", block.level, marker=block.marker)


def _item(line: Line, indents: list[int]) -> Block:
    """The item; `indents` holds the indentation of the open levels and is brought up to date."""
    mark = line.mark
    assert mark is not None
    indent = len(mark["indent"])
    while indents and indents[-1] > indent:
        indents.pop()
    if not indents or indents[-1] < indent:
        indents.append(indent)
    marker = mark["marker"] if mark["marker"][0].isalnum() and mark["marker"] != "o" else "-"
    return item(clean_line(line.text[mark.end() :]), len(indents), marker=marker)


def _heading(line: Line, *, is_first: bool) -> Block:
    text = clean_line(line.text)
    number = _HEADING_NUMBER.match(text)
    if number is not None:
        return heading(text, 2 + number["number"].count("."))
    return heading(text, 1 if is_first else 2)


def _is_heading(lines: Sequence[Line], position: int) -> bool:
    line = lines[position]
    text = clean_line(line.text)
    following = lines[position + 1] if position + 1 < len(lines) else None
    if following is None or not line.after_blank or len(text) > LONGEST_HEADING:
        return False
    if not _looks_like_title(text):
        return False
    mark = line.mark
    if mark is not None:
        return mark["marker"][-1] == "." and line.before_blank and not _is_numbered_list(line, lines, position)
    return line.before_blank or (following.mark is not None and following.mark["marker"][0] not in "1a")


def _looks_like_title(text: str) -> bool:
    if text.endswith(_NO_HEADING_END) or _OPEN_END.search(text) or _NO_HEADING.search(text):
        return False
    if text.endswith("?") and len(text) > LONGEST_QUESTION_HEADING:
        return False
    return text[0].isdigit() or text[0].isupper()


def _is_numbered_list(line: Line, lines: Sequence[Line], position: int) -> bool:
    """Whether a neighbour is numbered too: "1. ..." beside "2. ..." is a list, not two headings."""
    near = [lines[at] for at in (position - 1, position + 1) if 0 <= at < len(lines)]
    return any(_NUMBERED.match(each.text) is not None and each.indent == line.indent for each in near)
