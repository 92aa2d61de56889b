"""Running heads and page numbers out of a PDF's pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ingest.read.pdf_lines import Line

EDGE_LINES = 3
"""So many lines at the top and at the bottom of a page may be running heads."""
LEAST_SHARE_OF_PAGES = 0.4
"""Heads that differ on left and right pages stand on half of the pages each, less the first of a chapter."""
FEWEST_PAGES = 3
LEAST_TEXT_LEFT = 0.3
"""Where less of the text would be left, the pages are slides or forms that look alike, and nothing goes."""

_PAGE_NUMBER = re.compile(
    r"^(?:-|–)?\s*(?:sivu|sida|page|s\.|p\.)?\s*\d{1,4}\s*(?:(?:/|\(|of|av)\s*\d{1,4}\)?)?\s*(?:-|–)?$|^[ivxl]{1,6}$",
    re.IGNORECASE,
)


def without_running_heads(pages: Sequence[Sequence[Line]]) -> tuple[list[list[Line]], int]:
    """The pages without lines that most pages repeat at their edge, and the number of lines taken out.

    Digits are masked for the comparison, so that "Page 3 of 9" repeats.
    """
    counts = Counter(key for lines in pages for key in {_key(lines[at]) for edge in _edges(lines) for at in edge})
    least = max(FEWEST_PAGES, LEAST_SHARE_OF_PAGES * sum(1 for lines in pages if lines))
    left: list[list[Line]] = []
    for lines in pages:
        gone = {at for edge in _edges(lines) for at in _heads(lines, edge, counts, least)}
        left.append([line for at, line in enumerate(lines) if at not in gone])
    if _characters(left) < LEAST_TEXT_LEFT * _characters(pages):
        return [list(lines) for lines in pages], 0
    return left, sum(map(len, pages)) - sum(map(len, left))


def _edges(lines: Sequence[Line]) -> list[list[int]]:
    """Places of the lines at the top and at the bottom, on the page and in the order of drawing; outermost first."""
    by_height = sorted(range(len(lines)), key=lambda at: lines[at].across)
    drawn = list(range(len(lines)))
    return [order[:EDGE_LINES] for order in (by_height, by_height[::-1], drawn, drawn[::-1])]


def _heads(lines: Sequence[Line], edge: Sequence[int], counts: Counter[str], least: float) -> list[int]:
    """The running heads of one edge: what repeats, and a page number, up to the first line that is neither."""
    heads: list[int] = []
    for at in edge:
        if counts[_key(lines[at])] < least and not _PAGE_NUMBER.match(lines[at].text.strip()):
            break
        heads.append(at)
    return heads


def _characters(pages: Sequence[Sequence[Line]]) -> int:
    return sum(len(line.text) for lines in pages for line in lines)


def _key(line: Line) -> str:
    return re.sub(r"\d+", "#", " ".join(line.text.casefold().split()))
