"""Lines and outline of a PDF by pdfium, the second opinion."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from itertools import islice

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ingest.read.pdf_lines import Line

MOST_OUTLINE_ENTRIES = 2000
DEEPEST_OUTLINE = 6
BOLD_WEIGHT = 600


class Locked(Exception):
    """The file opens with a password only."""


class Broken(Exception):
    """pdfium cannot open the file."""


def open_pdf(data: bytes) -> pdfium.PdfDocument:
    """The file, opened without a password.

    Raises Locked where it needs one, Broken where it is damaged.
    """
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise (Locked if "password" in str(error).lower() else Broken)(str(error)) from error


def page_lines(document: pdfium.PdfDocument, number: int) -> list[Line]:
    """The lines of page `number`, from 0; empty where the page is broken."""
    try:
        page = document[number]
    except pdfium.PdfiumError:
        return []
    text_page = page.get_textpage()
    try:
        return list(_lines(text_page))
    finally:
        text_page.close()
        page.close()


def has_sound_page(document: pdfium.PdfDocument) -> bool:
    """Whether any of the first ten pages can be loaded."""
    for number in range(min(10, len(document))):
        try:
            document[number].close()
        except pdfium.PdfiumError:
            continue
        return True
    return False


def outline(document: pdfium.PdfDocument) -> list[tuple[str, int, int]]:
    """(title, page from 1, depth from 0) of the outline's entries; a loop in it ends at a fixed number."""
    entries: list[tuple[str, int, int]] = []
    for mark in islice(document.get_toc(max_depth=DEEPEST_OUTLINE), MOST_OUTLINE_ENTRIES):
        target = mark.get_dest()
        index = target.get_index() if target is not None else None
        if index is not None:
            entries.append((mark.get_title(), index + 1, mark.level))
    return entries


def _lines(text_page: pdfium.PdfTextPage) -> Iterator[Line]:
    start = 0
    # Characters are counted as pdfium does, one a code unit: a text range in UTF-16.
    text = text_page.get_text_range()
    units = text.encode("utf-16-le")
    for raw_line in text.split("\r\n"):
        line = raw_line.replace("\ufffe", "-").replace("\x02", "-")
        first = start + len(line) - len(line.lstrip())
        if line.strip():
            yield _line(text_page, line, min(first, len(units) // 2))
        start += len(raw_line.encode("utf-16-le")) // 2 + 2


def _line(text_page: pdfium.PdfTextPage, text: str, at: int) -> Line:
    size = float(raw.FPDFText_GetFontSize(text_page, at))
    matrix = raw.FS_MATRIX()
    a, b, c, d = 1.0, 0.0, 0.0, 1.0
    if raw.FPDFText_GetMatrix(text_page, at, matrix):
        a, b, c, d = matrix.a, matrix.b, matrix.c, matrix.d
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(text_page, at, x, y)
    turn = math.hypot(a, b) or 1.0
    cos, sin = a / turn, b / turn
    scale = math.sqrt(abs(a * d - b * c)) or 1.0
    is_bold = int(raw.FPDFText_GetFontWeight(text_page, at)) >= BOLD_WEIGHT
    along = x.value * cos + y.value * sin
    return Line(text, round(size * scale, 1), along, x.value * sin - y.value * cos, is_bold)
