"""Documents to passages: a few sentences, or one list with its lead-in, never across sections."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.domain.document import Document, Page, Section
from assistant.domain.passage import Passage, StatementRole
from assistant.domain.source import Source
from ingest.split_pack import Draft, drafts_of

_NOT_IN_SLUG = re.compile(r"[^\w-]+")
_CAPTION = re.compile(r"(?:kuva|kuvio|taulukko|bild|figur|tabell|figure|table)\s+\d", re.IGNORECASE)
LONGEST_SLUG = 48
FEWEST_WORDS_UNPUNCTUATED = 12
FEWEST_WORDS_LOOSE = 25
FEWEST_WORDS = 3


def split(document: Document, *, source: Source, max_tokens: int, count_tokens: Callable[[str], int]) -> list[Passage]:
    """The passages of a document, in text order.

    No passage has more than `max_tokens` by `count_tokens` of its headings and text, as
    `headed_text` joins them. Passage text is an exact part of its section's text. A long list is divided;
    the headings of its later parts end with the list's lead-in. Text without a sentence (a link title, a
    caption) makes no passage.

    An id is made of the source's id, the path of headings and the ordinal in that section: it
    stays when another section changes.

    Raises ValueError if `max_tokens` < 1.
    """
    if max_tokens < 1:
        raise ValueError(f"max_tokens is {max_tokens}, wanted at least 1")
    language = source.language if source.language in ("fi", "sv", "en") else document.language
    places = _Places(source, document)
    passages: list[Passage] = []
    for section in document.sections:
        drafts = drafts_of(section, language=language, max_tokens=max_tokens, count_tokens=count_tokens)
        told = [draft for draft in drafts if _says_something(section.text, draft)]
        key = places.key(section)
        pages = _PageFinder(document.pages, section)
        for ordinal, draft in enumerate(told, start=1):
            page = pages.page_of(draft)
            passages.append(_passage(section, draft, f"{key}-{ordinal:02d}", page, source, language, places))
    return passages


def headed_text(headings: Sequence[str], text: str) -> str:
    """Headings and text as a model reads them: one a line, outermost first, then the text."""
    return "\n".join((*headings, text))


class _Places:
    """Ids, locators and links of one document's sections."""

    def __init__(self, source: Source, document: Document) -> None:
        self.source = source
        self.has_pages = document.media_type == "application/pdf"
        self._seen: dict[tuple[str, ...], int] = {}

    def key(self, section: Section) -> str:
        """Unique for each section, and independent of the others unless one has the same path."""
        times = self._seen[section.headings] = self._seen.get(section.headings, 0) + 1
        digest = hashlib.sha256("\n".join((*section.headings, str(times))).encode()).hexdigest()[:6]
        slug = _slug(section.headings[-1]) if section.headings else "start"
        return f"{self.source.id}#{slug}-{digest}"

    def locator(self, section: Section, page: int) -> str:
        """Where a person finds the passage."""
        path = " › ".join(section.headings[-2:])
        if not self.has_pages:
            return path
        return f"p. {page}, {path}" if path else f"p. {page}"

    def url(self, section: Section, page: int) -> str:
        """Deep link, where the source has an address."""
        address = self.source.url.split("#", 1)[0]
        if address and self.has_pages:
            return f"{address}#page={page}"
        return f"{address}#{section.anchor}" if address and section.anchor else self.source.url


@dataclass
class _PageFinder:
    """Finds the page of one passage after the other."""

    pages: tuple[Page, ...]
    section: Section

    def __post_init__(self) -> None:
        self.page = self.section.first_page

    def page_of(self, draft: Draft) -> int:
        """The first page, from that of the passage before, that holds the passage's first words."""
        opening = self.section.text[draft.start : draft.end].split("\n", 1)[0][:60].rstrip()
        for page in self.pages:
            if page.number >= self.page and opening in page.text:
                self.page = page.number
                break
        return self.page


def _passage(
    section: Section, draft: Draft, id_: str, page: int, source: Source, language: str, places: _Places
) -> Passage:
    return Passage(
        id=id_,
        source_id=source.id,
        language=language,
        kind=source.kind,
        origin=source.origin,
        authority=source.authority,
        headings=draft.headings,
        locator=places.locator(section, page),
        url=places.url(section, page),
        text=section.text[draft.start : draft.end],
        statements=draft.statements,
        validity=source.validity,
    )


def _slug(heading: str) -> str:
    plain = unicodedata.normalize("NFKD", heading.casefold()).encode("ascii", "ignore").decode()
    slug = _NOT_IN_SLUG.sub("-", plain).strip("-")[:LONGEST_SLUG].strip("-")
    return slug or "section"


def _says_something(text: str, draft: Draft) -> bool:
    """Whether the draft holds a list item or a sentence, or is a part of one; a link title or a caption does not."""
    is_part = text[: draft.start].rstrip(" ")[-1:] not in ("", "\n") or text[draft.end :][:1] not in ("", "\n")
    told = text[draft.start : draft.end]
    quotes = [told[statement.start : statement.end] for statement in draft.statements]
    words = len(re.findall(r"[^\W\d_]{2,}", told))
    if (
        is_part
        or words >= FEWEST_WORDS_LOOSE
        or any(statement.role is not StatementRole.SENTENCE for statement in draft.statements)
    ):
        return True
    if _CAPTION.match(told) and not _is_ended(quotes[-1]):
        return False
    return words >= (FEWEST_WORDS if any(map(_is_ended, quotes)) else FEWEST_WORDS_UNPUNCTUATED)


def _is_ended(sentence: str) -> bool:
    return sentence.rstrip("\"'”’»)]")[-1:] in (".", "!", "?", "…", ":")
