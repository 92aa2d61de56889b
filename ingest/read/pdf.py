"""PDF: read in a process of its own, within limits of time and memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from assistant.domain.document import Document
from assistant.errors import SourceUnreadable
from ingest.read.finish import finish
from ingest.read.pdf_furniture import without_running_heads
from ingest.read.pdf_layout import blocks_of
from ingest.read.pdf_lines import Line, is_garbled

MEDIA_TYPE = "application/pdf"
LONGEST_S = 30
MOST_BYTES = 200_000_000
FEWEST_LETTERS_A_PAGE = 3
"""Pages with fewer letters than this hold no text."""

_REASONS = {
    "locked": "found a PDF that needs a password, wanted an open one. Save a copy without the password.",
    "broken": "found a damaged PDF, wanted a whole one. Fetch it again, or print it to a new PDF.",
    "memory": "found a PDF that needs more than 2 GB of memory, wanted less. Print it to a new PDF.",
    "crash": "found a PDF that breaks the readers, wanted a sound one. Print it to a new PDF.",
    "time": f"found a PDF that takes more than {LONGEST_S} s to read, wanted less. Print it to a new PDF.",
    "text": "found a PDF with more text than a document holds, wanted less. Print it to a new PDF, or split it.",
    "pages": "found a PDF of more than 2,000 pages, wanted fewer. Split it.",
    "empty": "found a PDF without any page, wanted at least one. Fetch it again.",
}


def read(data: bytes, *, name: str) -> Document:
    """The document that a PDF holds; pages keep their numbers.

    Raises SourceUnreadable for a file that is locked, damaged, scanned without text, or beyond the limits.
    """
    if len(data) > MOST_BYTES:
        raise SourceUnreadable(f"{name}: found a PDF of {len(data) // 1_000_000} MB, wanted at most 200 MB. Split it.")
    answer = _ask_worker(data, LONGEST_S)
    if "error" in answer:
        raise SourceUnreadable(f"{name}: {_REASONS[answer['error']]}")
    pages = [[Line(*line) for line in lines] for lines in answer["pages"]]
    _require_text(pages, name)
    left, heads = without_running_heads(pages)
    return finish(
        blocks_of(left, [tuple(entry) for entry in answer["outline"]]),
        name=name,
        media_type=MEDIA_TYPE,
        page_count=len(pages),
        warnings=_warnings(pages, heads),
    )


def _ask_worker(data: bytes, longest_s: float) -> dict[str, Any]:
    """What the worker answers; an error of its own kind where it had to be ended or broke."""
    command = [sys.executable, "-m", "ingest.read.pdf_worker"]
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, timeout=longest_s, env=_environment(), check=False
        )
    except subprocess.TimeoutExpired:
        return {"error": "time"}
    if done.returncode != 0:
        return {"error": "crash"}
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _environment() -> dict[str, str]:
    """The environment of this process, with the packages' folder where the worker finds it."""
    root = str(Path(__file__).resolve().parents[2])
    paths = [root, *filter(None, [os.environ.get("PYTHONPATH", "")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}


def _require_text(pages: list[list[Line]], name: str) -> None:
    if not pages:
        raise SourceUnreadable(f"{name}: {_REASONS['empty']}")
    if not any(_has_text(lines) for lines in pages):
        raise SourceUnreadable(
            f"{name}: found a PDF of {len(pages)} page(s) without text (scanned?), wanted text. "
            "Run text recognition (OCR) on it."
        )


def _has_text(lines: list[Line]) -> bool:
    return sum(character.isalpha() for line in lines for character in line.text) >= FEWEST_LETTERS_A_PAGE


def _warnings(pages: list[list[Line]], heads: int) -> list[str]:
    empty = [number for number, lines in enumerate(pages, start=1) if not _has_text(lines)]
    garbled = [number for number, lines in enumerate(pages, start=1) if is_garbled(lines)]
    warnings = [f"left out running heads and page numbers ({heads})"] if heads else []
    if empty:
        warnings.append(f"pages without text: {_listed(empty)}")
    if garbled:
        warnings.append(f"pages whose text may be garbled: {_listed(garbled)}")
    return warnings


def _listed(numbers: list[int]) -> str:
    shown = ", ".join(map(str, numbers[:20]))
    return shown + (f" and {len(numbers) - 20} more" if len(numbers) > 20 else "")
