"""The connector to Finlex's open data: every document of an Act, whole, or nothing.

Paths: https://opendata.finlex.fi/swagger-ui/index.html. The list of an Act's expressions holds whole documents, at most
four a page; a page past the last is empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from lxml import etree

from assistant.errors import SourceUnreadable
from ingest.fetch import Fetcher, FetchError, Reply
from ingest.statutes.akoma_ntoso import AKN, read_statute
from ingest.statutes.model import StatuteText

PAGE = 4
MOST_PAGES = 100
XML = "application/xml"
_REFERENCE = re.compile(r"^(?:finlex:)?(?P<number>\d{1,4})/(?P<year>\d{4})(?:@(?P<day>\d{4}-\d{2}-\d{2}))?$")
_LANGUAGES = ("fin", "swe")


@dataclass(frozen=True)
class ActReference:
    """An Act to fetch: finlex:681/2023, or with a date finlex:681/2023@2024-06-01."""

    act: str
    day: date | None = None
    """Only versions that applied on or before this day are wanted."""

    @property
    def path(self) -> str:
        """Year and number, as addresses have them: "2023/681"."""
        number, year = self.act.split("/")
        return f"{year}/{number}"


@dataclass(frozen=True)
class Fetched:
    """A document as it came, or the word that it is as before."""

    address: str
    """Path of the expression: /akn/fi/act/statute/2023/681/fin@."""
    body: bytes
    """Empty where it is as before."""


def reference_of(text: str) -> ActReference | None:
    """The Act that `text` names, None where it has another form. Raises ValueError for a day that does not exist."""
    match = _REFERENCE.match(text)
    if match is None:
        return None
    day = date.fromisoformat(match["day"]) if match["day"] else None
    return ActReference(f"{int(match['number'])}/{match['year']}", day)


class Known(Protocol):
    """What is at hand of an Act from an earlier fetch."""

    @property
    def etags(self) -> Mapping[str, str]:
        """By address of a document or a page of the list."""
        ...

    @property
    def pages(self) -> Mapping[str, Sequence[str]]:
        """By address of a page of the list: the documents on it."""
        ...

    def text(self, address: str) -> StatuteText | None:
        """The document at `address`, None where it is not at hand."""
        ...


@dataclass(frozen=True)
class Documents:
    """Everything that the publisher has of an Act."""

    fetched: tuple[Fetched, ...]
    etags: dict[str, str]
    pages: dict[str, list[str]]


class Finlex:
    """The API at one address."""

    def __init__(self, fetcher: Fetcher, base: str) -> None:
        """`base` is the address up to and with /v1."""
        self._fetcher = fetcher
        self._base = base.rstrip("/")

    def documents(self, wanted: ActReference, known: Known) -> Documents:
        """Every document of the Act: as issued, its consolidated versions, and the Acts that amend it; fi and sv.

        A document that is as before comes without a body. Raises FetchError where one of them cannot be had whole
        (nothing is half-fetched), or where the publisher has no such Act.
        """
        etags: dict[str, str] = {}
        pages: dict[str, list[str]] = {}
        found = list(self._issued(wanted.path, known, etags))
        if not found:
            raise FetchError(f"finlex:{wanted.act}: the publisher has no such Act. Check its number and year.")
        found += self._versions(wanted, known, etags, pages)
        texts = [read_statute(one.body, one.address) if one.body else known.text(one.address) for one in found]
        amending = {amendment.by for text in texts if text is not None for amendment in text.amended_by}
        for act in sorted(amending):
            found += self._issued(ActReference(act).path, known, etags)
        return Documents(tuple(found), etags, pages)

    def _issued(self, path: str, known: Known, etags: dict[str, str]) -> Iterator[Fetched]:
        for language in _LANGUAGES:
            address = f"/akn/fi/act/statute/{path}/{language}@"
            reply = self._get(address, known)
            if reply is not None:
                if reply.body and (found := read_statute(reply.body, address).address) != address:
                    raise FetchError(f"{address}: the publisher sent {found} in its place. Try again later.")
                etags[address] = reply.etag
                yield Fetched(address, reply.body)

    def _versions(
        self, wanted: ActReference, known: Known, etags: dict[str, str], pages: dict[str, list[str]]
    ) -> Iterator[Fetched]:
        """The consolidated versions, from the list of expressions."""
        for number in range(1, MOST_PAGES + 1):
            page = f"/akn/fi/act/statute-consolidated/{wanted.path}?limit={PAGE}&page={number}"
            reply = self._get(page, known)
            if reply is None:
                return
            etags[page] = reply.etag
            found = [Fetched(address, b"") for address in known.pages.get(page, ())]
            if not reply.is_unchanged:
                texts = [(body, read_statute(body, page)) for body in _documents_in(reply.body)]
                applied = [(body, text) for body, text in texts if wanted.day is None or _applied_by(text, wanted.day)]
                found = [Fetched(text.address, body) for body, text in applied]
            pages[page] = [one.address for one in found]
            yield from found
        raise FetchError(
            f"finlex:{wanted.act}: more than {MOST_PAGES} pages of versions. Report this to Koto's keepers."
        )

    def _get(self, address: str, known: Known) -> Reply | None:
        """What is at the address; None where nothing is, which some servers say with an empty list."""
        etag = known.etags.get(address, "")
        reply = self._fetcher.get(f"{self._base}{address}", etag=etag, accept=XML, check=_is_whole)
        if reply is None or (not reply.is_unchanged and _is_empty_list(reply.body)):
            return None
        return reply


def _applied_by(text: StatuteText, day: date) -> bool:
    """Whether the version's last amendment had entered into force by `day`; the text as issued always counts."""
    entries = {amendment.by: amendment.in_force_on for amendment in text.amended_by}
    entered = entries.get(text.last_amendment)
    return entered is None or entered <= day


def _is_whole(body: bytes) -> None:
    """Raises SourceUnreadable for a body that is cut off or no statute and no list of them."""
    if _is_empty_list(body):
        return
    documents = list(_documents_in(body))
    if not documents:
        raise SourceUnreadable("neither a statute nor a list of statutes")
    for document in documents:
        read_statute(document, "reply")


def _documents_in(body: bytes) -> Iterator[bytes]:
    root = _root(body)
    if root.tag == f"{{{AKN}}}akomaNtoso":
        yield body
        return
    for element in root.iter(f"{{{AKN}}}akomaNtoso"):
        yield etree.tostring(element, encoding="utf-8", with_tail=False)


def _is_empty_list(body: bytes) -> bool:
    root = _root(body)
    return root.tag == "AknXmlList" and [(child.tag, len(child)) for child in root] == [("Results", 0)]


def _root(body: bytes) -> etree._Element:
    try:
        return etree.fromstring(body, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        raise SourceUnreadable(f"not well-formed XML ({error.msg})") from error
