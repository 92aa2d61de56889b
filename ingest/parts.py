"""The adapters of an ingest, as the settings choose them; none is loaded before it is needed."""

from __future__ import annotations

from functools import cache

from assistant.build import load_analysers, load_embedder
from assistant.language.lemma_table import build_lemma_table
from assistant.protocols import Embedder
from assistant.settings import Settings
from ingest.ingest import Parts


def parts_of(settings: Settings) -> Parts:
    """The parts; tables of base forms are built where they are not there yet."""

    @cache
    def embedder() -> Embedder:
        return load_embedder(settings)

    def analysers() -> dict[str, object]:
        build_lemma_table(settings.models)
        return dict(load_analysers(settings))

    return Parts(embedder=embedder, embedder_name=settings.embedder, analysers=analysers)  # type: ignore[arg-type]
