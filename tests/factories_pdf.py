"""PDF files made by hand, as small as the claim of a test allows."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

PAGE_WIDTH, PAGE_HEIGHT = 595, 842
LEFT, TOP, LEADING = 70, 780, 14.0


@dataclass(frozen=True)
class Printed:
    """One line on a page; `x` and `y` in points from the lower left corner."""

    text: str
    y: float
    x: float = LEFT
    size: float = 11
    bold: bool = False


def lines_down(texts: Sequence[str], *, top: float = TOP, x: float = LEFT) -> list[Printed]:
    """Lines one below the other; an empty text leaves a gap."""
    return [Printed(text, top - at * LEADING, x) for at, text in enumerate(texts) if text]


def pdf_of(pages: Sequence[Sequence[Printed]], *, rotate: int = 0) -> bytes:
    """A PDF in Helvetica with WinAnsi characters; every page turned by `rotate` degrees."""
    return pdf_of_streams([_content(page) for page in pages], rotate=rotate)


def pdf_of_streams(
    streams: Sequence[bytes], *, rotate: int = 0, extra: Sequence[bytes] = (), packed: bool = False
) -> bytes:
    """A PDF whose pages draw `streams`; `extra` are further objects, the first with number 5."""
    fonts = [
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold/Encoding/WinAnsiEncoding>>",
    ]
    first_page = 5 + len(extra)
    kids = b" ".join(b"%d 0 R" % (first_page + 2 * at) for at in range(len(streams)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(streams)),
        *fonts,
        *extra,
    ]
    names = b"".join(b"/X%d %d 0 R" % (at, 5 + at) for at in range(len(extra)))
    for stream in streams:
        number = len(objects) + 1
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Rotate %d/Contents %d 0 R"
            b"/Resources<</Font<</F1 3 0 R/F2 4 0 R>>/XObject<<%s>>>>>>"
            % (PAGE_WIDTH, PAGE_HEIGHT, rotate, number + 1, names)
        )
        objects.append(stream_object(stream, packed=packed))
    return file_of(objects)


def stream_object(content: bytes, *, entries: bytes = b"", packed: bool = False) -> bytes:
    """A stream, compressed where `packed`."""
    body = zlib.compress(content, 9) if packed else content
    return b"<</Length %d%s%s>>stream\n%s\nendstream" % (
        len(body),
        b"/Filter/FlateDecode" if packed else b"",
        entries,
        body,
    )


def file_of(objects: Sequence[bytes]) -> bytes:
    """Objects numbered from 1, the catalogue first, with their cross-reference table."""
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)
    return bytes(out)


def _content(page: Sequence[Printed]) -> bytes:
    return b"\n".join(_shown(line) for line in page)


def _shown(line: Printed) -> bytes:
    text = line.text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    font = b"F2" if line.bold else b"F1"
    return b"BT /%s %g Tf %g %g Td (%s) Tj ET" % (font, line.size, line.x, line.y, text)
