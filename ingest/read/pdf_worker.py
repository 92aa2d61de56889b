"""Reads a PDF from standard input and writes its lines as JSON: a process of its own, with limits of its own.

A hostile file can loop or ask for all memory, and native code cannot be interrupted; a process can be ended.
"""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Sequence
from dataclasses import astuple
from types import FrameType
from typing import Any

from ingest.read import pdf_pdfium, pdf_pypdf
from ingest.read.pdf_lines import Line, goodness, is_garbled

MOST_MEMORY_BYTES = 2_000_000_000
FIRST_OPINION_S = 12
"""Seconds that pypdf has; what it has not read by then, pdfium reads."""
MOST_PAGES = 2000
MOST_CHARACTERS = 10_000_000
MOST_LINES_ON_PAGE = 2000
"""A page of small print has some 150 lines."""
MOST_PAGES_FOR_PYPDF = 250
"""pypdf reads some 10 to 50 pages a second, pdfium hundreds: longer files go to pdfium at once."""


def main() -> int:
    """Reads, and writes one JSON object; 0 also when the file cannot be read: the object says so."""
    _limit_memory()
    try:
        answer = read(sys.stdin.buffer.read())
    except MemoryError:
        answer = {"error": "memory"}
    sys.stdout.write(json.dumps(answer))
    return 0


def read(data: bytes) -> dict[str, Any]:
    """What is in the file (pages of lines, outline, pages that pdfium read), or the kind of error."""
    first = _first_opinion(data)
    if first == "locked":
        return {"error": "locked"}
    try:
        document = pdf_pdfium.open_pdf(data)
    except pdf_pdfium.Locked:
        return {"error": "locked"} if not first else _answer(first, [], [])
    except pdf_pdfium.Broken:
        return {"error": "broken"} if not first else _answer(first, [], [])
    if len(document) > MOST_PAGES:
        return {"error": "pages", "count": len(document)}
    pages, second = _second_opinion(first, document)
    if any(len(lines) > MOST_LINES_ON_PAGE for lines in pages) or _characters(pages) > MOST_CHARACTERS:
        return {"error": "text"}
    if not any(pages) and not pdf_pdfium.has_sound_page(document):
        return {"error": "broken"}
    return _answer(pages, pdf_pdfium.outline(document), second)


def _first_opinion(data: bytes) -> Any:
    """Lines by page, "locked", or an empty list where pypdf gives up or would take too long."""
    try:
        with _Alarm(FIRST_OPINION_S):
            reader = pdf_pypdf.open_pdf(data)
            if len(reader.pages) > MOST_PAGES_FOR_PYPDF:
                return []
            return list(pdf_pypdf.page_lines(reader))
    except pdf_pypdf.Locked:
        return "locked"
    except Exception:  # noqa: BLE001 - whatever a damaged file makes of pypdf, pdfium is asked next
        return []


def _second_opinion(first: list[list[Line]], document: Any) -> tuple[list[list[Line]], list[int]]:
    """Pages with pdfium's lines where pypdf has none, or worse ones."""
    pages: list[list[Line]] = []
    second: list[int] = []
    for number in range(max(len(first), len(document))):
        lines = first[number] if number < len(first) else []
        if (not lines or is_garbled(lines)) and number < len(document):
            other = pdf_pdfium.page_lines(document, number)
            if _goodness(other) > _goodness(lines):
                lines = other
                second.append(number + 1)
        pages.append(lines)
    return pages, second


def _goodness(lines: Sequence[Line]) -> float:
    return goodness("\n".join(line.text for line in lines))


def _characters(pages: Sequence[Sequence[Line]]) -> int:
    return sum(len(line.text) for lines in pages for line in lines)


def _answer(pages: list[list[Line]], outline: list[tuple[str, int, int]], second: list[int]) -> dict[str, Any]:
    return {
        "pages": [[astuple(line) for line in lines] for lines in pages],
        "outline": outline,
        "second_opinions": second,
    }


class _Alarm:
    """Raises TimeoutError in the block after so many seconds; pure Python code heeds it."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds

    def __enter__(self) -> None:
        if hasattr(signal, "SIGALRM"):
            signal.signal(signal.SIGALRM, _raise_timeout)
            # Again and again: pypdf swallows some exceptions on its way.
            signal.setitimer(signal.ITIMER_REAL, self.seconds, 0.5)

    def __exit__(self, *_: object) -> None:
        if hasattr(signal, "SIGALRM"):
            signal.setitimer(signal.ITIMER_REAL, 0)


def _raise_timeout(_number: int, _frame: FrameType | None) -> None:
    raise TimeoutError


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # not on Windows; the time limit still holds there
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY_BYTES, MOST_MEMORY_BYTES))


if __name__ == "__main__":
    sys.exit(main())
