"""A short answer in the words of a chat model, before the statements that it rests on.

The model words; it decides nothing. It gets the statements of the extractive draft under numbers, and its sentences
are shown only where their statements bear them out. What it leaves out, and what it tells less fully, stays in the
draft's own words after its sentences, so that a composed answer never tells or cites less than the extractive one.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field
from time import monotonic

from assistant.answering.extract import Draft, Framing
from assistant.answering.finish import Finishing
from assistant.answering.gate import Fault, bears_out, fault_of
from assistant.answering.offer import Offer, Offered, characters_for_statements, messages_for, offer_of
from assistant.answering.reply import ReplySentence, read_reply
from assistant.answering.second_check import SecondCheck, first_check_stands
from assistant.answering.support.reading import read
from assistant.answering.support.signals import DENIALS
from assistant.answering.verify import Claim
from assistant.domain.answer import Sentence
from assistant.domain.chat import Failure, Message, Speaker
from assistant.domain.passage import StatementRole
from assistant.domain.query import Evidence, Query
from assistant.errors import ChatModelFailed
from assistant.protocols import ChatModel
from assistant.templates import Texts

MOST_CALLS = 2
MOST_SENTENCES = 4
"""Sentences of a model that are shown; it is asked for three."""
_MOST_FAULTS = 6
"""Sentences that fail before a reply is read no further; small models repeat themselves without end."""
_LEAST_LEFT_S = 1.0
"""A second call is not begun with less time than this."""
_MOST_TOLD = 3
"""Problems that the second call names."""
_MOST_TRIED = 3
"""Statements that a sentence is tried against where those it cites do not bear it out."""
_WORD = re.compile(r"[^\W\d_]{4,}")
_FEWEST_WORDS = 4
"""Words of four letters or more that a sentence must have."""
_STEM = 5


@dataclass(frozen=True)
class Composed:
    """A draft, and whether a model has worded any of it."""

    draft: Draft
    by_model: bool


@dataclass
class _Attempt:
    """What one reply has given so far."""

    claims: list[Claim] = field(default_factory=list)
    """Sentences that may be shown, the one on the leading passage first."""
    held: list[Claim] = field(default_factory=list)
    """Sentences that may be shown once the leading passage is cited."""
    faults: list[tuple[str, Fault]] = field(default_factory=list)
    reply: str = ""

    @property
    def failure(self) -> Failure:
        """Why nothing of the reply is shown."""
        if not self.held and not self.faults:
            return Failure.NONSENSE
        if self.faults and all(fault is Fault.WRONG_LANGUAGE for _, fault in self.faults):
            return Failure.WRONG_LANGUAGE
        return Failure.UNGROUNDED


def compose(
    draft: Draft,
    evidence: Evidence,
    query: Query,
    texts: Texts,
    model: ChatModel,
    check: SecondCheck = first_check_stands,
) -> Generator[Sentence, None, Composed]:
    """The draft with a model's sentences before it, each yielded as soon as it is verified.

    Nothing is yielded before a verified sentence cites the passage that the extractive answer leads with, and what is
    yielded stays: a reply that breaks off later keeps its first sentences. Where there is nothing to keep, the draft
    comes back as it was, with a sentence that says why; where the draft holds nothing to word anew, without one.
    """
    most_characters = characters_for_statements(model.most_tokens, model.reply_tokens, query, texts)
    offer = offer_of(draft, evidence, query, most_characters=most_characters)
    if not offer.statements:
        return Composed(draft, by_model=False)
    until = monotonic() + model.timeout_s
    messages = messages_for(offer, query, texts)
    finishing = Finishing(evidence, query, check)
    failure = Failure.SLOW
    for _ in range(MOST_CALLS):
        if until - monotonic() < _LEAST_LEFT_S:
            break
        attempt = _Attempt()
        try:
            for claim in _claims(attempt, offer, evidence, query, _pieces(attempt, model, messages, until), check):
                yield from _shown(finishing, (*offer.opening, claim) if claim is attempt.claims[0] else (claim,))
        except ChatModelFailed as failed:
            if not attempt.claims:
                return Composed(_with_reason(draft, failed.failure, texts), by_model=False)
        if attempt.claims:
            return Composed(_joined(offer, attempt.claims, texts), by_model=True)
        failure = attempt.failure
        messages = [*messages, *_again(attempt, offer, texts)]
    return Composed(_with_reason(draft, failure, texts), by_model=False)


def _shown(finishing: Finishing, parts: Sequence[Claim | Framing]) -> Iterator[Sentence]:
    return (sentence for part in parts if (sentence := finishing.sentence(part)) is not None)


def _pieces(attempt: _Attempt, model: ChatModel, messages: Sequence[Message], until: float) -> Iterator[str]:
    for piece in model.stream(messages, within_s=until - monotonic()):
        attempt.reply += piece
        yield piece


def _claims(
    attempt: _Attempt, offer: Offer, evidence: Evidence, query: Query, pieces: Iterator[str], check: SecondCheck
) -> Iterator[Claim]:
    """The claims that may be shown, as they come; the first one is on the leading passage."""
    for sentence in read_reply(pieces, query.language):
        claim, fault = _grounded(sentence, offer, evidence, query, check)
        if claim is None:
            if len(attempt.faults) == _MOST_FAULTS or sentence.text in dict(attempt.faults):
                return
            attempt.faults.append((sentence.text, fault or Fault.NOT_SUPPORTED))
            continue
        if any(claim.text == said.text for said in (*attempt.claims, *attempt.held)):
            continue
        if not attempt.claims and not _leads(claim, offer):
            attempt.held.append(claim)
            continue
        for one in (claim, *attempt.held):
            attempt.claims.append(one)
            yield one
        attempt.held.clear()
        if len(attempt.claims) >= MOST_SENTENCES:
            return


def _leads(claim: Claim, offer: Offer) -> bool:
    """Whether the claim rests on the leading passage; after "No." it must deny as well."""
    if not any(quote.label == offer.lead for quote in claim.quotes):
        return False
    return not offer.denies() or bool(read(claim.text).signals & DENIALS)


def _grounded(
    sentence: ReplySentence, offer: Offer, evidence: Evidence, query: Query, check: SecondCheck
) -> tuple[Claim | None, Fault | None]:
    """The sentence as a claim on the statements that bear it out, or why there are none."""
    if sentence.says_yes and offer.says_no():
        return None, Fault.NOT_SUPPORTED
    if any(not 1 <= label <= len(offer.statements) for label in sentence.labels):
        return None, Fault.UNKNOWN_LABEL
    first: Fault | None = None
    for statements in _candidates(sentence, offer):
        if not _stands_alone(sentence.text, statements, query):
            continue
        quotes = tuple(dict.fromkeys(quote for one in statements for quote in one.quotes))
        claim = Claim(sentence.text, quotes)
        fault = fault_of(claim, evidence, query.language, check)
        if fault is None:
            return claim, None
        first = first or fault
    return None, first


def _candidates(sentence: ReplySentence, offer: Offer) -> Iterator[tuple[Offered, ...]]:
    """The statements cited; then, one by one, the closest of the same passages; of all passages without labels."""
    cited = tuple(offer.statements[label - 1] for label in sentence.labels)
    if cited:
        yield cited
    passages = {one.label for one in cited}
    pool = [one for one in offer.statements if not passages or one.label in passages]
    said = _words(f"{sentence.text} {' '.join(sentence.quotes)}")
    pool.sort(key=lambda one: -len(said & _words(one.text)))
    yield from ((one,) for one in pool[:_MOST_TRIED])


def _stands_alone(text: str, statements: Sequence[Offered], query: Query) -> bool:
    """Whether the sentence says something by itself: no lead-in alone, and no item without what the list is of."""
    # A small model cut a lead-in short ("... must be taken into account when."): each word of it stands in the source.
    if text.endswith(":") or all(one.role is StatementRole.LEAD_IN for one in statements):
        return False
    # "Finns integrationslagenen för kommunen.": so few words tell no rule, and each of them is in the source.
    if len(_WORD.findall(text)) < _FEWEST_WORDS:
        return False
    items = [one for one in statements if one.role is StatementRole.ITEM]
    if not items:
        return True
    said = _words(text)
    of_items = frozenset().union(*(_words(one.text) for one in items))
    of_lists = frozenset().union(*(_words(one.lead_in) for one in items))
    return bool(said & (of_items - of_lists)) and bool(said & ((of_lists | _words(query.text)) - of_items))


def _words(text: str) -> frozenset[str]:
    return frozenset(word.lower()[:_STEM] for word in _WORD.findall(text))


def _joined(offer: Offer, claims: Sequence[Claim], texts: Texts) -> Draft:
    """The model's claims, then what of the draft they do not tell in full."""
    told = _told(offer, claims, texts.language)
    rest: list[Claim | Framing] = []
    for block in offer.blocks:
        left = [claim for claim in block.claims if claim not in told]
        if left:
            rest += [*([block.framing] if block.framing else []), *left]
    details = [Framing(texts.get("lead_details"), "lead_details")] if rest and isinstance(rest[0], Claim) else []
    return (*offer.opening, *claims, *details, *rest)


def _told(offer: Offer, claims: Sequence[Claim], language: str) -> set[Claim]:
    """The draft's claims that the model's claims bear out in their turn; a list only as a whole."""
    cited = {quote for claim in claims for quote in claim.quotes}
    said = [claim.text for claim in claims]
    told = {
        one.claim
        for one in offer.statements
        if one.role is StatementRole.SENTENCE and cited & set(one.quotes) and bears_out(one.text, said, language)
    }
    return told


def _with_reason(draft: Draft, failure: Failure, texts: Texts) -> Draft:
    return (*draft, Framing(texts.get(f"fallback_{failure.value}"), "fallback"))


def _again(attempt: _Attempt, offer: Offer, texts: Texts) -> list[Message]:
    """What the model said, and what was wrong with it."""
    problems = [
        texts.get(f"compose_{fault.value}", sentence=text) for text, fault in dict(attempt.faults[:_MOST_TOLD]).items()
    ]
    if attempt.held:
        problems.append(texts.get("compose_no_lead", label="1"))
    told = " ".join(problems) or texts.get("compose_no_sentence")
    return [
        Message(Speaker.ASSISTANT, attempt.reply),
        Message(Speaker.USER, texts.get("compose_again", problems=told)),
    ]
