from __future__ import annotations

from dataclasses import replace
from datetime import date

from assistant.domain.answer import Answer, AnswerStatus, Citation, Completeness, Sentence, SentenceKind, Versions
from assistant.domain.query import Question
from evals.sample import Provision, Sample
from evals.scorers import Scored, facts_are_told, is_right, provision_is_cited, quotes_are_exact, status_is_right
from tests.factories import TODAY, passage

TEXT = "The municipality organises six services."
PASSAGE = passage(TEXT)
SAMPLE = Sample(
    id="s-1",
    question=Question("What?"),
    language="en",
    tags=("content",),
    expected_status=("answered",),
    provisions=(Provision("1/2023", "13", "1"),),
    gold_facts=((r"\bsix\b", r"\b6\b"), (r"municipalit",)),
    forbidden=(r"council must",),
    note="",
)


def answer(text: str = TEXT, status: AnswerStatus = AnswerStatus.ANSWERED, quote: str = TEXT) -> Answer:
    citation = Citation(1, PASSAGE.id, PASSAGE.source_id, quote, 0, len(quote), "en")
    return Answer(
        question="What?",
        language="en",
        as_of=TODAY,
        law_checked_to=date(2025, 2, 21),
        status=status,
        completeness=Completeness.COMPLETE,
        sentences=(Sentence(text, SentenceKind.CLAIM, "en", 1.0, (citation,)),),
        sources=(),
        caveats=(),
        nearest=(),
        versions=Versions("i", "t", ""),
    )


def scored(given: Answer, sample: Sample = SAMPLE) -> Scored:
    return Scored(sample, given, {PASSAGE.id: PASSAGE})


def test_half_the_facts_is_half_the_score() -> None:
    # "six" is told, the municipality is not named: one fact of two
    assert facts_are_told(scored(answer("There are six."))) == 0.5


def test_a_subsection_counts_for_its_section_and_the_other_way_round() -> None:
    whole = replace(SAMPLE, provisions=(Provision("1/2023", "13", None),))
    other = replace(SAMPLE, provisions=(Provision("1/2023", "45", None),))

    assert provision_is_cited(scored(answer(), whole)) == 1.0
    assert provision_is_cited(scored(answer(), other)) == 0.0


def test_a_quote_that_is_not_the_cited_text_scores_nothing() -> None:
    assert quotes_are_exact(scored(answer(quote=TEXT.upper()))) == 0.0


def test_a_status_that_was_not_expected_scores_nothing() -> None:
    assert status_is_right(scored(answer(status=AnswerStatus.REFUSED))) == 0.0


def test_an_answer_with_a_forbidden_statement_is_not_right() -> None:
    bad = answer(TEXT + " The council must approve it.")

    assert is_right(scored(answer())) == 1.0
    assert is_right(scored(bad)) == 0.0
