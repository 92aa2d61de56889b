"""Which wording of each unit applied when, derived from versions and from entry into force.

No rule is written for a single section. A unit's wording begins on the day on which the Act that gave it enters into
force, and ends the day before the next wording begins. A wording whose successor begins on the same day was enacted and
never applied. Where an amending Act changed a unit between two versions at hand and its text is not known, there is a
gap: no wording is told for those days.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from assistant.domain.source import Validity
from ingest.statutes.amendments import Amendments, Step, age
from ingest.statutes.model import StatuteText, Unit

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Wording:
    """One wording of a unit, with the days on which it applied."""

    act: str
    language: str
    unit: Unit
    validity: Validity
    wording_by: str
    """The Act that gave it."""
    enacted_on: date | None
    """The day of issue of that Act."""
    ended_by: str = ""
    """The Act that replaced or repealed it; "" while it applies, or where it ended by itself."""

    @property
    def key(self) -> str:
        """The provision key: "681/2023:45:1"."""
        return f"{self.act}:{self.unit.key}"


class History:
    """The documents of one Act in one language, in order of time."""

    def __init__(
        self, texts: Sequence[StatuteText], amending: Iterable[StatuteText] = (), in_force_on: date | None = None
    ) -> None:
        """`texts`: the Act as issued and its consolidated versions; `amending`: Acts that amend it, as issued.

        `in_force_on` is used where no document tells when the Act entered into force. Raises ValueError for no text
        or for texts of several Acts or languages.
        """
        if len({(text.act, text.language) for text in texts}) != 1:
            raise ValueError(f"wanted texts of one Act in one language, got {[text.address for text in texts]}")
        self.act = texts[0].act
        self.language = texts[0].language
        self.texts = sorted(texts, key=lambda text: text.version or "0")
        self._amendments = Amendments(self.act, self.texts, amending, in_force_on)

    @property
    def newest(self) -> StatuteText:
        """The newest version at hand."""
        return self.texts[-1]

    @cached_property
    def ended_on(self) -> date | None:
        """The Act's last day, where a document tells it."""
        return next((text.ended_on for text in reversed(self.texts) if text.ended_on), None)

    @cached_property
    def repealed_by(self) -> str:
        """The Act that repealed this one."""
        return next((text.repealed_by for text in reversed(self.texts) if text.repealed_by), "")

    def wordings(self) -> Iterator[Wording]:
        """Every wording of every unit, by section and subsection, oldest first."""
        places = dict.fromkeys(
            (unit.section, unit.subsection)
            for text in self.texts
            for unit in text.units
            if unit.section and unit.subsection
        )
        for section, subsection in places:
            steps = self.steps(section, subsection)
            for number, step in enumerate(steps):
                if step.unit is not None:
                    yield self._wording(step, step.unit, steps[number + 1] if number + 1 < len(steps) else None)

    def steps(self, section: str, subsection: str) -> list[Step]:
        """What happened to the unit, in order of the versions at hand and of the Acts between them."""
        steps: list[Step] = []
        place = Unit(section, subsection, "")
        passed: set[str] = set()
        for text in self.texts:
            units = [unit for unit in text.units if (unit.section, unit.subsection) == (section, subsection)]
            place = units[0] if units else place
            between = [act for act in self._amendments.touching(section, subsection, text) if act not in passed]
            passed |= set(between)
            if not units and steps and steps[-1].unit is not None:
                steps.append(self._missing(text, place, between))
            for unit in units:
                self._take(steps, unit, between)
        later = [act for act in self._amendments.touching(section, subsection, None) if act not in passed]
        return [*steps, *self._unseen(place, later, steps[-1].unit if steps else None, until="")]

    def _take(self, steps: list[Step], unit: Unit, between: list[str]) -> None:
        """Go on from `steps` to `unit`, as the next version prints it."""
        last = steps[-1] if steps else None
        before = last.unit if last else None
        otherwise = last.day if last else None
        if unit.is_placeholder:
            if last is None or before is not None:
                day = self._amendments.first_day(unit.repealed_by, unit)
                steps.append(Step(day or otherwise, unit.repealed_by, None))
            return
        day = unit.begins_on or self._amendments.first_day(unit.wording_by, unit) or otherwise
        is_same = before is not None and before.text == unit.text
        if is_same and otherwise == day:
            # Given again, word for word, from the same day: the newer Act is the one to name.
            steps[-1] = Step(day, unit.wording_by, unit)
        elif not (is_same and last is not None and last.act == unit.wording_by):
            if not is_same:
                steps += self._unseen(unit, between, before, until=unit.wording_by)
                if last is not None and between and age(unit.wording_by) < age(between[-1]):
                    # The text moved here from another number: it stands here since the Act that moved it.
                    day = self._amendments.first_day(between[-1], unit) or otherwise
            steps.append(Step(day, unit.wording_by, unit))
        if unit.ends_before:
            steps.append(Step(unit.ends_before, unit.ended_by, None))

    def _unseen(self, place: Unit, acts: list[str], before: Unit | None, *, until: str) -> Iterator[Step]:
        """Wordings that no version at hand holds, as the amending Acts print them."""
        for act in acts:
            if act == until:
                return
            step = self._amendments.amended(act, place, before)
            before = step.unit
            yield step

    def _missing(self, text: StatuteText, place: Unit, between: list[str]) -> Step:
        """The unit stands in `text` no longer: repealed with its section or chapter, or by an Act in between."""
        whole = [
            unit
            for unit in text.units
            if unit.is_placeholder
            and ((unit.section == place.section and not unit.subsection) or _is_chapter_of(unit, place))
        ]
        act = next((unit.repealed_by for unit in whole), between[-1] if between else "")
        if act in ("", "-"):
            last = self._amendments.last_day(place)
            return Step(last and last + _DAY, "", None, is_known=bool(whole))
        return Step(self._amendments.first_day(act, place), act, None)

    def _wording(self, step: Step, unit: Unit, following: Step | None) -> Wording:
        last, ended_by = self._amendments.last_day(unit), ""
        if following is not None and following.day is not None:
            before = following.day - _DAY
            if last is None or before < last:
                last, ended_by = before, following.act
        if self.ended_on is not None and (last is None or self.ended_on <= last):
            # An amendment that would begin on the day of the repeal has ended nothing.
            last, ended_by = self.ended_on, self.repealed_by
        never = step.day is not None and last is not None and last < step.day
        return Wording(
            act=self.act,
            language=self.language,
            unit=unit,
            validity=Validity(never_applied=True) if never else Validity(step.day, last),
            wording_by=step.act,
            enacted_on=self.texts[0].issued_on if step.act == self.act else self._amendments.issued_on(step.act),
            ended_by=ended_by,
        )


def _is_chapter_of(chapter: Unit, unit: Unit) -> bool:
    """Whether `chapter` is the placeholder of the unit's whole chapter."""
    return not chapter.section and bool(unit.chapter) and chapter.chapter.split(" ")[0] == unit.chapter.split(" ")[0]
