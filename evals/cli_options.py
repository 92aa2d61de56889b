"""What koto eval can be asked for."""

from __future__ import annotations

import argparse
from pathlib import Path

from evals.cli_measures import MEASURES

EXAMS = ("seventh", "sixth", "fifth", "fourth", "third", "second", "exam", "core")
SUITES = (*EXAMS, *MEASURES)
TOLERANCE = 0.03
"""How far the share of right answers may fall before it is a setback: one of 40 questions, five of 180."""


def options_of(argv: list[str]) -> argparse.Namespace:
    """What the command line asks for; exits with 2 and one line where it cannot be."""
    parser = argparse.ArgumentParser(prog="koto eval", description="How good are the answers and the search?")
    known = f"one or more of: {', '.join(SUITES)} (without any: {' and '.join(EXAMS)})"
    parser.add_argument("suites", nargs="*", metavar="SUITE", help=known)
    parser.add_argument("--answers", type=Path, metavar="FILE", help="score these stored answers instead of asking")
    parser.add_argument("--beir", type=Path, metavar="DIR", help="a retrieval set: corpus.jsonl, queries.jsonl, qrels/")
    parser.add_argument("--systems", default="", metavar="A,B", help="with --beir: koto,bm25,dense,langchain (all)")
    pairs = parser.add_mutually_exclusive_group()
    pairs.add_argument("--grounding", type=Path, metavar="DIR", help="suite grounding, with the labelled pairs of DIR")
    pairs.add_argument("--devsets", type=Path, metavar="DIR", help="the same with those of DIR/grounding")
    parser.add_argument("--without-embedder", action="store_true", help="grounding: leave out embedding similarity")
    parser.add_argument(
        "--compare", type=Path, metavar="BASELINE", help="what --json wrote earlier; exit status 1 after a setback"
    )
    parser.add_argument(
        "--tolerance",
        type=float,
        default=TOLERANCE,
        metavar="SHARE",
        help=f"with --compare: how far the share of right answers may fall ({TOLERANCE:g})",
    )
    parser.add_argument("--report", type=Path, metavar="FILE.html", help="write a page with every failure in full")
    parser.add_argument("--index", type=Path, metavar="DIR", help="directory of the index")
    parser.add_argument("--json", action="store_true", help="one JSON document on standard output")
    options = parser.parse_args(argv)
    unknown = sorted(set(options.suites) - set(SUITES))
    if unknown:
        parser.error(f"unknown suite {unknown[0]!r}; known: {', '.join(SUITES)}")
    if options.answers and options.suites:
        parser.error("--answers names its suite itself; leave SUITE out")
    if options.devsets:
        options.grounding = options.devsets / "grounding"
    if options.grounding and "grounding" not in options.suites:
        options.suites.append("grounding")
    if options.compare and not (exams_of(options) or options.answers):
        parser.error(f"--compare needs an exam: {' or '.join(EXAMS)}")
    if options.report and not options.report.absolute().parent.is_dir():
        parser.error(f"--report: there is no directory {options.report.parent}")
    return options


def exams_of(options: argparse.Namespace) -> list[str]:
    """The exams to be asked: those named, both where nothing is named at all, none where answers are stored."""
    if options.answers:
        return []
    named = [suite for suite in options.suites if suite in EXAMS]
    return named if options.suites or options.beir else list(EXAMS)
