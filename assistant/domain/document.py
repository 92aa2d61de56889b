"""A source after reading: pages of clean text, and sections under their headings."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Page:
    """One page; a format without pages has one, numbered 1."""

    number: int
    text: str


@dataclass(frozen=True)
class Section:
    """A run of a document under one path of headings."""

    headings: tuple[str, ...]
    """Outermost first; empty for text before the first heading."""
    text: str
    """Blocks separated by a blank line; list items on lines of their own."""
    first_page: int = 1
    anchor: str = ""
    """Fragment of the address that opens the section, where the format has one."""


@dataclass(frozen=True)
class Document:
    """What a reader returns."""

    media_type: str
    language: str
    """ISO 639-1 code, or "und" where it could not be told."""
    pages: tuple[Page, ...]
    sections: tuple[Section, ...]
    title: str = ""
    warnings: tuple[str, ...] = ()
    """What a person should know: pages without text, repeated blocks left out, ..."""

    @property
    def text(self) -> str:
        """The whole text, pages separated by a blank line."""
        return "\n\n".join(page.text for page in self.pages)
