"""The catalogue against the statutes: numbers, dates, references and terms of each row stand in its provision."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from assistant.domain.knowledge import Force, Requirement, Wording
from assistant.domain.source import Validity
from assistant.knowledge.corpus import Corpus, load_corpus
from assistant.knowledge.provision import act_of, parts_of
from assistant.settings import REPOSITORY
from ingest.statutes.agreement import disagreements
from ingest.statutes.confirm import changes
from ingest.statutes.library import Library, documents_under, in_force_days
from ingest.statutes.validity import History
from ingest.statutes.validity import Wording as Official
from tests.ingest.statutes.akn import FINLEX, needs_finlex, section, subsection, text

TERMS = {
    "fi": (
        "kotoutumisohjelma kotouttamisohjelma kotoutumissuunnitelma yhteiskuntaorientaatio kotoutuja-asia alkukartoitu"
        " kotoutumiskoulutu hyvinvointialue työvoimaviranomai kuntapaik perheryhmäko päättötest väestösuhte etnis"
    ).split(),
    "sv": (
        "integrationsprogram integrationsplan samhällsorientering integrationskund integrationsutbildning"
        " välfärdsområde arbetskraftsmyndighet kommunplats familjegruppshem befolkningsrelation etnisk företrädare"
    ).split(),
}
KNOWN_DAYS = {
    date(2010, 12, 30): "1386/2010 issued",
    date(2011, 9, 1): "1386/2010 in force",
    date(2012, 1, 1): "1251/2011 in force: the ministry changes",
    date(2023, 4, 14): "681/2023 issued",
    date(2024, 6, 13): "322/2024 issued",
    date(2024, 12, 30): "1100/2024 issued",
    date(2024, 12, 31): "last day of 1386/2010",
    date(2025, 1, 1): "681/2023 in force",
    date(2025, 4, 1): "63(3) repealed by 1100/2024",
    date(2025, 12, 31): "last day of the ELY Centres' name",
    date(2026, 1, 1): "the Economic Development Centres begin",
}
EXPLAINED = {
    "O-24": {"term": "tells which institutions of the old Act ended, by name"},
    "N-10": {"reference 5": "section 5(9) defines the programme", "term": "section 26 names the training"},
    "N-02": {"reference 5": "section 5 defines multisectoral cooperation"},
    "N-20": {"reference 3": "section 3(1) gives jobseekers to the employment authority", "term": "the same"},
    "N-64": {"number 2025": "the year of the sums"},
    "N-64a": {"number 2025": "the year of the sums"},
    "N-64b": {"number 2025": "the year of the sums"},
    "N-33a": {"number 2025": "the year of the sum"},
    "N-71": {"term": "the repealed sections are told by their subject"},
    "N-80a": {"number 2027": "two years from 1 January 2025, worked out"},
    "N-95": {"reference 63": "63(3) is repealed by 1100/2024 from another day"},
    "N-153": {"number 2025": "the year of the sums"},
    "N-160": {"number 2025": "the year of the sums"},
    "O-78a": {"reference 11": "names the sections on the plan"},
    "O-79k": {"term": "names the body that the staff go to"},
    "X-01": {"number 8": "says how many areas the list has"},
    "X-12": {"number 23": "says what 322/2024 put in its place"},
    "X-13": {"number 2": "says what 322/2024 put in its place"},
}
"""What a row rightly says beyond its provision, by the beginning of the finding."""


@cache
def corpus() -> Corpus:
    return load_corpus(REPOSITORY / "corpus")


@cache
def library() -> Library:
    return Library(documents_under(FINLEX), in_force_days(corpus()))


def official_of(row: Requirement, language: str) -> list[Official]:
    """Every wording of the row's sections for the time of which the row speaks."""
    found: list[Official] = []
    for key in row.provisions:
        for wording in library().behind(f"{act_of(key)}:{parts_of(key)[0]}", language):
            if row.validity.never_applied == wording.validity.never_applied:
                found.append(wording)
    return found


@cache
def days_of_wordings(act: str, language: str) -> frozenset[date]:
    """Days on which a wording of the Act begins or ends."""
    days = (
        day
        for wording in library().wordings(act, language)
        for day in (wording.validity.valid_from, wording.validity.valid_to)
    )
    return frozenset(day for day in days if day)


@needs_finlex
@pytest.mark.parametrize("language", ["fi", "sv"])
def test_no_row_says_a_number_a_date_a_reference_or_a_term_that_its_provision_does_not(language: str) -> None:
    found = {}
    for row in corpus().requirements.values():
        if row.force is Force.ABSENCE or not row.provisions:
            continue
        if any(library().history(act_of(key), language) is None for key in row.provisions):
            continue
        known = {*KNOWN_DAYS, *days_of_wordings(row.act, language)}
        told = disagreements(row, language, official_of(row, language), known, TERMS[language])
        reasons = EXPLAINED.get(row.id, {})
        left = [finding for finding in told if not any(finding.startswith(known) for known in reasons)]
        if left:
            found[row.id] = left

    assert found == {}


@needs_finlex
def test_every_row_on_an_act_at_hand_was_confirmed_against_it() -> None:
    on_hand = {
        row.id
        for row in corpus().requirements.values()
        if any(parts_of(key)[0] and library().history(act_of(key), "fi") is not None for key in row.provisions)
    }

    assert on_hand == set(corpus().confirmed)
    assert list(changes(corpus(), library())) == []


ROW = Requirement(
    id="N-99",
    act="10/2020",
    provisions=("10/2020:5:1",),
    wording_by="10/2020",
    force=Force.MUST,
    tag="duty_to_act",
    actors=("municipality",),
    validity=Validity(date(2020, 3, 1)),
    source_id="act",
    matters=(),
    completes=(),
    wordings={
        "fi": Wording("Määräaika", "Lain 10/2020 5 §:n mukaan suunnitelma on tarkistettava kuuden kuukauden välein.")
    },
)
OFFICIAL = list(
    History(
        [
            text(
                section(
                    "5",
                    "Suunnitelma",
                    subsection(1, "Kotoutumissuunnitelma tarkistetaan vähintään 6 kuukauden välein."),
                )
            )
        ]
    ).wordings()
)


def found_in(words: str) -> list[str]:
    row = replace(ROW, wordings={"fi": Wording("Määräaika", words)})
    return disagreements(row, "fi", OFFICIAL, [], ["kotouttamisohjelma", "kotoutumissuunnitelma"])


@pytest.mark.parametrize(
    ("words", "finding"),
    [
        ("Lain 10/2020 5 §:n mukaan suunnitelma on tarkistettava kuuden kuukauden välein.", []),
        ("Lain 10/2020 5 §:n mukaan suunnitelma on tarkistettava 6 kuukauden välein.", []),
        ("Lain 10/2020 5 §:n mukaan suunnitelma on tarkistettava kahden kuukauden välein.", ["number 2"]),
        ("Lain 10/2020 7 §:n mukaan suunnitelma tarkistetaan.", ["reference 7"]),
        ("Lain 10/2020 5 §:n mukaan suunnitelma tarkistetaan 1.5.2025.", ["day 2025-05-01"]),
        ("Lain 10/2020 5 §:n mukaan kotouttamisohjelma tarkistetaan.", ["term kotouttamisohjelma"]),
        ("Lain 10/2020 5 §:n mukaan kotoutumissuunnitelma maksaa 2 741 euroa.", ["number 2741"]),
    ],
)
def test_a_slip_is_found(words: str, finding: list[str]) -> None:
    assert found_in(words) == finding
