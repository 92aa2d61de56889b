"""The commands of this package: koto search, koto ask."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from assistant.answering.render import answer_to_json
from assistant.build import build_assistant
from assistant.domain.query import Question, Turn
from assistant.errors import KotoError
from assistant.settings import Settings, load_settings
from assistant.terminal import answer_to_text, hits_to_text

LANGUAGES = ("fi", "sv", "en")
WIDTH, NARROWEST = 100, 40
"""Characters of a line: where the terminal does not tell its width, and at least."""


def search(argv: list[str]) -> int:
    """koto search QUESTION [-k 10] [--language fi] [--as-of DATE] [--json] [--index DIR]."""
    parser = argparse.ArgumentParser(prog="koto search", description="Passages that come closest to a question.")
    parser.add_argument("question")
    parser.add_argument("-k", type=_positive, default=10, metavar="N", help="how many passages (10)")
    _common(parser)
    options = parser.parse_args(argv)
    assistant = build_assistant(_settings(options))
    result = assistant.search(_question(options), limit=options.k)
    print(json.dumps(result, ensure_ascii=False) if options.json else hits_to_text(result))
    return 0


def ask(argv: list[str]) -> int:
    """koto ask QUESTION [--language ..] [--as-of ..] [--model ..] [--json], or --batch IN.jsonl --out OUT.jsonl."""
    parser = argparse.ArgumentParser(prog="koto ask", description="One answer, each sentence with its citation.")
    parser.add_argument("question", nargs="?")
    parser.add_argument("--batch", type=Path, metavar="IN.jsonl", help="questions, one JSON object a line")
    parser.add_argument("--out", type=Path, metavar="OUT.jsonl", help="answers, one JSON object a line")
    parser.add_argument("--model", metavar="NAME", help="let this chat model word the answer; empty for none")
    _common(parser)
    options = parser.parse_args(argv)
    if (options.batch is None) == (options.question is None) or (options.batch is None) != (options.out is None):
        parser.error("give a QUESTION, or --batch IN.jsonl with --out OUT.jsonl")
    settings = _settings(options)
    if options.batch is not None:
        return _ask_batch(settings, options.batch, options.out)
    answer = build_assistant(settings).ask(_question(options))
    width = max(NARROWEST, shutil.get_terminal_size((WIDTH, 0)).columns)
    text = (
        json.dumps(answer_to_json(answer), ensure_ascii=False) if options.json else answer_to_text(answer, width=width)
    )
    print(text)
    return 0


def _ask_batch(settings: Settings, questions: Path, out: Path) -> int:
    rows = list(_rows(questions))
    assistant = build_assistant(settings)
    with _written_aside(out) as lines:
        for done, (number, row) in enumerate(rows, start=1):
            question = _question_of(row, f"{questions}:{number}")
            answer = replace(assistant.ask(question), id=str(row.get("id", "")))
            lines.write(json.dumps(answer_to_json(answer), ensure_ascii=False) + "\n")
            _show_progress(done, len(rows))
    return 0


def _rows(file: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise KotoError(f"{file}: cannot be read ({error}). Wanted JSON lines in UTF-8.") from error
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise KotoError(f"{file}:{number}: not JSON ({error.msg}). Wanted one object a line.") from error
        if not isinstance(row, dict) or not isinstance(row.get("question"), str):
            raise KotoError(f'{file}:{number}: no question. Wanted {{"id": ..., "question": "..."}}.')
        yield number, row


def _question_of(row: dict[str, Any], place: str) -> Question:
    language = row.get("language") or None
    if language is not None and language not in LANGUAGES:
        raise KotoError(f"{place}: language is {language!r}. Wanted fi, sv, en or none.")
    try:
        as_of = date.fromisoformat(row["as_of"]) if row.get("as_of") else None
        history = tuple(Turn(str(turn["question"]), str(turn.get("answer", ""))) for turn in row.get("history") or ())
    except (ValueError, TypeError, KeyError) as error:
        raise KotoError(
            f"{place}: as_of or history is malformed ({error}). Wanted a date such as 2026-11-22 and"
            " [{question, answer}, ...]."
        ) from error
    return Question(text=row["question"], language=language, as_of=as_of, history=history)


class _written_aside:  # noqa: N801 - reads as a phrase where it is used
    """A text file that gets its name only when it is complete."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def __enter__(self) -> Any:
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._aside = tempfile.NamedTemporaryFile(
                "w", encoding="utf-8", dir=self._file.parent, prefix=f".{self._file.name}-", delete=False
            )
        except OSError as error:
            raise KotoError(f"{self._file}: cannot be written ({error.strerror}). Give another --out.") from error
        return self._aside

    def __exit__(self, failed: object, *_: object) -> None:
        self._aside.close()
        if failed:
            os.unlink(self._aside.name)
        else:
            os.chmod(self._aside.name, 0o644)
            os.replace(self._aside.name, self._file)


def _common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--language", choices=LANGUAGES, help="language of the answer (the question's own)")
    parser.add_argument("--as-of", type=_day, metavar="DATE", help="the law on this day, e.g. 2024-06-01 (today)")
    parser.add_argument("--index", type=Path, metavar="DIR", help="directory of the index")
    parser.add_argument("--json", action="store_true", help="one JSON document on standard output")


def _settings(options: argparse.Namespace) -> Settings:
    settings = load_settings()
    settings = replace(settings, index=options.index) if options.index else settings
    model = getattr(options, "model", None)
    return settings if model is None else replace(settings, model=model)


def _question(options: argparse.Namespace) -> Question:
    return Question(text=options.question, language=options.language, as_of=options.as_of)


def _day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{value!r} is no date; wanted e.g. 2024-06-01") from error


def _positive(value: str) -> int:
    number = int(value) if value.isdigit() else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{value!r}; wanted a whole number from 1")
    return number


def _show_progress(done: int, total: int) -> None:
    if sys.stderr.isatty():
        end = "\n" if done == total else ""
        print(f"\r{done}/{total} questions", end=end, file=sys.stderr, flush=True)
