"""Sentences in clauses, and for a clause of a claim the clause of the evidence that says most of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.answering.support.actors import Actor
from assistant.answering.support.facts import is_unit
from assistant.answering.support.number_words import number_in_word
from assistant.answering.support.signals import Signal
from assistant.answering.support.words import Word, strength

_BREAK = re.compile(
    r"(?:,\s+)?\b(?:(?P<joint>ja|sekä|tai|och|samt|eller|and|or)|"
    r"että|jos|mikäli|jotta|koska|kun|jo(?:ka|tka|nka|iden|ita|lle|ille|lta|lla|ssa|sta)|vaan|mutta|vaikka|"
    r"som|när|eftersom|men|medan|that|which|who|whose|if|when|where|because|although|but|while)\b|"
    r"[;:()–]|,(?!\d| liikenne-| trafik-| transport and)|\.(?=\s)"
)
_FORCE = frozenset(
    {Signal.MUST, Signal.MAY, Signal.SHOULD, Signal.NEED_NOT, Signal.MUST_NOT, Signal.NEGATION, Signal.OPTIONAL}
)
_FEWEST_WORDS = 2


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a sentence with a verb of its own, as far as its punctuation and conjunctions tell."""

    words: tuple[Word, ...]
    """Those that say something, without numbers and units."""
    signals: frozenset[Signal]
    actors: tuple[Actor, ...]
    text: str
    """In lower case."""
    prefixes: frozenset[str]
    grams: frozenset[str]
    concepts: frozenset[str]


@dataclass(frozen=True, slots=True)
class Pairing:
    """A clause of a claim and the clause of the evidence that says most of it."""

    claim: Clause
    evidence: Clause
    share: float
    """Of the claim's clause, how much the other holds, by weight, in [0, 1]."""


def clauses_of(
    text: str,
    words: Sequence[Word],
    places: Sequence[int],
    signals: Sequence[tuple[int, Signal]],
    actors: Sequence[Actor],
) -> tuple[Clause, ...]:
    """The clauses of a lower-case sentence, in order; `places` are the offsets of `words`.

    What "and" or "or" joins is one unless the second part says must or may by itself, and so is a part of a word or
    none (", where needed,") with the part before it.
    """
    forces = [place for place, signal in signals if signal in _FORCE]
    counted = [place for word, place in zip(words, places, strict=True) if _counts(word)]
    clauses = []
    for begin, end in _spans(text, forces, counted):
        own = tuple(word for word, place in zip(words, places, strict=True) if begin <= place < end and _counts(word))
        clauses.append(
            Clause(
                words=own,
                signals=frozenset(signal for place, signal in signals if begin <= place < end),
                actors=tuple(actor for actor in actors if begin <= actor.place < end),
                text=text[begin:end],
                prefixes=frozenset(prefix for word in own for prefix in word.prefixes),
                grams=frozenset(gram for word in own for gram in word.grams),
                concepts=frozenset(concept for word in own for concept in word.concepts),
            )
        )
    return tuple(clauses)


def _counts(word: Word) -> bool:
    # Durations are compared by themselves; as words they would lead to the clause that has the same one.
    return bool(word.weight) and number_in_word(word.form) is None and not is_unit(word.form)


def _spans(text: str, forces: Sequence[int], counted: Sequence[int]) -> list[tuple[int, int]]:
    breaks = [(0, False), *((match.start(), match["joint"] is not None) for match in _BREAK.finditer(text))]
    spans: list[tuple[int, int]] = []
    is_inserted = False
    for (begin, joins), end in zip(breaks, [*(place for place, _ in breaks[1:]), len(text)], strict=True):
        # What follows words in commas goes on with the clause before them.
        goes_on = is_inserted and text[begin] == ","
        if spans and (goes_on or _is_part(spans[-1], (begin, end), joins, text[begin] == ",", forces, counted)):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((begin, end))
        is_inserted = text[begin] == "," and _within((begin, end), counted) < _FEWEST_WORDS
    return spans


def _is_part(
    before: tuple[int, int],
    span: tuple[int, int],
    joins: bool,
    after_comma: bool,
    forces: Sequence[int],
    counted: Sequence[int],
) -> bool:
    if min(_within(span, counted), _within(before, counted)) < _FEWEST_WORDS:
        return True
    return joins and not (_within(span, forces) and (_within(before, forces) or after_comma))


def _within(span: tuple[int, int], places: Sequence[int]) -> int:
    return sum(span[0] <= place < span[1] for place in places)


def pairings(claim: Iterable[Clause], evidence: Sequence[Clause]) -> list[Pairing]:
    """Each clause of the claim that has a few words, with the best clause of the evidence; the first of equals."""
    found = []
    for clause in claim:
        if len(clause.words) >= _FEWEST_WORDS and evidence:
            shares = [held(clause, other) for other in evidence]
            best = max(shares)
            found.append(Pairing(clause, evidence[shares.index(best)], best))
    return found


def held(clause: Clause, other: Clause) -> float:
    """How much of `clause` the other one holds, by weight, in [0, 1]."""
    total = sum(word.weight for word in clause.words)
    return sum(word.weight * strength(word, other) for word in clause.words) / total if total else 0.0
