"""The extractive draft: the statements that answer, word for word, with their places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.answering.intents import asks_whether_it_is_a_duty
from assistant.answering.selection import Part, Selection
from assistant.answering.understand import ANSWER_LANGUAGES
from assistant.answering.verify import Claim, Quote, may_be_said
from assistant.domain.passage import Statement, StatementRole
from assistant.domain.query import Evidence, Query, ScoredPassage
from assistant.domain.source import UNVETTED_AUTHORITY, Origin, Standing
from assistant.retrieval.standing import CURRENT
from assistant.templates import Texts, written_date


@dataclass(frozen=True)
class Framing:
    """A sentence of our own that says nothing about the world."""

    text: str
    key: str = ""
    """Which of the fixed texts it is, where a later step asks."""


Draft = tuple[Claim | Framing, ...]


def extract(selection: Selection, evidence: Evidence, query: Query, texts: Texts, *, future: bool) -> Draft:
    """The draft: for each part the record in force, what completes it, and how the matter stood before."""
    labels = {item.passage.id: label for label, item in enumerate(evidence.items, start=1)}
    draft: list[Claim | Framing] = []
    if query.asked_in not in {*ANSWER_LANGUAGES, "und", ""}:
        draft.append(_framing(texts, "other_language"))
    if future:
        draft.append(_framing(texts, "lead_future", as_of=written_date(query.as_of, texts.language)))
    if selection.parts and asks_whether_it_is_a_duty(query.asked, selection.parts[0].denies):
        draft.append(_framing(texts, "short_no"))
    for number, part in enumerate(selection.parts):
        sentences = list(_part(part, labels, texts, query))
        if number and sentences:
            draft.append(_framing(texts, "lead_part" if selection.answers_several else "lead_also"))
        draft += sentences
    return _without_repetition(draft)


def claims_of(item: ScoredPassage, label: int) -> Iterator[Claim]:
    """Every statement of the passage that may be said on the as-of date; lists stay whole and in order."""
    for statement in item.passage.statements:
        if statement.role is not StatementRole.REMARK and may_be_said(statement.tense, item.standing):
            yield _claim(item, statement, label)


def remark_of(item: ScoredPassage, label: int) -> tuple[Claim, ...]:
    """The passage in short: its remark, or else its first statement that may be said; empty where none may."""
    sayable = [s for s in item.passage.statements if may_be_said(s.tense, item.standing)]
    remarks = [s for s in sayable if s.role is StatementRole.REMARK] or sayable[:1]
    return tuple(_claim(item, statement, label) for statement in remarks)


def _part(part: Part, labels: dict[str, int], texts: Texts, query: Query) -> Iterator[Claim | Framing]:
    if part.lead.standing is Standing.EXAMPLE:
        yield Framing(texts.get("lead_example"))
    elif part.lead.standing not in CURRENT and part.lead.standing is not Standing.PLANNED and not part.history:
        yield Framing(texts.get("lead_history_only", as_of=written_date(query.as_of, texts.language)))
    if not part.lead.passage.row_id and part.lead.passage.authority <= UNVETTED_AUTHORITY:
        yield Framing(texts.get("lead_unvetted"))
    if part.lead.passage.origin is Origin.STATUTE:
        yield _framing(texts, "lead_statute")
    for item in (part.lead, *part.companions):
        yield from claims_of(item, labels[item.passage.id])
    if part.history:
        lead_is_past = part.lead.standing not in CURRENT
        yield Framing(texts.get("lead_today" if lead_is_past else "lead_history"))
        for item in part.history:
            yield from claims_of(item, labels[item.passage.id])


def _framing(texts: Texts, key: str, **values: str) -> Framing:
    return Framing(texts.get(key, **values), key)


def _claim(item: ScoredPassage, statement: Statement, label: int) -> Claim:
    return Claim(item.passage.quote(statement), (Quote(label, statement.start, statement.end),))


def _without_repetition(draft: list[Claim | Framing]) -> Draft:
    seen: set[str] = set()
    kept: list[Claim | Framing] = []
    for sentence in draft:
        if isinstance(sentence, Claim) and sentence.text in seen:
            continue
        seen.add(sentence.text)
        kept.append(sentence)
    return tuple(
        sentence
        for sentence, following in zip(kept, [*kept[1:], None], strict=True)
        # A framing sentence with nothing after it frames nothing.
        if isinstance(sentence, Claim) or following is not None
    )
