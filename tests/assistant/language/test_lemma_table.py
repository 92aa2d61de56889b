from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from assistant.errors import IndexMismatch, IndexMissing
from assistant.language.lemma_table import LemmaTable, build_lemma_table


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("tables")
    build_lemma_table(directory, ["en"])
    return directory


def test_a_form_has_its_base_form(tables: Path) -> None:
    table = LemmaTable.open(tables, "en")

    assert table.lemma("municipalities") == "municipality"
    assert "municipalities" in table


def test_an_unknown_form_has_none(tables: Path) -> None:
    table = LemmaTable.open(tables, "en")

    assert table.lemma("kotoutumissuunnitelma") is None


def test_opening_takes_less_than_20_ms(tables: Path) -> None:
    started = time.perf_counter()

    LemmaTable.open(tables, "en").lemma("plans")

    assert time.perf_counter() - started < 0.020


def test_building_twice_writes_nothing_anew(tables: Path) -> None:
    before = {file: file.stat().st_mtime_ns for file in tables.rglob("*")}

    build_lemma_table(tables, ["en"])

    assert {file: file.stat().st_mtime_ns for file in tables.rglob("*")} == before


def test_the_version_names_what_the_table_was_built_from(tables: Path) -> None:
    assert LemmaTable.open(tables, "en").version.startswith("simplemma-")


def test_a_table_that_was_never_built_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match="koto ingest"):
        LemmaTable.open(tmp_path, "fi")


def test_a_language_without_its_table_says_what_to_run(tables: Path) -> None:
    with pytest.raises(IndexMissing, match="'fi'.*koto ingest"):
        LemmaTable.open(tables, "fi")


def test_a_damaged_table_is_a_mismatch(tmp_path: Path) -> None:
    (tmp_path / "lemmas-x").mkdir()
    (tmp_path / "lemmas-x" / "fi.marisa").write_bytes(b"not a table")
    (tmp_path / "lemmas.json").write_text(json.dumps({"version": "x", "tables": "lemmas-x"}))

    with pytest.raises(IndexMismatch, match="damaged"):
        LemmaTable.open(tmp_path, "fi")


def test_a_build_that_was_cut_off_leaves_no_table_behind_it(tmp_path: Path) -> None:
    # What a crash leaves: a folder still under its temporary name, and no pointer to it.
    (tmp_path / "lemmas-abc.part").mkdir()

    with pytest.raises(IndexMissing):
        LemmaTable.open(tmp_path, "fi")


def test_a_table_in_memory_serves_a_handful_of_words() -> None:
    assert LemmaTable.of({"kunnan": "kunta"}).lemma("kunnan") == "kunta"
