"""How a matter stood before, and which page still says so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from assistant.answering.asked_for import ASKS_WHAT_WAS
from assistant.answering.items import Items, current, is_guidance, is_past, last_wordings, ranked
from assistant.answering.premise import premise_of_the_past
from assistant.answering.selection import Part
from assistant.domain.knowledge import Force, Requirement
from assistant.domain.query import Query, ScoredPassage
from assistant.domain.source import Standing
from assistant.retrieval.standing import CURRENT

MOST_HISTORY = 2
MOST_OF_A_RANGE = 6
_REMARK = 0.5
"""A page that says otherwise is told beside the answer when it scores at least this share of the lead."""
_HISTORY = 0.9
"""History that nobody asked for is told when it scores at least this share of the lead."""

RowOf = Callable[[ScoredPassage], Requirement | None]


def history_of(
    lead: ScoredPassage,
    row: Requirement,
    best: ScoredPassage,
    on_matter: Items,
    query: Query,
    row_of: RowOf,
    *,
    is_silent: bool,
) -> Items:
    """How the matter stood before. For old law that was asked for by name: how it stands now.

    `is_silent` is whether today's law says nothing on the matter: what was the law then belongs to the answer.
    """
    if is_past(lead):
        return ranked(item for item in current(on_matter) if not is_guidance(item))[:MOST_HISTORY]
    told = past_of(row, on_matter, row_of)
    if query.is_range:
        return tuple(sorted(told, key=lambda item: item.passage.validity.valid_from or date.min))[:MOST_OF_A_RANGE]
    asked_for = is_silent or is_past(best) or ASKS_WHAT_WAS.search(query.asked) is not None
    past = last_wordings(told)
    return ranked(item for item in past if asked_for or item.score >= _HISTORY * lead.score)[:MOST_HISTORY]


def past_of(row: Requirement, on_matter: Items, row_of: RowOf) -> Items:
    """The history of the row's matter; wordings that never applied, of its own Act only."""

    def tells_it(item: ScoredPassage) -> bool:
        own = row_of(item)
        if own is None or not is_past(item) or is_guidance(item):
            return False
        return item.standing is Standing.REPEALED or own.act == row.act

    return tuple(item for item in on_matter if tells_it(item))


def remarks_of(lead: ScoredPassage, on_matter: Items) -> Items:
    """The page found best that says what is no longer, or never was, law on the matter."""
    pages = [item for item in on_matter if is_guidance(item) and is_past(item)]
    return ranked(item for item in pages if item.score >= _REMARK * lead.score)[:1]


def with_premise(part: Part, on_matter: Items, row: Requirement, asked: str, row_of: RowOf) -> Part:
    """The part with the repealed rule that the question takes for today's; what was not law before is none."""
    if part.lead.standing not in CURRENT:
        return part

    def rules(items: Items) -> Items:
        return tuple(item for item in items if (own := row_of(item)) and own.force is not Force.ABSENCE)

    today = rules((part.lead, *part.companions, *current(on_matter)))
    premise = premise_of_the_past(asked, today, ranked(rules(past_of(row, on_matter, row_of))))
    if premise is None:
        return part
    others = tuple(item for item in part.history if item.passage.id != premise.passage.id)
    return replace(part, history=(premise, *others)[:MOST_HISTORY], is_no_longer_so=True)
