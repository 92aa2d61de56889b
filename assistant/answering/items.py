"""What was found, by what may be done with it: what applies, what is past, what recommends."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from assistant.domain.passage import Tense
from assistant.domain.query import ScoredPassage
from assistant.domain.source import GUIDANCE_KINDS, Standing
from assistant.retrieval.standing import CURRENT

Items = tuple[ScoredPassage, ...]


def current(items: Items) -> Items:
    """Those that apply on the as-of date."""
    return tuple(item for item in items if item.standing in CURRENT)


def is_past(item: ScoredPassage) -> bool:
    """Whether the record can be told as history only."""
    told_as_past = any(statement.tense is Tense.PAST for statement in item.passage.statements)
    return told_as_past and item.standing in {Standing.REPEALED, Standing.NEVER_IN_FORCE}


def is_guidance(item: ScoredPassage) -> bool:
    """Whether the record tells what a page recommends."""
    return item.passage.kind in GUIDANCE_KINDS


def last_wordings(items: Iterable[ScoredPassage]) -> Items:
    """Of several wordings of one rule (O-18, O-18a: one id but for the letter) the one that ended last."""
    last: dict[str, ScoredPassage] = {}
    for item in items:
        rule = item.passage.row_id.rstrip("abcdefgh")
        before = last.get(rule)
        if before is None or (item.passage.validity.valid_to or date.min) > (
            before.passage.validity.valid_to or date.min
        ):
            last[rule] = item
    return tuple(last.values())


def ranked(items: Iterable[ScoredPassage]) -> Items:
    """The items, best first."""
    return tuple(sorted(items, key=lambda item: -item.score))
