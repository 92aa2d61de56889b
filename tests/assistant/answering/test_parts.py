from __future__ import annotations

import pytest

from assistant.answering.parts import parts_of


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Must the council approve it?", ["Must the council approve it?"]),
        (
            "Must we report every two years, and does the council approve the plan?",
            ["Must we report every two years", "does the council approve the plan?"],
        ),
        (
            "Pitääkö raportoida kahden vuoden välein ja kuka hyväksyy ohjelman?",
            ["Pitääkö raportoida kahden vuoden välein", "kuka hyväksyy ohjelman?"],
        ),
        (
            "Måste vi rapportera till staten? Och vem godkänner planen?",
            ["Måste vi rapportera till staten?", "Och vem godkänner planen?"],
        ),
        ("kotoutumisohjelma sisältö", ["kotoutumisohjelma sisältö"]),
    ],
)
def test_a_question_is_divided_where_another_one_begins(text: str, parts: list[str]) -> None:
    assert parts_of(text) == parts


def test_an_and_inside_a_question_does_not_divide_it() -> None:
    text = "Who plans integration and good relations?"

    assert parts_of(text) == [text]


def test_a_question_that_needs_the_sentence_before_it_is_not_divided() -> None:
    text = "The council meets in March. What does the Act require then, and who decides?"

    assert parts_of(text) == [text]
