from __future__ import annotations

import pytest

from assistant.answering.parts import after, context_of, is_clipped, parts_of, points_back


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
        (
            "När ska systemet tas i bruk och från när ska uppgifter lagras?",
            ["När ska systemet tas i bruk", "från när ska uppgifter lagras?"],
        ),
        (
            "Miten korvausta haetaan ja mihin hakemus lähetetään?",
            ["Miten korvausta haetaan", "mihin hakemus lähetetään?"],
        ),
        (
            "Who signs the agreement and to whom is it sent?",
            ["Who signs the agreement", "to whom is it sent?"],
        ),
    ],
)
def test_a_question_is_divided_where_another_one_begins(text: str, parts: list[str]) -> None:
    assert parts_of(text) == parts


def test_an_and_inside_a_question_does_not_divide_it() -> None:
    text = "Who plans integration and good relations?"

    assert parts_of(text) == [text]


def test_what_stands_before_the_questions_is_their_context_and_no_part() -> None:
    text = "The council meets in March. What does the Act require then, and who decides?"

    assert parts_of(text) == ["What does the Act require then", "who decides?"]
    assert context_of(text) == "The council meets in March."


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "Vem ansöker om företrädare, hur fort ska det gå och vem betalar arvodet?",
            ["Vem ansöker om företrädare", "hur fort ska det gå", "vem betalar arvodet?"],
        ),
        (
            "Kuka tekee suunnitelman työnhakijalle, kuinka nopeasti, ja voiko siitä valittaa?",
            ["Kuka tekee suunnitelman työnhakijalle", "kuinka nopeasti", "voiko siitä valittaa?"],
        ),
        (
            "Which office pays us, which one do we sign with, and do we need a paper?",
            ["Which office pays us", "which one do we sign with", "do we need a paper?"],
        ),
    ],
)
def test_a_question_is_divided_at_commas_after_which_another_one_begins(text: str, parts: list[str]) -> None:
    assert parts_of(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        "Kuka päättää, milloin suunnitelma tehdään?",
        "Onko laissa säädetty, kuka hyväksyy ohjelman?",
        "Voitteko kertoa, mikä on määräaika?",
        "When someone is registered as a jobseeker, do we still make a plan?",
        "What about trafficking victims, does the same limit bind them?",
    ],
)
def test_a_comma_before_a_clause_of_the_same_question_does_not_divide_it(text: str) -> None:
    assert parts_of(text) == [text]


def test_a_clipped_part_is_read_with_what_the_part_before_it_is_about() -> None:
    assert is_clipped("how fast")
    assert after("Who draws up the plan", "how fast?") == "how fast draws up the plan"


@pytest.mark.parametrize(
    ("part", "points"),
    [
        ("How often is it reviewed?", True),
        ("kenen kanssa se tehdään?", True),
        ("När ska den ses över?", True),
        ("vem ansvarar efter det?", False),
        ("who approves the plan?", False),
        ("kuka hyväksyy suunnitelman?", False),
    ],
)
def test_a_word_that_stands_for_something_before_it_points_back(part: str, points: bool) -> None:
    assert points_back(part) is points
