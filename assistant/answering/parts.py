"""The parts of a question that asks several things."""

from __future__ import annotations

import re

MOST_PARTS = 3
_FEWEST_WORDS = 3
_ENOUGH_WORDS = 6

_QUESTION = re.compile(r"[^?]+\?+")
_SENTENCE_END = re.compile(r"(?<=[.!:;])\s+(?=[A-ZÅÄÖ0-9])")
# "..., and do we still ...", "... ja onko ...", "... och måste ...": a new question after a conjunction.
_NEXT = re.compile(
    r",?\s+(?:ja|sekä|and|och|samt)\s+(?="
    r"(?:\w+k[oö]\b|mitä|mikä|mitkä|miten|milloin|kuka|ketkä|kuinka|missä|mistä|mihin|mille|millä|minkä|kenen|kenelle|miksi|"
    r"(?:must|does?|do|is|are|has|have|can|may|should|what|which|who|when|how|why|whose)\b|"
    r"(?:from|by|to|for|with|in|on|at|of|under|until) (?:when|what|which|whom|whose)\b|"
    r"(?:måste|ska|skall|får|kan|är|har|vad|vilk\w+|vem|när|hur|varför|behöver|gäller)\b|"
    r"(?:från|till|på|av|med|för|i|inom|enligt|hos|under) (?:när|vad|vem|vilk\w+)\b))",
    re.I,
)


# "How often is it reviewed?" says what is asked, but not of what.
_POINTS_BACK = re.compile(
    r"\b(se|sen|sitä|siihen|siitä|siinä|sille|sillä|ne|niitä|niiden|niihin|he|heidän|hänen|hänelle|hänellä|"
    r"den|dess|denna|detta|dem|deras|honom|henne|hen|"
    r"it|its|they|them|their|him|her)\b",
    re.I,
)


def points_back(part: str) -> bool:
    """Whether a later part of a question has a word that stands for something in an earlier one."""
    return _POINTS_BACK.search(part) is not None


def context_of(text: str) -> str:
    """The sentences before the first one that asks, as typed; empty where the text begins with a question."""
    first = _QUESTION.match(text)
    sentences = _SENTENCE_END.split(first.group().strip()) if first else []
    return " ".join(sentences[:-1])


def parts_of(text: str) -> list[str]:
    """The questions in `text`, at most MOST_PARTS, each with three words or more; the text itself where it has none.

    After sentences that ask nothing ("The council meets in March.") only long questions are divided:
    short ones need what stands before them.
    """
    questions = [match.group().strip() for match in _QUESTION.finditer(text)] or [text]
    after_others = any(_SENTENCE_END.search(question) for question in questions)
    asked = [_SENTENCE_END.split(question)[-1] for question in questions]
    parts = [part.strip(" ,") for question in asked for part in _NEXT.split(question)]
    long_enough = [part for part in parts if len(part.split()) >= _FEWEST_WORDS]
    if after_others and any(len(part.split()) < _ENOUGH_WORDS for part in long_enough):
        return [text]
    return long_enough[:MOST_PARTS] if len(long_enough) > 1 else [text]
