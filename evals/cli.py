"""koto eval: how good is it?"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.errors import KotoError
from assistant.settings import Settings, load_settings
from evals.cli_measures import run_measures
from evals.cli_options import EXAMS, exams_of, options_of
from evals.sample import DATASETS, Sample, load_samples

if TYPE_CHECKING:
    from evals.exam import Conditions, Result
    from evals.figure_table import Measurement
    from evals.report_html import SuitePart
    from evals.search_comparison import SetResult

EXAM_DAY = date(2026, 11, 22)
"""The day that is today in the exam, unless KOTO_TODAY says otherwise."""
DONE, SETBACK = 0, 1


def main(argv: list[str]) -> int:
    """koto eval [SUITE ...] [--beir DIR] [--compare BASELINE] [--report FILE.html] [--json]; --help tells more."""
    options = options_of(argv)
    exams = exams_of(options)
    settings = load_settings()
    settings = replace(settings, index=options.index or settings.index, today=settings.today or EXAM_DAY)
    if options.beir and not (options.suites or options.answers or options.report):
        from evals.cli_beir import run_command

        return run_command(settings, options.beir, systems=options.systems, as_json=options.json)
    parts = _exams(settings, options, exams) if exams or options.answers else []
    measured = run_measures(
        settings, options.suites, exams=EXAMS, pairs=options.grounding, embeds=not options.without_embedder
    )
    searches = _searches(settings, options) if options.beir else []
    if options.report:
        _write_report(options.report, parts, measured, searches)
    print((_to_json if options.json else _to_text)(parts, measured, searches, str(options.compare)))
    return _status(parts)


def _exams(settings: Settings, options: argparse.Namespace, exams: Sequence[str]) -> list[SuitePart]:
    from evals.compare import baseline_of, compare, read_baseline
    from evals.exam import load_conditions
    from evals.report import suite_document
    from evals.report_html import SuitePart

    # What is wrong with the files is told before anything is asked.
    suites = [load_conditions(options.answers).suite] if options.answers else exams
    baseline = read_baseline(options.compare) if options.compare else {}
    before = {suite: baseline_of(suite, baseline, options.compare) for suite in suites if options.compare}
    parts = []
    for suite, results, conditions, file in _answered(settings, suites, options.answers):
        document = suite_document(results, conditions, str(file))
        comparison = compare(document, before[suite], tolerance=options.tolerance) if suite in before else None
        parts.append(SuitePart(suite, results, document, comparison, before.get(suite)))
    return parts


def _answered(
    settings: Settings, suites: Sequence[str], answers: Path | None
) -> list[tuple[str, list[Result], Conditions, Path]]:
    """Each suite with its results, what they were made with, and the file that holds the answers."""
    from assistant.build import build_assistant
    from assistant.knowledge.corpus import load_corpus
    from evals.exam import load_answers, load_conditions, run_exam, save_answers, sections_by_row

    sections = sections_by_row(load_corpus(settings.corpus))
    if answers:
        suite = suites[0]
        results = load_answers(answers, _samples(suite), sections_of_row=sections)
        return [(suite, results, load_conditions(answers), answers)]
    assistant = build_assistant(settings)
    answered = []
    for suite in suites:
        conditions = _conditions(suite, settings)
        results = run_exam(_samples(suite), assistant, _show_progress, sections_of_row=sections)
        conditions = conditions.of_answers(results)
        file = settings.store.parent / "evals" / f"{suite}-{assistant.index_version}.jsonl"
        save_answers(results, conditions, file)
        answered.append((suite, results, conditions, file))
    return answered


def _samples(suite: str) -> list[Sample]:
    return load_samples(_questions(suite))


def _questions(suite: str) -> Path:
    if suite not in EXAMS:
        raise KotoError(f"the answers are to a suite {suite!r}; known: {', '.join(EXAMS)}.")
    return DATASETS / f"{suite}.jsonl"


def _conditions(suite: str, settings: Settings) -> Conditions:
    from evals.exam import Conditions

    return Conditions(
        suite=suite,
        questions=hashlib.sha256(_questions(suite).read_bytes()).hexdigest()[:12],
        asked_at=datetime.now(UTC).isoformat(timespec="seconds"),
        today=settings.day().isoformat(),
        embedder=settings.embedder,
        koto=_version(),
    )


def _version() -> str:
    try:
        return version("koto-assistant")
    except PackageNotFoundError:
        return "(not installed)"


def _searches(settings: Settings, options: argparse.Namespace) -> list[SetResult]:
    from assistant.build import load_embedder
    from assistant.language.analyse import open_analyser
    from assistant.language.lemma_table import build_lemma_table
    from evals.cli_beir import chosen_systems, run

    systems = chosen_systems(options.systems)
    build_lemma_table(settings.models)
    return run(
        options.beir,
        systems,
        load_embedder(settings),
        analyser_of=cache(lambda language: open_analyser(settings.models, language)),
        vectors=settings.store / "evaluation-vectors.sqlite",
        say=lambda line: print(line, file=sys.stderr),
    )


def _write_report(
    file: Path, parts: Sequence[SuitePart], measured: Sequence[Measurement], searches: Sequence[SetResult]
) -> None:
    from assistant.templates import written_date
    from evals.beir_report import as_document
    from evals.report_html import render

    documents = json.loads(as_document(searches)) if searches else []
    page = render(
        parts,
        measured=measured,
        searches=documents if isinstance(documents, list) else [documents],
        made_on=written_date(date.today(), "en"),
    )
    try:
        file.write_text(page, encoding="utf-8")
    except OSError as error:
        raise KotoError(f"{file}: cannot be written ({error.strerror}). Name another file.") from error


def _to_json(
    parts: Sequence[SuitePart], measured: Sequence[Measurement], searches: Sequence[SetResult], baseline: str
) -> str:
    """The suites by name, the retrieval sets under "beir"; without a suite the document of `--beir` alone."""
    from evals.beir_report import as_document
    from evals.compare import comparison_document
    from evals.report import without_nan

    if not parts and not measured:
        return as_document(searches)
    document: dict[str, Any] = {part.suite: dict(part.document) for part in parts}
    document |= {one.suite: dict(one.document) for one in measured}
    for part in parts:
        if part.comparison:
            document[part.suite]["comparison"] = comparison_document(part.comparison, baseline)
    if searches:
        document["beir"] = json.loads(as_document(searches))
    return json.dumps(without_nan(document), ensure_ascii=False)


def _to_text(
    parts: Sequence[SuitePart], measured: Sequence[Measurement], searches: Sequence[SetResult], baseline: str
) -> str:
    from evals.beir_report import as_table
    from evals.compare import comparison_to_text
    from evals.figure_table import to_text
    from evals.report import failures_to_text, summary_to_text

    blocks = []
    for part in parts:
        blocks += [f"{part.suite}\n{summary_to_text(part.document)}", failures_to_text(part.results)]
        blocks += [comparison_to_text(part.comparison, baseline)] if part.comparison else []
        blocks.append(f"Answers: {part.document['answers']}")
    blocks += [to_text(one) for one in measured]
    if searches:
        blocks.append(as_table(searches))
    return "\n\n".join(block for block in blocks if block)


def _status(parts: Sequence[SuitePart]) -> int:
    """1 and one line on standard error where a suite compares badly."""
    alarms = [f"{part.suite}: {alarm}" for part in parts if part.comparison for alarm in part.comparison.alarms]
    if not alarms:
        return DONE
    print(f"koto eval: {'; '.join(alarms)}", file=sys.stderr)
    return SETBACK


def _show_progress(done: int, total: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{done}/{total} questions", end="\n" if done == total else "", file=sys.stderr, flush=True)
