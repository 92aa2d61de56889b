"""Where the parts of a build lie, and what its manifest must say to be opened."""

from __future__ import annotations

STORE = "passages.sqlite"
VECTORS = "vectors"
WORDS = "words"
CROSSING = "crossing.json"
"""By direction ("fi>sv"): the word of the other language that goes with a word."""
FORMS = "forms.json"
"""By language: the words of the rows as they stand there, the most frequent first."""
ASK_SPACE = "ask-space.npz"
"""The space in which questions are compared."""
ROW_CLASSIFIER = "row-classifier.npz"
"""Which rows a question is for."""
SCOPE_CLASSIFIER = "scope-classifier.npz"
"""Whether the corpus answers a question."""
READERS = "readers"
"""Readers hold a shared lock on this file; a build is removed only when nobody does."""

PASSAGE_VECTORS = "passages"
ASK_VECTORS = "asks"
ELSEWHERE_VECTORS = "elsewhere"

SPLITTER = "1"
"""Changes when passages are cut otherwise from the same documents."""
