"""Questions that name several days, the old Act, the text as issued, or a provision that says something else."""

from __future__ import annotations

import re

import pytest

from assistant.answering.intents import asks_whether_it_is_a_duty
from assistant.assistant import Assistant
from assistant.domain.answer import AnswerStatus
from assistant.domain.knowledge import Force
from assistant.knowledge.corpus import load_corpus
from assistant.settings import REPOSITORY
from tests.assistant.test_answers import ask, provisions, rows


@pytest.mark.parametrize(
    ("question", "first", "second"),
    [
        (
            "Mikä oli kuntapaikkasopimuksen tarkistusväli joulukuussa 2024 ja mikä se on tammikuusta 2025 alkaen?",
            "31.12.2024:",
            "31.1.2025:",
        ),
        (
            "What was the condition for compensation on 31 December 2024, and what was it the day after?",
            "On 31 December 2024:",
            "On 1 January 2025:",
        ),
    ],
)
def test_two_days_are_answered_one_after_the_other(
    assistant: Assistant, question: str, first: str, second: str
) -> None:
    answer = ask(assistant, question)

    told = [sentence.text for sentence in answer.sentences]
    assert told[0] == first
    between = told.index(second)
    assert "1386/2010" in " ".join(told[:between])
    assert "681/2023" in " ".join(told[between:])


def test_a_date_of_an_event_does_not_make_the_old_law_todays(assistant: Assistant) -> None:
    answer = ask(assistant, "Vårt program godkändes av fullmäktige i mars 2023. Måste det ses över igen?")

    assert answer.as_of.year == 2026
    assert rows(answer)[0].startswith("A-")


def test_a_question_for_the_old_act_holds_for_its_last_day(assistant: Assistant) -> None:
    answer = ask(assistant, "Mitä kotouttamisohjelman piti vanhan lain mukaan sisältää?")

    assert answer.as_of.isoformat() == "2024-12-31"
    assert "1386/2010:33:1" in provisions(assistant, answer)


def test_a_provision_named_in_a_wrong_premise_is_told_too(assistant: Assistant) -> None:
    answer = ask(assistant, "Kun 46 §:n 2 momentin mukaan pitää raportoida, missä muodossa raportti annetaan?")

    assert "681/2023:46:2" in provisions(assistant, answer)


@pytest.mark.parametrize(
    ("question", "no"),
    [
        ("Pitääkö valtuuston hyväksyä kotoutumisohjelma?", "Ei."),
        ("Måste fullmäktige godkänna integrationsprogrammet?", "Nej."),
        ("Must the council approve the integration programme?", "No."),
    ],
)
def test_what_the_law_does_not_ask_is_said_first(assistant: Assistant, question: str, no: str) -> None:
    assert ask(assistant, question).sentences[0].text == no


@pytest.mark.parametrize(
    "question",
    [
        "Voiko valtuusto hyväksyä ohjelman?",
        "Voimmeko jättää ohjelman viemättä valtuustoon?",
        "Eikö valtuuston pidä hyväksyä ohjelmaa?",
        "What must the council approve?",
        "Do we no longer have to report?",
        "Får fullmäktige godkänna programmet?",
    ],
)
def test_other_questions_are_not_answered_with_no(question: str) -> None:
    assert not asks_whether_it_is_a_duty(question, ".")


@pytest.mark.parametrize(
    "question",
    [
        "Pitääkö kunnan suunnitella kotoutumisen edistämistä?",
        "Måste kommunen planera integrationsfrämjandet?",
        "Must the municipality plan integration promotion?",
        "Behöver en kommun utan flyktingar ändå planera integrationen?",
        "Tarvitaanko kotoutumisohjelma, jotta kunta saa korvausta?",
        "Måste vi ha ett integrationsprogram?",
    ],
)
def test_a_duty_that_lies_close_to_an_absence_is_not_answered_with_no(assistant: Assistant, question: str) -> None:
    assert ask(assistant, question).sentences[0].text not in {"Ei.", "Nej.", "No."}


def test_the_words_of_every_absence_stand_in_a_question_that_it_answers() -> None:
    for row in load_corpus(REPOSITORY / "corpus").requirements.values():
        for language, words in row.denies.items():
            assert row.force is Force.ABSENCE
            assert any(re.search(words, ask, re.I) for ask in row.wordings[language].asks), (row.id, language)


def test_a_plan_alone_answers_in_part(assistant: Assistant) -> None:
    answer = ask(assistant, "Did Espoo adopt its immigration and integration programme 2026–2029 in September?")

    assert answer.status is AnswerStatus.PARTLY_ANSWERED
