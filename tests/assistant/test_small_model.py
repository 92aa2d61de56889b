"""A real chat model that is far too weak: whatever it says, nothing unsupported comes through, and in time."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.adapters.chat_model import LangChainChatModel
from assistant.answering.ask import ask
from assistant.assistant import Assistant
from assistant.domain.answer import SentenceKind
from assistant.domain.chat import Failure, Message, Speaker
from assistant.domain.query import Question
from assistant.templates import texts_in
from evals.sample import Sample
from evals.scorers import Scored, is_supported
from tests.factories import TODAY
from tests.small_model import small_model, why_missing

pytestmark = pytest.mark.skipif(bool(why_missing()), reason=why_missing())

LONGEST_S = 20.0
QUESTIONS = {
    "en": "Must the council approve the integration programme?",
    "sv": "Hur länge betalas kalkylerad ersättning för kvotflyktingar?",
    "fi": "Kuka vastaa kotoutumisen edistämisen suunnittelusta kunnassa?",
}


@pytest.fixture(scope="module")
def model() -> Iterator[LangChainChatModel]:
    with small_model() as address:
        yield LangChainChatModel(
            name="smollm2-135m",
            url=address,
            key="",
            timeout_s=LONGEST_S,
            retries=0,
            most_tokens=1000,
            temperature=0.0,
        )


def test_the_model_replies(model: LangChainChatModel) -> None:
    asked = [Message(Speaker.USER, "Say in one sentence what a municipality is.")]

    assert len("".join(model.stream(asked, within_s=60)).split()) > 3


@pytest.mark.parametrize("language", sorted(QUESTIONS))
def test_nothing_that_it_says_comes_through_unsupported(
    assistant: Assistant, model: LangChainChatModel, language: str
) -> None:
    question = Question(QUESTIONS[language])
    plain = ask(question, assistant.retriever, today=TODAY)

    worded = ask(question, assistant.retriever, today=TODAY, chat_model=model)

    known = {sentence.text for sentence in plain.sentences}
    cited = [citation.passage_id for sentence in worded.sentences for citation in sentence.citations]
    passages = {passage.id: passage for passage in assistant.passages(cited)}
    sample = Sample("", question, language, (), (), (), (), (), "")
    scored = Scored(sample, worded, passages)
    new = [one for one in worded.sentences if one.text not in known and one.kind is SentenceKind.CLAIM]
    assert [one.text for one in new if not is_supported(one, scored)] == []
    assert {one.passage_id for sentence in plain.sentences for one in sentence.citations} <= set(cited)
    reasons = {texts_in(language).get(f"fallback_{failure.value}") for failure in Failure}
    assert (worded.sentences[-1].text in reasons) is not bool(worded.versions.model)
    assert 0 < worded.timings_ms["compose"] < (LONGEST_S + 2) * 1000
