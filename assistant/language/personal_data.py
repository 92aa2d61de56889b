"""Masking of personal data: names and dates of birth, identity codes, e-mail addresses and telephone numbers."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from assistant.language.name_words import PRIVATE
from assistant.language.names import names_in

MASK = "[…]"
"""What stands in a text where personal data stood."""

# Finnish personal identity code: day, month, year, century sign (since 2023 also letters), serial, check.
# The check character is not verified: a code with a typing error is still somebody's.
_IDENTITY_CODE = re.compile(
    r"(?<![0-9A-Za-z])[0-3]\d[01]\d{3}\s?[-–+A-FU-Ya-fu-y]\s?\d{3}\s?[0-9A-Ya-y](?![0-9A-Za-z])"
)
_EMAIL = re.compile(r"[\w.+-]+\s?@\s?[\w-]+(?:\.[\w-]+)+")
# A date of birth is personal; other dates are what a question is about, so the word before it must tell.
_DATE_OF_BIRTH = re.compile(
    r"(\b(?:synt\.?|syntyny\w*|syntymäai\w+|född|födelsedatum|födelsedag|born|date of birth|birth ?date|dob)[\s:]*"
    r"(?:on|den)?\s*)"
    r"(?:\d{1,2}[./]\s?\d{1,2}[./]\s?(?:19|20)?\d\d|(?:19|20)\d\d-\d\d-\d\d|\d{1,2}\.?\s+[^\W\d]+\s+(?:19|20)\d\d)",
    re.I,
)
# A telephone number begins with + and a country code, or with 0; grouped by spaces or hyphens.
# Dates have full stops and Act numbers a slash, so that they do not match.
_PHONE = re.compile(r"(?<![\w/.§:-])(?:\+\d{1,3}|00\d{1,3}|0\d{1,3})[\s-]?(?:\(0\))?\d(?:[\s-]?\d){5,9}(?![\w/.])")


@dataclass(frozen=True)
class Masked:
    """A text without personal data."""

    text: str
    count: int
    """How many places were masked."""
    names: int = 0
    """How many of them were names of persons."""
    tells_private_matters: bool = False
    """It told of a named person's health, residence, livelihood or family."""


def mask_personal_data(text: str, knows: Callable[[str], bool] = lambda word: False) -> Masked:
    """The text with names of persons, identity codes, e-mail addresses and telephone numbers replaced by MASK.

    `knows` tells whether a lower-case word stands in the sources; without it, fewer rare names can be told from
    institutions, and unknown pairs of capitalised words are taken for names.
    """
    count = 0
    for pattern in (_EMAIL, _IDENTITY_CODE, _PHONE):
        text, found = pattern.subn(MASK, text)
        count += found
    text, found = _DATE_OF_BIRTH.subn(rf"\g<1>{MASK}", text)
    count += found
    names = names_in(text, knows)
    for name in reversed(names):
        text = f"{text[: name.start]}{MASK}{text[name.end :]}"
    is_told_of = any(not name.is_own for name in names)
    return Masked(text, count + len(names), len(names), is_told_of and PRIVATE.search(text) is not None)
