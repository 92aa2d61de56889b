"""Sources, documents and the seed pages for the tests of ingest."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.domain.document import Document, Page, Section
from assistant.domain.source import Origin, Source, SourceKind

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
SEEDS = SHARED / "originals" / "seeds"

needs_seeds = pytest.mark.skipif(not SEEDS.is_dir(), reason="the original pages are not here")


def seed_files() -> list[Path]:
    return sorted(SEEDS.glob("0*.txt")) if SEEDS.is_dir() else []


def a_source(*, url: str = "https://example.fi/page", id: str = "guide") -> Source:
    return Source(id, "Guide", "Ministry", url, "en", SourceKind.GUIDANCE, Origin.PUBLICATION)


def a_document(*sections: Section, media_type: str = "text/plain", pages: tuple[Page, ...] = ()) -> Document:
    text = "\n\n".join(section.text for section in sections)
    return Document(media_type, "en", pages or (Page(1, text),), sections)


def words(text: str) -> int:
    """A token count that can be worked out by hand."""
    return len(text.split())
