"""koto ingest: bring the index up to date."""

from __future__ import annotations

import argparse
import getpass
import json
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import KotoError
from assistant.knowledge.corpus import check_corpus
from assistant.settings import Settings, load_settings
from ingest.paths import files_under
from ingest.report import IngestReport, SourceReport, report_to_json, report_to_text

if TYPE_CHECKING:
    from ingest.changes import Wanted
    from ingest.statutes.finlex import ActReference


def main(argv: list[str]) -> int:
    """koto ingest [SOURCE ...] [--due] [--remove ID] [--approve ID] [--check] [--json] [--index DIR]."""
    parser = argparse.ArgumentParser(
        prog="koto ingest", description="Read the corpus, the store and the sources given, and build the index."
    )
    parser.add_argument(
        "sources",
        nargs="*",
        metavar="SOURCE",
        help="file, directory, address, or statute (finlex:681/2023[@2024-06-01])",
    )
    parser.add_argument("--due", action="store_true", help="ask the publisher for statutes not fetched lately")
    parser.add_argument("--remove", action="append", default=[], metavar="ID", help="forget an added source")
    parser.add_argument("--approve", action="append", default=[], metavar="ID", help="accept a change that waits")
    parser.add_argument("--by", default=getpass.getuser(), metavar="NAME", help="who approves (the user's name)")
    parser.add_argument("--check", action="store_true", help="only check the corpus files")
    parser.add_argument("--index", type=Path, metavar="DIR", help="directory of the index")
    parser.add_argument("--json", action="store_true", help="one JSON document on standard output")
    options = parser.parse_args(argv)
    settings = load_settings()
    if options.index:
        settings = replace(settings, index=options.index)
    if options.check:
        return _check(settings, as_json=options.json)
    return _ingest(settings, options)


def _check(settings: Settings, *, as_json: bool) -> int:
    corpus, problems = check_corpus(settings.corpus)
    if as_json:
        print(json.dumps({"problems": problems}, ensure_ascii=False))
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems or corpus is None:
        return 1
    if not as_json:
        counts = (len(corpus.sources), len(corpus.requirements), len(corpus.terms))
        print("{}: {} sources, {} requirements, {} terms; no problems.".format(settings.corpus, *counts))
    return 0


def _ingest(settings: Settings, options: argparse.Namespace) -> int:
    from ingest.ingest import ingest
    from ingest.parts import parts_of

    wanted, skipped = _wanted(options)
    report = ingest(settings, parts_of(settings), wanted=wanted, progress=_Progress().show)
    report = replace(report, sources=(*report.sources, *skipped))
    print(json.dumps(report_to_json(report), ensure_ascii=False) if options.json else report_to_text(report))
    return _status(report)


def _wanted(options: argparse.Namespace) -> tuple[Wanted, list[SourceReport]]:
    """What the arguments ask for, and the files of directories that are left out."""
    from ingest.changes import Wanted
    from ingest.statutes.finlex import reference_of

    files: list[Path] = []
    urls: list[str] = []
    acts: list[ActReference] = []
    skipped: list[SourceReport] = []
    for source in options.sources:
        if source.startswith(("http://", "https://")):
            urls.append(source)
        elif source.startswith("finlex:"):
            acts.append(_reference(source, reference_of))
        else:
            found, left = files_under(Path(source))
            files += found
            skipped += left
    wanted = Wanted(
        paths=files,
        urls=urls,
        acts=acts,
        due=options.due,
        remove=options.remove,
        approve=options.approve,
        approved_by=options.by,
    )
    return wanted, skipped


def _reference(source: str, reference_of: Callable[[str], ActReference | None]) -> ActReference:
    try:
        reference = reference_of(source)
    except ValueError as error:
        raise KotoError(f"{source}: {error}. Wanted finlex:681/2023 or finlex:681/2023@2024-06-01.") from error
    if reference is None:
        raise KotoError(f"{source}: names no Act. Wanted finlex:681/2023 or finlex:681/2023@2024-06-01.")
    return reference


def _status(report: IngestReport) -> int:
    if not report.refused:
        return 0
    reasons = "; ".join(source.reason for source in report.refused)
    raise KotoError(f"{len(report.refused)} not ingested: {reasons}")


class _Progress:
    """A bar on a terminal; a line now and then elsewhere; always on standard error."""

    def __init__(self) -> None:
        self._said = 0.0

    def show(self, what: str, done: int, total: int) -> None:
        if sys.stderr.isatty():
            width = 30 * done // total
            end = "\n" if done == total else ""
            print(f"\r{what:10} {'#' * width:30} {done}/{total}", end=end, file=sys.stderr, flush=True)
        elif done == total or time.monotonic() - self._said > 10:
            self._said = time.monotonic()
            print(f"{what}: {done} of {total} embedded", file=sys.stderr, flush=True)
