"""Fixed texts in Finnish, Swedish and English, side by side in texts.yaml."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import yaml

_FILE = Path(__file__).with_name("texts.yaml")
_OTHER_LANGUAGES = Path(__file__).with_name("other_languages.yaml")
_MONTHS_SV = "januari februari mars april maj juni juli augusti september oktober november december".split()
_MONTHS_EN = "January February March April May June July August September October November December".split()


@dataclass(frozen=True)
class Texts:
    """The fixed texts of one language."""

    language: str
    version: str
    """First eight hexadecimal digits of the digest of all texts."""
    entries: dict[str, str]

    def get(self, key: str, **values: str) -> str:
        """The text called `key`, with {names} replaced. Raises KeyError for an unknown key."""
        return self.entries[key].format(**values)


def texts_in(language: str) -> Texts:
    """The fixed texts in "fi", "sv" or "en"."""
    version, entries = _load()
    return Texts(language, version, {key: values[language] for key, values in entries.items()})


def answers_in_said_in(language: str) -> str:
    """Which languages Koto answers in, said in `language`; empty where the sentence is not known in it."""
    return _other_languages().get(language, "")


@cache
def _other_languages() -> dict[str, str]:
    loaded: dict[str, str] = yaml.safe_load(_OTHER_LANGUAGES.read_text(encoding="utf-8"))
    return loaded


@cache
def _load() -> tuple[str, dict[str, dict[str, str]]]:
    data = _FILE.read_bytes()
    return hashlib.sha256(data).hexdigest()[:8], yaml.load(data, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def listed(names: Sequence[str], texts: Texts) -> str:
    """Names in a row: "A, B and C"."""
    if len(names) < 2:
        return "".join(names)
    return " ".join((", ".join(names[:-1]), texts.get("list_and"), names[-1]))


def written_date(day: date, language: str) -> str:
    """The date as people write it: 1.1.2025, den 1 januari 2025, 1 January 2025."""
    if language == "fi":
        return f"{day.day}.{day.month}.{day.year}"
    if language == "sv":
        return f"den {day.day} {_MONTHS_SV[day.month - 1]} {day.year}"
    return f"{day.day} {_MONTHS_EN[day.month - 1]} {day.year}"
