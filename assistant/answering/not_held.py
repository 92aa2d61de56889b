"""Questions on the subject whose answer no source of Koto's holds, whatever is found."""

from __future__ import annotations

import re

# How many people, places or agreements there are. How many years, hours or items a rule has is no such thing.
_COUNT = re.compile(
    r"\b(?:kuinka monta|montako|kuinka moni\w*|kuinka paljon (?:on|asuu)|hur många|how many)\b[^?.!]{0,40}?\b"
    r"(?:asuka\w+|ihmi\w+|henkilö\w+|maahanmuutta\w+|vieraskieli\w+|pakola\w+|turvapaikanhaki\w+|"
    r"kun(?:taa|nalla|nassa|tia)|kotoutuja\w*|asiakas\w*|asiakkaalla|lasta|nuorta|invånare|personer|människor|invandrare|flyktingar|asylsökande|kommuner|kunder|"
    r"residents?|inhabitants|people|persons|immigrants|refugees|asylum seekers|municipalities|clients|children)\b",
    re.I,
)
_WHEN_LAW_COUNTS = re.compile(
    r"\b(?:pitää|täytyy|on oltava|vähintään|enintään|måste|ska|minst|högst|must|at least|at most|may)\b", re.I
)
_CONTACT = re.compile(
    r"\b(?:yhteyshenkilö\w*|puhelinnumero\w*|sähköpostiosoit\w+|yhteystiedo\w+|kontaktperson\w*|telefonnummer|"
    r"e-postadress\w*|kontaktuppgift\w*|contact person|phone number|email address|e-mail address|contact details)\b",
    re.I,
)
_ASKS_FOR_ONE = re.compile(
    r"\b(?:kuka|kenen|mikä on|mistä saan|anna|vem|vilket|ge mig|who|whose|what is|give me)\b", re.I
)
# What a named body spends or has: "hur mycket pengar lägger Vasa stad".
_SPENDING = re.compile(
    r"\b(?:paljonko|kuinka paljon|hur mycket|how much)\b[^?.!]{0,60}\b(?:käyttää|käytti|budjetoi\w*|kuluttaa|"
    r"lägger|använder|spenderar|satsar|budgeterar|spends?|spent|budgets?)\b",
    re.I,
)
_NEXT_YEAR = re.compile(r"\b(ensi vuo\w+|vuodenvaihte\w+|årsskift\w+|nästa år|next year)\b", re.I)
_CHANGES = re.compile(
    r"\b(lakkaa\w*|poistu\w+|puret\w+|kumo\w+|muuttu\w+|muutos\w*|muutok\w+|uudistu\w+|"
    r"försvinn\w*|slopa\w*|upphör\w*|upphäv\w*|ändra\w*|ändring\w*|reform\w*|"
    r"chang\w+|disappear\w*|abolish\w*|scrap\w*|lift(?:ed|ing)?|repeal\w*|reform\w*)\b",
    re.I,
)
_PARLIAMENT = re.compile(
    r"\b(?:eduskun\w+|riksdag\w+|parliament\w*)\b[^?.!]{0,80}\b(?:päät\w+|hyväks\w+|sääti|säätänyt|beslut\w*|"
    r"god(?:kän\w+|känt)|antog\w*|antagit|adopt\w*|pass(?:ed)?|decid\w+|approv\w+)\b|"
    r"\b(?:päätti|hyväksyi|beslutade|godkände|antog|decide|adopt|pass|approve)\w*\b[^?.!]{0,40}"
    r"\b(?:eduskun\w+|riksdag\w+|parliament\w*)\b",
    re.I,
)


def asks_for_what_no_source_holds(text: str) -> bool:
    """Whether `text` asks for a count of people or places, a contact, or what a body spends."""
    if _COUNT.search(text) and not _WHEN_LAW_COUNTS.search(text):
        return True
    return bool((_CONTACT.search(text) and _ASKS_FOR_ONE.search(text)) or _SPENDING.search(text))


def asks_what_will_change(text: str, after: int) -> bool:
    """Whether `text` asks for a change of next year or of a year later than `after`: the sources tell of plans only."""
    years = [int(year) for year in re.findall(r"\b20\d\d\b", text)]
    is_to_come = any(year > after for year in years) or _NEXT_YEAR.search(text) is not None
    return is_to_come and _CHANGES.search(text) is not None


def asks_what_parliament_decided(text: str) -> bool:
    """Whether `text` asks for a decision of Parliament: the sources tell of plans, not of their outcome."""
    return _PARLIAMENT.search(text) is not None
