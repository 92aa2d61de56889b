"""Which words the sources have."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.language.analyse import GRAM, PART
from assistant.protocols import Analyser
from assistant.retrieval.index import Index


def stands_in_sources(word: str, index: Index, analysers: Mapping[str, Analyser]) -> bool:
    """Whether `word`, or the base form that it is of, stands in some passage in any language."""
    return any(
        words.index.knows(term)
        for language, words in index.words.items()
        for term in analysers[language].terms(word)
        if not term.startswith((GRAM, PART))
    )
