"""Sentence boundaries in Finnish, Swedish and English, by rules."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Never the last word of a sentence: what follows belongs to it.
_OPEN: dict[str, frozenset[str]] = {
    "fi": frozenset(
        "esim mm ns nk ks vrt ts eli em ao ko nro n:o puh toim prof tri dos engl ruots lat "
        "tark vast lyh ent ed mukl huom t.s sähk synt arv".split()
    ),
    "sv": frozenset(
        "t.ex ex bl.a bl s.k sk d.v.s dvs f.d f.n fr.o.m fr t.o.m p.g.a pga m.a.o m.h.t m.t.p m.b.a ev ang "
        "ca c:a jfr resp t.f tf tfn tel enl inkl exkl prof dr doc hr sid forts avs dir i.o.m e.o s.a.s "
        "d.ä d.y med.lic u.p.a obs".split()
    ),
    "en": frozenset(
        "e.g eg i.e ie cf viz vs mr mrs ms dr prof st hon rev gen sen rep gov lt col sgt approx esp incl "
        "resp messrs a.k.a".split()
    ),
}

# Not the last word of a sentence when a number or a section sign follows: "s. 45(1)", "2 mom. 3 kohta".
_BEFORE_NUMBER: dict[str, frozenset[str]] = {
    "fi": frozenset("s ss v vv klo kl mom k kohd art p luv n kpl milj mrd nro liite os alk vk vs".split()),
    "sv": frozenset("s ss nr nro kap mom kl art p st punkt bil avd milj mrd st kr år sid kv".split()),
    "en": frozenset(
        "s ss sec secs no nos art arts para paras ch chap p pp fig figs vol pt c ca cl reg sch annex "
        "jan feb mar apr jun jul aug sep sept oct nov dec".split()
    ),
}

# Words of one letter that end sentences ("kommunen du bor i."); other letters are initials or list marks.
_SHORT_WORDS = {"fi": frozenset[str](), "sv": frozenset("iå"), "en": frozenset("I")}

# After "U.S." and the like, which of the two it is only the next word tells.
_STARTERS = frozenset(
    "the a an in on at it this that these those he she they we you i if when there for as but and however "
    "under municipalities municipality".split()
)
_MONTHS = frozenset("january february march april may june july august september october november december".split())

_HARD_BREAK = re.compile(r"\n[^\S\n]*\n|\n(?=[^\S\n]*(?:[-•*–]|\d{1,3}[.)]|[a-zåäö]\))[^\S\n])")
_STOP = re.compile(r"(?<![.!?…])(?P<mark>[.!?…]++)(?P<note>\d{1,2}(?=\s))?(?P<close>[\"'”’»)\]]*)(?=\s)")
_OPENERS = "\"'“”„‘’«»([–—-"
_DATE = re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}$")
_CAPITALS_WITH_STOPS = re.compile(r"(?:[A-ZÅÄÖ]\.)+[A-ZÅÄÖ]$")
_TOKEN_EDGE = "\"'“”„‘’«»([{"

MOST_WORDS_TOGETHER = 45
"""Of a question that is searched as one."""
FEWEST_CHARACTERS = 20
"""Of a sentence that is searched by itself."""
MOST_SENTENCES = 8


def sentence_spans(text: str, language: str) -> list[tuple[int, int]]:
    """Offsets (start, end) of the sentences of `text`, in order.

    Spans begin and end with a character that is no white space; what lies between them is white space
    only. A blank line and a list marker at the start of a line end a sentence, a single line break does
    not. `language` is "fi", "sv" or "en"; any other value uses the abbreviations of all three.
    """
    rules = _Rules(language)
    return [span for start, end in _pieces(text) for span in _split_piece(text, start, end, rules)]


def sentences_asked(text: str, language: str) -> list[str]:
    """What of a question is searched by meaning: its sentences each, where it is longer than MOST_WORDS_TOGETHER words.

    A vector of a long text lies between all that it says, near to none of it; a short one needs its words together.
    Sentences that say little ("Thank you.") are left out, and so is what stands after the first MOST_SENTENCES.
    """
    if len(text.split()) <= MOST_WORDS_TOGETHER:
        return [text]
    sentences = [text[start:end] for start, end in sentence_spans(text, language)]
    return [sentence for sentence in sentences if len(sentence) >= FEWEST_CHARACTERS][:MOST_SENTENCES] or [text]


class _Rules:
    """Abbreviations of one language, or of all."""

    def __init__(self, language: str) -> None:
        known = [language] if language in _OPEN else list(_OPEN)
        self.open = frozenset[str]().union(*(_OPEN[name] for name in known))
        self.before_number = frozenset[str]().union(*(_BEFORE_NUMBER[name] for name in known))
        self.short_words = frozenset[str]().union(*(_SHORT_WORDS[name] for name in known))
        self.english = "en" in known


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _HARD_BREAK.finditer(text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def _split_piece(text: str, start: int, end: int, rules: _Rules) -> Iterator[tuple[int, int]]:
    begin = _skip_space(text, start, end)
    for match in _STOP.finditer(text, begin, end):
        if match.start() < begin or not _ends_sentence(text, begin, end, match, rules):
            continue
        yield begin, match.end()
        begin = _skip_space(text, match.end(), end)
    last = begin + len(text[begin:end].rstrip())
    if last > begin:
        yield begin, last


def _skip_space(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


def _ends_sentence(text: str, begin: int, end: int, match: re.Match[str], rules: _Rules) -> bool:
    upcoming = _upcoming(text, match.end(), end)
    if not upcoming or not _can_start(upcoming):
        return False
    token_start = _token_start(text, begin, match.start())
    token = text[token_start : match.start()]
    if match["note"] is not None:
        return len(token) > 2 and token.isalpha() and upcoming[0].isupper() and not rules.open & {token.casefold()}
    if match["mark"] != "." or match["close"]:
        return True
    return _full_stop_ends(token, upcoming, is_first=token_start <= begin, rules=rules)


def _full_stop_ends(token: str, upcoming: str, *, is_first: bool, rules: _Rules) -> bool:
    word = token.casefold()
    number_follows = upcoming[0].isdigit() or upcoming[0] == "§"
    if not word or word in rules.open:
        return not word
    if number_follows and word in rules.before_number:
        return False
    if word.isdigit():
        return _number_ends(word, upcoming, is_first=is_first, rules=rules)
    if len(word) == 1 and word.isalpha():
        return token in rules.short_words and not is_first
    if _CAPITALS_WITH_STOPS.match(token):
        return _first_word(upcoming) in _STARTERS
    return _DATE.search(word) is not None or not (number_follows and word[-1:].isdigit() and "." in word)


def _number_ends(digits: str, upcoming: str, *, is_first: bool, rules: _Rules) -> bool:
    if is_first and len(digits) <= 3:
        return False
    if upcoming[0].isdigit():
        return len(digits) >= 3
    return not (rules.english and len(digits) <= 2 and _first_word(upcoming) in _MONTHS)


def _token_start(text: str, begin: int, stop: int) -> int:
    start = stop
    while start > begin and not text[start - 1].isspace() and text[start - 1] not in _TOKEN_EDGE:
        start -= 1
    return start


def _upcoming(text: str, start: int, end: int) -> str:
    """The next few characters from where the next sentence would begin, opening marks taken off."""
    start = _skip_space(text, start, end)
    while start < end and text[start] in _OPENERS:
        start = _skip_space(text, start + 1, end)
    return text[start : min(end, start + 24)]


def _can_start(upcoming: str) -> bool:
    first = upcoming[0]
    return first.isdigit() or (first.isalpha() and not first.islower()) or first in "•*"


def _first_word(upcoming: str) -> str:
    match = re.match(r"[^\W\d_]+", upcoming)
    return match.group().casefold() if match else ""
