"""What enacting clauses touch, and when Acts enter into force, in Finnish and Swedish."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.statutes.clauses import entry_into_force, touched


@pytest.mark.parametrize(
    ("clause", "targets"),
    [
        (
            "muutetaan 7 §:n 3 momentti, 35 ja 36 § sekä 87 §:n 1 momentti",
            {("7", "3"), ("35", ""), ("36", ""), ("87", "1")},
        ),
        ("ändras 7 § 3 mom., 35 och 36 § samt 87 § 1 mom.", {("7", "3"), ("35", ""), ("36", ""), ("87", "1")}),
        ("14, 16, 18–20 ja 22 §", {("14", ""), ("16", ""), ("18", ""), ("19", ""), ("20", ""), ("22", "")}),
        ("23 §:n otsikko ja 1–3 momentti", {("23", "1"), ("23", "2"), ("23", "3")}),
        ("rubriken för 44 § och 44 § 1–3 mom.", {("44", "1"), ("44", "2"), ("44", "3")}),
        ("34 §:n otsikko", set()),
        ("26 §:n 2 kohta", {("26", "1")}),
        ("28 §:n 1 momentin 2 kohta", {("28", "1")}),
        ("63 §:n 1 ja 2 momentti", {("63", "1"), ("63", "2")}),
        (
            "lisätään lakiin uusi 45 a, 87 b–87 d ja 90 b §",
            {("45a", ""), ("87b", ""), ("87c", ""), ("87d", ""), ("90b", "")},
        ),
        ("13 §:n 3 momentti, sellaisena kuin se on laissa 322/2024, 5 §", {("13", "3")}),
        ("lisätään 54 §:ään, sellaisena kuin se on laissa 1134/2014, uusi 2 momentti", {("54", "2")}),
        ("fogas till 54 §, sådan den lyder i lag 1134/2014, ett nytt 2 mom.", {("54", "2")}),
        ("kumotaan lain (681/2023) 13 §:n 3 momentti sekä 15 ja 17 §", {("13", "3"), ("15", ""), ("17", "")}),
    ],
)
def test_a_clause_names_the_units_that_it_touches(clause: str, targets: set[tuple[str, str]]) -> None:
    assert touched([("substitutions", clause)]) == targets


@pytest.mark.parametrize(
    "words",
    [
        "Tämä laki tulee voimaan 1 päivänä tammikuuta 2025. Sen 63 §:n 3 momentin kumoaminen tulee kuitenkin voimaan"
        " vasta 1 päivänä huhtikuuta 2025.",
        "Denna lag träder i kraft den 1 januari 2025. Upphävandet av 63 § 3 mom. träder dock i kraft först den"
        " 1 april 2025.",
    ],
)
def test_parts_may_enter_into_force_on_another_day(words: str) -> None:
    entry = entry_into_force(words)

    assert entry.first_day("8 luku", "63", "3") == date(2025, 4, 1)
    assert entry.first_day("8 luku", "63", "1") == date(2025, 1, 1)
    assert entry.last_day("8 luku", "63", "3") is None


@pytest.mark.parametrize(
    "words",
    [
        "Tämä laki tulee voimaan 1 päivänä syyskuuta 2011. Lain 9 luku ja 86 § tulevat kuitenkin voimaan 1 päivänä"
        " tammikuuta 2011. Lain 9 luku on voimassa 31 päivään joulukuuta 2013.",
        "Denna lag träder i kraft den 1 september 2011. Lagens 9 kap. och 86 § träder dock i kraft den 1 januari 2011."
        " Lagens 9 kap. gäller till den 31 december 2013.",
    ],
)
def test_a_chapter_may_begin_earlier_and_end_by_itself(words: str) -> None:
    entry = entry_into_force(words)

    assert entry.first_day("9 luku Kokeilu", "68", "1") == date(2011, 1, 1)
    assert entry.last_day("9 luku Kokeilu", "68", "1") == date(2013, 12, 31)
    assert entry.first_day("10 luku", "86", "2") == date(2011, 1, 1)
    assert entry.first_day("5 luku", "32", "1") == date(2011, 9, 1)
    assert entry.last_day("5 luku", "32", "1") is None


def test_rules_on_application_are_no_entry_into_force() -> None:
    entry = entry_into_force(
        "Tämä laki tulee voimaan 1.7.2024.\nJos päätös on annettu ennen 1.7.2024, sovelletaan 27 §:ää."
    )

    assert entry.default == date(2024, 7, 1)
    assert entry.begins == {}


def test_an_act_that_leaves_the_day_to_another_act_tells_none() -> None:
    assert entry_into_force("Tämän lain voimaantulosta säädetään erikseen lailla.").default is None
