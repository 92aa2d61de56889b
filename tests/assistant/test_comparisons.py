"""Two Acts, two days, two municipalities side by side, over the real corpus."""

from __future__ import annotations

import re

import pytest

from assistant.answering.render import answer_to_json
from assistant.assistant import Assistant
from assistant.domain.answer import Answer, AnswerStatus, SentenceKind, Table
from assistant.domain.source import Standing
from tests.assistant.test_answers import ask

QUESTIONS = [
    "Miten suunnitteluvelvoite muuttui vanhasta laista uuteen?",
    "How do sections 32 of the old Act and 45 of the new differ?",
    "Vad är skillnaden mellan 1386/2010 och 681/2023 i fråga om ersättningen?",
    "Jämför Vanda och Esbo",
    "Mikä muuttui kuntaanosoittamissopimuksessa 31.12.2024 ja 1.1.2025 välillä?",
    "Vad är skillnaden mellan gamla och nya lagen?",
    "Oulu versus Vaasa: objectives and indicators?",
]


def table_of(answer: Answer) -> Table:
    (table,) = answer.tables
    return table


def cell_text(answer: Answer, row: int, column: int) -> str:
    return "\n".join(answer.sentences[place].text for place in table_of(answer).rows[row].cells[column])


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_cell_is_empty_and_every_claim_in_one_is_cited(assistant: Assistant, question: str) -> None:
    answer = ask(assistant, question)

    table = table_of(answer)
    assert 1 <= len(table.rows) <= 6
    for row in table.rows:
        assert row.heading
        assert len(row.cells) == len(table.columns)
        for cell in row.cells:
            told = [answer.sentences[place] for place in cell]
            assert told
            assert all(one.citations for one in told if one.kind is SentenceKind.CLAIM)
            assert set(cell) <= set(table.covers)


@pytest.mark.parametrize("question", QUESTIONS)
def test_nothing_is_said_twice(assistant: Assistant, question: str) -> None:
    claims = [one.text for one in ask(assistant, question).sentences if one.kind is SentenceKind.CLAIM]

    assert len(claims) == len(set(claims))


@pytest.mark.parametrize(
    ("question", "heading", "before", "now"),
    [
        (
            "Miten kotoutumissuunnitelman kesto eroaa vanhassa ja uudessa laissa?",
            "Kotoutumissuunnitelman kesto",
            "kolme vuotta",
            "kaksi vuotta",
        ),
        (
            "Hur har kravet på fullmäktiges godkännande ändrats från gamla lagen till nya?",
            "Godkännande i kommunfullmäktige",
            "godkändes programmet för integrationsfrämjande av kommunfullmäktige",
            "krävs inte fullmäktiges godkännande",
        ),
        ("Old Act vs new Act: family integration plan", "Family integration plan", "section 16", "no provisions"),
    ],
)
def test_the_old_rule_stands_beside_todays_on_the_same_matter(
    assistant: Assistant, question: str, heading: str, before: str, now: str
) -> None:
    answer = ask(assistant, question)

    assert table_of(answer).rows[0].heading == heading
    assert before in cell_text(answer, 0, 0)
    assert now in cell_text(answer, 0, 1)
    assert answer.as_of.isoformat() == "2026-11-22"


def test_the_old_column_says_itself_that_it_is_no_longer_law(assistant: Assistant) -> None:
    answer = ask(assistant, "Compare the old and the new Act on integration training.")

    standings = {source.n: source.standing for source in answer.sources}
    for row in table_of(answer).rows:
        for place in row.cells[0]:
            sentence = answer.sentences[place]
            if sentence.kind is SentenceKind.CLAIM:
                assert standings[sentence.citations[0].n] is Standing.REPEALED
                assert re.search("2024|repealed", sentence.text)


def test_sections_of_both_acts_are_compared_without_a_word_for_it(assistant: Assistant) -> None:
    answer = ask(assistant, "What did section 32 of the old Act require, and what does section 45 require now?")

    assert table_of(answer).columns == ("Act 1386/2010 (until 31 December 2024)", "Act 681/2023 (from 1 January 2025)")
    assert "section 32(1)" in cell_text(answer, 0, 0)
    assert "Section 45" in cell_text(answer, 0, 1)


def test_a_matter_that_the_old_act_did_not_know_says_so_and_is_partly_answered(assistant: Assistant) -> None:
    answer = ask(assistant, "Hur ändrades samhällsorienteringen när nya lagen kom?")

    assert "mina källor säger inget om detta" in cell_text(answer, 0, 0)
    assert "samhällsorientering" in cell_text(answer, 0, 1)
    assert answer.status is AnswerStatus.PARTLY_ANSWERED


def test_three_wordings_of_a_rule_stand_in_three_columns(assistant: Assistant) -> None:
    answer = ask(
        assistant, "How did the old Act, the 2023 text and the section in force differ on the duty of monitoring?"
    )

    assert [column[:12] for column in table_of(answer).columns] == ["Act 1386/201", "Act 681/2023", "Act 681/2023"]
    assert "never applied" in table_of(answer).columns[1]


def test_two_municipalities_are_told_as_examples_with_the_act_first(assistant: Assistant) -> None:
    answer = ask(assistant, "Vertaile Vantaan ja Espoon ohjelmia.")

    assert answer.status is AnswerStatus.ANSWERED
    assert "eivät kerro, mitä laki vaatii" in answer.sentences[0].text
    assert table_of(answer).columns == ("Vantaa", "Espoo")
    assert "1386/2010" in cell_text(answer, 0, 0)
    assert "681/2023" in cell_text(answer, 0, 1)
    assert {source.standing for source in answer.sources} == {Standing.EXAMPLE}


def test_kinds_that_are_asked_for_are_compared_even_where_nothing_is_known(assistant: Assistant) -> None:
    answer = ask(assistant, "Mitä eroa on Jyväskylän ja Kouvolan ohjelmien tavoitteissa?")

    assert [row.heading for row in table_of(answer).rows] == ["Laki, jonka aikana ohjelma tehtiin", "Tavoitteet"]


def test_one_municipality_is_no_comparison(assistant: Assistant) -> None:
    assert ask(assistant, "Vertaa Vantaan ohjelman tavoitteita lakiin.").tables == ()


def test_two_days_stand_in_two_columns_under_one_matter(assistant: Assistant) -> None:
    answer = ask(assistant, "Vad var åldersgränsen för stöd till unga den 1 juni 2024 jämfört med den 1 oktober 2024?")

    assert table_of(answer).columns == ("den 1 juni 2024", "den 1 oktober 2024")
    assert "25 år" in cell_text(answer, 0, 0)
    assert "23 år" in cell_text(answer, 0, 1)


def test_what_is_the_same_on_both_days_is_told_once_and_referred_to(assistant: Assistant) -> None:
    answer = ask(
        assistant, "How often did the programme have to be reviewed under the law of 1 March 2019 and of 1 March 2020?"
    )

    first, second = table_of(answer).rows[0].cells
    assert first == second
    assert any("the same as on 1 March 2019" in sentence.text for sentence in answer.sentences)


def test_the_tables_stand_in_the_json_beside_the_sentences_they_refer_to(assistant: Assistant) -> None:
    document = answer_to_json(ask(assistant, "Jämför Vanda och Esbo"))

    (table,) = document["tables"]
    assert sorted(table) == ["caption", "columns", "covers", "rows"]
    places = [place for row in table["rows"] for cell in row["cells"] for place in cell]
    assert all(0 <= place < len(document["sentences"]) for place in places)


def test_an_answer_without_a_comparison_has_no_table(assistant: Assistant) -> None:
    assert answer_to_json(ask(assistant, "Pitääkö valtuuston hyväksyä kotoutumisohjelma?"))["tables"] == []
