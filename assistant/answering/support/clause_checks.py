"""What a clause of a claim turns round, compared with the clause of the evidence that says the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from assistant.answering.support.actors import RESIDENCE
from assistant.answering.support.alignment import Alignment
from assistant.answering.support.clauses import Clause, Pairing, pairings
from assistant.answering.support.facts import Facts, facts_of
from assistant.answering.support.problem import Problem
from assistant.answering.support.reading import Reading
from assistant.answering.support.signals import (
    BINDING,
    DENIALS,
    FREE,
    PARTIAL_DENIALS,
    QUALIFIERS,
    SWEEPING,
    Signal,
)
from assistant.answering.support.words import strength, word_of

RELATED = 0.5
"""Least share of a clause from which two clauses are compared."""
SAME = 0.7
"""The same from which what differs is certain enough to fail the claim."""
FEWEST_WORDS = 3
"""Words that a clause needs for that: two are soon found anywhere."""
_SOFT = PARTIAL_DENIALS | {Signal.REGARDLESS}
_MAY_HAVE_FIGURES = re.compile(r"\d|vuo|kuukau|viik|päiv|tun|år|måna|veck|dag|timm|year|month|week|day|hour")
_OTHER_THAN = re.compile(r"\b(?:mu[iu]\w* kuin|ann(?:at|an) än|andra än|other than) (?P<what>[^\W\d_]{4,})")
_FIRST_YEAR, _LAST_YEAR = 1950, 2100
_OPPOSITES = (
    ("bound", Signal.AT_LEAST, Signal.AT_MOST),
    ("bound", Signal.AT_MOST, Signal.AT_LEAST),
    ("bound", Signal.BEFORE, Signal.AFTER),
    ("bound", Signal.AFTER, Signal.BEFORE),
    ("sweeping", Signal.ALONE, Signal.TOGETHER),
    ("qualifier", Signal.TOGETHER, Signal.ALONE),
)


def clause_problems(claim: Reading, alignment: Alignment) -> Iterator[Problem]:
    """Problems of each clause of the claim that the evidence has too."""
    said = [clause for sentence in claim.sentences for clause in sentence.clauses]
    sentences = (
        alignment.near if any(one is alignment.best for one in alignment.near) else (alignment.best, *alignment.near)
    )
    known = [clause for sentence in sentences for clause in sentence.clauses]
    dropped: set[Signal] = set()
    for pair in pairings(said, known):
        if pair.share >= RELATED:
            yield from _qualifiers(pair, claim.signals, dropped)
            yield from _exceptions(pair, claim.signals)
            yield from _polarity(pair)
            yield from _force(pair)
            yield from _opposites(pair)
            yield from _actors(pair)
            yield from _figures(pair)


def _is_certain(pair: Pairing) -> bool:
    return pair.share >= SAME and len(pair.claim.words) >= FEWEST_WORDS


def _polarity(pair: Pairing) -> Iterator[Problem]:
    said, there = pair.claim.signals, pair.evidence.signals
    if (said | there) & _SOFT:
        return
    if said & DENIALS and not there & (DENIALS | (FREE if Signal.NEED_NOT in said else frozenset())):
        yield Problem("denial", "denies what the evidence affirms", _is_certain(pair))
    elif there & DENIALS and not said & (DENIALS | (FREE if Signal.NEED_NOT in there else frozenset())):
        yield Problem("denial", "affirms what the evidence denies", _is_certain(pair))


def _qualifiers(pair: Pairing, said: frozenset[Signal], told: set[Signal]) -> Iterator[Problem]:
    """What limits the clause of the evidence and is said nowhere in the claim; each told once."""
    kept = said | ({Signal.WHERE_NEEDED} if Signal.CONDITION in said else frozenset())
    dropped = (pair.evidence.signals & QUALIFIERS) - kept - told
    # Where the claim sweeps all limits away, that is told already.
    if dropped and not said & SWEEPING:
        told |= dropped
        names = ", ".join(sorted(signal.replace("_", " ") for signal in dropped))
        yield Problem("qualifier", f"drops a qualifier of the evidence ({names})", _is_certain(pair))


def _exceptions(pair: Pairing, said: frozenset[Signal]) -> Iterator[Problem]:
    """What is said of just those of whom the evidence says it not: "temporarily" for "other than temporarily"."""
    if said & (DENIALS | {Signal.EXCEPTION}):
        return
    for match in _OTHER_THAN.finditer(pair.evidence.text):
        if strength(word_of(match["what"]), pair.claim) >= SAME:
            yield Problem("denial", f"leaves out that it is other than {match['what']}", _is_certain(pair))


def _force(pair: Pairing) -> Iterator[Problem]:
    said, there = _forces(pair.claim), _forces(pair.evidence)
    if said and there and not said & there:
        reason = f"says {_first(said)} where the evidence says {_first(there)}"
        yield Problem("modality", reason, _is_certain(pair))


def _forces(clause: Clause) -> frozenset[str]:
    """Of must, may and should, what the clause says; a denied one says nothing here."""
    signals = clause.signals
    found = set()
    if Signal.SHOULD in signals:
        found.add("should")
    elif signals & BINDING:
        found.add("must")
    if signals & FREE:
        found.add("may")
    return frozenset() if signals & DENIALS else frozenset(found)


def _first(forces: frozenset[str]) -> str:
    return sorted(forces)[0]


def _opposites(pair: Pairing) -> Iterator[Problem]:
    for kind, one, other in _OPPOSITES:
        if one in pair.claim.signals and other in pair.evidence.signals:
            if other not in pair.claim.signals and one not in pair.evidence.signals:
                reason = f"says {one.replace('_', ' ')} where the evidence says {other.replace('_', ' ')}"
                yield Problem(kind, reason, _is_certain(pair))


def _figures(pair: Pairing) -> Iterator[Problem]:
    """Figures that the evidence has, but for something else: "two years" of the clause that speaks of three."""
    said, there = _facts(pair.claim.text), _facts(pair.evidence.text)
    if said is None or there is None:
        return
    for what, one, other in (
        ("duration", said.durations, there.durations),
        ("amount", said.money, there.money),
        ("share", said.shares, there.shares),
        ("year", _years(said), _years(there)),
    ):
        if one and other and not one & other:
            yield Problem("fact", f"the {what} is another than in the clause of the evidence", _is_certain(pair))


@lru_cache(maxsize=4096)
def _facts(text: str) -> Facts | None:
    return facts_of(text) if _MAY_HAVE_FIGURES.search(text) else None


def _years(facts: Facts) -> frozenset[float]:
    acts = {float(name.split("/")[-1]) for name in facts.provisions if "/" in name}
    return frozenset(value for value in facts.figures if _FIRST_YEAR <= value <= _LAST_YEAR) - acts


def _actors(pair: Pairing) -> Iterator[Problem]:
    said = [actor.name for actor in pair.claim.actors if actor.name != RESIDENCE]
    there = [actor.name for actor in pair.evidence.actors if actor.name != RESIDENCE]
    strange = [name for name in said if not any(known.startswith(name) for known in there)]
    replaced = [name for name in there if not any(name.startswith(known) for known in said)]
    if strange and replaced:
        reason = f"names the {strange[0]} where the evidence names the {replaced[0]}"
        yield Problem("actor", reason, _is_certain(pair))
        return
    act = [actor.name for actor in pair.claim.actors if actor.acts and actor.name != RESIDENCE]
    may_act = {actor.name for actor in pair.evidence.actors if actor.acts}
    if act and may_act and not may_act & set(act) and set(act) & set(there):
        reason = f"says of the {act[0]} what the evidence says of the {min(may_act)}"
        yield Problem("role", reason, _is_certain(pair))
