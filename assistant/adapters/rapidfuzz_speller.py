"""Typing errors mended by the words of the corpus; the only importer of rapidfuzz."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import cached_property

_WORD = re.compile(r"[^\W\d_]{4,}")
_LONG = 8
"""Letters from which on two errors in a word are mended; in shorter ones one."""


class RapidfuzzSpeller:
    """Behind the Protocol Speller: what is no word of the language gives way to the nearest word of the corpus."""

    def __init__(self, words: Sequence[str], is_word: Callable[[str], bool]) -> None:
        """`words` of the corpus, lower case, the most frequent first; `is_word` tells a word of the language."""
        self._words = words
        self._is_word = is_word

    def mended(self, text: str) -> str:
        """`text` with each unknown word in the place of which one word of the corpus stands near enough."""
        return _WORD.sub(lambda match: self._mended(match[0]), text)

    def _mended(self, word: str) -> str:
        form = unicodedata.normalize("NFC", word).lower()
        if form in self._known or self._is_word(form):
            return word
        return self._by_letters.get(_folded(form)) or self._nearest(form) or word

    def _nearest(self, form: str) -> str | None:
        # Imported when the first typing error comes: most questions have none.
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        errors = 2 if len(form) >= _LONG else 1
        found = process.extractOne(form, self._words, scorer=OSA.distance, score_cutoff=errors)
        return str(found[0]) if found else None

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(self._words)

    @cached_property
    def _by_letters(self) -> dict[str, str]:
        """Words by their letters without dots and rings: "paivitetaan" is meant for "päivitetään"."""
        return {_folded(word): word for word in reversed(self._words)}


def _folded(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
