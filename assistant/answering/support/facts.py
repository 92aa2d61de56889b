"""Facts of a text in one form whatever the language: numbers, durations, money, shares, dates, provisions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from assistant.answering.support.number_words import number_in_word
from assistant.language.dates import days_named
from assistant.language.references import take_references

Number = float
Duration = tuple[str, float]
"""(month, day or hour; how many of them): 1 year is ("month", 12), 2 weeks are ("day", 14)."""

_UNITS = (
    ("month", 12.0, r"vuo(?:si|den|tta|teen|desta|dessa|deksi|delta|della|sien|sia|tinen|tista|tisen|det)\w*|"
     r"år(?:en|et|s|ig|igt|iga)?|years?"),
    ("month", 1.0, r"kuukau\w*|kk|månad\w*|months?"),
    ("day", 7.0, r"viik(?:ko|on|koa|kon|osta|oksi|ossa)\w*|vecka|veckor\w*|veckan|weeks?"),
    ("day", 1.0, r"päiv(?:ä|än|ää|ässä|äksi|ältä)|vuorokau\w*|dag|dagar\w*|dygn\w*|days?"),
    ("hour", 1.0, r"tun(?:ti|tia|nin|nissa|niksi|nilta)|timm(?:e|ar|en|ars)|hours?"),
    ("hour", 1 / 60, r"minuut\w+|minut\w*|minutes?"),
)  # fmt: skip
_UNIT = re.compile("|".join(f"(?P<u{place}>{words})" for place, (_, _, words) in enumerate(_UNITS)))

_MONEY = re.compile(r"(?:€|eur\b|\$|£)\s?(?P<before>\d[\d .,]*\d|\d)|(?P<after>\d[\d .,]*\d|\d)\s?(?:€|eur\w*|euro\w*)")
_SHARE = re.compile(r"(?P<share>\d+(?:[.,]\d+)?)\s?(?:%|prosen\w*|procent\w*|per\s?cent)")
_FIGURE = re.compile(r"\d{1,3}(?:[   ]\d{3})+(?!\d)|\d{1,3}(?:,\d{3})+(?!\d)|\d+(?:[.,]\d+)*")
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:-[^\W\d_]+)?")
_ACT = re.compile(r"(?<![\w/])\d{1,4}/(?:1[89]|20)\d\d(?![\w/])")
_FRACTIONS = (
    (
        50.0,
        re.compile(r"\b(?:puol(?:et|ta|een|elta|ella)|hälften|(?:at least|at most|over|under|one|a) half|half of)\b"),
    ),
    (33.3, re.compile(r"\b(?:kolmasos\w+|kolmannes\w*|tredjedel\w*|(?:one|a)[ -]third of)\b")),
    (25.0, re.compile(r"\b(?:neljäsos\w+|neljännes\w*|fjärdedel\w*|(?:one|a)[ -]quarter of)\b")),
)
_CHAPTER = re.compile(r"\bchapter (?P<before>\d{1,2})\b|\b(?P<after>\d{1,2}) (?:luvu\w+|luku\b|kap\b)")
_SPACED_MARK = re.compile(r"\s+([,.;:])(?=\s)")
_LIST_MARK = re.compile(r"^\s*(?:\d{1,2}[.)](?!\d|\s+\w+kuu)|[-•*])\s*")
_DAY_WORD = re.compile(r"(?<=\d)\.?\s+päiv(?:änä|ästä|ään|än)\s+")
_ONE = re.compile(
    r"\b(?P<year>vuoden|vuodessa|vuosittain|year|annually|annual|yearly|år|året|årligen)\b|"
    r"\b(?P<month>kuukauden|kuukaudessa|kuukausittain|month|monthly|månad|månaden|månatligen)\b"
)
_DEADLINE = re.compile(
    r"\b(?:within|in|for|every|each|one|once an?|by) (?:one |an? )?(?P<en>year|month)\b(?! \d)|"
    r"\b(?:annual|annually|yearly|vuosittain|årligen)\b|"
    r"\b(?P<fi>vuoden|kuukauden) (?:kuluessa|kuluttua|sisällä|ajaksi|ajan|välein)\b|\bjoka (?P<each>vuosi|kuukausi)\b|"
    r"\bvuodella\b|\byhde(?:n|ksi) (?P<one>vuode|kuukaude)\w+|\b(?:inom|varje|ett|en|om ett) (?P<sv>år|månad)\b"
)
_HALF_YEAR = re.compile(
    r"\bpuol(?:en vuoden|i vuotta|ivuosi\w*)\b|\bett halvår\b|\bhalvår\w*|\bhalf a year\b|\bsix-month\w*"
)
_SECOND = re.compile(
    r"\bjoka toinen (?:vuosi|(?P<fi>kuukausi))|\b(?:vartannat år|(?P<sv>varannan månad))|"
    r"\bevery (?:other|second) (?:year|(?P<en>month))"
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a text says that can be compared exactly."""

    figures: frozenset[Number]
    """Every number in figures, those of dates and references too."""
    worded: frozenset[Number]
    """Every number in words."""
    durations: frozenset[Duration]
    ones: frozenset[Duration]
    """"A year", "a month": one of a unit, said without a number, and any word that may mean so."""
    deadlines: frozenset[Duration]
    """Those of them that surely say how long or how often: "within a month", "every year"."""
    money: frozenset[Number]
    shares: frozenset[Number]
    """Per cent."""
    dates: frozenset[str]
    """ISO dates."""
    provisions: frozenset[str]
    """Sections as "§45" and "§45.1", Acts as "681/2023", chapters as "chapter 2"."""

    @property
    def numbers(self) -> frozenset[Number]:
        """Every number, however it is written."""
        return self.figures | self.worded

    def __or__(self, other: Facts) -> Facts:
        return Facts(*(getattr(self, name) | getattr(other, name) for name in _FIELDS))


_FIELDS = ("figures", "worded", "durations", "ones", "deadlines", "money", "shares", "dates", "provisions")
NO_FACTS = Facts(*(frozenset() for _ in _FIELDS))


def is_unit(form: str) -> bool:
    """Whether a lower-case word is a unit of time."""
    return _UNIT.fullmatch(form) is not None


def facts_of(text: str) -> Facts:
    """The facts of `text`."""
    lowered = _DAY_WORD.sub(". ", _SPACED_MARK.sub(r"\1", _LIST_MARK.sub("", text.lower())))
    has_figures = any(character.isdigit() for character in lowered)
    durations, worded = _durations(lowered)
    if not has_figures:
        none: frozenset[Any] = frozenset()
        single, deadlines = _single_units(lowered), _deadlines(lowered)
        return Facts(none, worded, durations, single, deadlines, none, _fractions(lowered), none, none)
    _, references = take_references(lowered)
    return Facts(
        figures=frozenset(value for match in _FIGURE.findall(lowered) for value in _values(match)),
        worded=worded,
        durations=durations,
        ones=_single_units(lowered),
        deadlines=_deadlines(lowered),
        money=frozenset(
            value
            for match in _MONEY.finditer(lowered)
            for value in _values((match["before"] or match["after"]).strip())
        ),
        shares=frozenset(float(match["share"].replace(",", ".")) for match in _SHARE.finditer(lowered))
        | _fractions(lowered),
        dates=frozenset(day.isoformat() for _, day in days_named(lowered)),
        provisions=frozenset(references) | frozenset(_ACT.findall(lowered)) | frozenset(_chapters(lowered)),
    )


def _fractions(lowered: str) -> frozenset[Number]:
    """Halves, thirds and quarters as per cent."""
    return frozenset(share for share, pattern in _FRACTIONS if pattern.search(lowered))


def _chapters(lowered: str) -> Iterator[str]:
    for match in _CHAPTER.finditer(lowered):
        yield f"chapter {match['before'] or match['after']}"


def _values(figure: str) -> list[Number]:
    """The number that a figure writes; its parts where it is a date or a list."""
    joined = re.sub(r"(?<=\d)[    ](?=\d{3})", "", figure)
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+", joined):
        joined = joined.replace(",", "")
    if re.fullmatch(r"\d+(?:[.,]\d+)?", joined):
        return [float(joined.replace(",", "."))]
    return [float(part) for part in re.findall(r"\d+", joined)]


def _durations(lowered: str) -> tuple[frozenset[Duration], frozenset[Number]]:
    """Durations, and the numbers said in words."""
    durations: set[Duration] = set()
    worded: set[Number] = set()
    before: Number | None = None
    for token in _TOKEN.findall(lowered):
        if token[0].isdigit():
            values = _values(token)
            before = values[0] if len(values) == 1 else None
            continue
        number = number_in_word(token)
        if number is None and "-" in token:
            head, _, tail = token.partition("-")
            number = number_in_word(head)
            token = tail if number is not None else token
        if number is not None:
            worded.add(float(number))
            before = float(number)
            if "-" not in token and _UNIT.fullmatch(token) is None:
                continue
        unit = _UNIT.fullmatch(token)
        if unit is not None and before is not None and unit.lastgroup is not None:
            name, size, _ = _UNITS[int(unit.lastgroup[1:])]
            # "2025 år" and "year 2025" tell when, not how long.
            if before < 1900:
                durations.add((name, round(before * size, 3)))
        if unit is not None or token not in _BETWEEN:
            before = None
    if _HALF_YEAR.search(lowered):
        durations.add(("month", 6.0))
        worded.add(6.0)
    for match in _SECOND.finditer(lowered):
        durations.add(("month", 2.0 if match.lastgroup else 24.0))
        worded.add(2.0)
    return frozenset(durations), frozenset(worded)


_BETWEEN = frozenset("full whole consecutive more calendar peräkkäisen kokonaisen hela".split())
"""Words that may stand between a number and its unit."""


def _single_units(lowered: str) -> frozenset[Duration]:
    return frozenset(("month", 12.0 if match["year"] else 1.0) for match in _ONE.finditer(lowered))


def _deadlines(lowered: str) -> frozenset[Duration]:
    found = set()
    for match in _DEADLINE.finditer(lowered):
        before = lowered[: match.start()].split()[-1:]
        # "Neljän vuoden ajan" is no single year.
        if match["fi"] and before and (before[0].isdigit() or number_in_word(before[0]) is not None):
            continue
        unit = match.group(match.lastgroup) if match.lastgroup else ""
        found.add(("month", 1.0 if unit[:1] in {"k", "m"} else 12.0))
    return frozenset(found)
