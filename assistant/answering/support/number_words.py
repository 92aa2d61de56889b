"""Numbers in words, in Finnish, Swedish and English: "kahden" is 2, "tjugofem" is 25, "sixth" is 6."""

from __future__ import annotations

import re
from functools import lru_cache

_CASE = "(?:n|a|ä|ta|tä|ssa|ssä|sta|stä|lla|llä|lta|ltä|lle|ksi|een|aan|ään|een|oin|t|na|nä|n)?"
# Beginnings of inflected forms; longer numbers stand before those that they begin with.
_FINNISH = (
    (10, "kymmene|kymmen|kymmeni"),
    (9, "yhdeksä"),
    (8, "kahdeksa"),
    (7, "seitsemä"),
    (6, "kuusi|kuude|kuute|kuut"),
    (5, "viisi|viide|viite|viit"),
    (4, "neljä"),
    (3, "kolme|kolmi|kolma"),
    (2, "kaksi|kahde|kahte|kaht|kahta"),
    (1, "yksi|yhde|yhte|yht"),
)
_FINNISH_FORM = re.compile("(?:" + "|".join(f"(?P<n{number}>{stems})" for number, stems in _FINNISH) + ")" + _CASE)
_FINNISH_TENS = re.compile(r"(?P<tens>.+?)kymmen(?:tä|tä|eltä|en|eksi|eksi|ssä)?(?P<ones>.*)")
_FINNISH_TEEN = re.compile(r"(?P<ones>.+?)toista")
_NEVER_FINNISH = frozenset("yhdessä yhteen yhtä yhden yksi yhtenä yhteensä kuuteen viittä yhdeltä yhdelle".split())
"""Forms that more often mean "together", "one of" or "as" than the number."""

_PLAIN = {
    **dict(zip("två tre fyra fem sex sju åtta nio tio elva tolv".split(), range(2, 13), strict=True)),
    **dict(zip("tretton fjorton femton".split(), range(13, 16), strict=True)),
    **dict(zip("sexton sjutton arton nitton tjugo".split(), range(16, 21), strict=True)),
    **dict(zip("tredje fjärde femte sjätte sjunde åttonde nionde tionde".split(), range(3, 11), strict=True)),
    **dict(zip("two three four five six seven eight nine ten eleven twelve".split(), range(2, 13), strict=True)),
    **dict(zip("thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(), range(13, 20), strict=True)),
    **dict(zip("third fourth fifth sixth seventh eighth ninth tenth".split(), range(3, 11), strict=True)),
    **dict(zip("kolmas neljäs viides kuudes seitsemäs kahdeksas yhdeksäs kymmenes".split(), range(3, 11), strict=True)),
    "kolmannen": 3, "neljännen": 4, "viidennen": 5, "kuudennen": 6, "hundra": 100, "hundred": 100, "sata": 100,
    "sadan": 100, "tusen": 1000, "thousand": 1000, "tuhat": 1000, "tuhannen": 1000,
}  # fmt: skip
_TENS = {
    **dict(zip("tjugo trettio fyrtio femtio sextio sjuttio åttio nittio".split(), range(20, 100, 10), strict=True)),
    **dict(zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True)),
}
_ONES = {
    "ett": 1, "en": 1, "två": 2, "tre": 3, "fyra": 4, "fem": 5, "sex": 6, "sju": 7, "åtta": 8, "nio": 9,
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
}  # fmt: skip


@lru_cache(maxsize=50_000)
def number_in_word(form: str) -> int | None:
    """The number that a lower-case word says, or None. "One" and its like are no number here: too often a pronoun."""
    if form in _PLAIN:
        return _PLAIN[form]
    for tens, value in _TENS.items():
        if form.startswith(tens):
            rest = form[len(tens) :].lstrip("-")
            return value + _ONES[rest] if rest in _ONES else (None if rest else value)
    return None if form in _NEVER_FINNISH else _finnish(form)


def _finnish(form: str) -> int | None:
    if form.startswith("kahtakymmen") or form.startswith("kahdenkymmen") or "kymmen" in form[3:]:
        match = _FINNISH_TENS.fullmatch(form)
        tens = _finnish_digit(match["tens"]) if match else None
        if match is None or tens is None:
            return None
        ones = _finnish_digit(match["ones"]) if match["ones"] else 0
        return None if ones is None else tens * 10 + ones
    if form.endswith("toista"):
        ones = _finnish_digit(form.removesuffix("toista"))
        return None if ones is None else 10 + ones
    return _finnish_digit(form)


def _finnish_digit(form: str) -> int | None:
    match = _FINNISH_FORM.fullmatch(form)
    if match is None or match.lastgroup is None:
        return None
    return int(match.lastgroup[1:])
