"""Units packed into passages within the token limit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from assistant.domain.document import Section
from assistant.domain.passage import Statement, StatementRole
from ingest.split_units import Unit, units_of

FEW_SENTENCES = 5
"""Paragraphs share a passage while they have no more sentences than this together."""
MOST_SENTENCES = 8
"""A paragraph with more sentences is divided."""
SHORT_CHARACTERS = 90
"""A passage shorter than this joins its neighbour."""

CountTokens = Callable[[str], int]


@dataclass(frozen=True)
class Draft:
    """A passage to be: `section.text[start:end]`, statements relative to `start`."""

    start: int
    end: int
    headings: tuple[str, ...]
    statements: tuple[Statement, ...]


@dataclass(frozen=True)
class Limit:
    """Whether units fit into one passage of a section."""

    section: Section
    units: tuple[Unit, ...]
    max_tokens: int
    count_tokens: CountTokens

    def headings(self, part: Sequence[Unit]) -> tuple[str, ...]:
        """The section's headings, and the lead-ins of the part's first unit that stand outside the part.

        The outermost are left out as long as they would take more than half of the limit.
        """
        leads = [self.units[at] for at in part[0].leads if self.units[at].start < part[0].start]
        told = [self.section.text[lead.content : lead.end] for lead in leads]
        path = (*self.section.headings, *(lead for lead in told if lead not in self.section.headings))
        while path and 2 * self.count_tokens("\n".join(path)) > self.max_tokens:
            path = path[1:]
        return path

    def holds(self, part: Sequence[Unit]) -> bool:
        """Whether the part with its headings is within the limit."""
        text = self.section.text[part[0].start : part[-1].end]
        return self.count_tokens("\n".join((*self.headings(part), text))) <= self.max_tokens


def drafts_of(section: Section, *, language: str, max_tokens: int, count_tokens: CountTokens) -> list[Draft]:
    """The passages of one section, in order; together they hold every statement of it once."""
    units = units_of(section.text, language)
    limit = Limit(section, tuple(units), max_tokens, count_tokens)
    groups = [part for group in _groups(units) for part in _within(group, limit)]
    return [_draft(part, limit) for part in _without_leftovers(groups, limit)]


def _groups(units: Sequence[Unit]) -> list[list[Unit]]:
    """Units that belong together: a list with its lead-in, or paragraphs that are short together."""
    paragraphs = [list(line) for _, line in groupby(units, key=lambda unit: unit.line)]
    groups: list[list[Unit]] = []
    for line in paragraphs:
        if groups and not line[0].opens and _belongs(groups[-1], line):
            groups[-1] += line
        else:
            groups.append(line)
    return groups


def _belongs(group: Sequence[Unit], line: Sequence[Unit]) -> bool:
    last = group[-1].role
    if line[0].role is StatementRole.ITEM or (line[0].role is StatementRole.LEAD_IN and line[0].leads):
        return last is not StatementRole.SENTENCE
    if last is not StatementRole.SENTENCE or line[-1].role is not StatementRole.SENTENCE:
        return False
    holds_list = any(unit.role is not StatementRole.SENTENCE for unit in group)
    return not holds_list and len(group) + len(line) <= FEW_SENTENCES


def _within(group: Sequence[Unit], limit: Limit) -> list[list[Unit]]:
    """The group in parts of similar length, each within the limit."""
    is_long = sum(unit.role is StatementRole.SENTENCE for unit in group) > MOST_SENTENCES
    if not is_long and limit.holds(group):
        return [list(group)]
    pieces = [piece for unit in group for piece in _cut(unit, limit)]
    greedy = _packed(pieces, limit, longest=None)
    if len(greedy) == 1:
        return greedy
    length = group[-1].end - group[0].start
    balanced = _packed(pieces, limit, longest=1.15 * length / len(greedy))
    return balanced if len(balanced) == len(greedy) else greedy


def _packed(pieces: Sequence[Unit], limit: Limit, *, longest: float | None) -> list[list[Unit]]:
    parts: list[list[Unit]] = [[]]
    for piece in pieces:
        part = parts[-1]
        if part and _is_full(part, piece, limit, longest):
            parts.append([piece])
        else:
            part.append(piece)
    return parts


def _is_full(part: Sequence[Unit], piece: Unit, limit: Limit, longest: float | None) -> bool:
    if longest is not None and piece.end - part[0].start > longest and part[-1].role is not StatementRole.LEAD_IN:
        return True
    sentences = sum(unit.role is StatementRole.SENTENCE for unit in (*part, piece))
    return sentences > MOST_SENTENCES or not limit.holds((*part, piece))


def _cut(unit: Unit, limit: Limit) -> list[Unit]:
    """The unit, or its pieces at white space where it alone is beyond the limit."""
    pieces: list[Unit] = []
    rest = unit
    while not limit.holds([rest]):
        at = _last_fit(rest, limit)
        pieces.append(replace(rest, end=_trimmed_end(limit.section.text, rest.start, at)))
        start = at + len(limit.section.text[at : rest.end]) - len(limit.section.text[at : rest.end].lstrip())
        if start >= rest.end:
            return pieces
        rest = replace(rest, start=start, content=start, opens=False)
    return [*pieces, rest]


def _last_fit(unit: Unit, limit: Limit) -> int:
    """Where to cut: the last space up to which the unit fits, or the last character where no space is."""
    low, high = unit.content + 1, unit.end
    while low < high:
        middle = (low + high + 1) // 2
        if limit.holds([replace(unit, end=middle)]):
            low = middle
        else:
            high = middle - 1
    space = limit.section.text.rfind(" ", unit.content + 1, low + 1)
    return low if space < 0 or low == unit.end else space


def _trimmed_end(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip())


def _without_leftovers(parts: Sequence[list[Unit]], limit: Limit) -> list[list[Unit]]:
    """Parts of which the very short joined a neighbour, where the two fit and belong to no other lead-in."""
    merged: list[list[Unit]] = []
    for part in parts:
        if merged and (_is_short(part) or _is_short(merged[-1])) and _may_join(merged[-1], part, limit):
            merged[-1] = [*merged[-1], *part]
        else:
            merged.append(part)
    return merged


def _is_short(part: Sequence[Unit]) -> bool:
    return part[-1].end - part[0].start < SHORT_CHARACTERS


def _may_join(before: Sequence[Unit], part: Sequence[Unit], limit: Limit) -> bool:
    return not part[0].opens and limit.holds((*before, *part))


def _draft(part: Sequence[Unit], limit: Limit) -> Draft:
    start = part[0].start
    statements = tuple(Statement(unit.content - start, unit.end - start, unit.role) for unit in part)
    return Draft(start, part[-1].end, limit.headings(part), statements)
