"""Sources: one publication at one moment, and what its dates say on a given day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class SourceKind(StrEnum):
    """What a source is; decides its default authority and how it may be used."""

    STATUTE = "statute"
    DECREE = "decree"
    BILL = "bill"
    GUIDANCE = "guidance"
    CHECKLIST = "checklist"
    FAQ = "faq"
    NEWS = "news"
    PROGRAMME = "programme"
    MINUTES = "minutes"
    REQUIREMENT = "requirement"
    TERM = "term"
    SAMPLE = "sample"


GUIDANCE_KINDS = frozenset({SourceKind.GUIDANCE, SourceKind.CHECKLIST, SourceKind.FAQ, SourceKind.NEWS})
"""Kinds of sources that recommend or tell: no law."""


class Origin(StrEnum):
    """Whose words a passage is in."""

    STATUTE = "statute"
    PUBLICATION = "publication"
    RESTATED = "restated"


class Standing(StrEnum):
    """What a passage is on the as-of date. Computed, never stored."""

    IN_FORCE = "in_force"
    NOT_YET_IN_FORCE = "not_yet_in_force"
    REPEALED = "repealed"
    NEVER_IN_FORCE = "never_in_force"
    PLANNED = "planned"
    GUIDANCE = "guidance"
    EXAMPLE = "example"


AUTHORITY = {
    SourceKind.STATUTE: 100,
    SourceKind.DECREE: 95,
    SourceKind.REQUIREMENT: 90,
    SourceKind.TERM: 85,
    SourceKind.BILL: 60,
    SourceKind.GUIDANCE: 50,
    SourceKind.CHECKLIST: 50,
    SourceKind.FAQ: 45,
    SourceKind.NEWS: 40,
    SourceKind.PROGRAMME: 25,
    SourceKind.MINUTES: 25,
    SourceKind.SAMPLE: 20,
}
"""Default authority of a kind, 20 to 100 (DESIGN section 4). A register row may say otherwise."""


UNVETTED_AUTHORITY = 30
"""Authority of what a person added and nobody vetted."""


@dataclass(frozen=True)
class Validity:
    """The days on which a wording applies; both ends belong to it, None is open."""

    valid_from: date | None = None
    valid_to: date | None = None
    never_applied: bool = False
    """Enacted, but replaced before the day on which it would have applied."""
    planned: bool = False
    """A plan (a bill, a draft): never law, whatever its dates."""

    def covers(self, day: date) -> bool:
        """Whether the wording applies on `day`."""
        if self.never_applied or self.planned:
            return False
        return not self.begins_after(day) and not self.ended_before(day)

    def begins_after(self, day: date) -> bool:
        """Whether the first day of validity lies after `day`."""
        return self.valid_from is not None and self.valid_from > day

    def ended_before(self, day: date) -> bool:
        """Whether the last day of validity lies before `day`."""
        return self.valid_to is not None and self.valid_to < day


@dataclass(frozen=True)
class Source:
    """One row of the register, or one file or address that a person added."""

    id: str
    title: str
    publisher: str
    url: str
    language: str
    """ISO 639-1 code, or "mul" where one source holds every language (the catalogue)."""
    kind: SourceKind
    origin: Origin
    validity: Validity = Validity()
    authority: int = 50
    """20 (example) to 100 (statute)."""
    licence: str = ""
    act: str = ""
    """Number of the Act that the source is, or speaks of: "681/2023"."""
    version: str = ""
    retrieved_on: date | None = None
    consolidated_to: date | None = None
    """The day to which the law in it was checked; apart from the day of fetching."""
    vetted_by: str = ""
    vetted_on: date | None = None
    sha256: str = ""
