"""Lines of a PDF page as an engine found them, and how to tell text from garble."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

LEAST_GOOD_SHARE = 0.85
MOST_SINGLE_LETTER_SHARE = 0.4
MOST_MEAN_WORD = 18.0

_GLYPH_NAMES = re.compile(r"\(cid:\d+\)|/[a-z]{1,3}\d{1,5}\b|/uni[0-9A-F]{4}")
_USUAL_MARKS = set(".,:;!?()[]{}%/&+=*'\"@#<>|_-–—−•·●○▪■□◦→§€$£°©®™…“”„‘’»«½¼¾²³×±\t\n\u00ad\ufffe\x02")
# Symbol fonts put their bullets here.
_PRIVATE_BULLETS = {"\uf0b7", "\uf0a7", "\uf0d8", "\uf0fc", "\uf02d", "\uf0a8", "\uf076", "\uf06f"}


@dataclass(frozen=True)
class Line:
    """One printed line. `along` and `across` are points along the writing direction and down the page."""

    text: str
    size: float = 0.0
    """Font size on the page in points; 0 where unknown."""
    along: float = 0.0
    across: float = 0.0
    """Grows downwards; lines of upright and of turned pages are alike."""
    is_bold: bool = False


def is_garbled(lines: Sequence[Line]) -> bool:
    """Whether text is there but cannot be right: no Unicode map in the font, or broken word gaps."""
    text = "\n".join(line.text for line in lines)
    return bool(text.strip()) and goodness(text) < LEAST_GOOD_SHARE


def goodness(text: str) -> float:
    """Share of characters that running text has, in [0, 1]; 0 for glyph names and loose letters."""
    seen = [character for character in text if not character.isspace()]
    if not seen or _is_glyph_names(text) or _has_broken_gaps(text):
        return 0.0
    good = sum(_is_good(character) for character in seen)
    return good / len(seen)


def _is_good(character: str) -> bool:
    if character.isalnum() or character in _USUAL_MARKS or character in _PRIVATE_BULLETS:
        return True
    return unicodedata.category(character).startswith("M")


def _is_glyph_names(text: str) -> bool:
    return sum(len(name) for name in _GLYPH_NAMES.findall(text)) > 0.3 * len(text)


def _has_broken_gaps(text: str) -> bool:
    words = re.findall(r"[^\W\d_]+", text)
    if len(words) < 30:
        return False
    single = sum(len(word) == 1 for word in words)
    mean = sum(map(len, words)) / len(words)
    return single > MOST_SINGLE_LETTER_SHARE * len(words) or mean > MOST_MEAN_WORD
