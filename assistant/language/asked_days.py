"""For which days a question asks: dates of events are told from dates that it asks about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.language.dates import (
    MONTH,
    NOW,
    as_of_in,
    day_of_month,
    days_named,
    month_number,
    months_named,
    years_named,
)

MOST_DAYS = 3

# What happened on a date that is no date of the law: "hyväksyttiin maaliskuussa 2023", "fick ... i mars 2023".
_EVENT = re.compile(
    r"\b(hyväksyttiin|hyväksyi\w*|tehtiin|teki|laadittiin|allekirjoitettiin|annettiin|päivitettiin|muutti|muuttivat|"
    r"saapui\w*|tuli|tulivat|alkoi|alkoivat|myönnettiin|sai|saivat|saatiin|rekisteröitiin|käynnistyi|solmittiin|aloitti|"
    r"julkaistiin|tarkistettiin|tarkistimme|päättyi\w*|umpeutui|tehty|laadittu|hyväksytty|annettu|allekirjoitettu|päivätty|"
    r"godkändes|antogs|gjordes|upprättades|utarbetades|undertecknades|skrevs|fick|flyttade|kom|började|beviljades|"
    r"såg (?:vi|man) över|sågs över|tog slut|upphörde|löpte ut|registrerades|"
    r"ingicks|uppdaterades|publicerades|inleddes|gjord|daterad|utfärdades|utfärdad|från|"
    r"approved|adopted|made|signed|drawn up|granted|registered|issued|passed|enacted|updated|published|got|received|"
    r"(?:was|were) (?:off|ill|sick|away|abroad)|(?:time |two-year |three-year )?limit(?: still)?|deadline(?: still)?|"
    r"oli(?:vat)? (?:poissa|sairaa\w+|sairaslomalla|ulkomailla)|var (?:sjuk\w*|borta|utomlands)|"
    r"moved|arrived|came|began|started|dated|had|reviewed|ended|expired|ran out|overpaid)\b[^.;?!]{0,60}$",
    re.I,
)
_SINCE = re.compile(r"\b(since|sedan|ever since)\s+(?:den\s+)?$", re.I)
_SINCE_AFTER = re.compile(r"^\s*(lähtien|saakka asti)\b", re.I)
# The law of the past is asked for: the date of an event then is the date of the law.
_ASKS_PAST = re.compile(
    r"\b(pitikö|piti|täytyikö|vaati|vaadittiin|edellytti|edellytettiin|sovellettiin|oliko|oli|olivat|saiko|voiko(?=.*silloin)|"
    r"gällde|krävde|krävdes|skulle|måste (?:man|vi) då|var|tillämpades|fanns|kunde|"
    r"did|was|were|required|applied|could|had to|would)\b",
    re.I,
)
_PAST_OF_EVENT = re.compile(
    r"\b(?:was|were|oli|olivat|var|blev)\s+(?:\w+\s+)?(?:registered|granted|issued|signed|approved|adopted|drawn up|"
    r"made|given|rekisteröity|myönnetty|hyväksytty|tehty|laadittu|allekirjoitettu|annettu|"
    r"registrerad|beviljad|godkänd|undertecknad|upprättad|utfärdad)\b",
    re.I,
)
_COSTS = (
    r"(?:\w*kulu(?:t|ja|jen|ista|ihin)?|\w*kustannu\w+|\w*meno(?:t|ja|jen|ista|ihin)|\w*lasku(?:t|ja|jen|ista)|\w*korvau\w+|"
    r"\w*hakemu\w+|toimin\w+|verksamhet\w*|activit\w+|\w*kostnad\w*|\w*utgift\w*|\w*faktur\w*|\w*räkning\w*|\w*ersättning\w*|costs?|expenses|invoices?|bills?|claims?|"
    r"compensation|spending)"
)
_COSTS_AFTER = re.compile(rf"^\s*(?:\w+\s+){{0,2}}{_COSTS}\b", re.I)
_COSTS_BEFORE = re.compile(rf"\b{_COSTS}\s+(?P<of>(?:vuodelta|vuosilta|från|för|from|for|of)\s+)?$", re.I)
# "vårterminen 2025", "joulukuulta 2024": what is of that time, not the law of that time.
_TERM_BEFORE = re.compile(r"\b(?:\w*termin\w*|\w*lukukau\w+|\w*lukuvuo\w+|läsår\w*|terms?|school year)\s+$", re.I)
_OF_A_MONTH = re.compile(rf"^(?:{MONTH})lta\b", re.I)
_COSTS_NEXT_TO = re.compile(
    r"\b(?:\w*kulut|\w*kustannukset|\w*menot|\w*kostnaderna|\w*utgifterna|costs?|expenses|invoices?)\s+$", re.I
)
_OF_A_YEAR = re.compile(r"^(?:vuodelta|vuosilta|för|for|of|from)\b", re.I)
_DAY_AFTER = re.compile(
    r"\b(the day after|the next day|seuraavana päivänä|päivää myöhemmin|dagen efter|dagen därpå)\b", re.I
)
_SAME_YEAR = re.compile(rf"\b(?:saman vuoden|samma år i|samma års|(?:in )?the same year'?s?(?: in)?)\s+({MONTH})", re.I)
_OLD_LAW = re.compile(
    r"\b(vanha\w* (?:kotou\w*)?lai\w+|vanha\w* laki|aiemm\w+ lai\w+|aiempi laki|aikaisemm\w+ lai\w+|edellis\w+ lai\w+|"
    r"kumotu\w+ lai\w+|silloi\w+ lai\w+|silloin voimassa|gamla (?:integrations)?lag\w*|dåvarande lag\w*|"
    r"(?:den )?tidigare lag\w*|upphävda lag\w*|förra lag\w*|old (?:integration )?(?:act|law)|previous (?:act|law)|"
    r"former (?:act|law)|repealed (?:act|law)|then act)\b",
    re.I,
)
_TODAY = re.compile(
    r"\b(uuden lai\w+|uusi laki|uudessa laissa|voimassa olev\w+|nya lagen|gällande|new (?:act|law)|in force)\b", re.I
)
_LAW_AS_ISSUED = re.compile(
    r"\b(alkuperäi\w+|säädettynä|ursprunglig\w*|as (?:passed|enacted|issued)|originally|original)\b|"
    rf"\b(?:lagtexten|lagen|lakiteksti\w*) (?:från|vuodelta|keväältä)\b|\blagtexten från (?:{MONTH})",
    re.I,
)


@dataclass(frozen=True)
class AskedDays:
    """What a question says of time."""

    days: tuple[date, ...] = ()
    """Days for which the law is asked, in the order of the question; empty where it names none."""
    is_old_law: bool = False
    """It asks for the Act before today's, without a date."""
    is_as_issued: bool = False
    """It asks for the text as it was issued."""
    is_range: bool = False
    """It asks for what has been since a day, not for one day."""


def asked_days(text: str, today: date) -> AskedDays:
    """The days for which `text` asks.

    A date of an event ("approved in March 2023. Must we ...?") and the beginning of a range ("since 2011") are none.
    """
    named = dict.fromkeys(day for place, end, day in _mentions(text, today) if not _is_other(text, place, end))
    days = list(named)
    if days and _DAY_AFTER.search(text):
        days.append(days[-1] + timedelta(days=1))
    is_old = not days and _OLD_LAW.search(text) is not None and not _TODAY.search(text)
    is_old = is_old and not NOW.search(text) and any(map(_ASKS_PAST.search, _asking(text)))
    since = any(
        _SINCE.search(text[:place]) or _SINCE_AFTER.search(text[end:]) for place, end, _ in _mentions(text, today)
    )
    return AskedDays(tuple(days[:MOST_DAYS]), is_old, _LAW_AS_ISSUED.search(text) is not None, since and not days)


def _mentions(text: str, today: date) -> Iterator[tuple[int, int, date]]:
    """(start, end, day) of every date, month or year that `as_of_in` takes for a day, in the order of the text."""
    full = [(place, place + 10, day) for place, day in days_named(text)]
    taken = [place for place, _, _ in full]
    months = [
        (place, end, day)
        for place, end, day in months_named(text, today)
        if not any(place - 14 <= other <= end for other in taken)
    ]
    same_year = []
    for match in _SAME_YEAR.finditer(text):
        before = [day for place, _, day in [*full, *months] if place < match.start()]
        if before:
            same_year.append((match.start(), match.end(), day_of_month(before[-1].year, month_number(match[1]), today)))
    found = sorted([*full, *months, *same_year])
    years = list(years_named(text, today))
    if not found and len({day.year for _, _, day in years}) > 1 and not NOW.search(text):
        found = years
    if found:
        yield from ((place, end, _before(text, place, day)) for place, end, day in found)
    elif (day := as_of_in(text, today)) is not None:
        year = re.search(r"(?:19|20)\d\d", text)
        yield (year.start(), year.end(), day) if year else (0, 0, day)


def _before(text: str, place: int, day: date) -> date:
    """The day before, where the text says "before" it."""
    # A date that stands before it is not this one: "between 31.12.2024 and 1.1.2025".
    words = re.split(r"\d", text[max(0, place - 16) : place])[-1]
    return as_of_in(words + day.isoformat(), day) or day


def _is_other(text: str, place: int, end: int) -> bool:
    """Whether the date is that of an event, or the beginning of a range, and not one for which the law is asked."""
    if _SINCE.search(text[:place]) or _SINCE_AFTER.search(text[end:]):
        return True
    is_event = _EVENT.search(text[:place]) or _TERM_BEFORE.search(text[:place]) or _OF_A_MONTH.search(text[place:end])
    if not is_event and not _is_of_costs(text, place, end):
        return False
    if _LAW_AS_ISSUED.search(text):
        return True
    return not any(_ASKS_PAST.search(_without_event(sentence)) for sentence in _asking(text))


def _is_of_costs(text: str, place: int, end: int) -> bool:
    """Whether the year is that of costs that may still be claimed: "vuoden 2024 kulut", "invoices for 2024"."""
    before = _COSTS_BEFORE.search(text[:place])
    if _COSTS_NEXT_TO.search(text[:place]):
        return True
    if before and (before["of"] or _OF_A_YEAR.search(text[place:end])):
        return True
    return re.match(r"vuo(?:den|sien)\b|\d", text[place:end], re.I) is not None and bool(
        _COSTS_AFTER.search(text[end:])
    )


def _asking(text: str) -> list[str]:
    """The sentences that ask; the whole text where none ends in a question mark."""
    return [sentence for sentence in re.split(r"(?<=[.!?])\s+", text) if "?" in sentence] or [text]


def _without_event(sentence: str) -> str:
    """The sentence without a clause before its last comma: "Jos se alkoi 2024, kuinka monta vuotta ...?".

    "... whose residence was registered in 2024" tells of an event: its "was" asks for no law of the past.
    """
    return _PAST_OF_EVENT.sub(" ", sentence.rsplit(",", 1)[-1])
