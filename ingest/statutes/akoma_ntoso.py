"""Akoma Ntoso 3.0 as Finlex's open data gives it, read into StatuteText.

Format: docs.oasis-open.org/legaldocml/akn-core/v1.0 with the `finlex:` extension.
An eId is no stable key here (it changes when a unit is amended); numbers are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from lxml import etree

from assistant.errors import SourceUnreadable
from ingest.statutes.clauses import days_in
from ingest.statutes.model import Amendment, StatuteText, Unit
from ingest.statutes.units import chapter_units, section_units, text_of

AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
FINLEX = "http://data.finlex.fi/schema/finlex"
NAMES = {"a": AKN, "f": FINLEX}
LANGUAGES = {"fin": "fi", "swe": "sv"}
_ADDRESS = re.compile(
    r"^/akn/fi/act/(?P<kind>statute|statute-consolidated)/(?P<year>\d{4})/(?P<number>\d+)(?:/(?P<language>fin|swe)@(?P<version>\d{8})?)?"
)


def read_statute(data: bytes, name: str) -> StatuteText:
    """The document in `data`; `name` says in errors which one it is.

    Raises SourceUnreadable for what is no whole, well-formed Finnish statute in Akoma Ntoso.
    """
    root = _parse(data, name)
    act = root.find(f"{{{AKN}}}act")
    if act is None:
        raise SourceUnreadable(f"{name}: no <act> in it. Wanted a statute in Akoma Ntoso 3.0.")
    address = _value(act, ".//a:FRBRExpression/a:FRBRuri/@value")
    place = _ADDRESS.match(address)
    if place is None or place["language"] is None:
        raise SourceUnreadable(
            f"{name}: {address or 'no address'} names no statute in Finnish or Swedish. Wanted Akoma Ntoso of Finlex."
        )
    body = act.find(f"{{{AKN}}}body")
    if body is None:
        raise SourceUnreadable(f"{name}: no <body> in it. Fetch the document again.")
    number = f"{int(place['number'])}/{place['year']}"
    units = tuple(_units(body, number))
    affected = _affected(act)
    if not units and not affected:
        raise SourceUnreadable(f"{name}: {number} has no section in it. Fetch the document again.")
    repeal = _amendments(act, "repealedBy")
    return StatuteText(
        act=number,
        language=LANGUAGES[place["language"]],
        title=_text_at(act, ".//a:docTitle"),
        kind=_value(act, ".//f:typeStatute/@refersTo").lstrip("#"),
        version=place["version"] or "",
        issued_on=_day(act, ".//a:FRBRWork/a:FRBRdate[@name='dateIssued']/@date"),
        consolidated_on=_day(act, ".//a:FRBRExpression/a:FRBRdate[@name='dateConsolidated']/@date"),
        produced_on=_day(act, ".//a:FRBRManifestation/a:FRBRdate[@name='dateProduced']/@date"),
        in_force_on=_day(act, ".//a:proprietary/f:inForce/f:dateEntryIntoForce/@date"),
        ended_on=_day(act, ".//a:proprietary/f:inForce/f:dateInForceEnd/@date"),
        repealed_by=repeal[0].by if repeal else "",
        amended_by=tuple(_amendments(act, "amendedBy")),
        amends=affected,
        enacting=tuple((block.get("name", ""), text_of(block)) for block in _all(act, ".//a:formula//a:block")),
        entry_texts=dict(_entry_texts(body, number)),
        units=units,
        address=address,
    )


def _parse(data: bytes, name: str) -> etree._Element:
    # No entities, no network: a document from outside is data.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise SourceUnreadable(f"{name}: not well-formed XML ({error.msg}). Fetch the document again.") from error
    if root.tag != f"{{{AKN}}}akomaNtoso":
        raise SourceUnreadable(f"{name}: begins with <{etree.QName(root).localname}>. Wanted Akoma Ntoso 3.0.")
    return root


def _units(body: etree._Element, act: str) -> Iterator[Unit]:
    for wrapper in _all(body, "a:hcontainer[@name='statuteProvisionsWrapper']"):
        for element in wrapper:
            if element.tag == f"{{{AKN}}}chapter":
                yield from chapter_units(element, act)
        yield from section_units(wrapper, act, "")


def _entry_texts(body: etree._Element, act: str) -> Iterator[tuple[str, str]]:
    """The Act's own provisions on its entry into force, and those of the Acts worked in."""
    own = [text_of(p) for p in _all(body, "a:hcontainer[@name='entryIntoForce']//a:p")]
    if not own:
        own = [
            text_of(p)
            for section in _all(body, ".//a:section")
            if re.match(r"(voimaantulo|ikraftträdande)", _text_at(section, "a:heading"), re.IGNORECASE)
            for p in _all(section, ".//a:p")
        ]
    yield act, "\n".join(own)
    later = "a:hcontainer[@name='amendmentEntryIntoForceAndApplianceProvisions']/a:hcontainer[@name='entryIntoForce']"
    for container in _all(body, later):
        if match := re.search(r"(\d{1,4})/?\s*(?=:|$)", _text_at(container, "a:heading")):
            year = re.search(r"\.(\d{4})/", _text_at(container, "a:heading"))
            if year:
                yield f"{match[1]}/{year[1]}", "\n".join(text_of(p) for p in _all(container, ".//a:p"))


def _amendments(act: etree._Element, element: str) -> list[Amendment]:
    found = []
    for reference in _all(act, f".//a:proprietary/f:{element}/f:statuteReference"):
        place = _ADDRESS.match(_value(reference, "f:ref/@href"))
        if place is None:
            continue
        day = _day(reference, "f:inForce/f:dateEntryIntoForce/@date")
        if day is None:
            day = next((day for _, day in days_in(_text_at(reference, "f:inForce/f:dateEntryIntoForce"))), None)
        found.append(Amendment(f"{int(place['number'])}/{place['year']}", day))
    return found


def _affected(act: etree._Element) -> str:
    place = _ADDRESS.match(_value(act, ".//a:formula//a:affectedDocument/@href"))
    return f"{int(place['number'])}/{place['year']}" if place else ""


def _all(element: etree._Element, path: str) -> list[etree._Element]:
    return list(element.xpath(path, namespaces=NAMES))


def _value(element: etree._Element, path: str) -> str:
    found = element.xpath(path, namespaces=NAMES)
    return str(found[0]) if isinstance(found, list) and found else ""


def _day(element: etree._Element, path: str) -> date | None:
    value = _value(element, path)
    try:
        return date.fromisoformat(value[:10]) if value else None
    except ValueError:
        return None


def _text_at(element: etree._Element, path: str) -> str:
    found = _all(element, path)
    return text_of(found[0]) if found else ""
