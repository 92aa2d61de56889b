"""Days that a question asks about, told from dates of events and ranges."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.language.asked_days import asked_days

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Mitä laki vaati 1.6.2024?", [date(2024, 6, 1)]),
        ("Vad krävde lagen i maj 2023?", [date(2023, 5, 31)]),
        ("What did the law ask in 2024?", [date(2024, 12, 31)]),
        ("before 1 January 2025", [date(2024, 12, 31)]),
        ("Fullmäktige behandlar ärendet i mars 2027. Vad kräver lagen då?", [date(2027, 3, 1)]),
        ("Mitä se oli joulukuussa 2024 ja mitä tammikuusta 2025 alkaen?", [date(2024, 12, 31), date(2025, 1, 31)]),
        ("Mihin ikään toukokuussa 2024, entä saman vuoden syyskuussa?", [date(2024, 5, 31), date(2024, 9, 30)]),
        ("What applied on 31 December 2024, and what the day after?", [date(2024, 12, 31), date(2025, 1, 1)]),
        ("Mikä muuttui 31.12.2024 ja 1.1.2025 välillä?", [date(2024, 12, 31), date(2025, 1, 1)]),
        ("Mitä lisättiin vuoden 2023 alussa siihen, mitä luki vuonna 2022?", [date(2023, 1, 1), date(2022, 12, 31)]),
        ("Ohjelma hyväksyttiin maaliskuussa 2023. Pitikö se silloin viedä valtuustoon?", [date(2023, 3, 31)]),
    ],
)
def test_days_that_are_asked_about(text: str, days: list[date]) -> None:
    assert list(asked_days(text, TODAY).days) == days


@pytest.mark.parametrize(
    "text",
    [
        "Ohjelma hyväksyttiin valtuustossa maaliskuussa 2023. Pitääkö se käsitellä uudelleen?",
        "Vårt program godkändes i mars 2023. Måste vi ta upp det igen?",
        "The programme was approved in March 2023. Must we take it to the council again?",
        "En kvinna fick sitt tillstånd i mars 2023. Kan kommunen ännu göra en plan?",
        "Jos jakso alkoi lokakuussa 2024, kuinka monta vuotta korvausta maksetaan?",
        "By when must we apply for the costs that we had in 2025?",
        "List every age limit since September 2011.",
        "What did section 45(1) say as passed in 2023?",
        "Ingen tid nämns här",
    ],
)
def test_dates_of_events_and_ranges_are_no_days_asked_about(text: str) -> None:
    assert asked_days(text, TODAY).days == ()


@pytest.mark.parametrize(
    ("text", "old", "issued"),
    [
        ("Mitä vanhan lain mukaan piti tehdä?", True, False),
        ("Vad kunde programmet innehålla enligt den dåvarande lagen?", True, False),
        ("What did the old Act require?", True, False),
        ("Onko vanhan lain velvoite yhä voimassa?", False, False),
        ("Sovelletaanko vanhaa vai uutta lakia?", False, False),
        ("Mitä vanhan lain mukaan piti tehdä vuonna 2019?", False, False),
        ("Mitä 45 §:n alkuperäinen teksti sanoi?", False, True),
        ("Was it part of section 45(1) as passed in 2023?", False, True),
        ("I lagtexten från april 2023 fanns en lista", False, True),
    ],
)
def test_the_old_act_and_the_text_as_issued_are_recognised(text: str, old: bool, issued: bool) -> None:
    asked = asked_days(text, TODAY)

    assert (asked.is_old_law, asked.is_as_issued) == (old, issued)
