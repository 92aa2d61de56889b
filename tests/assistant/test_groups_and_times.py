"""Over the real corpus: rules for a group or a time, what will change, and premises that a rule denies."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.answering.ask import ask
from assistant.answering.intents import asks_to_look_up
from assistant.assistant import Assistant
from assistant.domain.answer import Answer, AnswerStatus
from assistant.domain.query import Question
from assistant.language.asked_days import asked_days
from tests.factories import TODAY


def asked(assistant: Assistant, text: str) -> Answer:
    return ask(Question(text), assistant.retriever, today=TODAY)


def cited_rows(answer: Answer) -> list[str]:
    return [c.passage_id.split("#")[-1].split(".")[0] for s in answer.sentences for c in s.citations]


@pytest.mark.parametrize(
    "text",
    [
        "Kuka tekee kotoutumissuunnitelman työnhakijalle?",
        "Vem svarar för integrationsplanen för en arbetssökande?",
        "Who draws up the integration plan of a registered jobseeker?",
    ],
)
def test_who_acts_for_jobseekers_is_told_first(assistant: Assistant, text: str) -> None:
    assert cited_rows(asked(assistant, text))[0] == "N-31"


@pytest.mark.parametrize(
    "text", ["Kuka tekee kotoutumissuunnitelman kotiäidille?", "Vem gör integrationsplanen för en hemmaförälder?"]
)
def test_the_rule_for_jobseekers_does_not_lead_where_nobody_seeks_work(assistant: Assistant, text: str) -> None:
    assert cited_rows(asked(assistant, text))[0] != "N-31"


@pytest.mark.parametrize(
    "text",
    [
        "Poistuvatko kunnan kotoutumistehtävät vuonna 2027?",
        "Försvinner kommunens integrationsuppgifter 2027?",
        "Will the municipality's integration duties be abolished in 2027?",
    ],
)
def test_what_will_change_is_told_as_a_plan(assistant: Assistant, text: str) -> None:
    answer = asked(assistant, text)

    assert cited_rows(answer)[0] == "P-01"
    assert answer.status is AnswerStatus.PARTLY_ANSWERED


@pytest.mark.parametrize(
    "text",
    [
        "Perhe muuttaa kuntaan ensi vuonna. Kuka tekee kotoutumissuunnitelman?",
        "Mitä uudistus muutti kunnan suunnittelussa vuonna 2025?",
        "Vad ändrades i kommunens planering 2025?",
        "We have quota refugees coming next year. What must the agreement contain?",
    ],
)
def test_a_move_or_a_change_of_the_past_is_no_plan(assistant: Assistant, text: str) -> None:
    assert "P-01" not in cited_rows(asked(assistant, text))


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Meiltä jäi vuoden 2024 tulkkauskuluja laskuttamatta. Ehtiikö ne vielä hakea?", ()),
        ("Laskuja vuodelta 2024 on hakematta, mikä on takaraja?", ()),
        ("Vi har fakturor från år 2024 kvar, hinner vi söka?", ()),
        ("Our 2023 expenses were never claimed. Can we still apply?", ()),
        ("How long is compensation paid for someone whose residence was registered in October 2024?", ()),
        ("Mihin mennessä vuoden 2012 korvaukset piti hakea?", (date(2012, 12, 31),)),
        ("Vilken ersättning betalades 2023?", (date(2023, 12, 31),)),
        ("What compensation was paid in 2023?", (date(2023, 12, 31),)),
    ],
)
def test_the_year_of_costs_and_the_day_of_an_event_are_not_the_day_of_the_law(
    text: str, days: tuple[date, ...]
) -> None:
    assert asked_days(text, TODAY).days == days


@pytest.mark.parametrize(
    ("text", "is_look_up"),
    [
        ("Katso järjestelmästä, onko hänellä suunnitelma", True),
        ("Kolla i systemet om hen har en plan", True),
        ("Check the register for her plan", True),
        ("Mihin järjestelmään suunnitelma tallennetaan?", False),
        ("Which system must the plan be stored in?", False),
    ],
)
def test_a_look_into_a_register_is_noticed(text: str, is_look_up: bool) -> None:
    assert asks_to_look_up(text) is is_look_up


def test_a_look_up_of_a_person_is_refused(assistant: Assistant) -> None:
    answer = asked(
        assistant, "Hetu 010190-900P: katso järjestelmästä, onko hänellä voimassa oleva kotoutumissuunnitelma"
    )

    assert answer.status is AnswerStatus.REFUSED
    assert "010190" not in answer.question


def test_a_term_quoted_from_finnish_is_found_in_a_swedish_question(assistant: Assistant) -> None:
    answer = asked(assistant, "Vad heter kotoutumisohjelma på svenska i dagens lag?")

    assert answer.language == "sv"
    assert any("integrationsprogram" in sentence.text for sentence in answer.sentences)
