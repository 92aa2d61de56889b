"""koto verify: claims against their evidence, one JSON object a line."""

from __future__ import annotations

import argparse
import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from assistant.answering.second_check import SecondCheck, first_check_stands, second_check
from assistant.answering.support import support_of
from assistant.build import load_nli
from assistant.errors import KotoError
from assistant.settings import load_settings

LANGUAGES = ("fi", "sv", "en")
_WANTED = 'Wanted {"id": ..., "claim": "...", "evidence": ["...", ...], "language": "fi"}, language optional.'


def main(argv: list[str]) -> int:
    """koto verify --batch IN.jsonl --out OUT.jsonl."""
    parser = argparse.ArgumentParser(prog="koto verify", description="Whether evidence supports claims.")
    parser.add_argument("--batch", type=Path, required=True, metavar="IN.jsonl", help="claims, one JSON object a line")
    parser.add_argument("--out", type=Path, required=True, metavar="OUT.jsonl", help="verdicts, one a line")
    options = parser.parse_args(argv)
    # Every line is read before anything is written: a mistake in the last one leaves no half file.
    rows = list(_rows(options.batch))
    check = second_check(load_nli(load_settings()))
    _write(options.out, "".join(json.dumps(verdict(row, check), ensure_ascii=False) + "\n" for row in rows))
    return 0


def verdict(row: dict[str, Any], check: SecondCheck = first_check_stands) -> dict[str, Any]:
    """The answer to one line: id, support in [0, 1], supported, reasons."""
    found = support_of(row["claim"], row["evidence"], row.get("language") or "")
    found = check(row["claim"], row["evidence"], found)
    return {
        "id": row.get("id"),
        "support": found.score,
        "supported": found.supported,
        "reasons": list(found.reasons),
    }


def _rows(file: Path) -> Iterator[dict[str, Any]]:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise KotoError(f"{file}: cannot be read ({error}). Wanted JSON lines in UTF-8.") from error
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield _checked(line, f"{file}:{number}")


def _checked(line: str, place: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise KotoError(f"{place}: not JSON ({error.msg}). Wanted one object a line.") from error
    if not isinstance(row, dict) or not isinstance(row.get("claim"), str):
        raise KotoError(f"{place}: no claim. {_WANTED}")
    evidence = row.get("evidence")
    if not isinstance(evidence, list) or not all(isinstance(text, str) for text in evidence):
        raise KotoError(f"{place}: evidence is no list of texts. {_WANTED}")
    language = row.get("language")
    if language not in (None, "", *LANGUAGES):
        raise KotoError(f"{place}: language is {language!r}. Wanted fi, sv, en or none.")
    return row


def _write(file: Path, text: str) -> None:
    """Writes `text` so that `file` is there whole or not at all."""
    aside = ""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, aside = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}-")
        with os.fdopen(handle, "w", encoding="utf-8") as lines:
            lines.write(text)
        os.chmod(aside, 0o644)
        os.replace(aside, file)
    except OSError as error:
        if aside and os.path.exists(aside):
            os.unlink(aside)
        raise KotoError(f"{file}: cannot be written ({error.strerror}). Give another --out.") from error
