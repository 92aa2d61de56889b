"""Which pieces of a PDF are headings, and of what level: by outline, size, weight and numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ingest.read.pdf_lines import Line

LARGER = 1.12
"""A heading's size is at least so many times that of the running text."""
LONGEST = 160
LONGEST_BOLD = 100
DEEPEST = 5
_NUMBER = re.compile(r"^(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})\.?\s+(?=[^\W\d_])")
_NO_HEADING = re.compile(
    r"[.:;,!]$| \| |^[\d\s.,/–-]+$|(?:\.\s?){4,}|\S@\S"
    r"|^(?:kuva|kuvio|taulukko|bild|figur|tabell|figure|table)\s+\d",
    re.IGNORECASE,
)


def body_size(pages: Sequence[Sequence[Line]]) -> float:
    """The font size of most of the text, in points."""
    sizes: Counter[float] = Counter()
    for lines in pages:
        for line in lines:
            sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


class HeadingLevels:
    """Levels of the pieces that are headings."""

    def __init__(
        self, size: float, outline: Sequence[tuple[str, int, int]], pieces: Sequence[tuple[str, Line, int]]
    ) -> None:
        self.size = size
        self.outline = {(_key(title), page): depth for title, page, depth in outline}
        self.pieces = pieces
        places = [at for at in range(len(pieces)) if self._is_heading(at)]
        self.levels = self._levels(places)

    def level_of(self, position: int) -> int | None:
        """1 for the outermost; None for what is no heading."""
        return self.levels.get(position)

    def _is_heading(self, at: int) -> bool:
        text, line, page = self.pieces[at]
        if (_key(text), page) in self.outline:
            return True
        if not text or len(text) > LONGEST or _NO_HEADING.search(text) or not _starts_like_title(text):
            return False
        if self._runs_on(at):
            return False
        if self.size and line.size >= LARGER * self.size:
            return True
        number = _NUMBER.match(text)
        if number is not None and "." in number["number"] and len(text) <= LONGEST_BOLD:
            return True
        return line.is_bold and len(text) <= LONGEST_BOLD and self._opens_text(at)

    def _runs_on(self, at: int) -> bool:
        """Whether the next piece goes on in the middle of a sentence: scanned pages have uneven sizes."""
        following = self.pieces[at + 1] if at + 1 < len(self.pieces) else None
        return following is not None and following[2] == self.pieces[at][2] and following[0][:1].islower()

    def _opens_text(self, at: int) -> bool:
        """Whether running text in another weight follows: a bold line among bold lines is a table's."""
        if at + 1 >= len(self.pieces):
            return False
        text, line, _ = self.pieces[at + 1]
        return not line.is_bold and (len(text) > 60 or text.endswith((".", ":")))

    def _levels(self, places: Sequence[int]) -> dict[int, int]:
        numbered = {at: number["number"].count(".") for at in places if (number := _NUMBER.match(self.pieces[at][0]))}
        title = self._title(places)
        top = 1 if title is None else 2
        by_outline = {at: self._depth(at) for at in places}
        sizes = sorted({self._size(at) for at in places if at != title}, reverse=True)
        by_size = {size: top + rank for rank, size in enumerate(sizes)}
        for at, depth in numbered.items():
            by_size[self._size(at)] = top + depth
        levels: dict[int, int] = {}
        for at in places:
            depth = by_outline[at] if by_outline[at] is not None else numbered.get(at)
            level = by_size.get(self._size(at), top) if depth is None else top + depth
            levels[at] = 1 if at == title else min(level, DEEPEST)
        return levels

    def _title(self, places: Sequence[int]) -> int | None:
        """The first heading, where it is larger than all others and not in the outline's second level."""
        if len(places) < 2 or self.pieces[places[0]][2] > 1:
            return None
        largest = max(self._size(at) for at in places[1:])
        return places[0] if self._size(places[0]) > largest + 0.4 else None

    def _depth(self, at: int) -> int | None:
        text, _, page = self.pieces[at]
        return self.outline.get((_key(text), page))

    def _size(self, at: int) -> float:
        line = self.pieces[at][1]
        return round(line.size) + (0.1 if line.is_bold else 0.0)


def _starts_like_title(text: str) -> bool:
    return text[0].isdigit() or text[0].isupper()


def _key(text: str) -> str:
    return re.sub(r"[\W\d_]+", "", text.casefold())
