"""Names of persons in a text: known given names with what belongs to them, and what follows "our client" or "Mrs"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from assistant.language.given_names import given_name, is_a_name, is_grammar, is_place, is_place_itself, possessive_of
from assistant.language.name_words import (
    AFTER_OFFICE,
    BEFORE_CLIENT,
    BEFORE_OFFICE,
    BEFORE_SELF,
    INSTITUTION,
    MONTHS_AND_DAYS,
    PARTICLES,
    PRIVATE,
    SURNAME,
)

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_BEFORE = 80
"""Characters before a word that are read to tell what it is."""


@dataclass(frozen=True)
class PersonName:
    """A person's name in a text."""

    start: int
    end: int
    is_own: bool
    """It is the name of who writes, or of a colleague: a greeting, a signature."""


@dataclass(frozen=True)
class _Token:
    start: int
    end: int
    text: str
    begins: bool
    """It begins a sentence."""

    @property
    def is_capitalised(self) -> bool:
        return self.text[0].isupper() and not (len(self.text) > 2 and self.text.isupper())


def names_in(text: str, knows: Callable[[str], bool]) -> list[PersonName]:
    """The names of persons in `text`, in order.

    `knows` tells whether a lower-case word stands in the sources: it parts unknown names from institutions.
    """
    tokens = [_Token(m.start(), m.end(), m[0], _begins(text, m.start())) for m in _WORD.finditer(text)]
    found: list[PersonName] = []
    at = 0
    while at < len(tokens):
        last = _name_from(at, tokens, text, knows)
        if last is None:
            at += 1
            continue
        first = (
            at - 1
            if _is_surname_before(at, tokens, text) and (not found or found[-1].end < tokens[at - 1].start)
            else at
        )
        start, end = tokens[first].start, tokens[last].end - len(possessive_of(tokens[last].text))
        if not _is_public(text, start, end):
            found.append(PersonName(start, end, BEFORE_SELF.search(text[max(0, start - _BEFORE) : start]) is not None))
        at = last + 1
    return found


def _begins(text: str, start: int) -> bool:
    """Whether the word at `start` begins a sentence or a line."""
    before = text[max(0, start - _BEFORE) : start]
    bare = before.rstrip(" \t\"'”»(–-")
    return not bare or bare[-1] in ".!?:;\n"


def _name_from(at: int, tokens: list[_Token], text: str, knows: Callable[[str], bool]) -> int | None:
    """The index of the last token of the name that begins at `at`; None where none begins there."""
    token = tokens[at]
    client = BEFORE_CLIENT.search(text[max(0, token.start - _BEFORE) : token.start])
    if not token.is_capitalised:
        return _in_small_letters(at, tokens, text) if client else None
    kind = given_name(token.text)
    if is_grammar(token.text):
        kind = "word" if is_a_name(token.text) else ""
    if (not kind and _is_other(token)) or _is_cue(token, text):
        return None
    last = _extended(at, tokens, text)
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    if (
        after
        and _touches(tokens[last], after, text)
        and after.is_capitalised
        and _names_a_body(after.text, alone=last == at)
    ):
        return None
    if len(token.text) == 1:
        return last if last > at and text[token.end] == "." and SURNAME.search(tokens[last].text) else None
    if last == at and is_place(token.text):
        return None
    if kind == "sure" or (kind == "word" and _stands_out(at, last, tokens, text, knows)):
        return last
    if client or BEFORE_SELF.search(text[max(0, token.start - _BEFORE) : token.start]):
        return None if knows(_bare(token.text)) and not kind else last
    if last > at and not kind and PRIVATE.search(text):
        unknown = not any(knows(_bare(one.text)) or is_grammar(one.text) for one in tokens[at : last + 1])
        return last if unknown else None
    return None


def _stands_out(at: int, last: int, tokens: list[_Token], text: str, knows: Callable[[str], bool]) -> bool:
    """Whether a name that is a common word too can only be a name here."""
    if last > at:
        return not any(knows(_bare(one.text)) for one in tokens[at + 1 : last + 1])
    if tokens[at].text.lower() in MONTHS_AND_DAYS or is_grammar(tokens[at].text):
        return False
    before = tokens[at - 1] if at else None
    return not tokens[at].begins and not (before and before.is_capitalised and _touches(before, tokens[at], text))


def _extended(at: int, tokens: list[_Token], text: str) -> int:
    """The index of the last token that belongs to the name."""
    last = at
    for index in range(at + 1, min(len(tokens), at + 6)):
        token = tokens[index]
        if not _touches(tokens[last if index == last + 1 else index - 1], token, text):
            break
        if possessive_of(tokens[index - 1].text):
            break
        if token.text.lower() in PARTICLES and index + 1 < len(tokens) and tokens[index + 1].is_capitalised:
            continue
        if not token.is_capitalised or _is_other(token) or INSTITUTION.search(token.text):
            break
        last = index
    return last


def _in_small_letters(at: int, tokens: list[_Token], text: str) -> int | None:
    if given_name(tokens[at].text.capitalize()) != "sure":
        return None
    after = tokens[at + 1] if at + 1 < len(tokens) and _touches(tokens[at], tokens[at + 1], text) else None
    is_surname = after is not None and (given_name(after.text.capitalize()) or SURNAME.search(after.text))
    return at + 1 if is_surname else at


def _touches(one: _Token, other: _Token, text: str) -> bool:
    return text[one.end : other.start] in {" ", "-", ". "} and not (
        text[one.end : other.start] == ". " and len(one.text) > 1
    )


def _is_surname_before(at: int, tokens: list[_Token], text: str) -> bool:
    if not at or not _touches(tokens[at - 1], tokens[at], text):
        return False
    before = tokens[at - 1]
    return before.is_capitalised and bool(
        len(before.text) == 1 or (SURNAME.search(before.text) and not _is_other(before))
    )


def _is_public(text: str, start: int, end: int) -> bool:
    """Whether the name is that of an office-holder, as in "Petteri Orpon hallitus"."""
    return bool(
        BEFORE_OFFICE.search(text[max(0, start - _BEFORE) : start])
        or text.endswith("S:t ", 0, start)
        or AFTER_OFFICE.match(text[end:])
    )


def _is_other(token: _Token) -> bool:
    """A place, an institution or a word of grammar."""
    return is_grammar(token.text) or is_place(token.text) or INSTITUTION.search(token.text) is not None


def _names_a_body(word: str, *, alone: bool) -> bool:
    """Whether the word after a name makes it that of an institution: "Lindh Academy", "Caritas Finland"."""
    return INSTITUTION.search(word) is not None or (alone and is_place_itself(word))


def _is_cue(token: _Token, text: str) -> bool:
    """Whether the word announces a name: "Mrs", "Terveisin"."""
    so_far = f"{text[max(0, token.end - _BEFORE) : token.end]} "
    return any(
        match.end() - match.start() <= len(token.text) + 2
        for cue in (BEFORE_CLIENT, BEFORE_SELF)
        if (match := cue.search(so_far))
    )


def _bare(word: str) -> str:
    return word.lower().removesuffix("'s").removesuffix("’s")
