"""What holds on each of several days side by side: the parts of the answers, matter by matter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.answering.compare.table import MOST_ROWS, DraftTable
from assistant.answering.extract import Draft, Framing
from assistant.answering.items import current, is_guidance
from assistant.answering.related import Related
from assistant.answering.selection import Part, Selection
from assistant.answering.titles import title_of
from assistant.answering.verify import Claim
from assistant.domain.passage import Passage
from assistant.domain.query import ScoredPassage
from assistant.templates import Texts, listed

Sentences = Callable[[int, Part, bool], Sequence[Claim | Framing]]
"""The sentences of a part on a day (its place among the days), with labels of the joined evidence; true for the first
part of its day."""


@dataclass(frozen=True)
class DayRow:
    """What each day says of one matter."""

    heading: str
    parts: tuple[Part | None, ...]


def day_rows(
    selections: Sequence[Selection],
    related: Sequence[Related],
    words_of: Callable[[list[Passage]], frozenset[str]],
) -> list[DayRow]:
    """The parts of each day's answer aligned by matter, in the order in which they answer.

    Where a day's answer lacks a matter that another day's tells, the rule on it that holds on that day takes the place.
    History that another day tells as what then held is not told again. `words_of` gives the content terms of passages.
    """
    rows: list[list[Part | None]] = []
    for day, selection in enumerate(selections):
        for part in selection.parts:
            row = next((row for row in rows if row[day] is None and _are_on_one(row, part, related[day])), None)
            if row is None:
                rows.append([None] * len(selections))
                row = rows[-1]
            row[day] = part
    for row in rows:
        known = next(part for part in row if part is not None)
        row[:] = [_on_matter(known, part, related[day], words_of) for day, part in enumerate(row)]
    told = {item.passage.row_id for row in rows for part in row if part for item in (part.lead, *part.companions)}
    catalogue = related[0].catalogue
    return [
        DayRow(
            heading=next(title_of(p.lead, catalogue, related[0].query.language) for p in row if p),
            parts=tuple(part and _without_history(part, told) for part in row),
        )
        for row in rows[:MOST_ROWS]
    ]


def draft_of_days(
    rows: Sequence[DayRow], days: Sequence[str], sentences: Sentences, texts: Texts
) -> tuple[Draft, DraftTable]:
    """Each day after the other under its date, and the table of them; what stays the same is told once.

    `days` are the dates as they are written.
    """
    draft: list[Claim | Framing] = []
    places: dict[str, int] = {}
    cells: list[list[tuple[int, ...]]] = [[] for _ in rows]
    for number, day in enumerate(days):
        draft.append(Framing(texts.get("lead_on_day", day=day)))
        first = True
        for row, told in zip(rows, cells, strict=True):
            part = row.parts[number]
            own = sentences(number, part, first) if part else ()
            first = first and part is None
            told.append(_same(own, told, places) or _cell(own, draft, places))
            if not told[-1]:
                told[-1] = (len(draft),)
                draft.append(Framing(texts.get("compare_missing_day", title=row.heading)))
            elif number and told[-1] == told[0]:
                draft.append(Framing(texts.get("compare_same_day", title=row.heading, day=days[0])))
    table_rows = tuple((row.heading, tuple(told)) for row, told in zip(rows, cells, strict=True))
    caption = texts.get("compare_caption_days", days=listed(days, texts))
    return tuple(draft), DraftTable(caption, tuple(days), table_rows, tuple(range(len(draft))))


def _same(
    sentences: Sequence[Claim | Framing], earlier: Sequence[tuple[int, ...]], places: dict[str, int]
) -> tuple[int, ...]:
    """The cell of an earlier day that makes the very same claims; empty where there is none."""
    claims = {places.get(sentence.text, -1) for sentence in sentences if isinstance(sentence, Claim)}
    known = set(places.values())
    return next((cell for cell in earlier if claims and claims == known & {*cell}), ())


def _cell(
    sentences: Sequence[Claim | Framing], draft: list[Claim | Framing], places: dict[str, int]
) -> tuple[int, ...]:
    indices = []
    for sentence in sentences:
        if isinstance(sentence, Claim) and sentence.text in places:
            indices.append(places[sentence.text])
            continue
        if isinstance(sentence, Claim):
            places[sentence.text] = len(draft)
        indices.append(len(draft))
        draft.append(sentence)
    return tuple(dict.fromkeys(indices))


def _are_on_one(row: Sequence[Part | None], part: Part, related: Related) -> bool:
    """Whether the part is on the main matter of the first one in the row, or is the same record."""
    other = next(one for one in row if one is not None)
    if other.lead.passage.row_id == part.lead.passage.row_id:
        return True
    own, first = related.row_of(part.lead), related.row_of(other.lead)
    return own is not None and first is not None and first.matters[0] in own.matters


def _on_matter(
    known: Part, part: Part | None, related: Related, words_of: Callable[[list[Passage]], frozenset[str]]
) -> Part | None:
    """The part led by the rule in force on the main matter of `known`: of those that are, the most alike in words.

    None where the day has no part and no source tells such a rule.
    """
    row = related.row_of(known.lead)
    own = related.row_of(part.lead) if part is not None else None
    if row is None or (own is not None and own.matters[:1] == row.matters[:1]) or (part is not None and own is None):
        return part
    mates = current(related.scored(related.catalogue.of_matter(row.matters[0]), ()))
    rules = [item for item in mates if not is_guidance(item) and _main(item, related) == row.matters[0]]
    model = words_of([known.lead.passage])
    lead = max(rules, key=lambda item: len(model & words_of([item.passage])), default=None)
    if part is None or lead is None:
        return part if lead is None else Part(lead=lead)
    told = tuple(item for item in (part.lead, *part.companions) if item.passage.id != lead.passage.id)
    return replace(part, lead=lead, companions=told, history=(), denies="")


def _main(item: ScoredPassage, related: Related) -> str:
    row = related.row_of(item)
    return row.matters[0] if row else ""


def _without_history(part: Part, told: set[str]) -> Part:
    return replace(part, history=tuple(item for item in part.history if item.passage.row_id not in told))
