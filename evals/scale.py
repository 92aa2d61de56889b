"""What does a larger corpus cost? `python -m evals.scale --sizes 1000,10000,50000`.

For each size the real corpus and that many synthetic passages are built into an index in a temporary directory
and asked there. The synthetic passages' vectors are drawn from the cone of the real ones, so that no hours of
embedding are needed; questions are embedded for real. Building and asking have a process each, so that memory
can be told apart. Clients are threads on one `Assistant`: what HTTP adds is measured by `evals.latency`.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import sys
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from assistant.settings import Settings, load_settings
from evals.cli import EXAM_DAY
from evals.sample import DATASETS, load_samples
from evals.scale_ask import ask_cost
from evals.scale_build import build, ingest_cost, prepare
from evals.scale_report import SizeCost, ingest_line, plot, table, to_json
from evals.speed import machine

SIZES = "1000,10000,50000,200000"
EMBEDDED_PASSAGES = 200
"""Passages of the corpus that are embedded for real to rate ingest."""

Result = TypeVar("Result")


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, and print a table, or with --json one JSON document."""
    options = _options(argv)
    settings = load_settings()
    settings = replace(settings, today=settings.today or EXAM_DAY)
    questions = sampled_questions(options.questions)
    before = machine()
    with tempfile.TemporaryDirectory(prefix="koto-scale-", dir=options.directory) as home:
        base = in_own_process(prepare, settings, Path(home) / "real")
        rate = None
        if options.passages:
            rate = in_own_process(ingest_cost, base, Path(home) / "rate", options.passages)
        costs = [
            _at_size(base, Path(home) / str(size), size, questions, options.clients) for size in sorted(options.sizes)
        ]
    if options.plot:
        options.plot.write_text(plot(costs), encoding="utf-8")
    if options.json:
        print(json.dumps({**before, "questions": len(questions), **to_json(costs, rate)}))
        return 0
    print(", ".join(f"{name} {value}" for name, value in before.items()), f"after: {machine()['load_average']}")
    if rate is not None:
        print(ingest_line(rate))
    print(f"{len(questions)} questions, {options.clients} threads on one assistant")
    print(table(costs))
    return 0


def sampled_questions(count: int) -> list[str]:
    """`count` questions of the small exam, evenly spread over it; the same ones again where it has fewer."""
    asked = [sample.question.text for sample in load_samples(DATASETS / "core.jsonl") if sample.question.text]
    step = max(1, len(asked) // count)
    return [asked[place * step % len(asked)] for place in range(count)]


def in_own_process(work: Callable[..., Result], *arguments: Any) -> Result:
    """The result of `work` in a fresh process, whose memory is its own."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as process:
        return process.submit(work, *arguments).result()


def _at_size(base: Settings, home: Path, size: int, questions: Sequence[str], clients: int) -> SizeCost:
    _say(f"{size} synthetic passages: building")
    built = in_own_process(build, base, home, size)
    _say(f"{size} synthetic passages: asking")
    asked = in_own_process(ask_cost, replace(base, index=home / "index"), questions, clients)
    return SizeCost(built, asked)


def _say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m evals.scale", description="What does a larger corpus cost?")
    parser.add_argument("--sizes", type=_sizes, default=_sizes(SIZES), help=f"synthetic passages ({SIZES})")
    parser.add_argument("--questions", type=int, default=40, metavar="N", help="questions asked a round (40)")
    parser.add_argument("--clients", type=int, default=8, metavar="N", help="threads that ask at once (8)")
    parser.add_argument(
        "--passages",
        type=int,
        default=EMBEDDED_PASSAGES,
        metavar="N",
        help=f"passages embedded for real to rate ingest; 0 leaves it out ({EMBEDDED_PASSAGES})",
    )
    parser.add_argument("--directory", type=Path, metavar="DIR", help="where the temporary directory is made")
    parser.add_argument("--plot", type=Path, metavar="FILE.svg", help="draw the costs")
    parser.add_argument("--json", action="store_true", help="one JSON document on standard output")
    return parser.parse_args(argv)


def _sizes(text: str) -> list[int]:
    return [int(part) for part in text.split(",")]


if __name__ == "__main__":
    sys.exit(main())
