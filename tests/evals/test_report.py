"""The report: what was wrong in words, the JSON document, the page, and answers that are scored again."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from assistant.domain.answer import Answer, AnswerStatus
from assistant.domain.query import Question
from assistant.errors import KotoError
from evals.cli import main
from evals.compare import compare
from evals.exam import Conditions, Result, load_answers, load_conditions, save_answers, score, summary
from evals.report import failures_to_text, faults_of, share_interval, suite_document, summary_to_text
from evals.report_html import SuitePart, render, words
from evals.sample import Sample, load_samples
from evals.scorers import SCORERS, Scored
from tests.evals.test_scorers import PASSAGE, SAMPLE, TEXT, answer

CONDITIONS = Conditions("core", "0123456789ab", "2026-11-22T10:00:00+00:00", "2026-11-22", "e5-onnx", "0.1.0")


def timed(given: Answer) -> Answer:
    return replace(given, timings_ms={"total": 40.0})


def result(given: Answer, sample: Sample = SAMPLE) -> Result:
    return score(Scored(sample, timed(given), {PASSAGE.id: PASSAGE}))


def right_and_wrong(text: str = "There are five.") -> list[Result]:
    other = replace(SAMPLE, id="s-2", question=Question(text="And <b>here</b>?"))
    return [result(answer()), result(answer(text), other)]


def page_of(results: Sequence[Result], before: Sequence[Result] | None = None) -> html.HtmlElement:
    document = suite_document(results, CONDITIONS, "answers.jsonl")
    old = suite_document(before, CONDITIONS, "old.jsonl") if before else None
    comparison = compare(document, old, tolerance=0.03) if old else None
    page: Any = html.document_fromstring(
        render([SuitePart("core", results, document, comparison, old)], made_on="22 November 2026")
    )
    return page


def test_an_answer_that_is_right_has_no_fault() -> None:
    assert faults_of(result(answer())) == []


def test_each_fault_is_told_in_words() -> None:
    # "five" is neither fact; the claim's words are not in the quote
    wrong = replace(answer("There are five. The council must approve it."), status=AnswerStatus.REFUSED, language="fi")

    faults = {fault.measure: fault for fault in faults_of(result(wrong))}

    assert faults["status"].text == "The kind of answer is “refused”; right is: answered."
    assert faults["facts"].text == "2 of 2 expected facts are missing."
    assert faults["nothing_forbidden"].details == ("council must",)
    assert faults["language"].text == "It is not in the language of the question (en)."
    assert "claims_supported" in faults and "provision" not in faults


def test_a_provision_that_is_not_cited_is_named_for_people() -> None:
    (fault,) = faults_of(score(Scored(SAMPLE, timed(replace(answer(), sentences=answer().sentences)), {})))[:1]

    assert fault.text == "It does not cite Act 1/2023 s. 13(1)."


def test_an_undefined_figure_is_nan_in_the_summary_and_null_in_json() -> None:
    nothing_wanted = replace(SAMPLE, provisions=(), gold_facts=())
    results = [result(answer(), nothing_wanted)]

    document = suite_document(results, CONDITIONS, "")

    assert math.isnan(summary(results)["all"]["citation_recall"])
    assert json.loads(json.dumps(document, allow_nan=False))["all"]["citation_recall"] is None
    assert document["defined"]["citation_recall"] == 0


def test_the_document_names_what_must_never_happen() -> None:
    document = suite_document([result(answer(quote=TEXT.upper()))], CONDITIONS, "")

    assert document["must_never"] == {"nothing_repealed_as_current": [], "quotes_exact": ["s-1"], "language": []}


def test_the_interval_of_a_share_stays_open_where_all_are_right() -> None:
    # Wilson, 4 of 4: n / (n + z²) = 4 / 7.84 = .51
    assert share_interval(4, 4) == pytest.approx((0.5101, 1.0), abs=1e-4)
    assert all(map(math.isnan, share_interval(0, 0)))


def test_the_terminal_shows_every_score_and_every_failure() -> None:
    results = right_and_wrong()

    table = summary_to_text(suite_document(results, CONDITIONS, ""))
    failures = failures_to_text(results)

    assert [name for name in SCORERS if f"\n{name} " not in table] == []
    assert "s-1" not in failures and "! 2 of 2 expected facts are missing." in failures


def test_the_page_shows_each_failure_with_question_fault_answer_and_quote() -> None:
    page = page_of(right_and_wrong())

    (failure,) = page.xpath("//article")
    shown = " ".join(failure.text_content().split())

    assert "And <b>here</b>?" in shown
    assert "2 of 2 expected facts are missing" in shown
    assert "There are five." in shown
    assert "It must cite: Act 1/2023 s. 13(1)." in shown


def test_the_page_needs_no_network_and_no_script() -> None:
    page = page_of(right_and_wrong())

    assert page.xpath("//script | //link | //img | //iframe | //@onclick | //@src") == []
    assert "url(" not in "".join(page.xpath("//style/text()"))


def test_what_an_answer_says_is_never_markup() -> None:
    page = page_of(right_and_wrong("<script>alert(1)</script> five"))

    assert page.xpath("//script | //article//b") == []


def test_the_page_has_headings_in_order_captions_and_languages() -> None:
    page = page_of(right_and_wrong(), right_and_wrong())

    levels = [int(heading.tag[1]) for heading in page.xpath("//h1 | //h2 | //h3 | //h4")]

    assert levels[0] == 1 and all(later - earlier <= 1 for earlier, later in zip(levels, levels[1:], strict=False))
    assert page.get("lang") == "en"
    assert [table for table in page.xpath("//table") if not table.xpath("caption")] == []
    assert len(page.xpath("//@id")) == len(set(page.xpath("//@id")))
    assert {link[1:] for link in page.xpath("//a/@href") if link.startswith("#")} <= set(page.xpath("//@id"))


def test_the_page_shows_what_changed_since_the_baseline() -> None:
    page = page_of(right_and_wrong(), [result(answer()), *right_and_wrong(TEXT)[1:]])

    shown = " ".join(page.text_content().split())

    assert "Right then, wrong now (1)" in shown and "Wrong then, right now (0)" in shown
    assert "right fell from 1.000 to 0.500" in shown


def test_every_score_and_every_tag_has_words() -> None:
    tags = {tag for suite in ("exam", "core") for sample in _samples(suite) for tag in sample.tags}

    assert words()["measures"].keys() == SCORERS.keys()
    assert tags - words()["tags"].keys() == set()


def _samples(suite: str) -> list[Sample]:
    from evals.sample import DATASETS

    return load_samples(DATASETS / f"{suite}.jsonl")


def test_stored_answers_are_scored_again_without_asking(tmp_path: Path) -> None:
    asked = right_and_wrong()
    conditions = CONDITIONS.of_answers(asked)
    save_answers(asked, conditions, tmp_path / "answers.jsonl")

    again = load_answers(tmp_path / "answers.jsonl", [one.scored.sample for one in asked])

    assert [one.scores for one in again] == [one.scores for one in asked]
    assert [one.scored.answer for one in again] == [one.scored.answer for one in asked]
    assert load_conditions(tmp_path / "answers.jsonl") == conditions
    assert (conditions.index, conditions.templates) == ("i", "t")


def test_a_question_without_a_stored_answer_is_an_error(tmp_path: Path) -> None:
    asked = right_and_wrong()
    save_answers(asked[:1], CONDITIONS, tmp_path / "answers.jsonl")

    with pytest.raises(KotoError, match="1 questions have no answer, first 's-2'"):
        load_answers(tmp_path / "answers.jsonl", [one.scored.sample for one in asked])


@pytest.mark.parametrize("text", ["", "no JSON", '{"suite": "core"}\n'])
def test_a_file_that_holds_no_answers_is_one_clear_line(text: str, tmp_path: Path) -> None:
    file = tmp_path / "answers.jsonl"
    file.write_text(text)

    with pytest.raises(KotoError, match="does not tell how the answers were made"):
        load_conditions(file)


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    """Stored answers to every question of "core", all of them the same one."""
    results = [result(answer(), sample) for sample in _samples("core")]
    save_answers(results, CONDITIONS.of_answers(results), tmp_path / "core.jsonl")
    return tmp_path / "core.jsonl"


def test_the_command_prints_one_json_document_that_can_be_compared_with(
    answers: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["--answers", str(answers), "--json"])
    printed = capsys.readouterr().out
    (tmp_path / "base.json").write_text(printed)

    page = tmp_path / "r.html"
    status = main(
        ["--answers", str(answers), "--compare", str(tmp_path / "base.json"), "--report", str(page), "--json"]
    )
    told = capsys.readouterr()

    comparison = json.loads(told.out)["core"]["comparison"]
    assert json.loads(printed)["core"]["samples"] == comparison["common"] == 40
    assert (comparison["turned_wrong"], comparison["turned_right"], comparison["rose"]) == ([], [], [])
    # An English answer to every question, Finnish and Swedish ones too: that must never happen.
    assert status == 1 and "another language than asked" in told.err
    assert "Compared with the earlier run" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "arguments",
    [["nothing"], ["core", "--answers", "x"], ["--beir", "x", "--compare", "y"], ["--report", "/none/r.html"]],
)
def test_wrong_usage_is_told_before_anything_is_asked(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)

    assert caught.value.code == 2
