"""Lines of a PDF by pypdf, the first opinion."""

from __future__ import annotations

import io
import logging
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pypdf import PdfReader
from pypdf.errors import DependencyError

from ingest.read.pdf_lines import Line

logging.getLogger("pypdf").setLevel(logging.CRITICAL)

UNIT = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Locked(Exception):
    """The file opens with a password only."""


def open_pdf(data: bytes) -> PdfReader:
    """The file, opened with the empty password where it is encrypted.

    Raises Locked where that is not enough. Files with newer ciphers are left to the second opinion: pypdf
    needs a further library for them.
    """
    reader = PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise Locked
    return reader


def page_lines(reader: PdfReader) -> Iterator[list[Line]]:
    """The lines of each page, in the order of drawing; empty where the page breaks pypdf."""
    for page in reader.pages:
        gathered = _Gathered()
        try:
            page.extract_text(visitor_text=gathered.add)
        except (MemoryError, TimeoutError, DependencyError):
            raise
        except Exception:  # noqa: BLE001 - pypdf raises whatever the broken page made happen; the second opinion follows
            yield []
            continue
        yield gathered.lines()


@dataclass
class _Piece:
    text: str
    size: float
    along: float
    across: float
    is_bold: bool


@dataclass
class _Gathered:
    """Takes pypdf's text pieces and cuts them into lines."""

    open_line: list[_Piece] = field(default_factory=list)
    done: list[Line] = field(default_factory=list)

    def add(self, text: str, cm: list[float], tm: list[float], font: dict[str, Any] | None, size: float) -> None:
        """One piece, as pypdf's `visitor_text` hands it over."""
        first, *others = text.split("\n")
        self._take(first, cm, tm, font, size)
        for other in others:
            self._close()
            self._take(other, cm, tm, font, size)

    def lines(self) -> list[Line]:
        """The lines so far."""
        self._close()
        return self.done

    def _take(self, text: str, cm: list[float], tm: list[float], font: dict[str, Any] | None, size: float) -> None:
        if not text:
            return
        a, b, c, d, x, y = _product(tuple(tm), tuple(cm))
        turn = math.hypot(a, b) or 1.0
        cos, sin = a / turn, b / turn
        scale = math.sqrt(abs(a * d - b * c)) or 1.0
        name = str((font or {}).get("/BaseFont", ""))
        self.open_line.append(
            _Piece(text, abs(size) * scale, x * cos + y * sin, x * sin - y * cos, is_bold="bold" in name.lower())
        )

    def _close(self) -> None:
        told = [piece for piece in self.open_line if piece.text.strip()]
        if told:
            text = "".join(piece.text for piece in self.open_line)
            longest = max(told, key=lambda piece: len(piece.text.strip()))
            bold = sum(len(piece.text) for piece in told if piece.is_bold)
            is_bold = bold > 0.6 * sum(len(piece.text) for piece in told)
            self.done.append(Line(text, round(longest.size, 1), told[0].along, longest.across, is_bold))
        self.open_line = []


def _product(tm: tuple[float, ...], cm: tuple[float, ...]) -> tuple[float, ...]:
    """Text matrix times page matrix."""
    a, b, c, d, e, f = (float(number) for number in tm)
    g, h, i, j, k, m = (float(number) for number in cm)
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)
