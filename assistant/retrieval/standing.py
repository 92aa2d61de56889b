"""What a passage is on a day."""

from __future__ import annotations

from datetime import date

from assistant.domain.passage import Passage
from assistant.domain.source import SourceKind, Standing, Validity

_GUIDANCE = {SourceKind.GUIDANCE, SourceKind.CHECKLIST, SourceKind.FAQ, SourceKind.NEWS}
_EXAMPLES = {SourceKind.PROGRAMME, SourceKind.MINUTES, SourceKind.SAMPLE}

CURRENT = frozenset({Standing.IN_FORCE, Standing.GUIDANCE})
"""Standings of what may be told as applying on the as-of date."""


def standing_of(passage: Passage, day: date) -> Standing:
    """The passage's standing on `day`.

    Guidance on a wording that is repealed or never applied takes that standing: its validity is
    that of the law it speaks of (DESIGN section 2).
    """
    if passage.kind in _EXAMPLES:
        return Standing.EXAMPLE
    legal = _legal_standing(passage.validity, day)
    if legal is Standing.IN_FORCE and passage.kind in _GUIDANCE:
        return Standing.GUIDANCE
    return legal


def _legal_standing(validity: Validity, day: date) -> Standing:
    if validity.planned:
        return Standing.PLANNED
    if validity.never_applied:
        return Standing.NEVER_IN_FORCE
    if validity.begins_after(day):
        return Standing.NOT_YET_IN_FORCE
    if validity.ended_before(day):
        return Standing.REPEALED
    return Standing.IN_FORCE
