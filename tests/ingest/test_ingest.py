from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.build import current_build, open_index
from assistant.errors import IndexMissing, KotoError
from assistant.protocols import Analyser, Embedder
from assistant.settings import Settings
from ingest.builds import only_one
from ingest.changes import Wanted
from ingest.ingest import Parts, ingest
from ingest.report import IngestReport
from tests.factories import TODAY
from tests.fakes import ANALYSERS, FailingEmbedder, HashEmbedder

CORPUS = Path(__file__).resolve().parents[1] / "small_corpus"
PAGE = """# Guidance counters

The city runs a guidance counter for everyone who has moved to the country. It is open on weekdays.
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return replace(
        Settings(), index=tmp_path / "index", store=tmp_path / "store", models=tmp_path, corpus=CORPUS, today=TODAY
    )


def run(
    settings: Settings, *paths: Path, embedder: Embedder | None = None, remove: tuple[str, ...] = ()
) -> IngestReport:
    chosen = embedder or HashEmbedder()
    analysers: Mapping[str, Analyser] = ANALYSERS
    parts = Parts(embedder=lambda: chosen, embedder_name=chosen.name, analysers=lambda: analysers)
    return ingest(settings, parts, wanted=Wanted(paths=paths, remove=remove), progress=lambda what, done, total: None)


def ids(settings: Settings) -> list[str]:
    index = open_index(current_build(settings))
    return [passage.id for _, passage in index.store.numbered(range(index.store.count()))]


def page(tmp_path: Path, name: str = "counter.md", text: str = PAGE) -> Path:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    return file


def test_the_corpus_alone_makes_an_index(settings: Settings) -> None:
    report = run(settings)

    # two rows and one term, each in three languages
    assert report.passages == 9
    assert report.languages == {"en": 3, "fi": 3, "sv": 3}


def test_ingesting_twice_embeds_nothing_and_keeps_the_build(settings: Settings, tmp_path: Path) -> None:
    first = run(settings, page(tmp_path))
    embedder = HashEmbedder()

    second = run(settings, page(tmp_path), embedder=embedder)

    assert (second.embedded, embedder.embedded) == (0, 0)
    assert second.build == first.build
    assert not second.built


def test_a_changed_page_replaces_its_passages(settings: Settings, tmp_path: Path) -> None:
    run(settings, page(tmp_path))
    before = [passage_id for passage_id in ids(settings) if passage_id.startswith("counter")]

    report = run(settings, page(tmp_path, text=PAGE.replace("weekdays", "Saturdays")))

    index = open_index(current_build(settings))
    texts = " ".join(passage.text for passage in index.store.passages_of("counter"))
    assert {source.source_id: source.change for source in report.sources}["counter"] == "replaced"
    assert "Saturdays" in texts and "weekdays" not in texts
    assert [p for p in ids(settings) if p.startswith("counter")] == before


def test_what_a_person_added_stays_until_it_is_removed(settings: Settings, tmp_path: Path) -> None:
    run(settings, page(tmp_path))
    run(settings)
    stayed = any(passage_id.startswith("counter") for passage_id in ids(settings))

    run(settings, remove=("counter",))

    assert stayed
    assert not any(passage_id.startswith("counter") for passage_id in ids(settings))


def test_a_file_that_cannot_be_read_is_refused_and_harms_nothing(settings: Settings, tmp_path: Path) -> None:
    run(settings, page(tmp_path))
    before = ids(settings)
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7\nnothing follows")

    report = run(settings, broken)

    assert [source.source_id for source in report.refused] == ["broken.pdf"]
    assert ids(settings) == before


def test_a_crash_while_building_leaves_the_old_index_current(settings: Settings, tmp_path: Path) -> None:
    run(settings)
    before = current_build(settings)

    with pytest.raises(OSError, match="no space left"):
        run(settings, page(tmp_path), embedder=FailingEmbedder(after=0))

    assert current_build(settings) == before
    assert [path.name for path in (settings.index / "builds").iterdir()] == [before.name]


def test_a_second_ingest_at_once_says_so_and_stops(settings: Settings) -> None:
    with only_one(settings.store), pytest.raises(KotoError, match="another ingest is running"):
        run(settings)


def test_an_index_that_was_never_made_is_named_with_the_command_to_run(settings: Settings) -> None:
    with pytest.raises(IndexMissing, match="koto ingest"):
        current_build(settings)


def test_passages_of_a_row_share_its_id_and_say_the_date(settings: Settings) -> None:
    run(settings)
    index = open_index(current_build(settings))

    swedish = index.store.of_row("N-10", "sv")

    assert swedish is not None
    assert swedish.validity.valid_from is not None
    assert swedish.locator == "681/2023 13 § 1 mom., sådan bestämmelsen lyder i lag 1100/2024"
