"""The suites of koto eval that ask Koto no exam questions: the verifier on labelled pairs, and recall of provisions."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from assistant.protocols import Vectors
from assistant.settings import Settings
from evals.figure_table import Measurement
from evals.grounding_baselines import Embed

MEASURES = ("grounding", "recall")


def run_measures(
    settings: Settings, suites: Sequence[str], *, exams: Sequence[str], pairs: Path | None, embeds: bool
) -> list[Measurement]:
    """What each of `suites` found; those that are exams are passed over.

    `pairs` is a directory of external pairs; without `embeds` embedding similarity is left out.
    """
    found = []
    if "grounding" in suites:
        from evals.grounding import measure

        found.append(measure(pairs, _embed_with(settings) if embeds else None))
    if "recall" in suites:
        from assistant.build import build_assistant
        from evals import exam_recall

        found.append(exam_recall.measure(exams, build_assistant(settings).retriever))
    return found


def _embed_with(settings: Settings) -> Embed:
    """Vectors from the cache of evaluations; what is not in it is embedded, which takes minutes the first time."""
    from assistant.build import load_embedder
    from ingest.vector_cache import VectorCache

    embedder = load_embedder(settings)

    def embed(texts: Sequence[str]) -> Vectors:
        cache = VectorCache(settings.store / "evaluation-vectors.sqlite")
        try:
            return cache.passages(texts, embedder, _show_progress)
        finally:
            cache.close()

    return embed


def _show_progress(done: int, total: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{done}/{total} texts embedded", end="\n" if done == total else "", file=sys.stderr, flush=True)
