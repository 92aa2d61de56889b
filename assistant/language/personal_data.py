"""Masking of personal data: identity codes, e-mail addresses and telephone numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass

MASK = "[…]"
"""What stands in a text where personal data stood."""

# Finnish personal identity code: day, month, year, century sign (since 2023 also letters), serial, check.
# The check character is not verified: a code with a typing error is still somebody's.
_IDENTITY_CODE = re.compile(
    r"(?<![0-9A-Za-z])[0-3]\d[01]\d{3}\s?[-–+A-FU-Ya-fu-y]\s?\d{3}\s?[0-9A-Ya-y](?![0-9A-Za-z])"
)
_EMAIL = re.compile(r"[\w.+-]+\s?@\s?[\w-]+(?:\.[\w-]+)+")
# A telephone number begins with + and a country code, or with 0; grouped by spaces or hyphens.
# Dates have full stops and Act numbers a slash, so that they do not match.
_PHONE = re.compile(r"(?<![\w/.§:-])(?:\+\d{1,3}|00\d{1,3}|0\d{1,3})[\s-]?(?:\(0\))?\d(?:[\s-]?\d){5,9}(?![\w/.])")


@dataclass(frozen=True)
class Masked:
    """A text without personal data."""

    text: str
    count: int
    """How many places were masked."""


def mask_personal_data(text: str) -> Masked:
    """The text with identity codes, e-mail addresses and telephone numbers replaced by MASK."""
    count = 0
    for pattern in (_IDENTITY_CODE, _EMAIL, _PHONE):
        text, found = pattern.subn(MASK, text)
        count += found
    return Masked(text, count)
