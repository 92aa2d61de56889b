"""python -m evals.coverage BRIEF.md: which rows of a domain brief the catalogue has, and why the others are left out.

The brief is a Markdown file whose tables begin with a row's id; the parts looked at are those of `PARTS`.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import KotoError
from assistant.knowledge.corpus import Corpus, load_corpus
from assistant.settings import load_settings

PARTS = {
    "2": "Act 681/2023",
    "3": "Act 1386/2010",
    "4.1": "checklist, point by point",
    "4.2": "other pages, point by point",
    "4.3": "conflicts",
}
_HEADING = re.compile(r"^#{2,3} (\d+(?:\.\d+|[a-z])?)\.? ")
_ID = re.compile(r"^\| \**([A-Z]?-?\d+(?:\.\d+)*(?:-\d+)?)\** ?(?:\*\([^)]*\)\*)? ?\|")


@dataclass(frozen=True)
class Covered:
    """One row of the brief."""

    part: str
    id: str
    rows: tuple[str, ...]
    """Rows of the corpus that hold it."""
    reason: str
    """Why it is left out, "" where it is held or simply missing."""

    @property
    def is_missing(self) -> bool:
        """Whether it is neither held nor left out with a reason."""
        return not self.rows and not self.reason


def coverage(brief: str, corpus: Corpus) -> list[Covered]:
    """Every row of the parts looked at, in the brief's order."""
    known = _known_ids(corpus)
    return [
        Covered(part, id_, tuple(row for row in _corpus_ids(part, id_) if row in known), corpus.left_out.get(id_, ""))
        for part, id_ in _brief_ids(brief)
    ]


def main(argv: Sequence[str]) -> int:
    """Print the table; 0 when every row is held or left out with a reason, 1 otherwise."""
    parser = argparse.ArgumentParser(prog="python -m evals.coverage", description=__doc__.splitlines()[0])
    parser.add_argument("brief", type=Path, metavar="BRIEF.md")
    parser.add_argument("--json", action="store_true", help="one JSON document on standard output")
    options = parser.parse_args(argv)
    try:
        covered = coverage(_text_of(options.brief), load_corpus(load_settings().corpus))
    except KotoError as error:
        print(error, file=sys.stderr)
        return 1
    if options.json:
        print(json.dumps([row.__dict__ for row in covered], ensure_ascii=False))
    else:
        print(_to_text(covered))
    return 1 if any(row.is_missing for row in covered) or not covered else 0


def _text_of(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise KotoError(f"{file}: cannot be read ({error.strerror}). Give the brief's path.") from error


def _brief_ids(brief: str) -> Iterator[tuple[str, str]]:
    part = ""
    for line in brief.splitlines():
        if heading := _HEADING.match(line):
            number = heading[1]
            part = number if number in PARTS else number.rstrip("abcdefg")
        elif part in PARTS and (match := _ID.match(line)):
            yield part, match[1]


def _corpus_ids(part: str, id_: str) -> Iterator[str]:
    """The ids of the corpus for an id of the brief: ranges one by one, pages' points as S-rows, conflicts as K-rows."""
    if part == "4.3":
        yield f"K-{int(id_):02d}"
        return
    stem, _, last = id_.rpartition("-") if re.search(r"\.\d+-\d+$", id_) else (id_, "", "")
    if last:
        first = int(stem.rsplit(".", 1)[1])
        ids = [f"{stem.rsplit('.', 1)[0]}.{number}" for number in range(first, int(last) + 1)]
        ids += [stem.rsplit(".", 1)[0]]
    else:
        ids = [id_]
    for one in ids:
        yield one if part != "4.2" else f"S{one[0]}-{one[1:]}"


def _known_ids(corpus: Corpus) -> set[str]:
    items = {
        item for row in corpus.requirements.values() for wording in row.wordings.values() for item in wording.item_ids
    }
    return {*corpus.requirements, *items, *(conflict.id for conflict in corpus.conflicts)}


def _to_text(covered: Sequence[Covered]) -> str:
    lines = ["part  rows  held  left out  missing"]
    for part, title in PARTS.items():
        own = [row for row in covered if row.part == part]
        held = sum(bool(row.rows) for row in own)
        missing = sum(row.is_missing for row in own)
        lines.append(f"{part:4}  {len(own):4}  {held:4}  {len(own) - held - missing:8}  {missing:7}  {title}")
    lines += [f"left out: {row.id} ({row.reason})" for row in covered if not row.rows and row.reason]
    lines += [f"missing: {row.id} (part {row.part})" for row in covered if row.is_missing]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
