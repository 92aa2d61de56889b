from __future__ import annotations

from datetime import date

import pytest

from assistant.language.dates import as_of_in

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Mitä laki sanoi 1.6.2024?", date(2024, 6, 1)),
        ("Vad gällde den 1 juni 2024?", date(2024, 6, 1)),
        ("What applied on 1 June 2024?", date(2024, 6, 1)),
        ("What applied on June 1, 2024?", date(2024, 6, 1)),
        ("as of 2024-06-01", date(2024, 6, 1)),
        ("toukokuussa 2023", date(2023, 5, 31)),
        ("vuonna 2024", date(2024, 12, 31)),
        ("ennen vuotta 2025", date(2024, 12, 31)),
        ("före 2025", date(2024, 12, 31)),
        ("before 1 January 2025", date(2024, 12, 31)),
        ("in 2026", TODAY),
        ("vuoden 2025 lopussa", date(2025, 12, 31)),
        ("vuoden 2027 alusta", date(2027, 1, 1)),
    ],
)
def test_a_date_in_words_or_figures_is_the_day_asked_for(text: str, day: date) -> None:
    assert as_of_in(text, TODAY) == day


@pytest.mark.parametrize(
    "text",
    [
        "Laki 681/2023 45 §",
        "ohjelma 2022–2025",
        "Mitä lailla 1100/2024 muutettiin?",
        "two years",
        "31.2.2024",
        "in 2019 or in 2024",
        "hyväksyttiin loppuvuodesta 2022",
        "a slide deck from 2023",
        "Pitikö se hyväksyä vielä vuonna 2024, ja onko tilanne nyt sama?",
    ],
)
def test_act_numbers_periods_and_impossible_dates_name_no_day(text: str) -> None:
    assert as_of_in(text, TODAY) is None
