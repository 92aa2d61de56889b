"""A claim that is nearly word for word a sentence of the evidence: then every turning word that differs counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from assistant.answering.support.problem import Problem
from assistant.answering.support.reading import Reading, Sentence
from assistant.answering.support.signals import BINDING, DENIALS, FREE, QUALIFIERS, SWEEPING, Signal

NEARLY = 0.85
"""Least share of words that two sentences have in common, both counted, in [0, 1]."""
_FEWEST_WORDS = 5
_KINDS = (
    ("denial", DENIALS | {Signal.WITHOUT, Signal.EXCEPTION}),
    ("modality", BINDING | FREE | {Signal.SHOULD}),
    ("qualifier", QUALIFIERS | {Signal.CONDITION, Signal.TOGETHER}),
    ("sweeping", SWEEPING | {Signal.ONLY, Signal.ALONE}),
    ("bound", frozenset({Signal.AT_LEAST, Signal.AT_MOST, Signal.BEFORE, Signal.AFTER})),
)


def differences(claim: Reading, evidence: Reading) -> Iterator[Problem]:
    """Turning words and public bodies in which a claim differs from the sentence that it repeats."""
    for said in claim.sentences:
        known = _nearest(said, evidence)
        if known is not None:
            yield from _turned(said, known)
            yield from _replaced(said, known)


def _nearest(said: Sentence, evidence: Reading) -> Sentence | None:
    if len(said.words) < _FEWEST_WORDS:
        return None
    own = _forms(said)
    share, place = max(
        ((_in_common(own, sentence), -place) for place, sentence in enumerate(evidence.sentences)), default=(0.0, 0)
    )
    return evidence.sentences[-place] if share >= NEARLY else None


def _in_common(own: Counter[str], other: Sentence) -> float:
    size = own.total() + len(other.words)
    # No more than the shorter of the two can be in common.
    if 2 * min(own.total(), len(other.words)) < NEARLY * size:
        return 0.0
    return 2 * (own & _forms(other)).total() / size


def _forms(sentence: Sentence) -> Counter[str]:
    return Counter(word.form for word in sentence.words)


def _turned(said: Sentence, known: Sentence) -> Iterator[Problem]:
    ours, theirs = (Counter(signal for _, signal in one.signals) for one in (said, known))
    for kind, signals in _KINDS:
        added = sorted(signal for signal in (ours - theirs) if signal in signals)
        dropped = sorted(signal for signal in (theirs - ours) if signal in signals)
        if added or dropped:
            yield Problem(kind, f"repeats a sentence of the evidence but {_told(added, dropped)}", True)


def _told(added: list[Signal], dropped: list[Signal]) -> str:
    told = [f"adds {_names(added)}"] if added else []
    return " and ".join(told + ([f"drops {_names(dropped)}"] if dropped else []))


def _names(signals: list[Signal]) -> str:
    return ", ".join(f"“{signal.replace('_', ' ')}”" for signal in signals)


def _replaced(said: Sentence, known: Sentence) -> Iterator[Problem]:
    ours, theirs = (Counter(actor.name for actor in one.actors) for one in (said, known))
    for name in sorted((ours - theirs).keys()):
        if theirs - ours:
            yield Problem("actor", f"repeats a sentence of the evidence but names the {name}", True)
