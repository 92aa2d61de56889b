"""The terms of a text that carry its content: base forms, parts of compounds and references."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.language.analyse import GRAM
from assistant.language.function_words import STOP_WORDS


def content_terms(terms: Iterable[str], language: str) -> frozenset[str]:
    """The terms without character grams and stop words of `language`."""
    stop_words = STOP_WORDS.get(language, frozenset())
    return frozenset(term for term in terms if not term.startswith(GRAM) and term not in stop_words)
