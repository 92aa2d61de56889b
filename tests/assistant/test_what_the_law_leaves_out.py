"""Over the real corpus: premises about whom, how many and for how much that the law does not bear out."""

from __future__ import annotations

import pytest

from assistant.answering.ask import ask
from assistant.assistant import Assistant
from assistant.domain.answer import Answer, AnswerStatus, SentenceKind
from assistant.domain.query import Question
from assistant.retrieval.meaning import asks_amount, begins_openly, tells_amount
from tests.factories import TODAY


def asked(assistant: Assistant, text: str) -> Answer:
    return ask(Question(text), assistant.retriever, today=TODAY)


def claimed(answer: Answer) -> list[str]:
    """Row of each claim, in order."""
    claims = (sentence for sentence in answer.sentences if sentence.kind is SentenceKind.CLAIM)
    return [citation.passage_id.split("#")[-1].split(".")[0] for claim in claims for citation in claim.citations]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("Turvapaikanhakijoille pitää siis laatia kotoutumissuunnitelma, kun he saapuvat kuntaan?", "A-30"),
        ("Asylsökande ska väl också ha en integrationsplan?", "A-30"),
        ("Asylum seekers are entitled to an integration plan as well, aren't they?", "A-30"),
        ("Måste vi låta översätta integrationsplanen till kundens språk?", "A-59"),
        ("Can we buy the assessments and integration plans from a private company?", "A-60"),
        ("Elinvoimakeskus määrää kuntamme pakolaiskiintiön, eikö niin?", "A-91"),
    ],
)
def test_a_premise_that_the_law_does_not_bear_out_is_corrected_first(assistant: Assistant, text: str, row: str) -> None:
    assert claimed(asked(assistant, text))[0] == row


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("Kenen pitää järjestää asunto kuntapaikalle ohjatulle pakolaiselle?", "N-54"),
        ("Hur snabbt ska bedömningen av kompetens inledas?", "N-21"),
        ("In what language must civic orientation be given?", "N-29"),
    ],
)
def test_an_open_question_gets_the_rule_before_what_the_rule_leaves_out(
    assistant: Assistant, text: str, row: str
) -> None:
    assert claimed(asked(assistant, text))[0] == row


def test_the_rule_for_children_stands_beside_the_one_for_all(assistant: Assistant) -> None:
    answer = asked(assistant, "Måste kommunen ordna bostad åt en ensamkommande minderårig som anvisas till oss?")

    assert "N-46" in claimed(answer)


def test_a_sum_is_told_where_a_sum_is_asked_for(assistant: Assistant) -> None:
    answer = asked(assistant, "How long do we get imputed compensation for a quota refugee, and how much is it a year?")

    assert {"N-63", "N-64"} <= set(claimed(answer))


def test_an_old_section_named_as_todays_is_told_with_what_applies_now(assistant: Assistant) -> None:
    answer = asked(
        assistant,
        "We cite Act 1386/2010 as amended by 392/2023 in our service agreements, since that amendment moved the TE "
        "Office's tasks to the employment authority on 1.1.2025. Is s. 10 still the right section for initial "
        "assessments?",
    )

    assert "O-20" in claimed(answer)


def test_money_paid_for_a_year_is_asked_about_under_todays_law(assistant: Assistant) -> None:
    answer = asked(assistant, "KEHA says we were overpaid for 2021 and wants it back. Isn't that too late already?")

    assert answer.as_of == TODAY
    assert claimed(answer)[0] == "N-72"


@pytest.mark.parametrize(
    "text",
    [
        "Our neighbour's dog barks all night and the housing company does nothing. Who is responsible for this, and by "
        "when must they answer us?",
        "Naapuri rakensi autotallin metrin päähän rajasta. Rakennusvalvonta ei vastaa kirjeisiin. Kuka tätä valvoo ja "
        "mihin mennessä pitää valittaa?",
        "Kortet debiterades två gånger för hyrskotern när jag var i Åbo. Bolaget svarar inte på mejl. Hur länge har "
        "jag tid att kräva pengarna tillbaka, och av vem?",
    ],
)
def test_a_story_about_something_else_is_refused(assistant: Assistant, text: str) -> None:
    assert asked(assistant, text).status is AnswerStatus.OUT_OF_SCOPE


def test_a_part_that_nothing_told_answers_is_said_to_have_no_rule_of_its_own(assistant: Assistant) -> None:
    answer = asked(
        assistant,
        "Ukrainalainen perhe sai tilapäisen suojelun oleskeluluvan mutta ei vielä kotikuntaa. Saako kunta heistä jo "
        "laskennallista korvausta, ja saako perhe soittaa meille sunnuntaina?",
    )

    assert answer.status is AnswerStatus.PARTLY_ANSWERED


def test_a_word_that_is_part_of_a_compound_counts_as_told(assistant: Assistant) -> None:
    answer = asked(
        assistant,
        "Vem kommer överens om att ett barn utan vårdnadshavare placeras i vår kommun, och måste det finnas "
        "kommunplatsavtal?",
    )

    assert "N-139" in claimed(answer)
    assert not any("ingen bestämmelse om just detta" in sentence.text for sentence in answer.sentences)


def test_a_rule_of_the_mainland_is_not_told_to_aland_because_it_is_named(assistant: Assistant) -> None:
    answer = asked(assistant, "Gäller kravet på integrationsprogram enligt 13 § i lag 681/2023 en kommun på Åland?")

    assert "13.1@2025-01-01" not in {
        citation.passage_id.split("#")[-1].removesuffix(".sv") for s in answer.sentences for citation in s.citations
    }


def test_what_i_understand_is_no_case_of_mine(assistant: Assistant) -> None:
    answer = asked(
        assistant, "As I understand it only refugees get the assessment, so spouses of workers have no right to it?"
    )

    assert answer.status in {AnswerStatus.ANSWERED, AnswerStatus.PARTLY_ANSWERED}


@pytest.mark.parametrize(
    ("text", "is_open"),
    [
        ("Kuka päättää?", True),
        ("Talousjohtaja kysyy, paljonko korvausta maksetaan?", True),
        ("Är det ett dokument, eller vad är det egentligen?", True),
        ("Can we deny training to those who pass the test?", False),
        ("Onko pakko kertoa, kun asiakas muuttaa?", False),
    ],
)
def test_a_question_is_open_where_a_clause_of_it_begins_with_the_word(text: str, is_open: bool) -> None:
    assert begins_openly(text) is is_open


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("paljonko edustajalle maksetaan?", True),
        ("hur mycket får vi per år?", True),
        ("how much a year?", True),
        ("kuinka paljon aikaa meillä on?", False),
        ("how much time do we have?", False),
        ("hur mycket personal behövs?", False),
    ],
)
def test_an_amount_is_a_sum_of_money(text: str, asks: bool) -> None:
    assert asks_amount(text) is asks


def test_a_sum_has_a_currency_or_a_percentage() -> None:
    assert tells_amount("enintään 56,70 euroa")
    assert tells_amount("EUR 2,741 per year")
    assert not tells_amount("momentin 3 kohdan mukaan vuonna 2025")
