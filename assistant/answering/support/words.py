"""A text's words as a support check reads them: weight, concepts, prefixes and character grams."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from assistant.answering.support.lexicon import BEGINNINGS, LONGEST_BEGINNING, WHOLE_WORDS
from assistant.language.function_words import ENDINGS_BY_LANGUAGE, STOP_WORDS

WORD = re.compile(r"[^\W\d_]+")
LANGUAGES = ("fi", "sv", "en")
_STOP = frozenset().union(*(STOP_WORDS[language] for language in LANGUAGES))
_GRAM = 4
_SHORTEST_PREFIX = 3
_SHORTEST_INSIDE = 5
_ENDING_WEIGHT = 0.4
_LEAST_SHARED = 4
_LEAST_SHARE = 0.6
_GRAM_CREDIT = 0.8
_CONCEPT_CREDIT = 0.85


@dataclass(frozen=True, slots=True)
class Word:
    """A word form and what it can be recognised by."""

    form: str
    """In lower case."""
    weight: float
    """How much it counts: nothing for a stop word, more for a longer word."""
    concepts: frozenset[str]
    prefixes: tuple[str, ...]
    """Its beginnings, shortest first; the last is the word itself."""
    grams: frozenset[str]


class HasWords(Protocol):
    """A text that can be looked through for words."""

    @property
    def prefixes(self) -> frozenset[str]:
        """Every beginning of every word, and the words themselves."""

    @property
    def grams(self) -> frozenset[str]:
        """Every run of a few letters."""

    @property
    def concepts(self) -> frozenset[str]:
        """Every concept that a word has."""


@lru_cache(maxsize=100_000)
def word_of(form: str) -> Word:
    """The word with this lower-case form."""
    size = len(form)
    return Word(
        form,
        0.0 if size < 2 or form in _STOP else min(size, 12) ** 0.5,
        frozenset(_concepts(form)),
        tuple(form[:end] for end in range(min(_SHORTEST_PREFIX, size), size + 1)),
        frozenset(form[start : start + _GRAM] for start in range(size - _GRAM + 1)) or frozenset({form}),
    )


def words_of(text: str) -> tuple[Word, ...]:
    """The words of `text` (any case), in order."""
    return tuple(word_of(form) for form in WORD.findall(text.lower()))


def strength(word: Word, sentence: HasWords) -> float:
    """How surely `sentence` has `word` in some form or language, in [0, 1]."""
    if word.form in sentence.prefixes:
        return 1.0
    best = 0.0
    if word.concepts:
        best = _CONCEPT_CREDIT * len(word.concepts & sentence.concepts) / len(word.concepts)
    size = len(word.form)
    least = max(_LEAST_SHARED, math.ceil(_LEAST_SHARE * size))
    if least < size and word.form[:least] in sentence.prefixes:
        longest = next(end for end in range(size - 1, least - 1, -1) if word.form[:end] in sentence.prefixes)
        return max(best, longest / size)
    if best < _GRAM_CREDIT:
        share = len(word.grams & sentence.grams) / len(word.grams)
        if share >= _LEAST_SHARE:
            best = max(best, _GRAM_CREDIT * share)
    return best


@lru_cache(maxsize=4096)
def language_of(text: str) -> str:
    """The likeliest of fi, sv and en; "" where nothing tells. Takes microseconds and loads no model."""
    scores = dict.fromkeys(LANGUAGES, 0.0)
    for form in WORD.findall(text[:2000].lower()):
        for language in LANGUAGES:
            if form in STOP_WORDS[language]:
                scores[language] += 1.0
            elif len(form) > _SHORTEST_INSIDE and form.endswith(ENDINGS_BY_LANGUAGE[language]):
                scores[language] += _ENDING_WEIGHT
    best = max(LANGUAGES, key=lambda language: scores[language])
    return best if scores[best] else ""


def _concepts(form: str) -> set[str]:
    """Concepts that the word begins with or, in a compound, has inside."""
    if form in WHOLE_WORDS:
        return {WHOLE_WORDS[form]}
    found = set()
    start = 0
    while start < len(form):
        end = _longest(form, start)
        if end:
            found.add(BEGINNINGS[form[start:end]])
        start = max(start + 1, end)
    return found


def _longest(form: str, start: int) -> int:
    """Where the longest known beginning at `start` ends; 0 where there is none."""
    least = _SHORTEST_PREFIX if start == 0 else _SHORTEST_INSIDE
    for end in range(min(len(form), start + LONGEST_BEGINNING), start + least - 1, -1):
        if form[start:end] in BEGINNINGS:
            return end
    return 0
