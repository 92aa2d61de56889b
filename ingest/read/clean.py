"""Characters that look the same are made the same, so that a search and a quote meet."""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = dict.fromkeys([0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x200E, 0x200F, *range(0x202A, 0x202F)])
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl"}
_BREAKS = {0x0B: "\n", 0x0C: "\n\n", 0x85: "\n", 0x2028: "\n", 0x2029: "\n\n"}
_TABLE = {**_INVISIBLE, **_LIGATURES, **_BREAKS}
_LIGATURE = re.compile("[\ufb00-\ufb04]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_SPACES = re.compile(r"[^\S\n]")


def clean_text(text: str) -> str:
    """Composed (NFC) text with plain spaces and line feeds, without control and invisible characters.

    Tabs become single spaces; nothing else changes, lines keep their indentation.
    """
    if text.isprintable() and not _LIGATURE.search(text) and unicodedata.is_normalized("NFC", text):
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_TABLE)
    return unicodedata.normalize("NFC", _SPACES.sub(" ", _CONTROL.sub("", text)))


def clean_line(text: str) -> str:
    """Clean text on one line, with single spaces and none at its ends."""
    return " ".join(clean_text(text).split())
