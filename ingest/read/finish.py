"""The last steps that all readers share: furniture out, sections in, language told."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.domain.document import Document
from assistant.errors import SourceUnreadable
from assistant.language.detect import detect_language
from ingest.blocks import Block
from ingest.furniture import without_furniture
from ingest.structure import pages_of, sections_of


def finish(
    blocks: Sequence[Block],
    *,
    name: str,
    media_type: str,
    title: str = "",
    page_count: int = 1,
    warnings: Sequence[str] = (),
) -> Document:
    """The document that the blocks of a file make.

    Raises SourceUnreadable where nothing is left once the page furniture is out.
    """
    cleared = without_furniture(blocks)
    if not any(not block.is_heading for block in cleared.blocks):
        raise SourceUnreadable(f"{name}: found no running text, wanted at least one sentence. Check the file by eye.")
    pages = pages_of(cleared.blocks, page_count)
    return Document(
        media_type=media_type,
        language=detect_language("\n".join(page.text for page in pages)),
        pages=pages,
        sections=sections_of(cleared.blocks),
        title=title or _first_heading(cleared.blocks),
        warnings=(*warnings, *cleared.warnings),
    )


def _first_heading(blocks: Sequence[Block]) -> str:
    return next((block.text for block in blocks if block.is_heading and block.level == 1), "")
