"""An HTML tree to blocks: headings with anchors, paragraphs, nested lists, table rows."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import chain

from lxml.html import HtmlElement

from ingest.blocks import Block, BlockKind
from ingest.read.clean import clean_line

DEEPEST = 200
"""Elements nested deeper are read as plain text: no page that people write goes that far."""
LONGEST_CELL = 400
LONGEST_ITEM = 1200

_SILENT = frozenset(
    "script style noscript template svg canvas iframe object embed button input select textarea nav footer "
    "aside dialog video audio map head figcaption menu".split()
)
_SILENT_ROLES = frozenset("navigation banner contentinfo complementary search dialog alertdialog menu".split())
_BLOCKS = frozenset(
    "html body main article section div header p ul ol li dl dt dd table thead tbody tfoot tr td th "
    "caption blockquote pre figure address details summary form fieldset hr center h1 h2 h3 h4 h5 h6".split()
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)


def blocks_of_tree(root: HtmlElement) -> list[Block]:
    """The blocks under `root`, in order; navigation, forms' controls and hidden elements are left out."""
    walk = _Walk()
    walk.visit(root, 0)
    walk.flush()
    return walk.blocks


@dataclass
class _Walk:
    """Gathers running text until a block begins or ends."""

    blocks: list[Block] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    linked: int = 0
    """Characters of `text` that stand in links."""
    lists: int = 0

    def visit(self, element: HtmlElement, depth: int) -> None:
        if not isinstance(element.tag, str) or _is_silent(element):
            return
        tag = element.tag
        if depth > DEEPEST:
            self.text.append(_all_text(element))
        elif tag in _HEADINGS:
            self._heading(element)
        elif tag in ("ul", "ol"):
            self._list(element, depth)
        elif tag == "table" and _is_data_table(element):
            self._table(element)
        elif tag == "dl":
            self._definitions(element, depth)
        elif tag == "pre":
            self._lines(element)
        elif tag == "br":
            self._line_break()
        else:
            self._container(element, depth, is_block=tag in _BLOCKS)

    def flush(self) -> None:
        text = clean_line("".join(self.text))
        if text:
            is_link = self.linked >= 0.9 * len(text)
            self.blocks.append(Block(BlockKind.PARAGRAPH, text, is_link=is_link))
        self.text, self.linked = [], 0

    def _container(self, element: HtmlElement, depth: int, *, is_block: bool) -> None:
        if is_block:
            self.flush()
        before = len(self.text)
        self.text.append(element.text or "")
        for child in element:
            self.visit(child, depth + 1)
            self.text.append(child.tail or "")
        if element.tag == "a":
            self.linked += max(0, len(clean_line("".join(self.text[before:]))))
        if is_block:
            self.flush()

    def _line_break(self) -> None:
        """One break is white space; two in a row end a paragraph."""
        if self.text and "".join(self.text[-2:]).strip(" \t\r\n\xa0") == "" and "\n" in "".join(self.text[-2:]):
            self.flush()
        else:
            self.text.append("\n")

    def _heading(self, element: HtmlElement) -> None:
        self.flush()
        # The headings of folding parts are often buttons.
        text = clean_line(_all_text(element)) or clean_line(element.text_content())
        if text:
            level = _HEADINGS[element.tag]
            self.blocks.append(Block(BlockKind.HEADING, text, level, anchor=_anchor(element)))

    def _list(self, element: HtmlElement, depth: int) -> None:
        self.flush()
        self.lists += 1
        number = int(element.get("start", "1")) if element.get("start", "1").isdigit() else 1
        for child in element:
            if child.tag != "li":
                self.visit(child, depth + 1)
                continue
            marker = f"{number}." if element.tag == "ol" else "-"
            number += 1
            self._item(child, depth, marker)
        self.lists -= 1

    def _item(self, element: HtmlElement, depth: int, marker: str) -> None:
        if _is_silent(element):
            return
        nested = _nested_lists(element)
        text = clean_line(_all_text(element, skip=nested))
        if _holds_sections(element) or len(text) > LONGEST_ITEM:
            level, self.lists = self.lists, 0
            self._container(element, depth, is_block=True)
            self.lists = level
            return
        if text:
            is_link = _linked_characters(element, nested) >= 0.9 * len(text)
            self.blocks.append(Block(BlockKind.ITEM, text, self.lists, marker=marker, is_link=is_link))
        else:
            self.lists -= 1
        for each in nested:
            self._list(each, depth + 1)
        self.lists += 0 if text else 1

    def _table(self, element: HtmlElement) -> None:
        self.flush()
        for line in element.iter("tr"):
            cells = [clean_line(_all_text(cell)) for cell in line if cell.tag in ("td", "th")]
            if any(cells):
                kind = BlockKind.ROW if len(cells) > 1 else BlockKind.PARAGRAPH
                self.blocks.append(Block(kind, " | ".join(cells)))

    def _definitions(self, element: HtmlElement, depth: int) -> None:
        """A term and what is said of it make one item."""
        self.flush()
        terms: list[str] = []
        for child in element.iter("dt", "dd"):
            text = clean_line(_all_text(child))
            if child.tag == "dt":
                terms.append(text)
            elif _holds_sections(child) or _nested_lists(child):
                self.blocks += [Block(BlockKind.PARAGRAPH, ", ".join(terms))] if terms else []
                self._container(child, depth + 1, is_block=True)
                terms = []
            elif text:
                told = f"{', '.join(terms)}: {text}" if terms else text
                self.blocks.append(Block(BlockKind.ITEM, told, self.lists + 1))
                terms = []

    def _lines(self, element: HtmlElement) -> None:
        self.flush()
        for line in _all_text(element).split("\n"):
            self.text.append(line)
            self.flush()


def _is_silent(element: HtmlElement) -> bool:
    if element.tag in _SILENT or element.get("role", "").lower() in _SILENT_ROLES:
        return True
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style", "")))


def _all_text(element: HtmlElement, *, skip: list[HtmlElement] | None = None) -> str:
    """Text in the element, silent elements and `skip` left out, blocks set apart by spaces."""
    left_out = skip or []
    parts: list[str] = [element.text or ""]
    stack = list(reversed([(child, False) for child in element]))
    while stack:
        child, is_done = stack.pop()
        if is_done:
            parts.append(child.tail or "")
            continue
        stack.append((child, True))
        if not isinstance(child.tag, str) or child in left_out or _is_silent(child):
            continue
        parts.append((" " if child.tag in _BLOCKS or child.tag == "br" else "") + (child.text or ""))
        stack += reversed([(each, False) for each in child])
        if child.tag in _BLOCKS:
            parts.append(" ")
    return "".join(parts)


def _nested_lists(element: HtmlElement) -> list[HtmlElement]:
    """The outermost lists inside an item."""
    inside = set(chain.from_iterable(each.iterdescendants("ul", "ol") for each in element.iterdescendants("ul", "ol")))
    return [each for each in element.iterdescendants("ul", "ol") if each not in inside]


def _linked_characters(element: HtmlElement, skip: list[HtmlElement]) -> int:
    links = [link for link in element.iter("a") if not any(link in each.iterdescendants() for each in skip)]
    return sum(len(clean_line(_all_text(link))) for link in links)


def _holds_sections(element: HtmlElement) -> bool:
    return next(element.iterdescendants(*_HEADINGS, "table"), None) is not None


def _is_data_table(element: HtmlElement) -> bool:
    """Whether the table holds data, and does not only place things on the page."""
    if element.get("role") == "presentation" or _holds_sections(element):
        return False
    return all(len(_all_text(cell)) <= LONGEST_CELL for cell in element.iter("td"))


def _anchor(element: HtmlElement) -> str:
    """The fragment that opens a heading: its own, that of a mark in it, or that of the part it begins."""
    own = element.get("id") or next((each.get("id") or each.get("name") for each in element.iter("a", "span")), None)
    if own:
        return str(own)
    parent = element.getparent()
    if parent is not None and parent.tag in ("section", "article", "div", "header", "summary") and parent[0] is element:
        return str(parent.get("id") or "")
    return ""
