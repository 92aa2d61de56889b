"""The parts of a question that asks several things."""

from __future__ import annotations

import re

MOST_PARTS = 4
_FEWEST_WORDS = 3
_LONGEST_CONTEXT = 25
_ENOUGH_WORDS = 6

_QUESTION = re.compile(r"[^?]+\?+")
_SENTENCE_END = re.compile(r"(?<=[.!:;])\s+(?=[A-ZÅÄÖ0-9])")
_WH = (
    r"(?:mitä|mikä|mitkä|miten|milloin|kuka|ketkä|kuinka|missä|mistä|mihin|mille|millä|miltä|minkä|kenen|kenelle|kenet|miksi|"
    r"paljonko|montako|"
    r"what|which|who|when|how|why|whose|where|"
    r"vad|vilk\w+|vem|när|hur|varför)\b"
)
_VERB = (
    r"(?:(?!joko\b)\w+k[oö]\b|(?:must|does?|do|is|are|has|have|can|may|should|will)\b|"
    r"(?:måste|ska|skall|får|kan|är|har|behöver|gäller|räcker|finns)\b)"
)
_WITH_WH = (
    r"(?:(?:from|by|to|for|with|in|on|at|of|under|until|within) (?:when|what|which|whom|whose)\b|"
    r"(?:från|till|på|av|med|för|i|inom|enligt|hos|under) (?:när|vad|vem|vilk\w+)\b)"
)
# "..., and do we still ...", "... ja onko ...", "... och måste ...": a new question after a conjunction.
_NEXT = re.compile(rf",?\s+(?:ja|sekä|and|och|samt)\s+(?={_WH}|{_VERB}|{_WITH_WH})", re.I)
# "..., how often is it reviewed": after a comma alone these words may as well begin a clause of the same question
# ("an officer, who ...", "kuka päättää, milloin ..."), so that fewer of them begin a new one.
_AFTER_COMMA = re.compile(
    rf",\s+(?=(?:{_WH}|{_WITH_WH}))(?!(?:which|who|whose|where|when|vilk\w+|när|missä|mistä|mihin|mikä|minkä|joko)\b)|"
    rf",\s+(?={_VERB})|"
    r",\s+(?=(?:who (?:must|pays|decides)|which (?:one|office|body|authority)|"
    r"(?:mihin|missä|mistä) (?:mennessä|ajassa|asti)|mikä viranomainen)\b)",
    re.I,
)
_BEGINS_WITH_WH = re.compile(rf"^(?:ja |och |and )?(?:{_WH}|{_WITH_WH})", re.I)
_BEGINS_WITH_VERB = re.compile(rf"^(?:ja |och |and )?(?:{_VERB}|voimmeko|voiko)", re.I)
_FINNISH_WH = re.compile(r"(?:mi(?!nst)\w+|kuka|ketkä|kene\w*|kuinka|paljonko|montako)\b", re.I)
# "Kuka päättää, milloin ...", "Do you know, what ...": what follows is what is decided or known.
_WHAT_IS_KNOWN = re.compile(
    r"\b(?:päät\w+|ratkais\w+|arvio\w+|tie[dt]\w*|kerto\w*|kerro\w*|selvi\w+|sano\w*|määr\w+|sääde\w+|säädet\w+|katso\w*|riipu\w+|"
    r"väliä|niin|siitä|sitä|decid\w+|know\w*|tell\w*|say\w*|depend\w*|bestäm\w+|avgör\w*|vet|veta|säg\w*|beror)$",
    re.I,
)
# "When someone is registered, do we ...", "What about trafficking victims, does ...": no question of its own yet.
_NO_QUESTION_YET = re.compile(
    r"^(?:(?:when|när) (?!(?:must|does?|do|did|is|are|was|can|may|should|will|"
    r"ska|måste|är|får|kan|behöver|gäller|var|trädde)\b)|"
    r"(?:what|how) about\b|entä\b|hur är det med\b)",
    re.I,
)
_QUESTION_WORD = re.compile(
    rf"^(?:(?:entä|and|och|ja) )?(?:{_WITH_WH}|hur \w+|how \w+|kuinka \w+|(?:which|vilk\w+) \w+|{_WH})\s*", re.I
)

# "How often is it reviewed?" says what is asked, but not of what.
_POINTS_BACK = re.compile(
    r"\b(se|sen|sitä|siihen|siitä|siinä|sille|sillä|ne|niitä|niiden|niihin|he|heidän|hänen|hänelle|hänellä|"
    r"den|dess|denna|detta|dem|deras|honom|henne|hen|"
    r"(?:ska|måste|får|kan|bör|är|ses|görs|räknas|gäller) det|"
    r"it|its|they|them|their|him|her|one)\b",
    re.I,
)


def points_back(part: str) -> bool:
    """Whether a later part of a question has a word that stands for something in an earlier one."""
    return _POINTS_BACK.search(part) is not None


def is_clipped(part: str) -> bool:
    """Whether a part is too short to say what it is about: "how fast"."""
    return len(part.split()) < _FEWEST_WORDS


def after(before: str, part: str) -> str:
    """A part with what the part before it is about: "how fast draws up the plan" after "Who draws up the plan"."""
    return f"{part.rstrip('?')} {_QUESTION_WORD.sub('', before, count=1)}".strip()


def context_of(text: str) -> str:
    """The sentences before the first one that asks, as typed; empty where the text begins with a question."""
    first = _QUESTION.match(text)
    sentences = _SENTENCE_END.split(first.group().strip()) if first else []
    return " ".join(sentences[:-1])


def parts_of(text: str) -> list[str]:
    """The questions in `text`, at most MOST_PARTS; the text itself where it has none.

    The first part has three words or more, as has what has no question word of its own: "and we too?" is no question.
    """
    questions = [match.group().strip() for match in _QUESTION.finditer(text)] or [text]
    asked = [_SENTENCE_END.split(question)[-1] for question in questions]
    parts = [part.strip(" ,") for question in asked for one in _NEXT.split(question) for part in _at_commas(one)]
    context = context_of(text)
    if len(context.split()) > _LONGEST_CONTEXT and any(len(part.split()) < _ENOUGH_WORDS for part in parts):
        # A short question after a long story is about all of it.
        return [text]
    whole = [part for number, part in enumerate(parts) if _is_whole(part, is_first=not number)]
    return whole[:MOST_PARTS] if len(whole) > 1 else [text]


def _is_whole(part: str, *, is_first: bool) -> bool:
    return not is_clipped(part) or (not is_first and _BEGINS_WITH_WH.match(part) is not None and " " in part)


def _at_commas(question: str) -> list[str]:
    """The question divided at commas after which another one begins."""
    begins = 0
    parts = []
    for comma in _AFTER_COMMA.finditer(question):
        before = question[begins : comma.start()].strip()
        if len(before.split()) < _FEWEST_WORDS or not _may_end_here(before, question[comma.end() :]):
            continue
        parts.append(before)
        begins = comma.end()
    return [*parts, question[begins:]]


def _may_end_here(before: str, following: str) -> bool:
    """Whether what stands before a comma is a question of its own, not one about what follows."""
    if _WHAT_IS_KNOWN.search(before) or _NO_QUESTION_YET.match(before):
        return False
    if _BEGINS_WITH_WH.match(before):
        return True
    # "Onko laissa säädetty, kuka ...": in Finnish what follows is what is asked about.
    return _BEGINS_WITH_VERB.match(before) is not None and not _FINNISH_WH.match(following)
