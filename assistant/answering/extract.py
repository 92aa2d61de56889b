"""The extractive draft: the statements that answer, word for word, with their places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.answering.intents import asks_whether_it_is_a_duty
from assistant.answering.selection import Part, Selection
from assistant.answering.understand import ANSWER_LANGUAGES
from assistant.answering.verify import Claim, Quote, may_be_said
from assistant.domain.passage import Statement, StatementRole
from assistant.domain.query import Evidence, Follows, Query, ScoredPassage
from assistant.domain.source import UNVETTED_AUTHORITY, Origin, Standing
from assistant.retrieval.standing import CURRENT
from assistant.templates import Texts, answers_in_said_in, written_date

_FEWEST_WORDS_OF_A_LANGUAGE = 4


@dataclass(frozen=True)
class Framing:
    """A sentence of our own that says nothing about the world."""

    text: str
    key: str = ""
    """Which of the fixed texts it is, where a later step asks."""
    language: str = ""
    """Empty: the answer's."""


Draft = tuple[Claim | Framing, ...]
_LONGEST_ECHO = 120
"""Characters of a part of the question that are shown again."""


def extract(selection: Selection, evidence: Evidence, query: Query, texts: Texts, *, future: bool) -> Draft:
    """The draft: for each part the record in force, what completes it, and how the matter stood before."""
    labels = {item.passage.id: label for label, item in enumerate(evidence.items, start=1)}
    draft = opening(query, texts, future=future)
    if selection.asked:
        return _without_repetition([*draft, *_part_by_part(selection, labels, texts, query)])
    for number, part in enumerate(selection.parts):
        sentences = sentences_of(part, labels, texts, query, is_first=not number)
        if number and sentences:
            draft.append(_framing(texts, "lead_also"))
        draft += sentences
    return _without_repetition(draft)


def opening(query: Query, texts: Texts, *, future: bool) -> list[Claim | Framing]:
    """What stands before any answer: that the language is another one, or that the day is yet to come."""
    draft: list[Claim | Framing] = []
    if lines := other_language(query, texts):
        draft += [*lines, _framing(texts, "lead_closest")]
    if query.follows is Follows.SOURCE:
        draft.append(_framing(texts, "lead_source"))
    if future:
        draft.append(_framing(texts, "lead_future", as_of=written_date(query.as_of, texts.language)))
    return draft


def _part_by_part(
    selection: Selection, labels: dict[str, int], texts: Texts, query: Query
) -> Iterator[Claim | Framing]:
    """Each part of the question under words that tell which one it is; a part without an answer says so."""
    first = True
    for number, asked in enumerate(selection.asked, start=1):
        own = [part for part in selection.parts if part.asked == asked]
        if own:
            yield _framing(texts, "lead_part", number=str(number), title=own[0].title)
        elif asked in selection.loosely_told:
            yield _framing(texts, "part_above_loosely", number=str(number), asked=_short(asked))
        elif asked in selection.told_above:
            yield _framing(texts, "part_above", number=str(number), title=selection.told_above[asked])
        else:
            key = "part_outside" if asked in selection.outside else "part_unanswered"
            yield _framing(texts, key, number=str(number), asked=_short(asked))
        for part in own:
            yield from sentences_of(part, labels, texts, query, is_first=first)
            first = False
    others = [part for part in selection.parts if part.asked not in selection.asked]
    for part in others:
        yield _framing(texts, "lead_also")
        yield from sentences_of(part, labels, texts, query, is_first=False)


def _short(asked: str) -> str:
    return asked if len(asked) <= _LONGEST_ECHO else asked[:_LONGEST_ECHO].rsplit(" ", 1)[0] + " …"


def sentences_of(
    part: Part, labels: dict[str, int], texts: Texts, query: Query, *, is_first: bool
) -> list[Claim | Framing]:
    """The sentences of a part; the first part of an answer begins with a plain "No." where it denies a duty."""
    sentences = list(_part(part, labels, texts, query))
    if is_first and sentences and asks_whether_it_is_a_duty(query.asked, part.denies):
        sentences.insert(0, _framing(texts, "short_no"))
    elif is_first and part.is_no_longer_so:
        sentences.insert(0, _framing(texts, "short_no_longer"))
    return sentences


def other_language(query: Query, texts: Texts) -> list[Framing]:
    """For a question in another language which ones Koto answers in: said in it where that is known, then in ours."""
    if is_told_in_its_language(query):
        return []
    own = answers_in_said_in(query.asked_in)
    framing = _framing(texts, "other_language")
    return [*([Framing(own, framing.key, query.asked_in)] if own else []), framing]


def is_told_in_its_language(query: Query) -> bool:
    """Whether the answer is in the question's language, as far as its language can be told."""
    return query.asked_in in {*ANSWER_LANGUAGES, "und", ""} or not _tells_its_language(query.typed)


def _tells_its_language(text: str) -> bool:
    """Whether the language of a text that is not in ours can be more than a guess: "pizza" is no Somali."""
    return not re.search(r"[a-z]", text, re.I) or len(text.split()) >= _FEWEST_WORDS_OF_A_LANGUAGE


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
        lead_is_past = part.lead.standing in {Standing.REPEALED, Standing.NEVER_IN_FORCE}
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
        # A framing sentence with nothing after it frames nothing; one that ends a sentence says something itself.
        if isinstance(sentence, Claim) or following is not None or not sentence.text.endswith(":")
    )
