"""The flow of a source, in one place:

register, originals and statutes -> read -> split -> embed (cached) -> build aside -> check -> make current
"""

from __future__ import annotations

import hashlib
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path

from assistant.adapters.sqlite_store import FORMAT, SqliteStore
from assistant.domain.source import Origin, Source
from assistant.errors import IndexMismatch
from assistant.knowledge.corpus import Corpus, load_corpus
from assistant.language.analyse import ANALYSER_VERSION
from assistant.protocols import Analyser, Embedder
from assistant.retrieval.build_format import CROSSING, READERS, SPLITTER, STORE, VECTORS, WORDS
from assistant.settings import Settings
from ingest.build import Contents, Progress, write_build
from ingest.builds import build_aside, clean_up, make_current, newest_build, only_one
from ingest.changes import Wanted, apply
from ingest.originals import Originals
from ingest.read_sources import ReadSource, corpus_sources, read_originals
from ingest.report import IngestReport, SourceReport
from ingest.statutes.confirm import Change
from ingest.statutes.read import library_of, read_statutes, unconfirmed
from ingest.statutes.store import StatuteStore
from ingest.vector_cache import VectorCache


@dataclass(frozen=True)
class Parts:
    """The adapters that an ingest uses; loaded when they are first needed."""

    embedder: Callable[[], Embedder]
    embedder_name: str
    analysers: Callable[[], Mapping[str, Analyser]]


@dataclass(frozen=True)
class _Read:
    """Everything that goes into a build, read."""

    corpus: Corpus
    """Rows whose provision reads otherwise than when they were confirmed are marked."""
    items: list[ReadSource]
    changed: list[Change]

    @property
    def statutes_from(self) -> int:
        """The number of the first passage of statute text: these come last."""
        passages = [passage for item in self.items for passage in item.passages]
        return next((n for n, passage in enumerate(passages) if passage.origin is Origin.STATUTE), len(passages))

    @property
    def sources(self) -> list[Source]:
        """Every source in every language; what a fetch or a file tells of one comes after the register's row for it."""
        return list({(source.id, source.language): source for item in self.items for source in item.sources}.values())


def ingest(settings: Settings, parts: Parts, *, wanted: Wanted | None = None, progress: Progress) -> IngestReport:
    """Bring the index up to date with the corpus and the store, after doing to the store what is wanted.

    Raises CorpusError where the corpus breaks its schema, KotoError where another ingest runs.
    A source that cannot be read is in the report, and leaves the others untouched.
    """
    started = time.perf_counter()
    wanted = wanted or Wanted()
    originals = Originals(settings.store / "originals")
    statutes = StatuteStore(settings.store / "statutes")
    with only_one(settings.store), only_one(settings.index):
        digest = _digest(settings.corpus, originals, statutes, parts.embedder_name)
        if wanted.is_nothing and (build := _current_build_of(settings.index, digest)):
            clean_up(settings.index)
            return _unchanged(build, (), started)
        corpus = load_corpus(settings.corpus)
        changes = list(apply(wanted, settings, corpus, originals, statutes))
        digest = _digest(settings.corpus, originals, statutes, parts.embedder_name)
        if build := _current_build_of(settings.index, digest):
            return _unchanged(build, changes, started)
        read = _read(corpus, originals, statutes, parts, changes)
        embedded = _build(settings, parts, read, digest, progress)
        return _report(settings.index, read, changes, embedded, started)


def _read(
    corpus: Corpus, originals: Originals, statutes: StatuteStore, parts: Parts, changes: Sequence[SourceReport]
) -> _Read:
    acts = list(statutes.all())
    library, refused = library_of(acts, corpus)
    rows, changed = unconfirmed(corpus, library)
    corpus = replace(corpus, requirements=rows)
    items = [
        *corpus_sources(corpus),
        *read_originals(originals, corpus, parts.embedder, changes),
        *read_statutes(acts, library, corpus, parts.embedder, changes),
        *refused,
    ]
    return _Read(corpus, items, changed)


def _build(settings: Settings, parts: Parts, read: _Read, digest: str, progress: Progress) -> int:
    embedder = parts.embedder()
    contents = Contents(
        passages=[passage for item in read.items for passage in item.passages],
        sources=read.sources,
        corpus=read.corpus,
        meta={
            "digest": digest,
            "embedder": embedder.name,
            "embedder_setting": parts.embedder_name,
            "dimension": str(embedder.dimension),
            "splitter": SPLITTER,
            "corpus": str(settings.corpus),
            "statutes_from": str(read.statutes_from),
            "unconfirmed": "\n".join(change.told for change in read.changed),
        },
    )
    cache = VectorCache(settings.store / "vectors.sqlite")
    try:
        with build_aside(settings.index, digest) as directory:
            write_build(
                directory,
                contents,
                embedder=embedder,
                cache=cache,
                analysers=parts.analysers(),
                progress=progress,
            )
    finally:
        embedded = cache.embedded
        cache.close()
    make_current(settings.index, newest_build(settings.index))
    clean_up(settings.index)
    return embedded


def _digest(corpus: Path, originals: Originals, statutes: StatuteStore, embedder: str) -> str:
    """What the index depends on: the corpus files, the originals and statutes, and how all are cut and embedded."""
    state = hashlib.sha256(f"{FORMAT}\0{SPLITTER}\0{ANALYSER_VERSION}\0{version('simplemma')}\0{embedder}".encode())
    for file in sorted(corpus.rglob("*.yaml")):
        state.update(file.relative_to(corpus).as_posix().encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    for original in originals.all():
        state.update(f"{original.source_id}\0{original.sha256}\0{original.name}\0{original.retrieved_on}".encode())
    for act in statutes.all():
        state.update(f"{act.id}\0{act.digest}\0{act.retrieved_on}\0{act.approved_by}".encode())
    return state.hexdigest()


def _current_build_of(index: Path, digest: str) -> Path | None:
    current = (index / "current").resolve()
    if not all((current / part).exists() for part in (STORE, VECTORS, WORDS, CROSSING, READERS)):
        return None
    try:
        store = SqliteStore(current / STORE)
    except (IndexMismatch, OSError):
        return None
    same = store.meta.get("digest") == digest
    store.close()
    return current if same else None


def _unchanged(build: Path, changes: Sequence[SourceReport], started: float) -> IngestReport:
    store = SqliteStore(build / STORE)
    named = {change.source_id for change in changes}
    others = {source.id for source in store.sources()} - named
    report = IngestReport(
        sources=(*changes, *(SourceReport(source_id, "unchanged") for source_id in sorted(others))),
        passages=store.count(),
        embedded=0,
        build=build.name,
        built=False,
        seconds=time.perf_counter() - started,
        languages=store.languages(),
        unconfirmed=tuple(filter(None, store.meta.get("unconfirmed", "").split("\n"))),
    )
    store.close()
    return report


def _report(index: Path, read: _Read, changes: Sequence[SourceReport], embedded: int, started: float) -> IngestReport:
    told = {item.report.source_id for item in read.items}
    passages = [passage for item in read.items for passage in item.passages]
    return IngestReport(
        sources=(
            *(item.report for item in read.items),
            *(change for change in changes if change.source_id not in told),
        ),
        passages=len(passages),
        embedded=embedded,
        build=newest_build(index).name,
        built=True,
        seconds=time.perf_counter() - started,
        languages=dict(Counter(passage.language for passage in passages)),
        unconfirmed=tuple(change.told for change in read.changed),
    )
