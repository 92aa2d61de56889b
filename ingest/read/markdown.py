"""Markdown: headings, nested lists and tables as the author marked them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from assistant.domain.document import Document
from ingest.blocks import Block, BlockKind, heading, item, paragraph, row
from ingest.read.clean import clean_line, clean_text
from ingest.read.encoding import decode
from ingest.read.finish import finish

MEDIA_TYPE = "text/markdown"

_FRONT_MATTER = re.compile(r"\A---\n(?P<fields>.*?\n)---\n", re.DOTALL)
_TITLE_FIELD = re.compile(r"^title:\s*[\"']?(?P<title>.+?)[\"']?\s*$", re.MULTILINE)
_TAG = re.compile(r"<!--.{0,5000}?-->|<[^>]{1,500}>", re.DOTALL)


def read(data: bytes, *, name: str) -> Document:
    """The document that a Markdown file (CommonMark with tables) holds.

    Raises SourceUnreadable where the bytes are no text.
    """
    decoded = decode(data, name=name)
    text = clean_text(decoded.text)
    front = _FRONT_MATTER.match(text)
    title = _TITLE_FIELD.search(front["fields"]) if front else None
    return finish(
        blocks_of(text[front.end() :] if front else text),
        name=name,
        media_type=MEDIA_TYPE,
        title=clean_line(title["title"]) if title else "",
        warnings=decoded.warnings,
    )


def blocks_of(text: str) -> list[Block]:
    """Headings, paragraphs, list items and table rows, in order."""
    walk = _Walk(MarkdownIt("commonmark").enable("table").parse(text))
    return [block for block in walk.blocks() if block.text.strip(" |")]


class _Walk:
    """Goes through the parser's tokens with the open lists in mind."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.lists = 0
        self.marker = "-"
        self.is_item_new = False
        self.cells: list[str] = []

    def blocks(self) -> Iterator[Block]:
        """The blocks of the file."""
        for position, token in enumerate(self.tokens):
            self._follow(token)
            if token.type == "inline":
                yield from self._inline(token, self.tokens[position - 1])
            elif token.type == "tr_close":
                yield row(self.cells)
            elif token.type in ("fence", "code_block"):
                yield from (paragraph(clean_line(line)) for line in token.content.split("\n"))
            elif token.type == "html_block":
                yield paragraph(clean_line(_TAG.sub(" ", token.content)))

    def _follow(self, token: Token) -> None:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            self.lists += 1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            self.lists -= 1
        elif token.type == "list_item_open":
            self.marker = f"{token.info}{token.markup}" if token.info else "-"
            self.is_item_new = True
        elif token.type == "tr_open":
            self.cells = []

    def _inline(self, token: Token, opening: Token) -> Iterator[Block]:
        text = clean_line(_plain(token.children or []))
        if opening.type in ("th_open", "td_open"):
            self.cells.append(text)
        elif opening.type == "heading_open":
            yield heading(text, int(opening.tag[1]), anchor=_anchor(text))
        elif self.lists and self.is_item_new:
            self.is_item_new = False
            yield item(text, self.lists, marker=self.marker)
        elif self.lists:
            yield item(text, self.lists)
        else:
            yield Block(BlockKind.PARAGRAPH, text, is_link=_is_link(token.children or []))


def _plain(children: Sequence[Token]) -> str:
    """Text of inline tokens; pictures are left out."""
    breaks = ("softbreak", "hardbreak", "html_inline")
    return "".join(" " if child.type in breaks else child.content for child in children if child.type != "image")


def _is_link(children: Sequence[Token]) -> bool:
    return len(children) > 1 and children[0].type == "link_open" and children[-1].type == "link_close"


def _anchor(text: str) -> str:
    """The fragment that code-hosting sites give a heading."""
    return re.sub(r"[^\w\- ]", "", text.casefold()).replace(" ", "-")
