"""Premises that were true once: "the assessment is begun within two months, isn't it?" was the law until 2024."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.answering.support.facts import Duration, facts_of
from assistant.domain.passage import Tense
from assistant.domain.query import ScoredPassage
from assistant.domain.source import Standing
from assistant.retrieval.meaning import asks_openly

_ASKS_TO_CONFIRM = re.compile(
    r"\b(eikö|eikös|eiks|eikö niin|siis|kai|varmaan|edelleen|yhä|vielä|"
    r"pitääkö paikkansa|onko totta|vai mitä|\w{2,}k[oö]|"
    r"väl|ju|visst|eller hur|stämmer det|stämmer|fortfarande|ännu|alltså|måste|ska|får|gäller|"
    r"right|correct|true|isn't|doesn't|don't|aren't|still|does|do|is|are|must|can)\b",
    re.I,
)

_ALTERNATIVES = re.compile(r"\b(vai|eller|or)\b(?! (?:mitä|hur|not)\b)", re.I)


def premise_of_the_past(
    asked: str, told: Iterable[ScoredPassage], past: Iterable[ScoredPassage]
) -> ScoredPassage | None:
    """The repealed rule that gives a time which the question takes for today's, and which no rule of today gives.

    None where the question is an open one ("how long ..."), names no such time, or today's rule has it too.
    """
    if asks_openly(asked) or _ALTERNATIVES.search(asked) or not _ASKS_TO_CONFIRM.search(asked):
        return None
    times = _times(asked) - frozenset().union(*(_times_told(item) for item in told))
    if not times:
        return None
    repealed = (item for item in past if item.standing is Standing.REPEALED)
    return next((item for item in repealed if times & _times_told(item)), None)


def _times_told(item: ScoredPassage) -> frozenset[Duration]:
    is_past = item.standing is Standing.REPEALED
    said = (statement for statement in item.passage.statements if (statement.tense is Tense.PAST) == is_past)
    return frozenset().union(*(_times(item.passage.quote(statement)) for statement in said))


def _times(text: str) -> frozenset[Duration]:
    facts = facts_of(text)
    return facts.durations | facts.deadlines
