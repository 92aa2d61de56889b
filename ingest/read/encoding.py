"""Bytes to characters, or a clear line that says why not."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from assistant.errors import SourceUnreadable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{1,40})", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
# What Windows-1252 text in Finnish, Swedish and English holds beyond ASCII.
_USUAL = set("åäöÅÄÖéÉèàáíóúüÜñçøØæÆšžŠŽ§€£°½–—‘’“”„•…«»·´¨× \xa0\xad®©™")
_BINARY = "found binary data, wanted text. Convert it to PDF, DOCX, HTML or UTF-8 text and try again."
MOST_BYTES = 20_000_000
LEAST_USUAL_SHARE = 0.9
MOST_CONTROL_SHARE = 0.002


@dataclass(frozen=True)
class Decoded:
    """Text and what a person should know of how it was read."""

    text: str
    warnings: tuple[str, ...] = ()


def decode(data: bytes, *, name: str) -> Decoded:
    """Text of `data`: by byte order mark, as UTF-8, by the page's own charset, or as Windows-1252.

    Raises SourceUnreadable for an empty file, one that is too large, bytes that are no text, and an
    encoding that cannot be told.
    """
    if len(data) > MOST_BYTES:
        raise SourceUnreadable(
            f"{name}: found {len(data) // 1_000_000} MB of text, wanted at most {MOST_BYTES // 1_000_000} MB. Split it."
        )
    if not data.strip(b"\x00 \t\r\n"):
        raise SourceUnreadable(f"{name}: found an empty file, wanted text. Fetch or save it again.")
    decoded = _by_mark(data) or _as_utf8(data) or _by_declared_charset(data) or _as_windows_1252(data)
    if decoded is None:
        raise SourceUnreadable(_reason(data, name))
    if is_junk(decoded.text):
        raise SourceUnreadable(f"{name}: {_BINARY}")
    return decoded


def is_junk(text: str) -> bool:
    """Whether `text` holds more control characters than text does."""
    return len(_CONTROL.findall(text)) > MOST_CONTROL_SHARE * len(text)


def _by_mark(data: bytes) -> Decoded | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data, encoding)
    return None


def _as_utf8(data: bytes) -> Decoded | None:
    return _decoded(data, "utf-8")


def _by_declared_charset(data: bytes) -> Decoded | None:
    match = _META_CHARSET.search(data[:4096])
    if match is None:
        return None
    try:
        encoding = codecs.lookup(match[1].decode("ascii")).name
    except LookupError:
        return None
    # Browsers read a page that says Latin-1 as Windows-1252.
    encoding = "cp1252" if encoding in ("iso8859-1", "ascii") else encoding
    return _decoded(data, encoding, f"read as {encoding}, as the page says")


def _as_windows_1252(data: bytes) -> Decoded | None:
    decoded = _decoded(data, "cp1252", "not UTF-8; read as Windows-1252: check that å, ä and ö are right")
    if decoded is None:
        return None
    beyond_ascii = [character for character in decoded.text if character > "\x7f"]
    usual = sum(character in _USUAL for character in beyond_ascii)
    return decoded if usual >= LEAST_USUAL_SHARE * len(beyond_ascii) else None


def _decoded(data: bytes, encoding: str, *warnings: str) -> Decoded | None:
    try:
        return Decoded(data.decode(encoding), warnings)
    except (UnicodeDecodeError, LookupError):
        return None


def _reason(data: bytes, name: str) -> str:
    if data.count(0) > MOST_CONTROL_SHARE * len(data):
        return f"{name}: {_BINARY}"
    return f"{name}: found an unknown text encoding, wanted UTF-8. Save it again as UTF-8."
