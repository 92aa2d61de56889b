"""koto eval: how good is it?"""

from __future__ import annotations

import argparse
import json
import math
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from assistant.build import build_assistant
from assistant.settings import Settings, load_settings
from evals.sample import DATASETS, load_samples

SUITES = ("exam", "core")
EXAM_DAY = date(2026, 11, 22)
"""The day that is today in the exam, unless KOTO_TODAY says otherwise."""


def main(argv: list[str]) -> int:
    """koto eval [SUITE ...] [--beir DIR [--systems a,b]] [--json] [--index DIR]."""
    parser = argparse.ArgumentParser(prog="koto eval", description="The evaluation suites.")
    parser.add_argument("suites", nargs="*", metavar="SUITE", help=f"one or more of: {', '.join(SUITES)} (all)")
    parser.add_argument("--beir", type=Path, metavar="DIR", help="a retrieval set: corpus.jsonl, queries.jsonl, qrels/")
    parser.add_argument("--systems", default="", metavar="A,B", help="with --beir: koto,bm25,dense,langchain (all)")
    parser.add_argument("--index", type=Path, metavar="DIR", help="directory of the index")
    parser.add_argument("--json", action="store_true", help="one JSON document on standard output")
    options = parser.parse_args(argv)
    unknown = sorted(set(options.suites) - set(SUITES))
    if unknown:
        parser.error(f"unknown suite {unknown[0]!r}; known: {', '.join(SUITES)}")
    settings = load_settings()
    if options.index:
        settings = replace(settings, index=options.index)
    if options.beir:
        return _beir(settings, options)
    return _exams(settings, options.suites or list(SUITES), as_json=options.json)


def _beir(settings: Settings, options: argparse.Namespace) -> int:
    from evals.cli_beir import run_command

    return run_command(settings, options.beir, systems=options.systems, as_json=options.json)


def _exams(settings: Settings, suites: list[str], *, as_json: bool) -> int:
    from evals.exam import failures_to_text, run_exam, save_answers, summary, summary_to_text

    assistant = build_assistant(replace(settings, today=settings.today or EXAM_DAY))
    told: dict[str, Any] = {}
    for suite in suites:
        results = run_exam(load_samples(DATASETS / f"{suite}.jsonl"), assistant, _show_progress)
        file = settings.store.parent / "evals" / f"{suite}-{assistant.index_version}.jsonl"
        save_answers(results, file)
        told[suite] = _without_nan(summary(results)) | {"answers": str(file)}
        if not as_json:
            print(f"{suite}\n{summary_to_text(summary(results))}\n{failures_to_text(results)}\nAnswers: {file}\n")
    if as_json:
        print(json.dumps(told, ensure_ascii=False))
    return 0


def _without_nan(value: Any) -> Any:
    """The value with null for every undefined figure: JSON has no NaN."""
    if isinstance(value, dict):
        return {key: _without_nan(inner) for key, inner in value.items()}
    return None if isinstance(value, float) and math.isnan(value) else value


def _show_progress(done: int, total: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{done}/{total} questions", end="\n" if done == total else "", file=sys.stderr, flush=True)
