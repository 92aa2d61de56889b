"""HTML: trafilatura says what the main text is, the page's own tree says how it is built."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from itertools import groupby

import lxml.html
import trafilatura
from lxml import etree
from lxml.html import HtmlElement

from assistant.domain.document import Document
from assistant.errors import SourceUnreadable
from ingest.blocks import Block, BlockKind
from ingest.read.clean import clean_line, clean_text
from ingest.read.encoding import decode
from ingest.read.finish import finish
from ingest.read.html_walk import blocks_of_tree

MEDIA_TYPE = "text/html"
SHINGLE_WORDS = 3
LEAST_SHARE = 0.6
"""Share of a block's shingles that the main text must hold for the block to belong to it."""
FEWEST_WORDS = 5
"""Shorter blocks belong to the main text only where it has one of exactly these words."""
LEAST_MAIN_SHARE = 0.35
"""Main text with fewer of the words inside <main> than this is not believed."""

_WORD = re.compile(r"\w+")
_ENDS = (".", ":", ";", "?", "!")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
# The parser takes quadratic time for the attributes of one tag; no attribute of so long a tag is needed.
_LONG_TAG = re.compile(r"<([A-Za-z][\w:-]{0,40})[^<>]{20000,}>")
_MAIN = "//main | //*[@role='main'] | //*[@id='main-content']"
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)


def read(data: bytes, *, name: str) -> Document:
    """The document that a web page holds: its main text, without menus, banners and teasers.

    Raises SourceUnreadable where the bytes are no text or hold no running text.
    """
    decoded = decode(data, name=name)
    markup = _LONG_TAG.sub(r"<\1>", _DECLARATION.sub("", decoded.text.replace("\x00", "")))
    tree = _tree(markup, name)
    return finish(
        main_blocks(tree, markup),
        name=name,
        media_type=MEDIA_TYPE,
        title=_title(tree),
        warnings=decoded.warnings,
    )


def main_blocks(tree: HtmlElement, markup: str) -> list[Block]:
    """The blocks of the page's main text, in order."""
    blocks = blocks_of_tree(tree)
    marked = _marked_main(tree)
    told = _MainText(markup)
    kept = _with_neighbours(blocks, [told.holds(block) for block in blocks])
    if marked is None:
        return kept or [block for block in blocks if not block.is_link]
    inside = [block for block in blocks_of_tree(marked) if not block.is_link]
    return kept if _words_in(kept) >= LEAST_MAIN_SHARE * _words_in(inside) else inside


class _MainText:
    """What trafilatura takes for the main text, as exact blocks and as shingles."""

    def __init__(self, markup: str) -> None:
        extracted = trafilatura.bare_extraction(markup, include_comments=False)
        parts = [] if extracted is None else list(extracted.body.iter("p", "head", "item", "cell", "quote", "row"))
        self.exact = {_words((" " if part.tag == "row" else "").join(part.itertext())) for part in parts}
        whole = () if extracted is None else _words(" ".join(extracted.body.itertext()))
        self.shingles = set(_shingles(whole))

    def holds(self, block: Block) -> bool:
        """Whether the block belongs to the main text."""
        words = _words(block.text)
        if words in self.exact:
            return True
        found = [shingle in self.shingles for shingle in _shingles(words)]
        return len(words) >= FEWEST_WORDS and sum(found) >= LEAST_SHARE * len(found)


def _with_neighbours(blocks: Sequence[Block], is_kept: Sequence[bool]) -> list[Block]:
    """Kept blocks with what belongs to them.

    The rest of lists and tables that are half kept, lists and tables right after what is kept, sentences
    between two kept blocks, and headings right above what is kept; never what is only a link.
    """
    keep = list(is_kept)
    for run in _runs(blocks):
        follows = run.start > 0 and keep[run.start - 1] and not any(blocks[at].is_link for at in run)
        if follows or sum(keep[at] for at in run) >= 0.5 * len(run):
            keep[run.start : run.stop] = [keep[at] or not blocks[at].is_link for at in run]
    for at in range(len(blocks) - 2, -1, -1):
        block = blocks[at]
        is_between = keep[at + 1] and at > 0 and keep[at - 1] and block.text.endswith(_ENDS)
        keep[at] = keep[at] or (not block.is_link and (is_between or (block.is_heading and keep[at + 1])))
    return [block for block, kept in zip(blocks, keep, strict=True) if kept]


def _runs(blocks: Sequence[Block]) -> list[range]:
    """Places of the lists and tables."""
    runs: list[range] = []
    start = 0
    for kind, run in groupby(blocks, key=lambda block: block.kind):
        length = len(list(run))
        if kind in (BlockKind.ITEM, BlockKind.ROW):
            runs.append(range(start, start + length))
        start += length
    return runs


def _tree(markup: str, name: str) -> HtmlElement:
    try:
        return lxml.html.document_fromstring(markup)
    except (etree.ParserError, ValueError, AssertionError) as error:
        raise SourceUnreadable(f"{name}: found no HTML element, wanted a web page. Fetch it again.") from error


def _marked_main(tree: HtmlElement) -> HtmlElement | None:
    found = tree.xpath(_MAIN)
    return found[0] if found else None


def _title(tree: HtmlElement) -> str:
    """The page's first h1, or its title without the site's name."""
    heading = next((clean_line(each.text_content()) for each in tree.iter("h1")), "")
    title = clean_line(tree.findtext(".//title") or "")
    return heading or re.split(r" [|–—-] ", title)[0]


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(clean_text(text).casefold()))


def _words_in(blocks: Sequence[Block]) -> int:
    return sum(len(_words(block.text)) for block in blocks)


def _shingles(words: Sequence[str]) -> list[tuple[str, ...]]:
    last = max(1, len(words) - SHINGLE_WORDS + 1)
    return [tuple(words[at : at + SHINGLE_WORDS]) for at in range(last)] if words else []
