"""The assistant over the real corpus, made once: the same index that `make setup` builds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.build import build_assistant
from assistant.settings import REPOSITORY, Settings
from ingest.ingest import ingest
from ingest.parts import parts_of
from tests.factories import TODAY

SHARED = REPOSITORY.parent / "shared"
"""Real input that may stand beside the repository; tests that need it are skipped where it does not."""


@pytest.fixture(scope="session")
def settings() -> Settings:
    """The defaults, under the repository's own var/, with the day of the exam as today."""
    var = REPOSITORY / "var"
    return replace(Settings(), index=var / "index", store=var / "store", models=var / "models", today=TODAY)


@pytest.fixture(scope="session")
def assistant(settings: Settings) -> Assistant:
    """The assistant over the corpus as it stands; brings the index up to date first."""
    ingest(settings, parts_of(settings), progress=lambda what, done, total: None)
    return build_assistant(settings)


@pytest.fixture
def seeds() -> Path:
    """The directory of published pages, where it is at hand."""
    directory = SHARED / "originals" / "seeds"
    if not directory.is_dir():
        pytest.skip("no published pages beside the repository")
    return directory
