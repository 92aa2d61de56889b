"""Programmes of municipalities as examples, and disagreements of sources beside answers, over the real corpus."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.assistant import Assistant
from assistant.domain.source import Standing
from tests.assistant.test_answers import ask, rows

MIKKELI = {
    "fi": "Millainen kotoutumisohjelma Mikkelissä on?",
    "sv": "Hurdant integrationsprogram har S:t Michel?",
    "en": "What kind of integration programme does Mikkeli have?",
}


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_programme_is_told_as_an_example_and_under_its_act(assistant: Assistant, language: str) -> None:
    answer = ask(assistant, MIKKELI[language])

    assert rows(answer)[0] == "M04"
    assert answer.sources[0].standing is Standing.EXAMPLE
    assert answer.sentences[0].text.startswith(("Esimerkki", "Ett exempel", "An example"))
    assert "1386/2010" in answer.sentences[1].text


def test_a_question_on_the_law_is_answered_by_the_law_though_it_names_a_municipality(assistant: Assistant) -> None:
    answer = ask(assistant, "Pitääkö Turun valtuuston hyväksyä kotoutumisohjelma?")

    assert rows(answer)[0].startswith("A-")


def test_no_example_is_told_where_none_is_asked_for(assistant: Assistant) -> None:
    answer = ask(assistant, "Millaisia mittareita kotoutumisohjelmassa on oltava?")

    assert not any(row.startswith("M") for row in rows(answer))


def test_the_lists_of_a_programme_are_told_whole(assistant: Assistant) -> None:
    answer = ask(assistant, "Which headings does the Jyväskylä programme have?")

    items = [s.text for s in answer.sentences if s.citations and "M13.headings" in s.citations[0].passage_id]
    assert items[0].startswith("Headings (")
    assert items[1:3] == ["introduction", "background"]
    assert items[-1] == "annexes"


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("Kuinka usein kuntapaikkasopimus tarkistetaan? Sivulla lukee kerran vuodessa.", "neljän vuoden"),
        ("Är den obligatoriska samarbetsgruppen fortfarande lag?", "681/2023"),
    ],
)
def test_a_disagreement_is_told_whole_with_what_holds(assistant: Assistant, question: str, says: str) -> None:
    (conflict,) = [caveat for caveat in ask(assistant, question).caveats if caveat.kind == "conflict"]

    assert says in conflict.text
    assert conflict.citations


def test_a_disagreement_that_began_later_is_not_told_of_an_earlier_day(assistant: Assistant) -> None:
    answer = ask(assistant, "Kuinka usein kuntapaikkasopimus tarkistetaan?", as_of=date(2024, 6, 1))

    assert not any(caveat.kind == "conflict" for caveat in answer.caveats)
