"""The gate between a draft and the reader: every claim is checked against its citation.

A claim passes when it cites evidence of this turn, its quote is exactly the cited text, every number, date and section
reference in it stands there, its words are borne out by the quote (`support`), and it may be said on the as-of date:
a rule that does not apply then is told only by a statement that says so itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.answering.second_check import SecondCheck, first_check_stands
from assistant.answering.support import support_of
from assistant.domain.passage import Passage, Tense
from assistant.domain.query import Evidence, ScoredPassage
from assistant.domain.source import Origin, Standing
from assistant.retrieval.standing import CURRENT

_FIGURE = re.compile(r"\d+(?:[.:/]\d+)*")


@dataclass(frozen=True)
class Quote:
    """A place in a passage: `passage.text[start:end]`."""

    label: int
    """Label of the passage in the evidence, from 1."""
    start: int
    end: int


@dataclass(frozen=True)
class Claim:
    """One sentence of a draft that says something about the world."""

    text: str
    quotes: tuple[Quote, ...]
    frame: str = ""
    """What is said before the text of whose words it is and of what time; no part of what is checked."""
    is_wording: bool = False
    """The text is quoted from a statute as its wording of some time, which the frame before it tells."""


@dataclass(frozen=True)
class Verdict:
    """What the check says of a claim."""

    support: float
    """Chance that its quotes support the claim, in [0, 1]; 1 for a claim in the words of its quotes."""
    reasons: tuple[str, ...] = ()
    """Why it fails; empty when it is supported."""

    @property
    def supported(self) -> bool:
        """Whether the claim may be shown."""
        return not self.reasons


def verify_claim(claim: Claim, evidence: Evidence, check: SecondCheck = first_check_stands) -> Verdict:
    """Check one claim against the evidence of this turn; `check` is asked where the first check passes."""
    if not claim.quotes:
        return Verdict(0.0, ("cites nothing",))
    labels = range(1, len(evidence.items) + 1)
    unknown = [quote.label for quote in claim.quotes if quote.label not in labels]
    if unknown:
        return Verdict(0.0, (f"cites [{unknown[0]}], but the evidence has labels 1 to {len(evidence.items)}",))
    cited = [(quote, evidence.items[quote.label - 1]) for quote in claim.quotes]
    reasons = [reason for quote, item in cited for reason in _place_problems(quote, item, claim.is_wording)]
    quoted = [item.passage.text[quote.start : quote.end] for quote, item in cited]
    # A claim may name the place that it quotes: "Under section 22 of Act 681/2023, ...".
    places = [text for _, item in cited for text in (item.passage.locator, *item.passage.headings)]
    missing = sorted(figures(claim.text) - figures(" ".join([*quoted, *places])))
    reasons += [f"{figure!r} does not stand in the quote" for figure in missing]
    read = [*quoted, " ".join(places)]
    support = support_of(claim.text, read, cited[0][1].passage.language)
    if not reasons:
        support = check(claim.text, read, support)
    return Verdict(support.score, (*reasons, *support.reasons))


def figures(text: str) -> set[str]:
    """Numbers, dates, Act numbers and section references in `text`, without closing full stops."""
    return {match.rstrip(".:") for match in _FIGURE.findall(text)}


def may_be_said(tense: Tense, standing: Standing) -> bool:
    """Whether a statement of this tense may be shown when its passage has this standing."""
    if standing in CURRENT:
        return tense is not Tense.PAST
    if standing in {Standing.PLANNED, Standing.EXAMPLE}:
        return tense is Tense.ALWAYS
    return tense is Tense.PAST and standing is not Standing.NOT_YET_IN_FORCE


def _place_problems(quote: Quote, item: ScoredPassage, is_wording: bool) -> list[str]:
    passage = item.passage
    if not 0 <= quote.start < quote.end <= len(passage.text):
        return [f"quote {quote.start}-{quote.end} lies outside passage {passage.id}"]
    if is_wording and passage.origin is Origin.STATUTE:
        return []
    tense = _tense_of(passage, quote)
    if not may_be_said(tense, item.standing):
        return [f"{passage.id} is {item.standing.value} on the as-of date and the sentence does not say so"]
    return []


def _tense_of(passage: Passage, quote: Quote) -> Tense:
    """The strictest tense among the statements that the quote touches."""
    touched = {s.tense for s in passage.statements if s.start < quote.end and quote.start < s.end}
    for tense in (Tense.PRESENT, Tense.ALWAYS, Tense.PAST):
        if tense in touched:
            return tense
    return Tense.ALWAYS
