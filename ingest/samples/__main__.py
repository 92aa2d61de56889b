"""`python -m ingest.samples`: makes PDF and DOCX of the sample programmes, or checks them."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from assistant.errors import KotoError
from assistant.settings import REPOSITORY
from ingest.samples.make import differing, write_all

TEXTS = REPOSITORY / "corpus" / "samples"


def main(argv: Sequence[str] | None = None, *, texts: Path = TEXTS) -> int:
    """Makes or checks the files; 0 done, 1 with one line that says why."""
    options = _parser().parse_args(argv)
    out: Path = options.out or texts
    try:
        return _check(texts, out) if options.check else _make(texts, out)
    except (KotoError, OSError) as error:
        return _fail(str(error))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m ingest.samples", description="Make PDF and DOCX of the sample programmes in corpus/samples/."
    )
    parser.add_argument("--out", type=Path, metavar="DIR", help="where the files are (default: beside the texts)")
    parser.add_argument("--check", action="store_true", help="write nothing; tell whether the files are up to date")
    return parser


def _make(texts: Path, out: Path) -> int:
    names = write_all(texts, out)
    sys.stdout.write(f"{out}: {len(names)} files made\n")
    return 0


def _check(texts: Path, out: Path) -> int:
    names = differing(texts, out)
    if names:
        return _fail(
            f"{out}: {', '.join(names)} missing or not what the texts give. Run: python -m ingest.samples --out {out}"
        )
    sys.stdout.write(f"{out}: the files are what the texts give\n")
    return 0


def _fail(why: str) -> int:
    sys.stderr.write(f"{why}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
