"""Compounds of Finnish and Swedish taken apart with the help of a table of base forms."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial

from assistant.language.lemma_table import LemmaTable

_LEAST_MODIFIER = 3
_LEAST_HEAD = 4
_MOST_PARTS = 5
SHORTEST_COMPOUND = 8
"""Letters; shorter words are not taken apart."""


@dataclass(frozen=True)
class Compound:
    """A word and what it is made of."""

    whole: str
    """The compound with its last part in base form."""
    parts: tuple[str, ...]
    """Base forms, in order."""


@dataclass(frozen=True)
class _Split:
    """Parts of a word's rest, and how good they are: fewest first, then longest."""

    cost: tuple[int, int]
    head_length: int
    parts: tuple[str, ...]


Modifier = Callable[[LemmaTable, str], str | None]
"""The base form of a part that is not the last, or None where it cannot be one."""


def finnish_modifier(table: LemmaTable, part: str) -> str | None:
    """Base form of a part in the nominative or in -n ("oikeuden-"), or of a -nen word in -s ("kotoutumis-")."""
    lemma = table.lemma(part)
    if lemma is not None and (lemma == part or part.endswith("n")):
        return lemma
    if part.endswith("s") and len(part) > _LEAST_HEAD and f"{part[:-1]}nen" in table:
        return f"{part[:-1]}nen"
    return None


def swedish_modifier(table: LemmaTable, part: str) -> str | None:
    """Base form of a part as it stands, with a linking -s ("integrations-") or a linking vowel ("kvinno-")."""
    lemma = table.lemma(part)
    if lemma is not None and (lemma == part or part == f"{lemma}s" or part[-1] in "aeou"):
        return lemma
    if part.endswith("s") and len(part) > _LEAST_MODIFIER and table.lemma(part[:-1]) == part[:-1]:
        return part[:-1]
    return None


MODIFIERS: dict[str, Modifier] = {"fi": finnish_modifier, "sv": swedish_modifier}
"""By language: how its compounds are joined. Languages that are not here are not taken apart."""


def split_compound(word: str, table: LemmaTable, modifier: Modifier, *, is_base_form: bool) -> Compound | None:
    """`word` (lower case) as a compound of words that `table` knows; None where it is none.

    The fewest parts win, then the longest. Where `word` is in its base form, its last part must be so too.
    """
    if len(word) < SHORTEST_COMPOUND:
        return None
    split = _best_split(word, table, partial(modifier, table), is_base_form)
    if split is None:
        return None
    return Compound(word[: len(word) - split.head_length] + split.parts[-1], split.parts)


def _best_split(
    word: str, table: LemmaTable, modifier: Callable[[str], str | None], is_base_form: bool
) -> _Split | None:
    size = len(word)

    def head(start: int) -> _Split | None:
        length = size - start
        lemma = table.lemma(word[start:]) if start and length >= _LEAST_HEAD else None
        if lemma is None or (is_base_form and lemma != word[start:]):
            return None
        return _Split((1, -length * length), length, (lemma,))

    @cache
    def rest(start: int, parts_left: int) -> _Split | None:
        best = head(start)
        if parts_left == 1:
            return best
        for end in range(start + _LEAST_MODIFIER, size - _LEAST_HEAD + 1):
            lemma = modifier(word[start:end])
            tail = rest(end, parts_left - 1) if lemma is not None else None
            if lemma is None or tail is None:
                continue
            cost = (tail.cost[0] + 1, tail.cost[1] - (end - start) ** 2)
            if best is None or cost < best.cost:
                best = _Split(cost, tail.head_length, (lemma, *tail.parts))
        return best

    return rest(0, _MOST_PARTS)
