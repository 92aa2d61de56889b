"""`koto read`: shows how a file is read; indexes nothing."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from assistant.domain.document import Document, Section
from ingest.read.read import read_document

SHOWN_CHARACTERS = 160


def main(argv: Sequence[str] | None = None) -> int:
    """Shows FILE as it is read and returns 0; raises KotoError where it cannot be read."""
    options = _parser().parse_args(argv)
    document = read_document(Path(options.file), options.file)
    if options.json:
        json.dump(as_json(document, options.file), sys.stdout, ensure_ascii=False, indent=2)
        sys.stdout.write("\n")
    else:
        sys.stdout.write("\n".join(_view(document, options.file)) + "\n")
    return 0


def as_json(document: Document, file: str) -> dict[str, Any]:
    """The document as `koto read --json` prints it."""
    return {
        "file": file,
        "media_type": document.media_type,
        "language": document.language,
        "text": document.text,
        "pages": [{"number": page.number, "text": page.text} for page in document.pages],
        "sections": [
            {"headings": list(section.headings), "text": section.text, "first_page": section.first_page}
            for section in document.sections
        ],
        "warnings": list(document.warnings),
    }


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="koto read", description="Show how a file is read; indexes nothing.")
    parser.add_argument("file", metavar="FILE", help="text, Markdown, HTML, PDF or DOCX")
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    return parser


def _view(document: Document, file: str) -> list[str]:
    lines = [
        f"{file}: {document.media_type}, language {document.language}",
        f"title: {document.title or '-'}",
        f"pages: {len(document.pages)}, sections: {len(document.sections)}, characters: {len(document.text)}",
        *(f"warning: {warning}" for warning in document.warnings),
    ]
    for section in document.sections:
        lines += ["", *_section_view(section, shows_page=len(document.pages) > 1)]
    return lines


def _section_view(section: Section, *, shows_page: bool) -> list[str]:
    path = " › ".join(section.headings) or "(before the first heading)"
    page = f"p. {section.first_page}, " if shows_page else ""
    first = section.text.split("\n", 1)[0]
    opening = first if len(first) <= SHOWN_CHARACTERS else first[: SHOWN_CHARACTERS - 3] + "..."
    return [f"[{path}] {page}{len(section.text)} characters", f"  {opening}"]
