"""The Acts that amend an Act: when each enters into force, what it touches, and the wording that it prints."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from ingest.statutes.clauses import ALL, EntryIntoForce, entry_into_force, touched
from ingest.statutes.model import StatuteText, Unit


@dataclass(frozen=True)
class Step:
    """A change of one unit: to `unit`, to nothing (repealed), or to a text that is not at hand."""

    day: date | None
    act: str
    unit: Unit | None
    is_known: bool = True


class Amendments:
    """The amending Acts at hand, with what the Act's own documents tell of them."""

    def __init__(
        self, act: str, texts: Iterable[StatuteText], amending: Iterable[StatuteText], in_force_on: date | None
    ) -> None:
        """`texts` are the Act's own documents; `in_force_on` its first day where none of them tells it."""
        self._act = act
        self._texts = list(texts)
        self._amending = {text.act: text for text in amending if text.amends == act}
        self._in_force_on = in_force_on

    def issued_on(self, act: str) -> date | None:
        """The day of issue of an amending Act, where it is known."""
        if act in self._amending:
            return self._amending[act].issued_on
        return next((text.consolidated_on for text in self._texts if text.last_amendment == act), None)

    def first_day(self, act: str, unit: Unit) -> date | None:
        """The day on which `act` begins to apply to the unit."""
        entry = self._entries.get(act)
        return entry.first_day(unit.chapter, unit.section, unit.subsection) if entry else None

    def last_day(self, unit: Unit) -> date | None:
        """The last day of a unit for which the Act itself sets one."""
        return self._entries[self._act].last_day(unit.chapter, unit.section, unit.subsection)

    def touching(self, section: str, subsection: str, text: StatuteText | None) -> list[str]:
        """Acts that change the unit and are worked into `text` (every Act at hand without it), in order of time."""
        acts = [
            act
            for act, targets in self._targets.items()
            if ((section, subsection) in targets or (section, ALL) in targets)
            and (text is None or self._is_worked_in(act, text))
        ]
        return sorted(acts, key=lambda act: (self._entries[act].default or date.max, age(act)))

    def amended(self, act: str, place: Unit, before: Unit | None) -> Step:
        """The unit at `place` as `act` left it, `before` being its wording until then.

        Not known where the Act neither prints the unit whole nor changes a part of a known wording.
        """
        day = self.first_day(act, place)
        printed = self._printed[act].get((place.section, place.subsection))
        if printed is None or (printed.is_partial and before is None):
            return Step(day, act, None, is_known=False)
        unit = _merged(before, printed) if printed.is_partial and before is not None else printed
        return Step(day, act, replace(unit, chapter=place.chapter, wording_by=act))

    @cached_property
    def _entries(self) -> dict[str, EntryIntoForce]:
        """By Act, the one amended among them: when it enters into force."""
        days = {self._act: next((text.in_force_on for text in self._texts if text.in_force_on), self._in_force_on)}
        words: dict[str, str] = {}
        for text in [*self._texts, *self._amending.values()]:
            words.update({act: told for act, told in text.entry_texts.items() if told})
            days.update({amendment.by: amendment.in_force_on for amendment in text.amended_by})
        entries = {act: entry_into_force(told) for act, told in words.items()}
        for act in {*days, *self._amending}:
            told = entries.get(act, EntryIntoForce(None, {}, {}))
            entries[act] = replace(told, default=told.default or days.get(act))
        return entries

    @cached_property
    def _targets(self) -> Mapping[str, set[tuple[str, str]]]:
        return {act: touched(text.enacting) for act, text in self._amending.items()}

    @cached_property
    def _printed(self) -> Mapping[str, dict[tuple[str, str], Unit]]:
        """By Act: the units that it prints, those after a line of omission numbered by the enacting clause."""
        return {act: _numbered(text.units, self._targets[act]) for act, text in self._amending.items()}

    def _is_worked_in(self, act: str, text: StatuteText) -> bool:
        if not text.is_consolidated or age(act) > age(text.last_amendment):
            return False
        # An Act with an earlier number may enter into force after the one to which the text is consolidated.
        last = self._entries.get(text.last_amendment, EntryIntoForce(None, {}, {})).default
        own = self._entries[act].default
        return own is None or last is None or own <= last


def age(act: str) -> tuple[int, int]:
    """A sort key for Acts by year and number."""
    number, year = act.split("/")
    return int(year), int(number)


def _merged(before: Unit, printed: Unit) -> Unit:
    """`before` with the running text and the items that `printed` holds, in their order."""
    items = {item.number: item for item in before.items}
    items.update({item.number: item for item in printed.items})
    ordered = sorted(items.values(), key=lambda item: (int(re.sub(r"\D", "", item.number) or 0), item.number))
    return replace(before, intro=printed.intro or before.intro, items=tuple(ordered), heading=printed.heading)


def _numbered(units: Iterable[Unit], targets: set[tuple[str, str]]) -> dict[tuple[str, str], Unit]:
    printed = [unit for unit in units if unit.text]
    found = {(unit.section, unit.subsection): unit for unit in printed if unit.subsection}
    for section in {unit.section for unit in printed if not unit.subsection}:
        unnumbered = [unit for unit in printed if unit.section == section and not unit.subsection]
        free = sorted(
            (subsection for place, subsection in targets if place == section and (place, subsection) not in found),
            key=lambda subsection: int(subsection or 0),
        )
        if len(free) == len(unnumbered) and ALL not in free:
            numbered = zip(free, unnumbered, strict=True)
            found.update(((section, number), replace(unit, subsection=number)) for number, unit in numbered)
    return found
