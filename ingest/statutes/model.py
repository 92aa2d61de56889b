"""A statute document after reading: its units, and what it says of other Acts and of time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Item:
    """A numbered item of a subsection."""

    number: str
    """As printed, without the bracket: "2", "4 a"; empty where the item has no number."""
    text: str
    subitems: tuple[str, ...] = ()
    """Sub-items with their letters."""


@dataclass(frozen=True)
class Unit:
    """One subsection (momentti, moment) of a section: the smallest unit that has a date of its own."""

    section: str
    """The section's number without spaces: "45", "32a"."""
    subsection: str
    """"1", "2", ...; the number may be unknown ("") in an amending Act after a line of omission."""
    intro: str
    """The running text, or what leads into the items."""
    items: tuple[Item, ...] = ()
    chapter: str = ""
    """Number and heading of the chapter: "5 luku Kotoutumisen edistäminen kunnassa"."""
    heading: str = ""
    """The section's heading."""
    wording_by: str = ""
    """The newest Act that gave the unit or a part of it its wording: "1100/2024"."""
    repealed_by: str = ""
    """Set on a placeholder that stands where a unit was: the Act that repealed it ("" on a unit with text)."""
    ends_before: date | None = None
    """From an editors' note beside the unit: the day on which the wording is replaced or repealed."""
    ended_by: str = ""
    """The Act that the note names."""
    begins_on: date | None = None
    """From an editors' note: the day on which this upcoming wording begins to apply."""
    is_partial: bool = False
    """An amending Act prints only some of the items, with a line of omission for the others."""

    @property
    def key(self) -> str:
        """Section and subsection: "45:1"."""
        return f"{self.section}:{self.subsection}"

    @property
    def text(self) -> str:
        """The unit's whole text; items and sub-items on lines of their own."""
        return "\n".join(line for line, _ in self.lines())

    def lines(self) -> list[tuple[str, str]]:
        """(line, item number) in order; the running text has no item number."""
        lines = [(self.intro, "")] if self.intro else []
        for item in self.items:
            lines.append((f"{item.number}) {item.text}" if item.number else item.text, item.number))
            lines += [(subitem, item.number) for subitem in item.subitems]
        return lines

    @property
    def is_placeholder(self) -> bool:
        """Whether only a note that the unit is repealed stands here."""
        return bool(self.repealed_by)


@dataclass(frozen=True)
class Amendment:
    """That one Act changes another, and from when."""

    by: str
    in_force_on: date | None


@dataclass(frozen=True)
class StatuteText:
    """One document: an Act in one language, as issued or in one consolidated version."""

    act: str
    """"681/2023"."""
    language: str
    """fi or sv."""
    title: str
    kind: str
    """The publisher's word for what it is: act, decree, ..."""
    version: str
    """Consolidated: the last amending Act as YYYYNNNN; "" as issued."""
    issued_on: date | None
    consolidated_on: date | None
    """The day of issue of the last amending Act in the text (not the day from which the text applies)."""
    produced_on: date | None
    """The day on which the publisher made the file."""
    in_force_on: date | None
    ended_on: date | None
    """The last day on which the Act applied, where the document tells it."""
    repealed_by: str
    amended_by: tuple[Amendment, ...]
    amends: str
    """The Act that this one amends; "" where it amends none."""
    enacting: tuple[tuple[str, str], ...]
    """(kind, text) of the enacting clause's parts: repeals, substitutions, insertions, ..."""
    entry_texts: dict[str, str]
    """By Act: its provisions on entry into force and application, as far as the document holds them."""
    units: tuple[Unit, ...]
    address: str
    """Path of the expression at the publisher: /akn/fi/act/statute/2023/681/fin@."""
    warnings: tuple[str, ...] = ()

    @property
    def is_consolidated(self) -> bool:
        """Whether later amendments are worked in."""
        return bool(self.version)

    @property
    def last_amendment(self) -> str:
        """The Act to which the text is consolidated: "1100/2024"; its own number as issued."""
        return f"{int(self.version[4:])}/{self.version[:4]}" if self.version else self.act
