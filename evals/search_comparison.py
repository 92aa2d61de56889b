"""Koto's search and plain systems over one retrieval set: rankings, scores and milliseconds."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from assistant.protocols import Analyser, Embedder, Vectors
from evals.baselines import Dense, EmbedPassages, LangChain, PlainBm25, System
from evals.beir import RetrievalSet
from evals.koto_search import KotoSearch
from evals.retrieval_metrics import DEPTH, MEASURES, Interval, interval, mean, score_rankings
from ingest.vector_cache import VectorCache

SYSTEMS = ("koto", "bm25", "dense", "langchain")
OURS = "koto"
MAIN_MEASURE = "nDCG@10"

AnalyserOf = Callable[[str], Analyser]
"""The analyser of a language."""
Say = Callable[[str], None]
"""Takes one line of progress."""


@dataclass(frozen=True)
class SystemResult:
    """How one system did on one set."""

    system: str
    scores: Mapping[str, Sequence[float]]
    """By measure: one score a query, in the set's order."""
    ms_per_query: float

    def mean(self, measure: str) -> float:
        """Mean over the queries; NaN where it is undefined."""
        return mean(self.scores[measure])

    @property
    def interval(self) -> Interval:
        """95 % interval of the main measure."""
        return interval(self.scores[MAIN_MEASURE])


@dataclass(frozen=True)
class SetResult:
    """How the systems did on one set."""

    name: str
    passages: int
    queries: int
    systems: tuple[SystemResult, ...] = field(default=())


def run_set(
    set_: RetrievalSet,
    systems: Sequence[str],
    *,
    embedder: Embedder | None,
    analyser_of: AnalyserOf | None,
    vectors: Path,
    say: Say,
) -> SetResult:
    """The results of `systems` on `set_`. Only "bm25" does without an embedder, only "koto" needs analysers."""
    say(f"{set_.name}: {len(set_.passages)} passages, {len(set_.queries)} queries")
    cache_of_vectors = VectorCache(vectors)
    try:
        builder = _Builder(set_, embedder, analyser_of, _embed_with(cache_of_vectors, embedder, set_.name, say))
        results = [_measure(name, builder, say) for name in systems]
    finally:
        cache_of_vectors.close()
    return SetResult(set_.name, len(set_.passages), len(set_.queries), tuple(results))


@dataclass(frozen=True)
class _Builder:
    """Makes the systems over one set."""

    set: RetrievalSet
    embedder: Embedder | None
    analyser_of: AnalyserOf | None
    embed: EmbedPassages

    def build(self, name: str) -> System:
        if name == "bm25":
            return PlainBm25.over(self.set.passages)
        assert self.embedder is not None
        if name == "dense":
            return Dense.over(self.set.passages, self.embedder, self.embed)
        if name == "langchain":
            return LangChain(self.set, self.embedder, self.embed)
        assert self.analyser_of is not None
        return KotoSearch.over(
            self.set.passages, analyser_of=self.analyser_of, embedder=self.embedder, embed=self.embed
        )


def _measure(name: str, builder: _Builder, say: Say) -> SystemResult:
    system = builder.build(name)
    queries = builder.set.queries
    say(f"{builder.set.name}: {name} searches")
    # The first query pays for what is loaded late; it is not what a reader waits for afterwards.
    system.search(queries[0], DEPTH)
    started = time.perf_counter()
    rankings = {query.id: system.search(query, DEPTH) for query in queries}
    milliseconds = 1000.0 * (time.perf_counter() - started) / len(queries)
    if isinstance(system, LangChain):
        system.close()
    scores = score_rankings(rankings, builder.set.grades)
    by_measure = {measure: [scores[measure][query.id] for query in queries] for measure in MEASURES}
    return SystemResult(name, by_measure, milliseconds)


def _embed_with(vectors: VectorCache, embedder: Embedder | None, set_name: str, say: Say) -> EmbedPassages:
    def progress(done: int, total: int) -> None:
        say(f"{set_name}: {done}/{total} passages embedded")

    def embed(texts: Sequence[str]) -> Vectors:
        assert embedder is not None
        return vectors.passages(texts, embedder, progress)

    return embed
