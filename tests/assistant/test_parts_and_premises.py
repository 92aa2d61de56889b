"""Over the real corpus: questions in parts, premises that were law once, short texts, what lies near the floor."""

from __future__ import annotations

import pytest

from assistant.answering.ask import ask
from assistant.assistant import Assistant
from assistant.domain.answer import Answer, AnswerStatus, SentenceKind
from assistant.domain.query import Question
from tests.factories import TODAY


def asked(assistant: Assistant, text: str) -> Answer:
    return ask(Question(text), assistant.retriever, today=TODAY)


def rows(answer: Answer) -> list[str]:
    return [c.passage_id.split("#")[-1].split(".")[0] for s in answer.sentences for c in s.citations]


def framing(answer: Answer) -> list[str]:
    return [sentence.text for sentence in answer.sentences if sentence.kind is SentenceKind.FRAMING]


@pytest.mark.parametrize(
    "text",
    [
        "Måste vi ha avtal med livskraftscentralen, hur ofta ska det ses över och ska välfärdsområdet höras?",
        "Must we have an agreement on municipal places, how often is it reviewed, and must the wellbeing services "
        "county be heard?",
    ],
)
def test_each_part_of_a_question_is_answered_on_what_the_first_is_about(assistant: Assistant, text: str) -> None:
    assert {"N-50", "N-52", "N-51"} <= set(rows(asked(assistant, text)))


@pytest.mark.parametrize(
    ("text", "opening", "old"),
    [
        ("Alkukartoitus pitää siis käynnistää kahdessa kuukaudessa, eikö?", "Ei enää.", "O-20"),
        ("Does an integration plan still last for three years?", "Not any longer.", "O-21"),
    ],
)
def test_a_time_that_was_law_once_is_answered_with_not_any_longer(
    assistant: Assistant, text: str, opening: str, old: str
) -> None:
    answer = asked(assistant, text)

    assert answer.sentences[0].text == opening
    assert rows(answer)[0][0] in "NA"
    assert old in rows(answer)


def test_an_old_rule_that_asked_for_nothing_is_no_premise_of_the_past(assistant: Assistant) -> None:
    answer = asked(assistant, "Pitääkö meidän raportoida elinvoimakeskukselle kahden vuoden välein?")

    assert answer.sentences[0].text == "Ei."
    assert "X-03" in rows(answer)


@pytest.mark.parametrize(
    ("text", "language"), [("sluttest nivå?", "sv"), ("final test level", "en"), ("loppukoe taso?", "fi")]
)
def test_a_text_of_two_words_is_answered_in_its_language(assistant: Assistant, text: str, language: str) -> None:
    assert asked(assistant, text).language == language


def test_what_lies_near_the_floor_is_said_to_be_no_more_than_closest(assistant: Assistant) -> None:
    answer = asked(assistant, "Voiko kunta vaatia asiakkaalta kännykän?")

    assert answer.status is AnswerStatus.PARTLY_ANSWERED
    assert framing(answer)[0].startswith("Lähteistäni ei ehkä löydy vastausta juuri tähän.")
    assert rows(answer)


def test_a_part_on_something_else_is_said_to_have_no_answer(assistant: Assistant) -> None:
    answer = asked(assistant, "Vem gör läroplanen för integrationsutbildningen och får vi ta med körkort i den?")

    assert answer.status is AnswerStatus.PARTLY_ANSWERED
    assert any("körkort" in text and "inget svar" in text for text in framing(answer))


def test_rules_for_children_do_not_answer_a_question_that_names_none(assistant: Assistant) -> None:
    answer = asked(assistant, "Vem beslutar om anvisning av flyktingar till kommunen och hur ersätts kostnaderna?")

    assert not {"N-155", "N-155a", "N-155b", "N-155c", "N-136"} & set(rows(answer))


def test_the_date_of_a_permit_is_not_the_day_of_the_law(assistant: Assistant) -> None:
    answer = asked(
        assistant, "Miehen lupa on joulukuulta 2024 ja hän saa kotihoidon tukea. Tehdäänkö hänelle arviointi?"
    )

    assert answer.as_of == TODAY
    assert "N-20" in rows(answer)
