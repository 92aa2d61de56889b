"""Given names, places and words of grammar, whatever form they stand in: "Ahmedille" is Ahmed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from assistant.language.function_words import FUNCTION_WORDS

_DATA = Path(__file__).parent
_POSSESSIVE = re.compile(r"['’]s?$")
# Case endings and clitics of Finnish, and the Swedish and English genitive; the longest first.
_ENDINGS = tuple(
    sorted(
        "n a ä ta tä na nä ssa ssä sta stä lla llä lta ltä lle ksi an en in on un yn än ön han hen hin hon hun hän s "
        "nkin llakin lläkin llako lläkö lleko nko nkö ko kö kin".split(),
        key=len,
        reverse=True,
    )
)
_SHORTEST_STEM = 3


def given_name(word: str) -> str:
    """What `word` is, part by part: "sure" for a given name, "word" for one that is a common word too, else empty."""
    if "-" in word:
        parts = [part for part in word.split("-") if part]
        if len(parts) < 2 or not all(part[0].isupper() for part in parts):
            return ""
        return (
            "sure" if any(given_name(part) for part in parts) or parts[0] in {"Al", "El", "Ben", "Abu", "Bin"} else ""
        )
    kinds = [_names()[base] for base in _bases(word) if base in _names()]
    return "sure" if "sure" in kinds else (kinds[0] if kinds else "")


def _bases(word: str) -> Iterator[str]:
    """What the word may be the inflected form of, itself first, in lower case."""
    word = (word[: -len(ending)] if (ending := possessive_of(word)) else word).lower()
    yield word
    for ending in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem == word or len(stem) < _SHORTEST_STEM or not _may_follow(ending, stem):
            continue
        yield stem
        if stem[-1] == "i" and len(stem) > _SHORTEST_STEM:
            yield stem[:-1]
        # Pekka, Pekan; Matti, Matin; Mikko, Mikolla.
        if stem[-2:-1] in {"k", "p", "t"} and stem[-3:-2] != stem[-2:-1]:
            yield f"{stem[:-1]}{stem[-2]}{stem[-1]}"
        # Tampere, Tampereella.
        if stem.endswith("ee"):
            yield stem[:-1]
        # Virtanen, Virtasen.
        if stem.endswith("se"):
            yield f"{stem[:-2]}nen"


def _may_follow(ending: str, stem: str) -> bool:
    """Whether the illative's vowel is the stem's own (Anna, Annaan), or an i after a consonant (Ahmed, Ahmedin)."""
    if len(ending) != 2 or ending[1] != "n" or ending[0] not in "aeiouyäö":
        return True
    return stem[-1] == ending[0] or (ending == "in" and stem[-1] not in "aeiouyäö")


def is_grammar(word: str) -> bool:
    """Whether `word` is one that sentences are built with, in any of the three languages."""
    return word.lower() in _grammar()


def is_a_name(word: str) -> bool:
    """Whether `word` itself, not as a form of another word, is a given name."""
    return word.lower() in _names()


def is_place_itself(word: str) -> bool:
    """Whether `word` is the name of a place in its base form."""
    return word.lower() in _places()


def is_place(word: str) -> bool:
    """Whether `word` is a form of the name of a municipality, a region or a country."""
    return any(base in _places() for base in _bases(word))


def possessive_of(word: str) -> str:
    """The genitive's apostrophe and s at the end of `word`; empty where it has none."""
    return match[0] if (match := _POSSESSIVE.search(word)) else ""


@cache
def _grammar() -> frozenset[str]:
    return frozenset().union(*(FUNCTION_WORDS[language] for language in ("fi", "sv", "en")))


@cache
def _names() -> dict[str, str]:
    return {line.rstrip("?").lower(): "word" if line.endswith("?") else "sure" for line in _lines("given_names.txt")}


@cache
def _places() -> frozenset[str]:
    return frozenset(line.lower() for line in _lines("places.txt"))


def _lines(name: str) -> list[str]:
    text = (_DATA / name).read_text(encoding="utf-8")
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
