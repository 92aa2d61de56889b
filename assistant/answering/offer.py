"""What a chat model may word anew: the statements of the extractive draft that hold on the day asked about."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.extract import Draft, Framing
from assistant.answering.intents import intent_of
from assistant.answering.verify import Claim, Quote
from assistant.domain.chat import Message, Speaker
from assistant.domain.passage import Passage, Statement, StatementRole
from assistant.domain.query import Evidence, Intent, Query
from assistant.domain.source import UNVETTED_AUTHORITY
from assistant.retrieval.standing import CURRENT
from assistant.templates import Texts

OPENING = frozenset({"other_language", "lead_closest", "lead_nearest", "lead_future", "short_no", "short_no_longer"})
"""Framing that stands before the whole answer."""
WORDED = frozenset({"", "lead_also", "lead_statute"})
"""Framing under which the rules in force stand. History, examples and unvetted material are never worded anew."""
CHARACTERS_PER_TOKEN = 2.5
"""Low on purpose: small models cut Finnish into short pieces."""
_FENCE_DIGITS = 12


@dataclass(frozen=True)
class Block:
    """A framing sentence, or none, and the claims that it frames."""

    framing: Framing | None
    claims: tuple[Claim, ...]


@dataclass(frozen=True)
class Offered:
    """One statement that a model may use; its label for the model is its place in the offer, from 1."""

    claim: Claim
    """As the extractive draft tells it."""
    text: str
    label: int
    """Of its passage in the evidence."""
    quotes: tuple[Quote, ...]
    """Its place, after that of the lead-in where it is an item of a list."""
    role: StatementRole
    lead_in: str = ""
    """Text of the lead-in where it is an item."""


@dataclass(frozen=True)
class Offer:
    """The statements for a model; empty where there is nothing that it may word."""

    opening: tuple[Framing, ...]
    blocks: tuple[Block, ...]
    statements: tuple[Offered, ...]

    @property
    def lead(self) -> int:
        """Label in the evidence of the passage that the extractive answer leads with."""
        return self.statements[0].label

    def denies(self) -> bool:
        """Whether the answer begins with "No."."""
        return any(framing.key == "short_no" for framing in self.opening)

    def says_no(self) -> bool:
        """Whether it begins with a no of any kind: "No.", "Not any longer."."""
        return self.denies() or any(framing.key == "short_no_longer" for framing in self.opening)


def offer_of(draft: Draft, evidence: Evidence, query: Query, *, most_characters: int) -> Offer:
    """What may be worded anew, in the order of the draft and as far as `most_characters` reach.

    Left out are statements in another language than the answer's, of material that nobody has vetted, and those that
    read like orders to an assistant. Where the draft leads with something else than rules in force, it stays as it is.
    """
    opening, blocks = _blocks(draft)
    statements: list[Offered] = []
    for number, block in enumerate(blocks):
        offered = _offered(block, evidence, query)
        if not number and (not offered or offered[0].claim is not block.claims[0]):
            break
        statements += offered
    fitting: list[Offered] = []
    for statement in statements:
        most_characters -= len(statement.text) + len("[10] \n")
        if most_characters < 0:
            break
        fitting.append(statement)
    return Offer(opening, blocks, tuple(fitting))


def messages_for(offer: Offer, query: Query, texts: Texts) -> list[Message]:
    """The instructions; then the statements between two border lines, and the question."""
    numbered = [f"[{number}] {_on_one_line(one.text)}" for number, one in enumerate(offer.statements, start=1)]
    question = texts.get("compose_question", question=_on_one_line(query.text))
    border = _border([*numbered, question])
    return [
        Message(Speaker.SYSTEM, texts.get("compose_rules")),
        Message(Speaker.USER, "\n".join([border, *numbered, border, question])),
    ]


def characters_for_statements(most_tokens: int, reply_tokens: int, query: Query, texts: Texts) -> int:
    """Characters of statements that fit one call, beside the instructions, the question and two replies."""
    fixed = len(texts.get("compose_rules")) + len(query.text) + 2 * _FENCE_DIGITS
    return int((most_tokens - 2 * reply_tokens) * CHARACTERS_PER_TOKEN) - fixed


def _border(lines: Sequence[str]) -> str:
    """A line that no source can contain, since it depends on all of them and on the question; the same every time."""
    digest = hashlib.sha256("\n".join(lines).encode()).hexdigest()
    return f"=== {digest[:_FENCE_DIGITS]}"


def _blocks(draft: Draft) -> tuple[tuple[Framing, ...], tuple[Block, ...]]:
    opening: list[Framing] = []
    blocks: list[Block] = []
    for part in draft:
        if isinstance(part, Framing):
            if not blocks and part.key in OPENING:
                opening.append(part)
            else:
                blocks.append(Block(part, ()))
        elif not blocks:
            blocks.append(Block(None, (part,)))
        else:
            blocks[-1] = Block(blocks[-1].framing, (*blocks[-1].claims, part))
    return tuple(opening), tuple(blocks)


def _offered(block: Block, evidence: Evidence, query: Query) -> list[Offered]:
    if block.framing is not None and block.framing.key not in WORDED:
        return []
    offered = []
    for claim in block.claims:
        quote = claim.quotes[0]
        item = evidence.items[quote.label - 1]
        statement = _statement_at(item.passage, quote)
        is_vetted = bool(item.passage.row_id) or item.passage.authority > UNVETTED_AUTHORITY
        is_ours = item.standing in CURRENT and item.passage.language == query.language and is_vetted
        if statement is None or not is_ours or claim.frame or intent_of(claim.text) is Intent.INSTRUCTION:
            continue
        before = _lead_in(item.passage, statement)
        quotes = tuple(Quote(quote.label, one.start, one.end) for one in (*before, statement))
        lead_in = " ".join(item.passage.quote(one) for one in before)
        offered.append(Offered(claim, claim.text, quote.label, quotes, statement.role, lead_in))
    return offered


def _statement_at(passage: Passage, quote: Quote) -> Statement | None:
    return next((one for one in passage.statements if (one.start, one.end) == (quote.start, quote.end)), None)


def _lead_in(passage: Passage, statement: Statement) -> tuple[Statement, ...]:
    if statement.role is not StatementRole.ITEM:
        return ()
    before = [one for one in passage.statements if one.start < statement.start and one.role is StatementRole.LEAD_IN]
    return tuple(before[-1:])


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
