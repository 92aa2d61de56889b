"""Texts as a support check reads them, sentence by sentence; what was read once is remembered."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache, reduce

from assistant.answering.support.actors import Actor, actors_in
from assistant.answering.support.clauses import Clause, clauses_of
from assistant.answering.support.facts import NO_FACTS, Facts, facts_of
from assistant.answering.support.signals import Signal, signals_in, states_absence
from assistant.answering.support.words import WORD, Word, language_of, word_of
from assistant.language.sentences import sentence_spans

_STOP_APART = re.compile(r"(?<=\s\.)\s+")
"""Text that was taken apart into tokens writes its full stops apart, and often all in lower case."""
_NAME = re.compile(r"(?<=[\w,;] )[A-ZÅÄÖ][\w’'-]+")
_BETWEEN_PARTS = re.compile(r"[,;:()–—]|\b(?:and|but|ja|sekä|mutta|och|samt|men)\b")
_MOST_SENTENCES = 400
_TEXTS_REMEMBERED = 1024


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence and all that it can be compared by."""

    text: str
    """In lower case."""
    words: tuple[Word, ...]
    places: tuple[int, ...]
    """Offset of each word in `text`."""
    prefixes: frozenset[str]
    grams: frozenset[str]
    concepts: frozenset[str]
    signals: tuple[tuple[int, Signal], ...]
    actors: tuple[Actor, ...]
    clauses: tuple[Clause, ...]

    def has(self, kinds: frozenset[Signal]) -> bool:
        """Whether the sentence has a signal of one of these kinds."""
        return any(signal in kinds for _, signal in self.signals)


@dataclass(frozen=True, slots=True)
class Reading:
    """A text, read."""

    sentences: tuple[Sentence, ...]
    facts: Facts
    languages: frozenset[str]
    """Of fi, sv and en; empty where nothing tells."""
    states_absence: bool
    names: frozenset[str]
    """Words written with a capital inside a sentence, in lower case."""
    parts: tuple[tuple[Word, ...], ...]
    """Content words of each part between commas and conjunctions; parts of one word are left out."""

    @property
    def signals(self) -> frozenset[Signal]:
        """Every kind of signal in the text."""
        return frozenset(signal for sentence in self.sentences for _, signal in sentence.signals)

    @property
    def actors(self) -> frozenset[str]:
        """Every public body that the text names."""
        return frozenset(actor.name for sentence in self.sentences for actor in sentence.actors)


@lru_cache(maxsize=_TEXTS_REMEMBERED)
def read(text: str) -> Reading:
    """The text, read; a long one up to its first few hundred sentences."""
    spans = sentence_spans(text, "")
    pieces = [piece for start, end in spans for piece in _STOP_APART.split(text[start:end].lower())]
    return Reading(
        sentences=tuple(_sentence(piece) for piece in pieces[:_MOST_SENTENCES]),
        facts=facts_of(text),
        languages=frozenset({language_of(text)} - {""}),
        states_absence=states_absence(text.lower()),
        names=frozenset(name.lower() for match in _NAME.findall(text) for name in WORD.findall(match)),
        parts=tuple(part for piece in _BETWEEN_PARTS.split(text.lower()) if len(part := _content(piece)) > 1),
    )


@lru_cache(maxsize=_TEXTS_REMEMBERED)
def read_all(texts: tuple[str, ...]) -> Reading:
    """Several texts as one."""
    readings = [read(text) for text in texts]
    return Reading(
        sentences=tuple(sentence for reading in readings for sentence in reading.sentences),
        facts=reduce(lambda one, other: one | other, (reading.facts for reading in readings), NO_FACTS),
        languages=frozenset(language for reading in readings for language in reading.languages),
        states_absence=any(reading.states_absence for reading in readings),
        names=frozenset(name for reading in readings for name in reading.names),
        parts=tuple(part for reading in readings for part in reading.parts),
    )


def _content(lowered: str) -> tuple[Word, ...]:
    return tuple(word for word in map(word_of, WORD.findall(lowered)) if word.weight)


def _sentence(lowered: str) -> Sentence:
    matches = list(WORD.finditer(lowered))
    words = tuple(word_of(match.group()) for match in matches)
    places = tuple(match.start() for match in matches)
    signals, actors = signals_in(lowered), actors_in(lowered)
    return Sentence(
        text=lowered,
        words=words,
        places=places,
        prefixes=frozenset(prefix for word in words for prefix in word.prefixes),
        grams=frozenset(gram for word in words for gram in word.grams),
        concepts=frozenset(concept for word in words for concept in word.concepts),
        signals=signals,
        actors=actors,
        clauses=clauses_of(lowered, words, places, signals, actors),
    )
