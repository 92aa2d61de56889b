"""Recording what official wording a row was confirmed against, and finding rows whose provision reads otherwise."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assistant.domain.source import Validity
from assistant.errors import KotoError
from assistant.knowledge.corpus import Corpus, load_corpus
from ingest.confirm import FILE, confirm, main, write
from ingest.statutes.confirm import changes
from ingest.statutes.library import Library
from tests.ingest.statutes.akn import document, section, subsection, text
from tests.ingest.statutes.test_agreement import ROW

TODAY = date(2026, 11, 22)
AS_ISSUED = text(section("5", "Suunnitelma", subsection(1, "Suunnitelma tarkistetaan.")))
AMENDED = text(
    section("5", "Suunnitelma", subsection(1, "Suunnitelmaa ei tarkisteta.", "20260020")),
    version="20260020",
    amended_by=(("20/2026", "2026-07-01"),),
)


def corpus_with(confirmed: dict[str, dict[str, dict[str, str]]]) -> Corpus:
    row = replace(ROW, validity=Validity(date(2020, 3, 1)))
    return Corpus(sources={}, requirements={row.id: row}, terms={}, matters={}, confirmed=confirmed)


def confirmed_on(library: Library) -> dict[str, dict[str, dict[str, str]]]:
    known: dict[str, dict[str, object]] = {}
    assert confirm(corpus_with({}), library, ["N-99"], TODAY, known) == 1
    return {row_id: {"fi": values["fi"], "sv": values["sv"]} for row_id, values in known.items()}  # type: ignore[dict-item]


def test_a_row_confirmed_against_the_text_at_hand_has_not_changed() -> None:
    library = Library([AS_ISSUED])

    assert list(changes(corpus_with(confirmed_on(library)), library)) == []


def test_a_row_whose_provision_is_amended_is_named_with_the_day_and_the_act() -> None:
    before = confirmed_on(Library([AS_ISSUED]))

    (change,) = changes(corpus_with(before), Library([AS_ISSUED, AMENDED]))

    assert (change.row_id, change.provision, change.language) == ("N-99", "10/2020:5:1", "fi")
    assert (change.since, change.by) == (date(2026, 7, 1), "20/2026")


def test_a_text_that_changed_in_place_is_named_without_a_day() -> None:
    before = confirmed_on(Library([AS_ISSUED]))
    other = text(section("5", "Suunnitelma", subsection(1, "Jotain muuta.")))

    (change,) = changes(corpus_with(before), Library([other]))

    assert change.since is None


def test_an_act_that_is_not_at_hand_changes_nothing() -> None:
    before = confirmed_on(Library([AS_ISSUED]))

    assert list(changes(corpus_with(before), Library([]))) == []


def test_a_row_that_does_not_exist_and_a_library_without_statutes_are_refused() -> None:
    with pytest.raises(KotoError, match="'N-00' is no row"):
        confirm(corpus_with({}), Library([AS_ISSUED]), ["N-00"], TODAY, {})
    with pytest.raises(KotoError, match="no statute text at hand"):
        confirm(corpus_with({}), Library([]), ["N-99"], TODAY, {})


def test_the_command_writes_what_the_corpus_then_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    directory = tmp_path / "corpus"
    shutil.copytree(Path(__file__).parents[1] / "small_corpus", directory)
    statutes = tmp_path / "statutes"
    statutes.mkdir()
    body = "".join(section(str(number), "Otsikko", subsection(1, "Teksti.")) for number in range(1, 60))
    (statutes / "main.xml").write_bytes(document(body, act="681/2023", in_force="2025-01-01"))
    monkeypatch.setenv("KOTO_CORPUS", str(directory))

    assert main(["--all", "--statutes", str(statutes)]) == 0

    read = load_corpus(directory)
    assert read.confirmed
    assert all(digests["fi"] for digests in read.confirmed.values())
    assert "rows confirmed" in capsys.readouterr().out


def test_the_file_is_sorted_and_whole(tmp_path: Path) -> None:
    known = {name: {"confirmed_on": "2026-11-22", "fi": {}, "sv": {}} for name in ("N-02", "A-01")}

    write(tmp_path / FILE, known)  # type: ignore[arg-type]

    lines = (tmp_path / FILE).read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line.startswith("- id")] == ["- id: A-01", "- id: N-02"]
    assert list(tmp_path.iterdir()) == [tmp_path / FILE]
