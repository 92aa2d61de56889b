from __future__ import annotations

import pytest

from assistant.answering.follow_up import StandAlone, stand_alone
from assistant.domain.query import Follows, Turn


def after(*questions: str, answer: str = "") -> tuple[Turn, ...]:
    return tuple(Turn(question, answer) for question in questions)


@pytest.mark.parametrize(
    ("before", "text", "read"),
    [
        ("Hur ofta ska avtalet ses över?", "Och 2024?", "Hur ofta ska avtalet ses över 2024?"),
        ("How often is it revised in 2024?", "And before 2020?", "How often is it revised before 2020?"),
        ("Mitä piti tehdä vuonna 2020?", "Entä nyt?", "Mitä piti tehdä nyt?"),
        ("Vad gällde 2020?", "Var det samma den 1 mars 2024?", "Vad gällde den 1 mars 2024?"),
        ("Kuka maksaa korvauksen?", "Entä Ahvenanmaalla?", "Kuka maksaa korvauksen Ahvenanmaalla?"),
        ("Vad är ersättningen avsedd för?", "Och på Åland?", "Vad är ersättningen avsedd för på Åland?"),
        ("Kuinka usein suunnitelma pitää tarkistaa?", "Entä sopimus?", "Kuinka usein sopimus pitää tarkistaa?"),
        (
            "How often must the integration plan be revised?",
            "What about the agreement?",
            "How often must the agreement be revised?",
        ),
        (
            "Mikä on kotoutumissuunnitelma?",
            "Kuinka pitkä se saa olla?",
            "kotoutumissuunnitelma: Kuinka pitkä se saa olla?",
        ),
        ("What is civic orientation?", "Who organises it?", "civic orientation: Who organises it?"),
        ("Saako korvausta etukäteen?", "Entä jos se venyy?", "Saako korvausta etukäteen? Entä jos se venyy?"),
    ],
)
def test_a_follow_up_is_read_in_full(before: str, text: str, read: str) -> None:
    assert stand_alone(text, after(before)).text == read


@pytest.mark.parametrize(
    "text",
    [
        "Okej, en annan sak. Vem utser en företrädare för ett barn utan vårdnadshavare?",
        "Toinen kysymys: kuka edustaa ilman huoltajaa olevaa alaikäistä lasta?",
        "Which authority supervises how municipalities organise integration services in Finland?",
        "Kuka tekee suunnitelman ja miten sitä seurataan kunnassa vuosittain hyvinvointialueen kanssa?",
    ],
)
def test_another_subject_is_read_alone(text: str) -> None:
    read = stand_alone(text, after("Vad är integrationsprogrammet?"))

    assert read.follows is Follows.NOTHING
    assert read.text in text


@pytest.mark.parametrize(
    "text",
    ["Missä laissa niin sanotaan?", "Vilken paragraf är det?", "Where does it say that?", "What is your source?"],
)
def test_a_question_for_the_source_is_the_question_before_with_the_provisions_of_its_answer(text: str) -> None:
    history = after(
        "Kuinka pitkä suunnitelma on?", answer="Enintään vuosi (laki 681/2023, 23 § 2 mom.).\n(1386/2010 12 §)"
    )

    read = stand_alone(text, history)

    assert read == StandAlone(
        "Kuinka pitkä suunnitelma on?", "Kuinka pitkä suunnitelma on?", read.topic, Follows.SOURCE, ("681/2023:23:2",)
    )


def test_what_a_pronoun_means_stands_further_back_than_a_question_with_a_pronoun() -> None:
    read = stand_alone("Kuinka pitkä se saa olla?", after("Mikä on kotoutumissuunnitelma?", "Kuka sen tekee?"))

    assert read.text == "kotoutumissuunnitelma: Kuinka pitkä se saa olla?"


def test_thanks_are_no_subject() -> None:
    read = stand_alone("Entä Ahvenanmaalla?", after("Kuka maksaa?", "Kiitos!"))

    assert read.text == "Kuka maksaa Ahvenanmaalla?"


def test_the_second_of_what_was_listed_is_asked_about() -> None:
    history = after("Mitkä ovat ehdot?", answer="Ehdot ovat 1) järjestetty ohjelma ja 2) sopimus valtion kanssa.")

    read = stand_alone("Kerro toisesta kohdasta.", history)

    assert read.asked == "sopimus valtion kanssa."


def test_a_question_of_its_own_may_stand_alone() -> None:
    read = stand_alone("Och hur byter jag vinterdäck?", after("Vad ska programmet innehålla?"))

    assert read.follows is Follows.PERHAPS
