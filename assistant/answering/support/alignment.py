"""Where in the evidence a claim's words are found."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.answering.support.reading import Reading, Sentence
from assistant.answering.support.words import Word, strength

_WINDOW = 3
FOUND = 0.5
"""Least strength at which a word counts as found."""
_EMPTY = Sentence("", (), (), frozenset(), frozenset(), frozenset(), (), (), ())


@dataclass(frozen=True, slots=True)
class Alignment:
    """How much of a claim the evidence holds; each share is in [0, 1], words by their weight."""

    window: float
    """In the best few sentences that follow each other."""
    sentence: float
    """In the best sentence."""
    weakest: float
    """In the best sentence for it, of the part of the claim that is held least."""
    concepts: float
    """Of the claim's concepts, how many the evidence has."""
    missing: tuple[str, ...]
    """Content words that are found nowhere, in the claim's order."""
    longest_gap: int
    """Most of them that follow each other."""
    names: int
    """How many of them are written as names."""
    best: Sentence
    """The sentence that holds most of the claim."""
    near: tuple[Sentence, ...]
    """The sentences of the best window."""
    span: tuple[int, int]
    """From the first to the last word of the best sentence that the claim shares."""


def align(claim: Reading, evidence: Reading) -> Alignment:
    """The claim's words against the evidence's sentences."""
    words = tuple({word.form: word for s in claim.sentences for word in s.words if word.weight}.values())
    total = sum(word.weight for word in words)
    sentences = evidence.sentences
    if not total or not sentences:
        forms = tuple(word.form for word in words)
        return Alignment(0.0, 0.0, 0.0, 0.0, forms, len(forms), 0, _EMPTY, (), (0, 0))
    found = [[strength(word, sentence) for word in words] for sentence in sentences]
    shares = [_share(row, words, total) for row in found]
    place = max(range(len(sentences)), key=lambda at: shares[at])
    best_row = [max(column) for column in zip(*found, strict=True)]
    missing = tuple(word.form for word, value in zip(words, best_row, strict=True) if value < FOUND)
    window, begin = max((_window(found, at, words, total), -at) for at in range(len(sentences)))
    return Alignment(
        window=window,
        sentence=shares[place],
        weakest=_weakest(claim, words, found),
        concepts=_shared({c for s in claim.sentences for c in s.concepts}, {c for s in sentences for c in s.concepts}),
        missing=missing,
        longest_gap=_longest_gap(claim, frozenset(missing)),
        names=sum(form in claim.names for form in missing),
        best=sentences[place],
        near=sentences[-begin : -begin + _WINDOW],
        span=_span(sentences[place], claim),
    )


def _share(row: list[float], words: tuple[Word, ...], total: float) -> float:
    return sum(word.weight * value for word, value in zip(words, row, strict=True)) / total


def _window(found: list[list[float]], begin: int, words: tuple[Word, ...], total: float) -> float:
    rows = found[begin : begin + _WINDOW]
    return _share([max(column) for column in zip(*rows, strict=True)], words, total)


def _shared(wanted: set[str], there: set[str]) -> float:
    return len(wanted & there) / len(wanted) if wanted else 1.0


def _weakest(claim: Reading, words: tuple[Word, ...], found: list[list[float]]) -> float:
    places = {word.form: place for place, word in enumerate(words)}
    least = 1.0
    for part in claim.parts:
        chosen = [(places[word.form], word.weight) for word in part]
        held = max(sum(weight * row[place] for place, weight in chosen) for row in found)
        least = min(least, held / sum(weight for _, weight in chosen))
    return least


def _longest_gap(claim: Reading, missing: frozenset[str]) -> int:
    longest = length = 0
    for sentence in claim.sentences:
        for word in sentence.words:
            if word.weight:
                length = length + 1 if word.form in missing else 0
                longest = max(longest, length)
    return longest


def _span(sentence: Sentence, claim: Reading) -> tuple[int, int]:
    shared = [
        place
        for word, place in zip(sentence.words, sentence.places, strict=True)
        if word.weight and any(strength(word, other) >= FOUND for other in claim.sentences)
    ]
    return (shared[0], shared[-1]) if shared else (0, 0)
