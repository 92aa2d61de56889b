"""DOCX: headings, lists and tables by the styles of the document."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from assistant.domain.document import Document
from assistant.errors import SourceUnreadable
from ingest.blocks import Block, BlockKind
from ingest.read.clean import clean_line
from ingest.read.finish import finish
from ingest.read.media_type import DOCX as MEDIA_TYPE

MOST_UNPACKED_BYTES = 200_000_000
_HEADING_STYLE = re.compile(r"^(?:heading|otsikko|rubrik)\s*(?P<level>\d)", re.IGNORECASE)
_TITLE_STYLE = re.compile(r"^(?:title|otsikko|rubrik)$", re.IGNORECASE)
_LIST_STYLE = re.compile(r"^(?:list|luettelo|lista|listpunkt|merkitty)\b.*?(?P<level>\d)?$", re.IGNORECASE)


def read(data: bytes, *, name: str) -> Document:
    """The document that a Word file holds; it has one page, because Word decides on pages when it prints.

    Raises SourceUnreadable for a damaged file and for one that unpacks to more than 200 MB.
    """
    _require_bounded(data, name)
    try:
        word = docx.Document(io.BytesIO(data))
    except Exception as error:  # noqa: BLE001 - python-docx raises whatever the damaged part makes happen
        raise SourceUnreadable(f"{name}: found a damaged DOCX, wanted a whole one. Save it again in Word.") from error
    blocks = [block for block in _blocks(word) if block.text.strip(" |")]
    return finish(blocks, name=name, media_type=MEDIA_TYPE, title=clean_line(word.core_properties.title or ""))


def _require_bounded(data: bytes, name: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except zipfile.BadZipFile as error:
        raise SourceUnreadable(f"{name}: found a damaged DOCX, wanted a whole one. Save it again in Word.") from error
    if unpacked > MOST_UNPACKED_BYTES:
        raise SourceUnreadable(
            f"{name}: found a DOCX that unpacks to {unpacked // 1_000_000} MB, wanted at most 200 MB. "
            "Take its pictures out."
        )


def _blocks(word: WordDocument) -> Iterator[Block]:
    for part in word.iter_inner_content():
        if isinstance(part, Table):
            yield from _rows(part)
        else:
            yield _block(part)


def _rows(table: Table) -> Iterator[Block]:
    for line in table.rows:
        cells: list[str] = []
        seen: set[Any] = set()
        for cell in line.cells:
            # A merged cell comes once for each column that it covers.
            if cell._tc not in seen:
                seen.add(cell._tc)
                cells.append(clean_line(cell.text))
        kind = BlockKind.ROW if len(cells) > 1 else BlockKind.PARAGRAPH
        yield Block(kind, " | ".join(cells))


def _block(paragraph: Paragraph) -> Block:
    text = clean_line(paragraph.text)
    level = _heading_level(paragraph)
    if level is not None:
        return Block(BlockKind.HEADING, text, level)
    depth = _list_depth(paragraph)
    if depth is not None:
        return Block(BlockKind.ITEM, text, depth)
    return Block(BlockKind.PARAGRAPH, text)


def _heading_level(paragraph: Paragraph) -> int | None:
    name = paragraph.style.name if paragraph.style is not None else None
    if not name:
        return None
    if _TITLE_STYLE.match(name):
        return 1
    match = _HEADING_STYLE.match(name)
    return int(match["level"]) + 1 if match else None


def _list_depth(paragraph: Paragraph) -> int | None:
    """Level of a list item from 1: by its numbering, else by its style."""
    properties = paragraph._p.pPr
    numbering = properties.find(qn("w:numPr")) if properties is not None else None
    if numbering is not None:
        level = numbering.find(qn("w:ilvl"))
        return int(level.get(qn("w:val"), "0")) + 1 if level is not None else 1
    name = paragraph.style.name if paragraph.style is not None else None
    match = _LIST_STYLE.match(name or "")
    if match is None or (name or "").lower() == "list paragraph":
        return None
    return int(match["level"] or 1)
