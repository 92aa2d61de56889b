"""What an amending Act says in words: which units it touches, and from which day, in Finnish and Swedish."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from assistant.language.dates import days_named

_NUMBER = r"\d{1,3}(?:\s[a-z](?![a-zåäö]))?"
_NUMBERS = rf"{_NUMBER}(?:\s?(?:,|–|-|ja|och|tai|eller|sekä|samt)\s{{0,2}}{_NUMBER}|–{_NUMBER})*"
_SECTIONS = re.compile(rf"(?P<numbers>{_NUMBERS})\s?§")
_SUBSECTIONS = re.compile(r"(?P<numbers>\d{1,2}(?:\s?(?:,|–|-|ja|och)\s?\d{1,2})*)\s?(?:momen|mom\.)")
_ITEMS = re.compile(r"\d{1,2}\s?(?:kohta|kohda|punkt)")
_HEADING = re.compile(r"^:n\sotsik\w+")
_RUBRIC = re.compile(rf"rubriken för {_NUMBERS}\s?§(?: och)?|rubriken för \d+ kap\.|\d+ luvun otsik\w+")
_CHAPTERS = re.compile(r"(?P<number>\d{1,2}(?:\s[a-z](?![a-zåäö]))?)\s(?:luku|luvun|lukua|kap\.)")
# What follows tells how the provisions read before, not what is changed.
_AS_THEY_READ = re.compile(
    r"sellaisina kuin|sellaisena kuin|sådana de lyder|sådan den lyder|sådant det lyder|\bav dem\b"
)
# "54 §:ään, sellaisena kuin se on laissa 1134/2014, uusi 2 momentti": the clause goes on after it.
_ASIDE = re.compile(
    r",\s(?:sellaisena kuin|sellaisina kuin|sådana de lyder|sådan den lyder|sådant det lyder)[^,]*,\s"
    r"(?=uusi|ett nytt|en ny|nya? )"
)
_BEGINS = re.compile(r"tulee\b[^.]*\bvoimaan|tulevat\b[^.]*\bvoimaan|träder\b[^.]*\bi kraft", re.IGNORECASE)
_LASTS = re.compile(r"\bon voimassa\b|\bovat voimassa\b|\bgäller\b", re.IGNORECASE)
ALL = ""
"""Stands for every subsection of a section."""


@dataclass(frozen=True)
class EntryIntoForce:
    """When an Act begins to apply, and which of its parts begin or end on other days."""

    default: date | None
    begins: dict[tuple[str, str, str], date]
    """By (chapter, section, subsection), each "" where it is not named."""
    ends: dict[tuple[str, str, str], date]
    """Last day, likewise."""

    def first_day(self, chapter: str, section: str, subsection: str) -> date | None:
        """The first day of a unit; None where the Act does not tell it."""
        return _most_exact(self.begins, chapter, section, subsection) or self.default

    def last_day(self, chapter: str, section: str, subsection: str) -> date | None:
        """The last day of a unit, where the Act sets one."""
        return _most_exact(self.ends, chapter, section, subsection)


def days_in(text: str) -> Iterator[tuple[int, date]]:
    """(offset, day) of every full date, in the forms that statutes use ("1 päivänä tammikuuta 2025" too)."""
    return days_named(re.sub(r"(\d{1,2}) päiv\w+ (?=\w+kuuta? )", r"\1 ", text))


def entry_into_force(text: str) -> EntryIntoForce:
    """The days that the provisions on entry into force give.

    A sentence without a date, or without the words for coming into force or being in force, gives none.
    """
    default: date | None = None
    begins: dict[tuple[str, str, str], date] = {}
    ends: dict[tuple[str, str, str], date] = {}
    for sentence in re.split(r"(?<=[a-zåäö0-9])\.\s+(?=[A-ZÅÄÖ])|\n", text):
        days = [day for _, day in days_in(sentence)]
        if not days:
            continue
        if _BEGINS.search(sentence):
            places = list(_places(sentence))
            begins.update(dict.fromkeys(places, days[0]))
            if not places and default is None:
                default = days[0]
        if _LASTS.search(sentence):
            ends.update(dict.fromkeys(list(_places(sentence)) or [("", "", "")], days[-1]))
    return EntryIntoForce(default, begins, ends)


def touched(blocks: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """(section, subsection) that the enacting clause changes, adds or repeals; ALL where the whole section is meant.

    Headings alone touch nothing. Changes to the wording in one language are among them.
    """
    return {target for _, text in blocks for target in _targets(_AS_THEY_READ.split(_ASIDE.sub(" ", text))[0])}


def _targets(text: str) -> Iterator[tuple[str, str]]:
    text = re.sub(r"\(?\d{1,4}/\d{4}\)?", " ", text)
    text = _RUBRIC.sub(" ", text)
    matches = list(_SECTIONS.finditer(text))
    ends = [match.start() for match in matches[1:]] + [len(text)]
    for match, end in zip(matches, ends, strict=False):
        rest = text[match.end() : end]
        sections = list(_expanded(match["numbers"]))
        subsections = [number for found in _SUBSECTIONS.finditer(rest) for number in _expanded(found["numbers"])]
        if _HEADING.match(rest) and not subsections:
            continue
        if not subsections and _ITEMS.search(rest):
            subsections = ["1"]
        yield from ((section, ALL) for section in sections[:-1])
        yield from ((sections[-1], subsection) for subsection in subsections or [ALL])


def _places(sentence: str) -> Iterator[tuple[str, str, str]]:
    for match in _CHAPTERS.finditer(sentence):
        yield match["number"].replace(" ", ""), "", ""
    yield from (("", section, subsection) for section, subsection in _targets(sentence))


def _expanded(numbers: str) -> Iterator[str]:
    """The numbers of "14, 16, 18–20 ja 22", one by one; letters are kept: "87b"."""
    for first, _, last in re.findall(rf"({_NUMBER})(\s?[–-]\s?({_NUMBER}))?", numbers):
        first, last = first.replace(" ", ""), last.replace(" ", "")
        if not last:
            yield first
        elif first.isdigit() and last.isdigit():
            yield from map(str, range(int(first), int(last) + 1))
        else:
            stem = first.rstrip("abcdefghijklmnopqrstuvwxyz")
            yield from (f"{stem}{chr(letter)}" for letter in range(ord(first[-1]), ord(last[-1]) + 1))


def _most_exact(days: dict[tuple[str, str, str], date], chapter: str, section: str, subsection: str) -> date | None:
    number = chapter.split(" ", 1)[0]
    for key in (("", section, subsection), ("", section, ""), (number, "", ""), ("", "", "")):
        if key in days:
            return days[key]
    return None
