"""Builds an index of the real corpus and synthetic passages, and measures what that takes. See `evals.scale`."""

from __future__ import annotations

import hashlib
import json
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.adapters.sqlite_store import SqliteStore
from assistant.build import load_analysers, load_embedder
from assistant.domain.passage import Passage
from assistant.knowledge.corpus import Corpus, load_corpus
from assistant.protocols import Embedder, Vectors
from assistant.retrieval.build_format import STORE
from assistant.settings import Settings
from evals.scale_passages import SEED, synthetic_passages, synthetic_sources
from evals.scale_vectors import Cone, ConeEmbedder, cosine_range
from ingest.build import Contents, write_build
from ingest.builds import build_aside, make_current, newest_build
from ingest.ingest import ingest
from ingest.parts import parts_of
from ingest.split import headed_text
from ingest.vector_cache import VectorCache

_CACHE = "vectors.sqlite"
_ROUNDS = 3


@dataclass(frozen=True)
class BuildCost:
    """What one build takes; the vectors of the synthetic passages cost nothing."""

    synthetic: int
    passages: int
    """All of them, those of the corpus included."""
    questions: int
    """Entries among the questions that passages answer."""
    build_s: float
    held_mb: float
    """Resident in the process before the build, passages and their text included."""
    peak_mb: float
    """The most that was resident in the process up to the end of the build."""
    disk_mb: float
    cosines: tuple[float, float, float]
    """5th, 50th and 95th percentile between passages."""


@dataclass(frozen=True)
class IngestCost:
    """What ingest takes beside the embedder, and what it takes when nothing has changed."""

    passages: int
    embedder_per_s: float
    """Passages a second of the embedder alone: the best round."""
    ingest_per_s: float
    """Passages a second of a whole build of the same passages from an empty cache: the best round."""
    unchanged_s: float
    """`koto ingest` over an unchanged corpus, as a process of its own: the best round."""
    unchanged_embedded: int

    @property
    def ratio(self) -> float:
        """Share of the embedder's own rate that ingest reaches."""
        return self.ingest_per_s / self.embedder_per_s


def prepare(settings: Settings, home: Path) -> Settings:
    """Settings of an index of the real corpus under `home`; takes statutes and known vectors from the store."""
    store = home / "store"
    store.mkdir(parents=True)
    for part in ("statutes", "originals"):
        if (settings.store / part).is_dir():
            shutil.copytree(settings.store / part, store / part)
    for file in settings.store.glob(f"{_CACHE}*"):
        if not file.name.endswith("-shm"):
            shutil.copy(file, store)
    base = replace(settings, store=store, index=home / "base")
    ingest(base, parts_of(base), progress=lambda what, done, total: None)
    return base


def build(base: Settings, home: Path, synthetic: int) -> BuildCost:
    """Build an index of the corpus and `synthetic` passages in `home`/index. Wants a process of its own."""
    contents = contents_of(base, synthetic)
    home.mkdir()
    cache = VectorCache(Path(shutil.copy(base.store / _CACHE, home)))
    embedder, cosines = _cone_embedder(base, cache)
    held = memory_mb("VmRSS")
    index = home / "index"
    first = _timed(lambda: _write(base, contents, index, embedder, cache))
    peak = memory_mb("VmHWM")
    cache.close()
    return BuildCost(
        synthetic=synthetic,
        passages=len(contents.passages),
        questions=sum(len(passage.asks) for passage in contents.passages),
        build_s=first,
        held_mb=held,
        peak_mb=peak,
        disk_mb=sum(file.stat().st_size for file in index.rglob("*") if file.is_file()) / 2**20,
        cosines=cosines,
    )


def contents_of(base: Settings, synthetic: int) -> Contents:
    """The base index's contents with `synthetic` passages: statute text last, as ingest has it."""
    store = SqliteStore(newest_build(base.index) / STORE)
    real = _passages_of(store)
    statutes_from = int(store.meta["statutes_from"])
    added, statutes = synthetic_passages(synthetic, seed=SEED)
    corpus = replace(
        load_corpus(base.corpus),
        requirements=store.requirements(),
        terms=store.terms(),
        examples=store.examples(),
        conflicts=tuple(store.conflicts().values()),
        matters=store.matters(),
    )
    contents = Contents(
        passages=[*real[:statutes_from], *added, *real[statutes_from:], *statutes],
        sources=[*store.sources(), *synthetic_sources([*added, *statutes])],
        corpus=corpus,
        meta={**store.meta, "statutes_from": str(statutes_from + len(added))},
    )
    store.close()
    return contents


def ingest_cost(base: Settings, home: Path, count: int) -> IngestCost:
    """Embedder and ingest turn by turn over `count` passages of the corpus, which have no vectors yet."""
    embedder = load_embedder(base)
    whole = contents_of(base, 0)
    passages = whole.passages[:: max(1, len(whole.passages) // count)][:count]
    contents = replace(whole, passages=passages, corpus=_without_rows(whole.corpus))
    texts = [headed_text(passage.headings, passage.text) for passage in passages]
    asks = [ask for passage in passages for ask in passage.asks]
    embedder.embed_passages(texts[:2])
    alone, built, unchanged = [], [], []
    embedded = 0
    for number in range(_ROUNDS):
        aside = home / f"round-{number}"
        aside.mkdir(parents=True)
        cache = VectorCache(aside / _CACHE)
        alone.append(_timed(lambda: (embedder.embed_passages(texts), embedder.embed_queries(asks))))
        built.append(_timed(lambda at=aside, new=cache: _write(base, contents, at, embedder, new)))  # type: ignore[misc]
        cache.close()
        started = time.perf_counter()
        embedded += _unchanged(base)
        unchanged.append(time.perf_counter() - started)
    return IngestCost(len(passages), len(passages) / min(alone), len(passages) / min(built), min(unchanged), embedded)


def memory_mb(figure: str) -> float:
    """VmRSS or VmHWM (the peak) of the process, in MiB.

    Elsewhere than on Linux always the peak. `getrusage` is the second choice: under Linux a child's peak there
    begins at what its parent held when it was started.
    """
    try:
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    except OSError:
        unit = 2**20 if sys.platform == "darwin" else 2**10
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{figure}:")) / 2**10


def _write(base: Settings, contents: Contents, index: Path, embedder: Embedder, cache: VectorCache) -> None:
    with build_aside(index, hashlib.sha256(str(len(contents.passages)).encode()).hexdigest()) as directory:
        write_build(
            directory,
            contents,
            embedder=embedder,
            cache=cache,
            analysers=load_analysers(base),
            progress=lambda what, done, total: None,
        )
    make_current(index, newest_build(index))


def _cone_embedder(base: Settings, cache: VectorCache) -> tuple[ConeEmbedder, tuple[float, float, float]]:
    """The stand-in, and how near the vectors that it draws lie to each other."""
    store = SqliteStore(newest_build(base.index) / STORE)
    passages = _passages_of(store)
    store.close()
    like = load_embedder(base)
    real = cache.passages([headed_text(passage.headings, passage.text) for passage in passages], like)
    asks: Vectors = cache.queries([ask for passage in passages for ask in passage.asks], like)
    drawn = Cone(real, SEED).draw(2000)
    return ConeEmbedder(like, Cone(real, SEED), Cone(asks, SEED + 1)), cosine_range(drawn)


def _passages_of(store: SqliteStore) -> list[Passage]:
    return [passage for _, passage in store.numbered(range(store.count()))]


def _unchanged(base: Settings) -> int:
    """Run `koto ingest` again; how many texts it embedded."""
    variables = {f"KOTO_{name.upper()}": str(getattr(base, name)) for name in ("index", "store", "corpus", "models")}
    done = subprocess.run(
        [sys.executable, "-m", "api.cli", "ingest", "--json"],
        env={**os.environ, **variables, "KOTO_EMBEDDER": base.embedder},
        capture_output=True,
        check=True,
    )
    return int(json.loads(done.stdout)["embedded"])


def _without_rows(corpus: Corpus) -> Corpus:
    return replace(corpus, requirements={}, terms={}, examples={}, conflicts=(), elsewhere=())


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
