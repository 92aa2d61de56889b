"""Chapters and sections of Akoma Ntoso as units: one a subsection, with editors' notes turned into dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from lxml import etree

from ingest.statutes.amendments import age
from ingest.statutes.clauses import days_in
from ingest.statutes.model import Item, Unit

AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
FINLEX = "http://data.finlex.fi/schema/finlex"
_VERSION = re.compile(r"@?(\d{4})(\d{4})$")
_LABEL = re.compile(r"(?:\d{1,2}\.\d{1,2}\.(?P<year>\d{4})/)?(?P<number>\d{1,4})(?:/(?P<later>\d{4}))?")
_REPEALED = re.compile(r"\b(?:on kumottu|har upphävts|upphävd|kumottu)\b", re.IGNORECASE)
_EXPIRED = re.compile(r"\b(?:oli voimassa|on ollut voimassa|gällde|har gällt)\b", re.IGNORECASE)
_EARLIER = re.compile(r"aiempi sanamuoto|aikaisempi sanamuoto|tidigare (?:formen|lydelse|form)", re.IGNORECASE)


@dataclass
class _Note:
    """An editors' note that tells of wording before or after it."""

    day: date
    act: str
    earlier_follows: bool
    of_section: bool
    """Whether it speaks of a whole section."""


@dataclass
class _Owner:
    """What a unit takes over from the elements around it."""

    act: str
    chapter: str
    section: str = ""
    heading: str = ""
    wording_by: str = ""
    units: list[Unit] = field(default_factory=list)


def text_of(element: etree._Element) -> str:
    """The element's text; white space collapsed, as the publisher breaks lines anywhere."""
    return " ".join("".join(element.itertext()).split())


def chapter_units(chapter: etree._Element, act: str) -> Iterator[Unit]:
    """The units of a chapter; for one that is repealed or expired, one unit without a section."""
    name = f"{_child_text(chapter, 'num')} {_child_text(chapter, 'heading')}".strip()
    content = chapter.find(f"{{{AKN}}}content")
    if content is not None:
        yield Unit("", "", "", chapter=name, repealed_by=_repealing_act(content) or act)
    yield from section_units(chapter, act, name)


def section_units(parent: etree._Element, act: str, chapter: str) -> Iterator[Unit]:
    """The units of the sections directly in `parent`, in order; `chapter` is its name."""
    units: list[Unit] = []
    note: _Note | None = None
    for element in parent:
        if _is_note(element):
            note = _note(element)
        elif element.tag == f"{{{AKN}}}section":
            own = _section(element, act, chapter)
            units, note = _dated(units, own, note)
    yield from units


def _section(section: etree._Element, act: str, chapter: str) -> list[Unit]:
    owner = _Owner(
        act=act,
        chapter=chapter,
        section=re.sub(r"[\s§.]", "", _child_text(section, "num")).lower(),
        heading=_child_text(section, "heading"),
        wording_by=_amending_act(section) or act,
    )
    content = section.find(f"{{{AKN}}}content")
    if content is not None:
        owner.units.append(_plain_unit(owner, "" if _repealing_act(content) else "1", content, owner.wording_by))
    note: _Note | None = None
    is_position_known = True
    position = 0
    for element in section:
        if element.get("name") == "omission":
            is_position_known = False
        elif _is_note(element):
            note = _note(element)
        elif element.tag == f"{{{AKN}}}subsection":
            position += 1
            number = _number_of(element) or (str(position) if is_position_known else "")
            owner.units, note = _dated(owner.units, [_subsection(owner, element, number)], note)
    return owner.units


def _subsection(owner: _Owner, element: etree._Element, number: str) -> Unit:
    by = _amending_act(element) or owner.wording_by
    content = element.find(f"{{{AKN}}}content")
    if content is not None:
        return _plain_unit(owner, number, content, by)
    intro = element.find(f"{{{AKN}}}intro")
    items = []
    acts = [by]
    if intro is not None and (amended := _amending_act(intro)):
        acts.append(amended)
    for paragraph in element.findall(f"{{{AKN}}}paragraph"):
        items.append(_item(paragraph))
        if amended := _amending_act(paragraph):
            acts.append(amended)
    return Unit(
        section=owner.section,
        subsection=number,
        intro=_lines(intro) if intro is not None else "",
        items=tuple(items),
        chapter=owner.chapter,
        heading=owner.heading,
        wording_by=max(acts, key=age),
        is_partial=any(child.get("name") == "omission" for child in element),
    )


def _plain_unit(owner: _Owner, number: str, content: etree._Element, by: str) -> Unit:
    repealed_by = _repealing_act(content)
    return Unit(
        section=owner.section,
        subsection=number,
        intro="" if repealed_by else _lines(content),
        chapter=owner.chapter,
        heading=owner.heading,
        wording_by="" if repealed_by else by,
        repealed_by=repealed_by,
    )


def _item(paragraph: etree._Element) -> Item:
    number = _child_text(paragraph, "num").rstrip(")").strip()
    parts = [paragraph.find(f"{{{AKN}}}{name}") for name in ("intro", "content")]
    subitems = [
        f"{_child_text(sub, 'num')} {_child_text(sub, 'content')}".strip()
        for sub in paragraph.findall(f"{{{AKN}}}subparagraph")
    ]
    return Item(number, " ".join(_lines(part) for part in parts if part is not None), tuple(subitems))


def _dated(before: list[Unit], own: list[Unit], note: _Note | None) -> tuple[list[Unit], None]:
    """`before` and `own` together, with the dates that a note between them gives."""
    if note is None or not own:
        return [*before, *own], None
    if not note.earlier_follows:
        return [*before, *(replace(unit, begins_on=note.day) for unit in own)], None
    keys = {(unit.section, "" if note.of_section else unit.subsection) for unit in own}
    upcoming = [
        replace(unit, begins_on=note.day)
        if (unit.section, "" if note.of_section else unit.subsection) in keys
        else unit
        for unit in before
    ]
    return [*upcoming, *(replace(unit, ends_before=note.day, ended_by=note.act) for unit in own)], None


def _is_note(element: etree._Element) -> bool:
    return bool(element.get("name") == "noteAuthorial")


def _note(element: etree._Element) -> _Note | None:
    """The note as dates; None for one that tells of no wording."""
    text = text_of(element)
    days = [day for _, day in days_in(text)]
    act = _act_in(element, text)
    if not days or not re.search(r"tulee voimaan|tulevat voimaan|träder i kraft", text, re.IGNORECASE):
        return None
    of_section = re.match(r"[^.]*?\b(?:moment|mom\.|kohta|kohda|punkt)", text, re.IGNORECASE) is None
    return _Note(days[-1], act, bool(_EARLIER.search(text)), of_section)


def _act_in(element: etree._Element, text: str) -> str:
    for ref in element.iter(f"{{{AKN}}}ref"):
        if match := re.search(r"/statute(?:-consolidated)?/(\d{4})/(\d+)", ref.get("href", "")):
            return f"{int(match[2])}/{match[1]}"
    match = re.search(r"(\d{1,4})/(\d{4})", text)
    return f"{int(match[1])}/{match[2]}" if match else ""


def _repealing_act(content: etree._Element) -> str:
    """The Act that a placeholder names ("-" where it expired by itself); "" for text that is law."""
    text = text_of(content)
    inside = "".join(text_of(element) for element in content.iter(f"{{{AKN}}}i"))
    # A placeholder is all in italics; a provision may say "upphävs" in running text.
    if len(inside) < len(text) - 2 and content.getparent().tag != f"{{{AKN}}}chapter":
        return ""
    if _EXPIRED.search(text):
        return "-"
    if not _REPEALED.search(text):
        return ""
    label = re.search(r"(\d{1,2}\.\d{1,2}\.(\d{4})/(\d{1,4}))|((\d{1,4})/(\d{4}))", text)
    if label is None:
        return "-"
    return f"{int(label[3])}/{label[2]}" if label[1] else f"{int(label[5])}/{label[6]}"


def _amending_act(element: etree._Element) -> str:
    match = _VERSION.match(element.get(f"{{{FINLEX}}}originalVersion", ""))
    return f"{int(match[2])}/{match[1]}" if match else ""


def _number_of(subsection: etree._Element) -> str:
    match = re.search(r"__subsec_(\d+)", subsection.get("eId", ""))
    return match[1] if match else ""


def _child_text(element: etree._Element, name: str) -> str:
    child = element.find(f"{{{AKN}}}{name}")
    return text_of(child) if child is not None else ""


def _lines(element: etree._Element) -> str:
    """Paragraphs of text, one a line."""
    return "\n".join(filter(None, (text_of(p) for p in element.iter(f"{{{AKN}}}p"))))
