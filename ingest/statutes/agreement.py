"""Whether a catalogue row says what its provision says: numbers, dates, references and terms, word by word.

A coarse check that finds slips, not a proof: it reads the row against the official wording in the row's own language
and lists what stands in the row and not in the provision.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from assistant.domain.knowledge import Requirement, Wording
from assistant.knowledge.provision import act_of, parts_of
from assistant.language.dates import days_named
from assistant.language.section_references import provisions_in
from ingest.statutes.clauses import days_in
from ingest.statutes.validity import Wording as Official

_NUMBER_WORDS: dict[str, dict[str, str]] = {
    "fi": {
        "kaksi|kahden|kahta|kahdella|kahdessa|kahdelle|kahdesta|kahteen": "2",
        "kolme|kolmen|kolmea|kolmella|kolmessa": "3",
        "neljä|neljän|neljää|neljässä": "4",
        "viisi|viiden|viittä": "5",
        "kuusi|kuuden|kuutta|kuudessa": "6",
        "seitsemän|seitsemää": "7",
        "kahdeksan|kahdeksalta|kahdeksaa": "8",
        "yhdeksän": "9",
        "kymmenen|kymmentä": "10",
        "puolivuosittain": "6",
    },
    "sv": {
        "två": "2",
        "tre": "3",
        "fyra": "4",
        "fem": "5",
        "sex": "6",
        "sju": "7",
        "åtta": "8",
        "nio": "9",
        "tio": "10",
        "vartannat": "2",
        "vart tredje": "3",
        "vart fjärde": "4",
        "var sjätte": "6",
        "halvår": "6",
    },
}
_REFERENCE = re.compile(
    r"\d{1,4}/\d{4}|\d+\s?[a-z]?(?:\s?(?:,|–|-|ja|och|tai|eller)\s?\d+\s?[a-z]?)*\s?§(?::\w+)?"
    r"(?:\s\d+(?:\s?(?:,|–|-|ja|och|tai|eller)\s?\d+)*\s(?:momen\w+|mom\.))?(?:\s\d+(?:[–-]\d+)?\s(?:koh\w+|punkt\w*))?"
    r"|\d+(?:\s?(?:,|–|ja|och)\s?\d+)*\s(?:momen\w+|mom\.|koh\w+|punkt\w*|luvu\w+|luku\w*|kap\.)",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"(?<![\w.,])\d+(?:[ \u00a0]\d{3})*(?:,\d+)?(?![\w])")


def disagreements(
    row: Requirement, language: str, official: Sequence[Official], known_days: Iterable[date], terms: Iterable[str]
) -> list[str]:
    """What the row says in `language` that its provisions do not; empty where everything is found.

    `official` are the wordings of the row's sections; `known_days` days that are told of Acts (issue, entry into
    force); `terms` the official terms, as beginnings of words.
    """
    wording = row.wordings[language]
    told = _present_text(wording)
    law = "\n".join(f"{found.unit.heading}\n{found.unit.text}" for found in official)
    return [
        *(f"number {number}" for number in sorted(_numbers(told, language) - _numbers(law, language))),
        *(f"day {day}" for day in sorted(_days(told) - _days(law) - {*known_days})),
        *(f"reference {place}" for place in sorted(_places(told) - _places(law) - _own_places(row))),
        *(f"term {term}" for term in terms if _has(told, term) and not _has(law, term)),
    ]


def _present_text(wording: Wording) -> str:
    return "\n".join((wording.text or wording.past, *wording.items, wording.after))


def _numbers(text: str, language: str) -> set[str]:
    """Amounts and durations in figures or words; without references, dates, years and item numbers."""
    text = re.sub(r"(?m)^\s*\d+\)", " ", text)
    for offset, _ in sorted(days_in(text), reverse=True):
        text = text[:offset] + re.sub(r"^[\w. ]{4,28}?\d{4}", " ", text[offset:])
    text = _REFERENCE.sub(" ", text)
    figures = {match.replace("\u00a0", "").replace(" ", "") for match in _FIGURE.findall(text)}
    words = {
        number
        for forms, number in _NUMBER_WORDS[language].items()
        if re.search(rf"(?<!\w)(?:{forms})(?!\w)", text, re.IGNORECASE)
    }
    return {figure for figure in figures | words if figure != "1"}


def _days(text: str) -> set[date]:
    return {day for _, day in [*days_in(text), *days_named(text)]}


def _places(text: str) -> set[str]:
    """Sections that are named: "45", whatever the Act."""
    return {
        parts_of(key)[0] if ":" in key.lstrip(":") else key.lstrip(":").split(":")[0] for key in provisions_in(text)
    } - {act for act in re.findall(r"\d{1,4}/\d{4}", text)}


def _own_places(row: Requirement) -> set[str]:
    return {parts_of(key)[0] for key in row.provisions} | {act_of(key) for key in row.provisions}


def _has(text: str, term: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(term)}", text, re.IGNORECASE) is not None
