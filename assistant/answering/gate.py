"""The gate for the words of a chat model: stricter than for words that a person wrote and vetted.

`verify_claim` weighs doubts; here each of them fails the sentence, and the support that it needs is higher. A
sentence that is lost costs little, since what it was made from is told anyway.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from enum import StrEnum

from assistant.answering.second_check import SecondCheck, first_check_stands
from assistant.answering.support.alignment import align
from assistant.answering.support.facts import Facts
from assistant.answering.support.reading import Reading, Sentence, read, read_all
from assistant.answering.support.score import compare, support_of
from assistant.answering.support.signals import BINDING, DENIALS, FREE, PARTIAL_DENIALS, QUALIFIERS, Signal
from assistant.answering.verify import Claim, verify_claim
from assistant.domain.query import Evidence
from assistant.language.detect import UNDETERMINED, detect_language

LEAST_SUPPORT = 0.8
"""On our own pairs: see DECISIONS, "The gate for a model is stricter"."""
_LIMITS = QUALIFIERS | {Signal.CONDITION, Signal.EXCEPTION, Signal.AT_LEAST, Signal.AT_MOST, Signal.ONLY}
"""What narrows a rule: a sentence that tells the rule tells these too."""
_TURNING = BINDING | FREE | DENIALS | PARTIAL_DENIALS | {Signal.SHOULD}
_NEAR_COPY = 0.7
"""Share of the words of a sentence from which a text that holds them is a copy of it."""
_STEM = 5
"""Letters by which a name is found again in its inflected forms."""
_ADDRESS = re.compile(r"https?:|www\.|\w@\w|[<>{}|]|\]\(|\w\.(?:com|org|net|fi|se|eu)\b", re.I)


class Fault(StrEnum):
    """Why a model's sentence is not shown."""

    WRONG_LANGUAGE = "wrong_language"
    UNKNOWN_LABEL = "unknown_label"
    NOT_SUPPORTED = "not_supported"


def fault_of(claim: Claim, evidence: Evidence, language: str, check: SecondCheck = first_check_stands) -> Fault | None:
    """Why the claim may not be shown; None where it may."""
    if any(not 1 <= quote.label <= len(evidence.items) for quote in claim.quotes):
        return Fault.UNKNOWN_LABEL
    quoted = [evidence.items[quote.label - 1].passage.text[quote.start : quote.end] for quote in claim.quotes]
    cited = [evidence.items[quote.label - 1].passage for quote in claim.quotes]
    places = " ".join(text for passage in cited for text in (passage.locator, *passage.headings))
    if not verify_claim(claim, evidence, check).supported:
        return Fault.WRONG_LANGUAGE if _is_in_other_language(claim.text, language) else Fault.NOT_SUPPORTED
    if claim.text in quoted:
        return None
    if _is_in_other_language(claim.text, language):
        return Fault.WRONG_LANGUAGE
    return None if bears_out(claim.text, quoted, language, places=places) else Fault.NOT_SUPPORTED


def bears_out(text: str, evidence: list[str], language: str, *, places: str = "") -> bool:
    """Whether the evidence bears the text out beyond doubt; `places` are locators and headings that it may name too."""
    joined = " ".join([*evidence, places])
    if any(found not in joined for found in _ADDRESS.findall(text)):
        return False
    with_places = [*evidence, places] if places else evidence
    comparison = compare(text, with_places, language)
    if comparison.verbatim:
        return True
    said, known = read(text), read_all(tuple(evidence))
    if comparison.problems or _drops_a_limit(said, known) or _untold(said.facts, known.facts):
        return False
    if _turns_otherwise(said, known) or any(_is_new(name, joined) for name in said.names):
        return False
    return support_of(text, with_places, language, least=LEAST_SUPPORT).supported


def _drops_a_limit(said: Reading, known: Reading) -> bool:
    """Whether the sentence that comes closest limits or denies, and the text does not."""
    closest = frozenset(signal for _, signal in align(said, known).best.signals)
    return bool(closest & _LIMITS - said.signals) or bool(closest & DENIALS and not said.signals & DENIALS)


def _turns_otherwise(said: Reading, known: Reading) -> bool:
    """Whether must, may, not and the bodies named stand elsewhere than in the evidence.

    A long sentence has several of them, and one changed is one among many. None may be said more often than in the
    evidence; in a near copy of a sentence each stands as often as there.
    """
    turns = _turns(said.sentences)
    if turns - _turns(known.sentences):
        return True
    closest = align(said, known).best
    words = {word for word in closest.text.split() if len(word) > 1}
    own = {word for sentence in said.sentences for word in sentence.text.split()}
    is_copy = bool(words) and len(words & own) / len(words) >= _NEAR_COPY
    return is_copy and bool(_turns((closest,)) - turns)


def _turns(sentences: Sequence[Sentence]) -> Counter[str]:
    signals = Counter(str(signal) for sentence in sentences for _, signal in sentence.signals if signal in _TURNING)
    return signals + Counter(f"body {actor.name}" for sentence in sentences for actor in sentence.actors)


def _untold(said: Facts, known: Facts) -> bool:
    """Whether a length of time is told that the evidence does not tell; a digit alone may be that of a subsection."""
    return bool((said.durations | said.deadlines) - known.durations - known.ones - known.deadlines)


def _is_new(name: str, evidence: str) -> bool:
    return name[:_STEM] not in evidence.lower()


def _is_in_other_language(text: str, language: str) -> bool:
    return detect_language(text) not in {language, UNDETERMINED}
