"""Page furniture out: what a web page or a scan carries beside its text, and what stands in it twice."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from ingest.blocks import Block, BlockKind
from ingest.furniture_words import (
    BREADCRUMB,
    CONTENTS_HEADING,
    CONTENTS_LINE,
    COOKIES,
    DANGLING,
    E_MAIL,
    LINE,
    NEWS_LINE,
    PHONE,
    PICTURE_TEXT,
    READ_MORE,
    READ_MORE_LINE,
)

FEWEST_WORDS_REPEATED = 8
"""A paragraph shorter than this may stand twice without being a repeat: "Yes.", "Services"."""
WORDS_OF_ITS_OWN = 25
"""Below this a repeat must follow the same words too: two measures may name the same bodies."""
MOST_TITLE_WORDS = 20
MOST_COOKIE_WORDS = 60


@dataclass(frozen=True)
class Cleared:
    """Blocks that are left, and one line for each kind of thing that was taken out."""

    blocks: tuple[Block, ...]
    warnings: tuple[str, ...]


Step = Callable[[list[Block]], Cleared]


def without_furniture(blocks: Sequence[Block]) -> Cleared:
    """The blocks without furniture, personal contact details and repeats.

    A heading that only stood over what was taken out goes with it.
    """
    left = list(blocks)
    warnings: list[str] = []
    for step in STEPS:
        cleared = step(left)
        left = _without_emptied_headings(left, cleared.blocks)
        warnings += cleared.warnings
    return Cleared(tuple(left), tuple(warnings))


def without_lines(blocks: list[Block]) -> Cleared:
    """Without skip links, breadcrumbs, share, print and cookie lines, and texts of pictures."""
    gone = [block for block in blocks if is_furniture_line(block.text)]
    return _left(blocks, gone, "page furniture")


def without_contents(blocks: list[Block]) -> Cleared:
    """Without the lines of a table of contents ("Aims ..... 3"; under its heading also "Aims 3")."""
    gone: list[Block] = []
    is_open = False
    for block in blocks:
        is_open = (is_open and block.text[-1:].isdigit()) or CONTENTS_HEADING.match(block.text) is not None
        if CONTENTS_LINE.search(block.text) or (is_open and block.text[-1:].isdigit()):
            gone.append(block)
    return _left(blocks, gone, "lines of a table of contents")


def without_read_more(blocks: list[Block]) -> Cleared:
    """Without "Read more:" and the link titles after it, up to the next text or heading with text."""
    gone: list[Block] = []
    is_open = False
    for position, block in enumerate(blocks):
        if READ_MORE.match(block.text):
            is_open = is_open or _is_followed_by_titles(blocks, position)
            gone += [block] if is_open or not block.is_heading else []
            continue
        is_open = is_open and _is_title(blocks, position)
        if is_open or (READ_MORE_LINE.match(block.text) and not block.text.endswith(".")):
            gone.append(block)
    return _left(blocks, gone, "read-more links")


def without_news_teasers(blocks: list[Block]) -> Cleared:
    """Without teasers of news: title, "14.2.2024 | News item", a few words. One alone is a dateline."""
    marks = [position for position, block in enumerate(blocks) if NEWS_LINE.match(block.text)]
    if len(marks) < 2:
        return Cleared(tuple(blocks), ())
    gone: list[Block] = []
    for order, position in enumerate(marks):
        following = marks[order + 1] - 1 if order + 1 < len(marks) else position + 2
        gone += blocks[max(0, position - 1) : position + 1]
        gone += _until_heading(blocks[position + 1 : following])
    return _left(blocks, gone, "news teasers")


def without_dangling(blocks: list[Block]) -> Cleared:
    """Without a line that ends where its link was: "Guidelines are available at"."""
    gone = [block for block in blocks if block.kind is BlockKind.PARAGRAPH and DANGLING.search(block.text)]
    return _left(blocks, gone, "lines whose link is missing")


def without_contacts(blocks: list[Block]) -> Cleared:
    """With e-mail addresses and phone numbers taken out of the text."""
    masked = [replace(block, text=_without_contacts(block.text)) for block in blocks]
    count = sum(len(E_MAIL.findall(block.text)) + len(PHONE.findall(block.text)) for block in blocks)
    left = tuple(block for block in masked if any(character.isalnum() for character in block.text))
    return Cleared(left, (f"left out {count} e-mail addresses and phone numbers",) if count else ())


def without_repeats(blocks: list[Block]) -> Cleared:
    """With each list and each long paragraph kept where it stands first."""
    seen: set[tuple[str, ...]] = set()
    left: list[Block] = []
    warnings: list[str] = []
    before = ""
    for unit in _units(blocks):
        key = _identity(unit, before)
        before = _normalised(unit[-1].text)
        if key in seen and _is_worth_comparing(unit):
            warnings.append(f"left out what stands twice: {_shortened(unit[0].text)}")
            continue
        seen.add(key)
        left += unit
    return Cleared(tuple(left), tuple(warnings))


def is_furniture_line(text: str) -> bool:
    """Whether the text is a skip link, a breadcrumb, a button, a cookie line or says what a picture shows."""
    if LINE.match(text) or BREADCRUMB.match(text) or PICTURE_TEXT.match(text):
        return True
    return len(text.split()) <= MOST_COOKIE_WORDS and COOKIES.search(text) is not None


# Contact details first: no warning of a later step may quote them.
STEPS: tuple[Step, ...] = (
    without_contacts,
    without_lines,
    without_contents,
    without_news_teasers,
    without_read_more,
    without_dangling,
    without_repeats,
)


def _left(blocks: list[Block], gone: list[Block], what: str) -> Cleared:
    if not gone:
        return Cleared(tuple(blocks), ())
    out = {id(block) for block in gone}
    examples = "; ".join(_shortened(block.text) for block in gone[:3])
    more = " ..." if len(gone) > 3 else ""
    left = tuple(block for block in blocks if id(block) not in out)
    return Cleared(left, (f"left out {what} ({len(out)}): {examples}{more}",))


def _shortened(text: str) -> str:
    return text if len(text) <= 60 else text[:57].rstrip() + "..."


def _is_followed_by_titles(blocks: list[Block], position: int) -> bool:
    return position + 1 >= len(blocks) or _is_title(blocks, position + 1)


def _is_title(blocks: list[Block], position: int) -> bool:
    """Whether the block says nothing by itself: a link, or a line without a final stop or text under it."""
    block = blocks[position]
    if block.is_link:
        return True
    if len(block.text.split()) > MOST_TITLE_WORDS or block.text.endswith((".", "!", ":", ";")):
        return False
    if not block.is_heading:
        return True
    return position + 1 >= len(blocks) or (blocks[position + 1].is_heading and _is_title(blocks, position + 1))


def _until_heading(blocks: Sequence[Block]) -> list[Block]:
    ends = next((at for at, block in enumerate(blocks) if block.is_heading), len(blocks))
    return list(blocks[:ends])


def _without_contacts(text: str) -> str:
    bare = PHONE.sub("", E_MAIL.sub("", text))
    if bare == text:
        return text
    bare = re.sub(r"\(\s*[,;]?\s*\)|\[\s*\]", "", bare)
    bare = re.sub(r"(?:\s*[,;])+(?=\s*(?:[,;.)]|$))", "", bare)
    return " ".join(bare.split()).replace(" .", ".").replace(" ,", ",").strip(" ,;")


def _units(blocks: list[Block]) -> list[list[Block]]:
    """Lists and tables as one unit each, every other block alone."""
    units: list[list[Block]] = []
    for block in blocks:
        runs_on = block.kind in (BlockKind.ITEM, BlockKind.ROW)
        if units and runs_on and units[-1][-1].kind is block.kind:
            units[-1].append(block)
        else:
            units.append([block])
    return units


def _identity(unit: list[Block], before: str) -> tuple[str, ...]:
    """What two units share that say the same thing in the same place of a page."""
    words = sum(len(block.text.split()) for block in unit)
    own = tuple(_normalised(block.text) for block in unit)
    return own if words >= WORDS_OF_ITS_OWN else (before, *own)


def _is_worth_comparing(unit: list[Block]) -> bool:
    if unit[0].is_heading:
        return False
    return sum(len(block.text.split()) for block in unit) >= FEWEST_WORDS_REPEATED


def _normalised(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(" .;,")


def _without_emptied_headings(before: Sequence[Block], after: Sequence[Block]) -> list[Block]:
    """`after` without the headings that had text of their own in `before` and have none left."""
    had_text = {id(block) for block in _with_text(before)}
    has_text = {id(block) for block in _with_text(after)}
    return [block for block in after if not block.is_heading or id(block) in has_text or id(block) not in had_text]


def _with_text(blocks: Sequence[Block]) -> list[Block]:
    """Headings with text under them before the next heading of their level or above."""
    found: list[Block] = []
    open_headings: list[Block] = []
    for block in blocks:
        if not block.is_heading:
            found += open_headings
            open_headings = []
            continue
        open_headings = [each for each in open_headings if each.level < block.level] + [block]
    return found
