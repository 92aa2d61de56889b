from __future__ import annotations

import pytest

from assistant.answering.support.facts import facts_of
from assistant.answering.support.number_words import number_in_word


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("kuuden", 6),
        ("kahdeksalta", 8),
        ("kymmeneltä", 10),
        ("kaksitoista", 12),
        ("kahdenkymmenenviiden", 25),
        ("tjugofem", 25),
        ("sjätte", 6),
        ("seventy-five", 75),
        ("three", 3),
        ("kunta", None),
        ("one", None),
        ("yhdessä", None),
    ],
)
def test_numbers_are_read_from_words(word: str, number: int | None) -> None:
    assert number_in_word(word) == number


@pytest.mark.parametrize(
    "text",
    [
        "vähintään kuuden kuukauden välein",
        "minst var sjätte månad",
        "at least every six months",
        "6 kk",
        "a half a year",
    ],
)
def test_one_duration_is_the_same_in_three_languages(text: str) -> None:
    assert ("month", 6.0) in facts_of(text).durations


def test_a_year_is_twelve_months_and_two_weeks_are_fourteen_days() -> None:
    assert facts_of("2 years").durations == {("month", 24.0)}
    assert facts_of("kahden viikon kuluessa").durations == {("day", 14.0)}


@pytest.mark.parametrize(
    "text", ["1.1.2025", "1 päivänä tammikuuta 2025", "den 1 januari 2025", "January 1, 2025", "january 1 , 2025 ."]
)
def test_one_date_is_the_same_in_three_languages(text: str) -> None:
    assert facts_of(text).dates == {"2025-01-01"}


@pytest.mark.parametrize("text", ["2 741 euroa", "2 741 euro", "€2,741", "2,741 euros"])
def test_one_amount_is_the_same_however_it_is_written(text: str) -> None:
    assert facts_of(text).money == {2741.0}


@pytest.mark.parametrize("text", ["22 §:n 1 momentti", "22 § 1 mom.", "section 22(1)"])
def test_one_provision_is_the_same_in_three_languages(text: str) -> None:
    assert facts_of(text).provisions == {"§22", "§22.1"}


def test_a_year_said_without_a_number_is_one_year() -> None:
    assert facts_of("within a year").deadlines == {("month", 12.0)}
    assert facts_of("kuukauden kuluessa").deadlines == {("month", 1.0)}


def test_the_unit_of_a_counted_duration_is_not_one_of_it() -> None:
    assert facts_of("neljän vuoden välein").deadlines == frozenset()


def test_the_number_of_a_list_item_is_no_fact() -> None:
    assert facts_of("2. The plan").numbers == frozenset()
