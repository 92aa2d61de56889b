"""Questions that ask several things: each part is introduced, and one without an answer says so."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.domain.answer import AnswerStatus, SentenceKind
from tests.assistant.test_answers import ask, provisions


@pytest.mark.parametrize(
    ("question", "first", "second", "wanted"),
    [
        (
            "Kuinka kauan kotoutumissuunnitelma voi kestää? Entä täytyykö kunnanvaltuuston hyväksyä suunnitelma?",
            "Kysymyksesi 1. osa – Kotoutumissuunnitelman kesto:",
            "Kysymyksesi 2. osa – Kunnanvaltuuston hyväksyntä:",
            {"681/2023:23:2", "681/2023:45"},
        ),
        (
            "Vem söker en företrädare för ett barn som kommit utan vårdnadshavare? Hur länge kan den unga få stöd?",
            "Del 1 av frågan – Barn och unga utan vårdnadshavare:",
            "Del 2 av frågan – ",
            {"681/2023:35:1", "681/2023:34:1"},
        ),
        (
            "For how long can an integration plan run? And what is the client obliged to do under it?",
            "Part 1 of your question – Duration of the integration plan:",
            "Part 2 of your question – ",
            {"681/2023:23:2", "681/2023:24:2"},
        ),
    ],
)
def test_each_part_is_introduced_before_its_answer(
    assistant: Assistant, question: str, first: str, second: str, wanted: set[str]
) -> None:
    answer = ask(assistant, question)

    told = [sentence.text for sentence in answer.sentences]
    later = next(place for place, text in enumerate(told) if text.startswith(second))
    assert first in told[:2]
    assert answer.sentences[later + 1].kind is SentenceKind.CLAIM
    assert wanted <= provisions(assistant, answer)


@pytest.mark.parametrize(
    ("question", "says"),
    [
        (
            "Mitä kotoutumisohjelmassa pitää olla? Entä mistä voin hakea asumislisää Espanjassa?",
            "en löydä tähän vastausta",
        ),
        (
            "Vem godkänner planen i kommunen, och vilka är öppettiderna på biblioteket i Esbo?",
            "jag hittar inget svar på detta",
        ),
        (
            "Which conditions must we meet for State compensation, and how do I renew my passport?",
            "I find no answer to this",
        ),
    ],
)
def test_a_part_outside_the_sources_says_so_and_the_answer_is_partial(
    assistant: Assistant, question: str, says: str
) -> None:
    answer = ask(assistant, question)

    assert answer.status is AnswerStatus.PARTLY_ANSWERED
    assert any(says in sentence.text for sentence in answer.sentences if sentence.kind is SentenceKind.FRAMING)
    assert any(sentence.kind is SentenceKind.CLAIM for sentence in answer.sentences)


def test_a_question_with_one_part_is_not_introduced(assistant: Assistant) -> None:
    answer = ask(assistant, "What must our integration programme contain?")

    assert not any("of your question" in sentence.text for sentence in answer.sentences)
