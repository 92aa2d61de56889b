"""Which words the sources have."""

from __future__ import annotations

import re
from collections.abc import Mapping

from assistant.language.analyse import GRAM, PART
from assistant.protocols import Analyser
from assistant.retrieval.index import Index


def stands_in_sources(word: str, index: Index, analysers: Mapping[str, Analyser]) -> bool:
    """Whether `word`, or the base form that it is of, stands in some passage in any language."""
    return any(_knows(word, language, index, analysers) for language in index.words)


def language_by_words(text: str, index: Index, analysers: Mapping[str, Analyser]) -> str | None:
    """The language whose sources alone know most words of `text`, and more than half of them; else None."""
    words = re.findall(r"[^\W\d_]{3,}", text.lower())
    known = {language: sum(_knows(word, language, index, analysers) for word in words) for language in index.words}
    best = max(known.values(), default=0)
    leading = [language for language, count in known.items() if count == best]
    return leading[0] if len(leading) == 1 and 2 * best > len(words) else None


def _knows(word: str, language: str, index: Index, analysers: Mapping[str, Analyser]) -> bool:
    terms = (term for term in analysers[language].terms(word) if not term.startswith((GRAM, PART)))
    return any(index.words[language].index.knows(term) for term in terms)
