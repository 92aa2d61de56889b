"""Coverage of a brief: what is held, what is left out with a reason, what is missing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.knowledge.corpus import Corpus, load_corpus
from assistant.settings import REPOSITORY
from evals.coverage import Covered, coverage, main

BRIEF = REPOSITORY.parent / "shared" / "domain.md"

TABLES = """
## 1. Something else
| N-77 | not looked at |
## 2. Catalogue
### 2a. Planning
| id | requirement |
|---|---|
| N-01 | held |
| N-999 | not held |
### 4.1 Checklist
| **C7.5** | held |
| C8.1.1-5 | a range |
| C2.6 | *(only in 2nd version)* |
### 4.2 Pages
| A10.1-8 | eight points |
### 4.3 Conflicts
| 19 | left out |
| 3 | held |
"""


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load_corpus(REPOSITORY / "corpus")


def test_each_row_is_held_left_out_or_missing(corpus: Corpus) -> None:
    covered = {row.id: row for row in coverage(TABLES, replace(corpus, left_out={"19": "an ingest matter"}))}

    assert covered["N-01"] == Covered("2", "N-01", ("N-01",), "")
    assert covered["N-999"].is_missing
    assert covered["C7.5"].rows == ("C7.5",)
    assert len(covered["C8.1.1-5"].rows) >= 5
    assert covered["A10.1-8"].rows
    assert (covered["19"].reason, covered["19"].is_missing) == ("an ingest matter", False)
    assert covered["3"].rows == ("K-03",)
    assert "N-77" not in covered


def test_the_command_fails_where_something_is_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    brief = tmp_path / "brief.md"
    brief.write_text(TABLES, encoding="utf-8")

    assert main([str(brief)]) == 1
    assert "missing: N-999 (part 2)" in capsys.readouterr().out
    assert main([str(tmp_path / "none.md")]) == 1
    assert "cannot be read" in capsys.readouterr().err


@pytest.mark.skipif(not BRIEF.is_file(), reason="the brief is not here")
def test_nothing_of_the_brief_is_missing(corpus: Corpus) -> None:
    covered = coverage(BRIEF.read_text(encoding="utf-8"), corpus)

    assert len(covered) > 200
    assert [row.id for row in covered if row.is_missing] == []
