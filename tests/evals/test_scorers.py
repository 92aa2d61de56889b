from __future__ import annotations

from dataclasses import replace
from datetime import date

from assistant.domain.answer import (
    Answer,
    AnswerStatus,
    Citation,
    CitedSource,
    Completeness,
    Sentence,
    SentenceKind,
    Versions,
)
from assistant.domain.passage import Passage
from assistant.domain.query import Question
from assistant.domain.source import Standing
from evals.sample import Provision, Sample
from evals.scorers import (
    Scored,
    citation_precision,
    citation_recall,
    claims_are_supported,
    everything_is_told,
    facts_are_told,
    is_right,
    list_items_are_told,
    nothing_repealed_as_current,
    provision_is_cited,
    quotes_are_exact,
    status_is_right,
)
from tests.factories import NEW_LAW, TODAY, passage

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


def source(n: int, cited: Passage, standing: Standing = Standing.IN_FORCE) -> CitedSource:
    return CitedSource(
        n=n,
        source_id=cited.source_id,
        title="Act",
        publisher="",
        url=cited.url,
        locator=cited.locator,
        language=cited.language,
        kind=cited.kind,
        origin=cited.origin,
        standing=standing,
        valid_from=None,
        valid_to=None,
        consolidated_to=None,
        retrieved_on=None,
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
        sources=(source(1, PASSAGE),),
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


def citing(*passages: Passage, sample: Sample = SAMPLE, standing: Standing = Standing.IN_FORCE) -> Scored:
    """An answer that tells each passage in a claim of its own."""
    claims = tuple(
        Sentence(
            cited.text,
            SentenceKind.CLAIM,
            "en",
            1.0,
            (Citation(n, cited.id, cited.source_id, cited.text, 0, len(cited.text), "en"),),
        )
        for n, cited in enumerate(passages, start=1)
    )
    sources = tuple(source(n, cited, standing) for n, cited in enumerate(passages, start=1))
    given = replace(answer(), sentences=claims, sources=sources)
    return Scored(sample, given, {cited.id: cited for cited in passages})


def other(provision: str, row_id: str = "N-2", text: str = TEXT) -> Passage:
    return replace(passage(text, row_id=row_id), provisions=(provision,))


def test_the_right_provision_is_cited_only_where_all_are() -> None:
    both = replace(SAMPLE, provisions=(Provision("1/2023", "13", None), Provision("1/2023", "45", None)))

    assert citation_recall(scored(answer(), both)) == 0.5
    assert provision_is_cited(scored(answer(), both)) == 0.0


def test_a_citation_of_a_whole_act_is_no_citation_of_its_sections() -> None:
    assert citation_recall(citing(other("1/2023"))) == 0.0


def test_where_no_provision_must_be_cited_precision_and_recall_are_undefined() -> None:
    nothing = replace(SAMPLE, provisions=())

    assert citation_recall(scored(answer(), nothing)) is None
    assert citation_precision(scored(answer(), nothing)) is None


def test_precision_is_undefined_where_nothing_is_cited_and_recall_is_not() -> None:
    assert citation_precision(citing()) is None
    assert citation_recall(citing()) == 0.0


def test_another_subsection_of_the_wanted_section_belongs_to_what_was_asked() -> None:
    # s. 13(1) is wanted: 13(2) belongs to it, 45 does not
    assert citation_precision(citing(PASSAGE, other("1/2023:13:2"))) == 1.0
    assert citation_precision(citing(PASSAGE, other("1/2023:45:1"))) == 0.5


def test_the_same_rule_in_the_act_before_belongs_to_what_was_asked() -> None:
    history = citing(PASSAGE, other("9/1999:7", row_id="O-1"))

    assert citation_precision(history) == 0.5
    assert citation_precision(replace(history, sections_of_row={"O-1": frozenset({"9/1999:7", "1/2023:13"})})) == 1.0


def test_a_place_counts_once_however_many_claims_cite_it() -> None:
    # a list of three items from the wrong place and one claim from the right one: one of two places
    given = citing(PASSAGE, *[other("1/2023:45:1")] * 3)

    assert citation_precision(given) == 0.5


def test_a_claim_with_a_figure_that_its_quote_lacks_is_not_supported() -> None:
    assert claims_are_supported(scored(answer())) == 1.0
    assert claims_are_supported(scored(answer("The municipality organises 7 services.", quote=TEXT))) == 0.0


def test_a_claim_may_name_the_place_and_the_time_of_what_it_quotes() -> None:
    # NEW_LAW applies from 1 January 2025; the locator is "1/2023 s. 13(1)"
    framed = answer(f"1/2023 s. 13(1) (from 1 January 2025): {TEXT}")

    assert PASSAGE.validity == NEW_LAW
    assert claims_are_supported(scored(replace(framed, sentences=_quoting(framed)))) == 1.0


def _quoting(given: Answer) -> tuple[Sentence, ...]:
    (sentence,) = given.sentences
    return (replace(sentence, citations=(Citation(1, PASSAGE.id, PASSAGE.source_id, TEXT, 0, len(TEXT), "en"),)),)


def test_an_answer_without_a_claim_has_no_share_of_supported_ones() -> None:
    assert claims_are_supported(citing()) is None


def test_one_missing_fact_makes_an_answer_incomplete() -> None:
    assert everything_is_told(scored(answer())) == 1.0
    assert everything_is_told(scored(answer("There are six."))) == 0.0
    assert everything_is_told(scored(answer(), replace(SAMPLE, gold_facts=()))) is None


def test_items_are_counted_only_where_a_list_was_asked_for() -> None:
    lists = replace(SAMPLE, tags=("list",))

    assert list_items_are_told(scored(answer("There are six."), lists)) == 0.5
    assert list_items_are_told(scored(answer("There are six."))) is None


def test_a_repealed_rule_must_say_that_it_is_one() -> None:
    silent = other("1/2023:13:1", text="The municipality draws up a plan.")
    honest = other("1/2023:13:1", text="Until 31 December 2024, the municipality drew up a plan.")

    # "plan" is what the rule is about; it does not say that the rule is past
    assert nothing_repealed_as_current(citing(silent, standing=Standing.REPEALED)) == 0.0
    assert nothing_repealed_as_current(citing(honest, standing=Standing.REPEALED)) == 1.0
    assert nothing_repealed_as_current(citing(silent)) == 1.0


def test_a_plan_must_say_that_it_is_one() -> None:
    bill = other("1/2023:13:1", text="A Government bill would add a report.")

    assert nothing_repealed_as_current(citing(bill, standing=Standing.PLANNED)) == 1.0
    assert nothing_repealed_as_current(citing(PASSAGE, standing=Standing.PLANNED)) == 0.0
