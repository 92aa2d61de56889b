"""What a claim says that its evidence contradicts or does not hold, each told in a few words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.answering.support.actors import RESIDENCE
from assistant.answering.support.alignment import Alignment
from assistant.answering.support.clause_checks import clause_problems
from assistant.answering.support.facts import Duration, Facts
from assistant.answering.support.near_verbatim import differences
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

_SIZES = {"month": (1.0, 12.0), "day": (1.0, 7.0), "hour": (1.0, round(1 / 60, 5))}
_MOST_COUNTED = 10
NEAR_IDENTICAL = 0.6
"""Least share of a claim in one sentence from which a contradiction between the two is certain enough to fail it."""


RELATED = 0.3
"""The same for what is certain wherever the two speak of one matter."""


def problems(claim: Reading, evidence: Reading, alignment: Alignment) -> list[Problem]:
    """Everything found, facts first."""
    return [
        *_facts(claim.facts, evidence.facts),
        *_denial(claim, evidence, alignment),
        *_modality(claim, alignment),
        *_qualifiers(claim, evidence, alignment),
        *_bounds(claim, alignment),
        *_actors(claim, evidence, alignment),
        *clause_problems(claim, alignment),
        *differences(claim, evidence),
    ]


def _facts(claim: Facts, evidence: Facts) -> Iterator[Problem]:
    told: set[float] = set()
    for money in sorted(claim.money - evidence.money - evidence.numbers):
        told.add(money)
        yield Problem("fact", f"the amount {money:g} is not in the evidence", True)
    for share in sorted(claim.shares - evidence.shares - evidence.numbers):
        told.add(share)
        yield Problem("fact", f"{share:g} per cent is not in the evidence", True)
    # "50 per cent" is half.
    told |= claim.shares & evidence.shares
    for provision in sorted(claim.provisions - evidence.provisions):
        # "Act 681 of 2023" writes the parts apart; "681/2024" beside "681/2023" is another Act.
        if not _parts(provision) <= evidence.numbers or _is_another(provision, evidence.provisions):
            told |= _parts(provision)
            yield Problem("provision", f"{provision} is not in the evidence", True)
    told |= {float(part) for day in claim.dates for part in day.split("-")}
    for day in sorted(claim.dates - evidence.dates):
        parts = {float(part) for part in day.split("-")}
        # Where the evidence names no full date, its day may stand in a table or beside a year told earlier.
        certain = bool(evidence.dates) or not parts - {float(day[5:7])} <= evidence.numbers
        yield Problem("fact", f"the date {day} is not in the evidence", certain)
    for number in sorted(claim.numbers - evidence.numbers - told):
        if not _is_duration_said_otherwise(number, claim, evidence):
            told.add(number)
            # "Two services" may count what a list holds; "two years" may not.
            counts = number <= _MOST_COUNTED and number not in claim.figures and not _measures(number, claim)
            yield Problem("fact", f"the number {number:g} is not in the evidence", not counts)
    for duration in sorted(claim.durations - evidence.durations - evidence.ones):
        if not told & _raw(duration) and _others(duration) & evidence.durations:
            yield Problem("fact", f"{_told(duration)} is not in the evidence", True)
    for one in sorted(claim.deadlines - evidence.ones - evidence.durations):
        yield Problem("fact", f"{_told(one)} is not in the evidence", bool(evidence.durations | evidence.deadlines))


def _parts(provision: str) -> set[float]:
    return {float(part) for part in "".join(c if c.isdigit() else " " for c in provision).split()}


def _is_another(provision: str, known: frozenset[str]) -> bool:
    """Whether the evidence has the same Act of another year, or other chapters."""
    beginning = re.match(r"\d+/|chapter ", provision)
    return bool(beginning) and any(other.startswith(beginning[0]) for other in known)  # type: ignore[index]


def _is_duration_said_otherwise(number: float, claim: Facts, evidence: Facts) -> bool:
    """12 months for a year, 14 days for two weeks."""
    known = evidence.durations | evidence.ones
    return any(duration in known and number in _raw(duration) for duration in claim.durations)


def _measures(number: float, claim: Facts) -> bool:
    return any(number in _raw(duration) for duration in claim.durations)


def _raw(duration: Duration) -> set[float]:
    """The numbers in which a duration may have been written."""
    return {duration[1] / size for size in _SIZES[duration[0]]}


def _others(duration: Duration) -> set[Duration]:
    """Durations of the same number and another unit."""
    return {
        (name, round(raw * size, 3)) for raw in _raw(duration) for name, sizes in _SIZES.items() for size in sizes
    } - {duration}


def _told(duration: Duration) -> str:
    name, many = duration
    if name == "month" and many % 12 == 0:
        name, many = "year", many / 12
    return f"{many:g} {name}{'' if many == 1 else 's'}"


def _denial(claim: Reading, evidence: Reading, alignment: Alignment) -> Iterator[Problem]:
    said, there = claim.signals, evidence.signals
    denies = said & DENIALS
    if claim.states_absence and not evidence.states_absence and not there & DENIALS:
        yield Problem("absence", "says that there is no such thing, which no evidence says", True)
    elif denies and not there & (DENIALS | PARTIAL_DENIALS):
        yield Problem("denial", "denies what the evidence does not deny", True)
    elif denies and not any(sentence.has(DENIALS | FREE) for sentence in alignment.near):
        yield Problem("denial", "denies what the nearest sentences do not deny", False)
    if Signal.WITHOUT in said and not denies and not there & (DENIALS | {Signal.WITHOUT, Signal.REGARDLESS}):
        yield Problem("denial", "says without where the evidence does not", True)
    excused = DENIALS | FREE | SWEEPING | PARTIAL_DENIALS | {Signal.CONDITION}
    if _signals_near(alignment, slack=12) & DENIALS and not said & excused:
        certain = alignment.sentence >= NEAR_IDENTICAL and bool(said & BINDING)
        yield Problem("denial", "leaves out a negation of the evidence", certain)


def _modality(claim: Reading, alignment: Alignment) -> Iterator[Problem]:
    said = claim.signals
    there = frozenset(signal for sentence in alignment.near for _, signal in sentence.signals)
    best = frozenset(signal for _, signal in alignment.best.signals)
    related = alignment.sentence >= RELATED
    if said & BINDING and not said & FREE and best & FREE and not best & BINDING:
        yield Problem("modality", "says must where the evidence says may", related)
    if Signal.NEED_NOT in said and best & BINDING and not best & (FREE | DENIALS):
        yield Problem("modality", "says need not where the evidence says must", related)
    elif Signal.OPTIONAL in said and there & BINDING and not there & (FREE - {Signal.MAY}):
        yield Problem("modality", "calls optional what the evidence requires", True)
    elif said & FREE and not said & BINDING and best & BINDING and not there & FREE:
        yield Problem("modality", "says may where the evidence says must", related)
    if Signal.SHOULD in said and there & BINDING and Signal.SHOULD not in there:
        yield Problem("modality", "says should where the evidence says must", related)
    if said & BINDING and Signal.SHOULD not in said and Signal.SHOULD in best and not there & BINDING:
        yield Problem("modality", "says must where the evidence says should", related)


def _qualifiers(claim: Reading, evidence: Reading, alignment: Alignment) -> Iterator[Problem]:
    said = claim.signals
    near = _signals_near(alignment, slack=0)
    around = frozenset(signal for _, signal in alignment.best.signals)
    limited = around & QUALIFIERS - said
    if Signal.REGARDLESS in said and Signal.REGARDLESS not in evidence.signals and around & QUALIFIERS:
        yield Problem("qualifier", "says regardless of what the evidence makes it depend on", True)
    elif said & SWEEPING and not evidence.signals & SWEEPING:
        if limited:
            yield Problem("qualifier", f"says without exception what the evidence limits ({_name(limited)})", True)
        else:
            certain = Signal.ALWAYS in said and not said & DENIALS and alignment.sentence >= RELATED
            yield Problem("sweeping", "is more sweeping than the evidence", certain)
    if Signal.CONDITION in near and not said & {Signal.CONDITION, Signal.WHERE_NEEDED, Signal.EXCEPTION}:
        yield Problem("condition", "drops a condition of the evidence", False)
    if Signal.ONLY in said and not evidence.signals & {Signal.ONLY, Signal.AT_MOST}:
        yield Problem("sweeping", "says only where the evidence does not", False)


def _bounds(claim: Reading, alignment: Alignment) -> Iterator[Problem]:
    there = frozenset(signal for sentence in alignment.near for _, signal in sentence.signals)
    for said, opposite in ((Signal.AT_LEAST, Signal.AT_MOST), (Signal.AT_MOST, Signal.AT_LEAST)):
        if said in claim.signals and opposite not in claim.signals and opposite in there and said not in there:
            reason = f"says {said.replace('_', ' ')} where the evidence says {opposite.replace('_', ' ')}"
            yield Problem("bound", reason, bool(claim.facts.numbers or claim.facts.ones))
    if {Signal.AT_LEAST, Signal.AT_MOST} & _signals_near(alignment, slack=0) and claim.facts.numbers:
        if not claim.signals & {Signal.AT_LEAST, Signal.AT_MOST}:
            yield Problem("bound", "drops at least or at most", False)


def _actors(claim: Reading, evidence: Reading, alignment: Alignment) -> Iterator[Problem]:
    named = [actor.name for sentence in claim.sentences for actor in sentence.actors if actor.name != RESIDENCE]
    if not named or not evidence.actors:
        return
    for name in dict.fromkeys(named):
        if not any(known.startswith(name) for known in evidence.actors):
            yield Problem("actor", f"names the {name}, which the evidence does not", True)
    first = [actor.name for actor in alignment.best.actors if actor.name != RESIDENCE][:1]
    if first and named[0] != first[0] and named[0] in evidence.actors:
        yield Problem("role", f"speaks of the {named[0]} where the evidence speaks of the {first[0]}", False)


def _signals_near(alignment: Alignment, slack: int) -> frozenset[Signal]:
    """Signals of the best sentence among the words that the claim shares with it."""
    begin, end = alignment.span
    return frozenset(signal for place, signal in alignment.best.signals if begin - slack <= place <= end + slack)


def _name(signals: frozenset[Signal]) -> str:
    return ", ".join(sorted(signal.replace("_", " ") for signal in signals))
