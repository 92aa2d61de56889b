"""Words across languages, learnt from passages that say the same: which word of another language goes with which.

Rows stand in three languages and statutes in two, so their words occur together. Dice's coefficient over linked
passages, 2 both / (one + other), tells which belong together; no dictionary and no model is needed, and the terms of
the law are those that it knows best.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

LEAST_DICE = 0.25
LEAST_TOGETHER = 2
MOST_COMMON = 0.3
"""A word in more than this share of the passages goes with everything."""

Words = frozenset[str]
Crossing = dict[str, dict[str, str]]
"""By direction ("fi>sv"): the word of the other language that goes with a word."""


def learn_crossing(passages: Iterable[tuple[str, str, Words]], languages: Sequence[str]) -> Crossing:
    """The words that go with one another, from (key that language versions share, language, content terms)."""
    versions: dict[str, dict[str, Words]] = defaultdict(dict)
    for key, language, words in passages:
        if key:
            versions[key][language] = versions[key].get(language, frozenset()) | words
    return {
        f"{one}>{other}": _pairs([(v[one], v[other]) for v in versions.values() if one in v and other in v])
        for one in languages
        for other in languages
        if one != other
    }


def _pairs(linked: Sequence[tuple[Words, Words]]) -> dict[str, str]:
    """The best word of the second language for each word of the first, where one is good enough."""
    if not linked:
        return {}
    ones, others = _vocabulary(pair[0] for pair in linked), _vocabulary(pair[1] for pair in linked)
    left = _occurrences([pair[0] for pair in linked], ones)
    right = _occurrences([pair[1] for pair in linked], others)
    in_left, in_right = np.asarray(left.sum(axis=0)).ravel(), np.asarray(right.sum(axis=0)).ravel()
    together = (left.T @ right).tocoo()
    dice = 2 * together.data / (in_left[together.row] + in_right[together.col])
    rare = (in_left[together.row] <= MOST_COMMON * len(linked)) & (in_right[together.col] <= MOST_COMMON * len(linked))
    good = rare & (dice >= LEAST_DICE) & (together.data >= LEAST_TOGETHER)
    names, other_names = list(ones), list(others)
    best: dict[str, tuple[float, str]] = {}
    for row, column, value in zip(together.row[good], together.col[good], dice[good], strict=True):
        pair = (float(value), other_names[column])
        if pair > best.get(names[row], (0.0, "")):
            best[names[row]] = pair
    return {word: other for word, (_, other) in sorted(best.items())}


def _vocabulary(texts: Iterable[Words]) -> dict[str, int]:
    return {word: number for number, word in enumerate(sorted(frozenset().union(*texts)))}


def _occurrences(texts: Sequence[Words], vocabulary: Mapping[str, int]) -> csr_matrix:
    """One row a text, one column a word: 1 where the text holds the word."""
    cells = [(row, vocabulary[word]) for row, words in enumerate(texts) for word in words]
    rows, columns = zip(*cells, strict=True) if cells else ((), ())
    # Imported here: it costs a quarter of a second, and an unchanged index learns nothing.
    from scipy.sparse import csr_matrix

    return csr_matrix((np.ones(len(cells), np.float32), (rows, columns)), shape=(len(texts), len(vocabulary)))
