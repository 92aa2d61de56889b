"""Words that were broken at line ends put together again, real hyphens kept."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

_BROKEN = re.compile(r"(?P<head>[^\W_][\w-]*)(?:-|\u2010|\u00ad)$")
_TAIL = re.compile(r"^[^\W\d_]+")
# "maahanmuutto- ja kotoutumisasiat": the hyphen stands for the second half of the word.
_CONJUNCTIONS = frozenset("ja tai sekä eli että och eller samt and or to".split())
LONGEST_WORD = 80
_VOWELS = frozenset("aeiouyåäö")


def join_lines(lines: Sequence[str], known: Mapping[str, int]) -> str:
    """The lines as running text.

    `known` says how often a word stands in the document unbroken; it decides where both "kotoutumisohjelma"
    and "kotoutumis-ohjelma" could be meant.
    """
    text = ""
    for line in lines:
        text = _joined(text, line, known) if text else line
    return text


def _joined(text: str, line: str, known: Mapping[str, int]) -> str:
    # Only the end matters: searching all of a long text for each line would take quadratic time.
    tail_start = max(0, len(text) - LONGEST_WORD)
    broken = _BROKEN.search(text, tail_start)
    tail = _TAIL.match(line)
    if text.endswith(("–", "—")) and line[:1].isdigit():
        return text + line
    if broken is None or tail is None or tail.group().casefold() in _CONJUNCTIONS:
        glued = text.endswith("-") and line[:1].isdigit() and broken is not None
        return text + line if glued else f"{text} {line}"
    if _is_real_hyphen(broken["head"], tail.group(), known):
        return text + line
    return text[: broken.end("head")] + line


def _is_real_hyphen(head: str, tail: str, known: Mapping[str, int]) -> bool:
    """Whether the hyphen belongs to the word: "ELY-keskus", "Etelä-Savo", "linja-auto"."""
    if tail[0].isupper() or head[-1].isupper() or head[-1].isdigit():
        return True
    with_hyphen, without = known.get(f"{head}-{tail}".casefold(), 0), known.get(f"{head}{tail}".casefold(), 0)
    if with_hyphen != without:
        return with_hyphen > without
    return head[-1] in _VOWELS and head[-1] == tail[0]
