"""Dates in words and figures, in Finnish, Swedish and English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

_MONTHS = {
    1: ("tammikuu", "januari", "january"),
    2: ("helmikuu", "februari", "february"),
    3: ("maaliskuu", "mars", "march"),
    4: ("huhtikuu", "april", "april"),
    5: ("toukokuu", "maj", "may"),
    6: ("kesäkuu", "juni", "june"),
    7: ("heinäkuu", "juli", "july"),
    8: ("elokuu", "augusti", "august"),
    9: ("syyskuu", "september", "september"),
    10: ("lokakuu", "oktober", "october"),
    11: ("marraskuu", "november", "november"),
    12: ("joulukuu", "december", "december"),
}
_MONTH_NUMBER = {name: number for number, names in _MONTHS.items() for name in names}
MONTH = "|".join(sorted(_MONTH_NUMBER, key=len, reverse=True))

_ISO = re.compile(r"(?<!\d)(20\d\d|19\d\d)-(\d{1,2})-(\d{1,2})(?!\d)")
_NUMERIC = re.compile(r"(?<![\d.])(\d{1,2})\.\s?(\d{1,2})\.\s?((?:19|20)\d\d)(?!\d)")
_DAY_FIRST = re.compile(
    rf"(?<!\d)(?:den\s+)?(\d{{1,2}})(?:\.|st|nd|rd|th)?\s+(?:of\s+)?({MONTH})\w*\s+((?:19|20)\d\d)", re.I
)
_MONTH_FIRST = re.compile(rf"\b({MONTH})\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+((?:19|20)\d\d)", re.I)
_MONTH_YEAR = re.compile(rf"\b({MONTH})\w*\s+((?:19|20)\d\d)", re.I)
# A year that says when: "vuonna 2024", "vuoden 2025 lopussa", "in 2024", "år 2024", "före 2025". A year that only
# tells of something ("approved late in 2022", "a slide from 2023", "2022–2025", "681/2023") is no such date.
_YEAR = re.compile(
    r"\b(?:vuonna|vuoden|vuotta|vuoteen|vuodelle|vuodelta|vuosina|v\.|ennen|in|during|year|before|until|for|"
    r"år|året|under|före|innan|fram till)\s+((?:19|20)\d\d)(?![\d/–-]|\.\d)|"
    r"(?<![\d/.–-])(?<!from )(?<!since )(?<!från )(?<!sedan )(?<!st[aä] )((?:19|20)\d\d)"
    r"(?:\s+(?:lopussa|alussa|asti|aikana)|\s*\?*$)",
    re.I,
)
NOW = re.compile(
    r"\b(nyt|nykyään|nykyisin|enää|yhä|edelleen|vielä|tänään|tänä vuonna|tämän vuoden|now|nowadays|today|still|"
    r"any ?more|currently|this year|nu|nuförtiden|i dag|idag|fortfarande|ännu|längre|i år)\b",
    re.I,
)
_BEFORE = re.compile(r"\b(ennen|before|före|innan|until|saakka|asti|fram till)\b", re.I)
_BEFORE_DATE = re.compile(
    r"(?:\b(?:in|on|as of|since|before|until|during|by|for|the year|year|from|sedan|den|under|år|året|per|före|innan|"
    r"fram till|i|vuonna|vuoden|vuotta|ennen|v\.)\s+)+$",
    re.I,
)
_AFTER_DATE = re.compile(r"^\s*(?:asti|saakka|lähtien|aikana|lopussa|alussa|alkaen)\b", re.I)
_START_OF = re.compile(r"\b(alussa|alusta|alkaen|början av|ingången av|start of|beginning of)\b", re.I)
_END_OF = re.compile(r"\b(lopussa|loppuun|end of|slutet av)\b", re.I)


def without_dates(text: str) -> str:
    """The text without the days, months and years that it names, and without the small words before and after them."""
    for pattern in (_ISO, _NUMERIC, _DAY_FIRST, _MONTH_FIRST, _MONTH_YEAR, _YEAR):
        while match := pattern.search(text):
            text = f"{_BEFORE_DATE.sub('', text[: match.start()])} {_AFTER_DATE.sub('', text[match.end() :])}"
    return " ".join(text.split())


def days_named(text: str) -> Iterator[tuple[int, date]]:
    """(offset, day) of every full date in `text`, in text order."""
    found: list[tuple[int, date | None]] = []
    for match in _ISO.finditer(text):
        found.append((match.start(), _day(match[1], match[2], match[3])))
    for match in _NUMERIC.finditer(text):
        found.append((match.start(), _day(match[3], match[2], match[1])))
    for match in _DAY_FIRST.finditer(text):
        found.append((match.start(), _day(match[3], _MONTH_NUMBER[match[2].lower()], match[1])))
    for match in _MONTH_FIRST.finditer(text):
        found.append((match.start(), _day(match[3], _MONTH_NUMBER[match[1].lower()], match[2])))
    return ((offset, day) for offset, day in sorted(found, key=lambda pair: pair[0]) if day is not None)


def month_number(name: str) -> int:
    """1 to 12 for a month's name in its base form, in any of the three languages."""
    return _MONTH_NUMBER[name.lower()]


def months_named(text: str, today: date) -> Iterator[tuple[int, int, date]]:
    """(start, end, day) of every month with its year, the day as `day_of_month` chooses it."""
    for match in _MONTH_YEAR.finditer(text):
        yield match.start(), match.end(), day_of_month(int(match[2]), month_number(match[1]), today)


def years_named(text: str, today: date) -> Iterator[tuple[int, int, date]]:
    """(start, end, day) of every year that says when; the first of January where its beginning is named."""
    for match in _YEAR.finditer(text):
        year = int(match[1] or match[2])
        context = text[max(0, match.start() - 24) : match.end() + 12]
        begins = _START_OF.search(context) is not None
        yield match.start(), match.end(), date(year, 1, 1) if begins else _of_year(year, context, today)


def as_of_in(text: str, today: date) -> date | None:
    """The day for which `text` asks, or None where it names none.

    A full date is that day; "before" it, the day before. A month or a year that has passed is its
    last day (the law as it stood when the period ended), this year is today, a coming one its first day.
    A past year beside "now" or "still" asks for today, with the past as history.
    """
    for offset, day in days_named(text):
        return day - timedelta(days=1) if _BEFORE.search(text[max(0, offset - 16) : offset]) else day
    if match := _MONTH_YEAR.search(text):
        return day_of_month(int(match[2]), _MONTH_NUMBER[match[1].lower()], today)
    years = {int(match[1] or match[2]) for match in _YEAR.finditer(text)}
    if len(years) != 1 or (NOW.search(text) and years != {today.year}):
        return None
    return _of_year(years.pop(), text, today)


def day_of_month(year: int, month: int, today: date) -> date:
    """The day that a month stands for: its last day when it has passed, today in this one, its first when it comes."""
    if (year, month) == (today.year, today.month):
        return today
    first = date(year, month, 1)
    if first > today:
        return first
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _of_year(year: int, text: str, today: date) -> date:
    place = re.search(rf"(?<!\d){year}", text)
    context = text[max(0, place.start() - 24) : place.end() + 12] if place else text
    if _BEFORE.search(context) and not _END_OF.search(context):
        return date(year - 1, 12, 31)
    if year == today.year:
        return today
    return date(year, 12, 31) if year < today.year else date(year, 1, 1)


def _day(year: str | int, month: str | int, day: str | int) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
