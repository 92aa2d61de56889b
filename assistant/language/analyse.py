"""Text to the terms of a lexical index: base forms, parts of compounds, character grams, references."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path

from assistant.language.compounds import MODIFIERS, Compound, split_compound
from assistant.language.function_words import STOP_WORDS
from assistant.language.lemma_table import LANGUAGES, LemmaTable
from assistant.language.references import take_references

PART = "+"
"""Begins the term of a part of a compound; a simple word is its own only part."""
GRAM = "#"
"""Begins a term that is no word of its own: a character gram, or a pair of words."""
PAIR = "##"
"""Begins the term of two content words that follow each other."""
GRAM_LENGTH = 4
GRAM_WEIGHT = 0.5
ANALYSER_VERSION = "2"
"""Changes when the same text gives other terms; an index of another version is made anew."""

_WORD = re.compile(r"[^\W_]+")
_WORDS_REMEMBERED = 200_000
_FINNISH_CLITICS = (
    *("kin", "kaan", "kään", "han", "hän", "kö", "ko", "pa", "pä"),
    *("nsa", "nsä", "mme", "nne", "ni", "si"),
)
_LEAST_STEM = 3
_SHORTEST_WITH_GRAMS = 4
_BEGINNING, _END = "^", "$"


def term_weight(term: str) -> float:
    """How much a match of `term` counts in a lexical index: a character gram counts less than a word."""
    return GRAM_WEIGHT if term.startswith(GRAM) and not term.startswith(PAIR) else 1.0


class WordAnalyser:
    """Terms of texts in one language.

    A word gives its base form, the base forms of its parts (its own where it has none)
    marked with `PART`, and its character grams marked with `GRAM`. So a compound that
    matches whole counts more than one that shares a part. A stop word gives itself only;
    two other words that follow each other, stop words between them aside, also give a `PAIR`.
    """

    def __init__(self, language: str, table: LemmaTable | None) -> None:
        """`table` holds the language's base forms; without one, words stay as they are."""
        self._stop_words = STOP_WORDS.get(language, frozenset())
        self._table = table
        self._modifier = MODIFIERS.get(language)
        self._clitics = _FINNISH_CLITICS if language == "fi" else ()
        self._word_terms: Callable[[str], tuple[str, ...]] = lru_cache(_WORDS_REMEMBERED)(self._analyse_word)

    def terms(self, text: str) -> list[str]:
        """Index terms of `text`, repeated as often as they stand there; references come first."""
        rest, terms = take_references(unicodedata.normalize("NFC", text).lower())
        before = ""
        for word in _WORD.findall(rest):
            own = self._word_terms(word)
            terms.extend(own)
            if word in self._stop_words:
                continue
            if before:
                terms.append(f"{PAIR}{before} {own[0]}")
            before = own[0]
        return terms

    def lemma(self, word: str) -> str:
        """The base form of `word`, lower case; `word` itself where none is known."""
        return self._base(word.lower()).whole

    def is_word(self, word: str) -> bool:
        """Whether the table knows `word`, lower case, as a form, a compound or a word with a clitic."""
        return word in self._stop_words or any(self._known(form) for form in (word, *self._without_clitic(word)))

    def _analyse_word(self, word: str) -> tuple[str, ...]:
        if word in self._stop_words:
            return (word,)
        base = self._base(word)
        return (base.whole, *(PART + part for part in base.parts), *_grams(word))

    def _base(self, word: str) -> Compound:
        for form in (word, *self._without_clitic(word)):
            found = self._known(form)
            if found is not None:
                return found
        return Compound(word, (word,))

    def _known(self, form: str) -> Compound | None:
        if self._table is None:
            return None
        lemma = self._table.lemma(form)
        compound = None
        if self._modifier is not None:
            compound = split_compound(lemma or form, self._table, self._modifier, is_base_form=lemma is not None)
        if lemma is None:
            return compound
        return Compound(lemma, compound.parts if compound else (lemma,))

    def _without_clitic(self, word: str) -> Iterator[str]:
        for clitic in self._clitics:
            stem = word.removesuffix(clitic)
            if stem != word and len(stem) >= _LEAST_STEM:
                yield stem
                # A possessive suffix hides the genitive's -n: "kuntansa" for "kunnan" + "nsa".
                yield f"{stem}n"


def open_analyser(directory: Path, language: str) -> WordAnalyser:
    """The analyser of `language`, with its table of base forms under `directory`.

    A language without a table gets words and grams only. Raises IndexMissing when the tables were never built.
    """
    if language not in LANGUAGES:
        return WordAnalyser(language, None)
    return WordAnalyser(language, LemmaTable.open(directory, language))


def open_analysers(directory: Path) -> dict[str, WordAnalyser]:
    """One analyser for each language that has a table under `directory`.

    Raises IndexMissing when the tables were never built.
    """
    return {language: open_analyser(directory, language) for language in LANGUAGES}


def _grams(word: str) -> Iterator[str]:
    """Overlapping grams of the word between marks, so that its beginning and end differ from its middle."""
    if len(word) < _SHORTEST_WITH_GRAMS:
        return
    marked = f"{_BEGINNING}{word}{_END}"
    for start in range(len(marked) - GRAM_LENGTH + 1):
        yield GRAM + marked[start : start + GRAM_LENGTH]
