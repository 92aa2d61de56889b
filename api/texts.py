"""The page's texts in Finnish, Swedish and English, and dates and numbers as each language writes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import yaml

LANGUAGES = ("fi", "sv", "en")
"""The page's languages; the first is the default."""

FILE = Path(__file__).with_name("templates") / "texts.yaml"

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
NARROW = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True)
class Texts:
    """The texts of one language."""

    language: str
    by_key: Mapping[str, str]

    def __call__(self, key: str, **values: object) -> str:
        """The text of `key` with `values` in its places. Raises KeyError for an unknown key."""
        return self.by_key[key].format(**values) if values else self.by_key[key]

    def day(self, day: date) -> str:
        """A date as the language writes it: 22.11.2026, or 22 Nov 2026 in English."""
        if self.language == "en":
            return f"{day.day} {MONTHS[day.month - 1]} {day.year}".replace(" ", NARROW)
        return f"{day.day}.{day.month}.{day.year}"

    def number(self, number: int) -> str:
        """A whole number with its thousands apart."""
        return f"{number:,}" if self.language == "en" else f"{number:,}".replace(",", NARROW)


@cache
def texts_in(language: str) -> Texts:
    """The texts of one of LANGUAGES. Raises KeyError for another language or a text that lacks it."""
    rows: dict[str, dict[str, str]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return Texts(language, {key: row[language].strip() for key, row in rows.items()})


def preferred_language(asked: str | None, accept_language: str) -> str:
    """The page's language: what `?lang=` asks, else the browser's first of LANGUAGES, else Finnish."""
    if asked in LANGUAGES:
        return asked
    for tag in _by_preference(accept_language):
        language = tag.split("-")[0].lower()
        if language in LANGUAGES:
            return language
    return LANGUAGES[0]


def _by_preference(accept_language: str) -> list[str]:
    """Tags of an Accept-Language header, the most wanted first; what cannot be read counts as unwanted."""
    weighed = []
    for part in accept_language.split(","):
        tag, _, quality = part.strip().partition(";q=")
        try:
            weight = float(quality) if quality else 1.0
        except ValueError:
            weight = 0.0
        if tag and weight > 0:
            weighed.append((-weight, tag.strip()))
    return [tag for _, tag in sorted(weighed, key=lambda pair: pair[0])]
