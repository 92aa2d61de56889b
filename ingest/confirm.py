"""python -m ingest.confirm: record that rows of the catalogue were read against the official wording at hand.

A person runs it for a row after reading the new text and mending or confirming all three languages (corpus/README.md).
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from assistant.errors import KotoError
from assistant.knowledge.corpus import Corpus, load_corpus
from assistant.knowledge.yaml_file import require_rows
from assistant.settings import load_settings
from ingest.statutes.confirm import confirmation_of
from ingest.statutes.library import Library, documents_under, in_force_days
from ingest.statutes.model import StatuteText
from ingest.statutes.store import StatuteStore

FILE = "confirmed.yaml"
_HEAD = """\
# By row and language: digests of the official wording behind each provision when the row was last confirmed.
# Written by: python -m ingest.confirm ROW ... (see README.md, "Confirm a row after its provision changed").
"""


def main(argv: Sequence[str]) -> int:
    """python -m ingest.confirm (ROW ... | --all) [--statutes DIR]; 0 when it is written, 1 with one line otherwise."""
    parser = argparse.ArgumentParser(prog="python -m ingest.confirm", description=__doc__.splitlines()[0])
    parser.add_argument("rows", nargs="*", metavar="ROW", help="ids of rows that were read")
    parser.add_argument("--all", action="store_true", help="every row of the catalogue was read")
    parser.add_argument("--statutes", type=Path, metavar="DIR", help="statutes to confirm against (default: the store)")
    options = parser.parse_args(argv)
    if bool(options.rows) == options.all:
        parser.error("name rows, or give --all")
    settings = load_settings()
    try:
        corpus = load_corpus(settings.corpus)
        library = Library(_texts(options.statutes, settings.store / "statutes"), in_force_days(corpus))
        known = _digests(settings.corpus / FILE, corpus)
        written = confirm(corpus, library, options.rows or list(corpus.requirements), settings.day(), known)
    except KotoError as error:
        print(error, file=sys.stderr)
        return 1
    write(settings.corpus / FILE, known)
    print(f"{written} rows confirmed, {len(known)} in all: {settings.corpus / FILE}")
    return 0


def _texts(directory: Path | None, store: Path) -> Iterator[StatuteText]:
    """The statutes in `directory`, or those that were fetched."""
    if directory is not None:
        yield from documents_under(directory)
        return
    for act in StatuteStore(store).all():
        yield from act.texts


def confirm(
    corpus: Corpus, library: Library, row_ids: Sequence[str], today: date, known: dict[str, dict[str, object]]
) -> int:
    """Set the digests of `row_ids` in `known`; how many were set. Rows of Acts that are not at hand are passed over.

    Raises KotoError for an id that is no row, and where no statute is at hand.
    """
    if not library.acts:
        raise KotoError("no statute text at hand to confirm against. Run: koto ingest finlex:681/2023")
    written = 0
    for row_id in row_ids:
        if row_id not in corpus.requirements:
            raise KotoError(f"{row_id!r} is no row of the catalogue. See corpus/requirements/.")
        digests = confirmation_of(corpus.requirements[row_id], library)
        if digests:
            known[row_id] = {
                "confirmed_on": today.isoformat(),
                **{code: digests.get(code, {}) for code in ("fi", "sv")},
            }
            written += 1
    return written


def write(file: Path, known: dict[str, dict[str, object]]) -> None:
    """The file anew, aside and renamed, rows in natural order of their ids."""
    lines = [_HEAD]
    for row_id in sorted(known):
        lines.append(f"- id: {row_id}\n")
        # JSON is YAML: quoted digests on one line keep the file short.
        lines += [f"  {name}: {json.dumps(value)}\n" for name, value in known[row_id].items()]
    aside = file.with_name(f".{file.name}")
    aside.write_text("".join(lines), encoding="utf-8")
    os.replace(aside, file)


def _digests(file: Path, corpus: Corpus) -> dict[str, dict[str, object]]:
    if not file.is_file():
        return {}
    rows = require_rows(file, file.parent / "schema" / "confirmed.schema.json")
    return {
        row.values["id"]: {name: value for name, value in row.values.items() if name != "id"}
        for row in rows
        if row.values["id"] in corpus.requirements
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
