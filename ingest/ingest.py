"""The flow of a source, in one place:

register and originals -> read -> split -> embed (cached) -> build aside -> check -> make current
"""

from __future__ import annotations

import hashlib
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

from assistant.adapters.sqlite_store import FORMAT, SqliteStore
from assistant.errors import IndexMismatch, SourceUnreadable
from assistant.knowledge.corpus import Corpus, load_corpus
from assistant.language.analyse import ANALYSER_VERSION
from assistant.protocols import Analyser, Embedder
from assistant.retrieval.build_format import SPLITTER, STORE
from assistant.settings import Settings
from ingest.build import Contents, Progress, write_build
from ingest.builds import build_aside, clean_up, make_current, newest_build, only_one
from ingest.originals import Originals
from ingest.read.read import read_document
from ingest.read_sources import ReadSource, corpus_sources, read_originals
from ingest.report import IngestReport, SourceReport
from ingest.vector_cache import VectorCache


@dataclass(frozen=True)
class Parts:
    """The adapters that an ingest uses; loaded when they are first needed."""

    embedder: Callable[[], Embedder]
    embedder_name: str
    analysers: Callable[[], Mapping[str, Analyser]]


def ingest(
    settings: Settings,
    parts: Parts,
    *,
    paths: Sequence[Path] = (),
    remove: Sequence[str] = (),
    progress: Progress,
) -> IngestReport:
    """Bring the index up to date with the corpus, the store and `paths`.

    Raises CorpusError where the corpus breaks its schema, KotoError where another ingest runs.
    A source that cannot be read is in the report, and leaves the others untouched.
    """
    started = time.perf_counter()
    originals = Originals(settings.store / "originals")
    with only_one(settings.store), only_one(settings.index):
        digest = _digest(settings.corpus, originals, parts.embedder_name)
        if not paths and not remove and (build := _current_build_of(settings.index, digest)):
            return _unchanged(build, (), started)
        corpus = load_corpus(settings.corpus)
        changes = [*_remove(originals, remove), *_add(originals, paths, corpus, settings.day())]
        digest = _digest(settings.corpus, originals, parts.embedder_name)
        if build := _current_build_of(settings.index, digest):
            return _unchanged(build, changes, started)
        read = [*corpus_sources(corpus), *read_originals(originals, corpus, parts.embedder, changes)]
        embedded = _build(settings, parts, corpus, read, digest, progress)
        return _report(settings.index, read, changes, embedded, started)


def _add(originals: Originals, paths: Sequence[Path], corpus: Corpus, today: date) -> Iterator[SourceReport]:
    known = {digest: source_id for source_id, digests in corpus.digests.items() for digest in digests}
    for path in paths:
        try:
            sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
            # A file that is not readable as what it says must not enter the store.
            read_document(path, path.name)
            source_id = known.get(sha256) or originals.source_id_for(path)
            original, change = originals.add(path, source_id, today)
            yield SourceReport(original.source_id, change, address=str(path))
        except OSError as error:
            yield SourceReport(
                path.name, "refused", address=str(path), reason=f"{path}: {error.strerror}. Check the path."
            )
        except SourceUnreadable as error:
            yield SourceReport(path.name, "refused", address=str(path), reason=str(error))


def _remove(originals: Originals, source_ids: Sequence[str]) -> Iterator[SourceReport]:
    for source_id in source_ids:
        if originals.remove(source_id):
            yield SourceReport(source_id, "removed")
        else:
            reason = f"no added source is called {source_id!r}. koto ingest --json lists them."
            yield SourceReport(source_id, "refused", reason=reason)


def _build(
    settings: Settings, parts: Parts, corpus: Corpus, read: Sequence[ReadSource], digest: str, progress: Progress
) -> int:
    embedder = parts.embedder()
    sources = [version for versions in corpus.sources.values() for version in versions.values()]
    sources += [item.source for item in read if item.source.id not in corpus.sources]
    contents = Contents(
        passages=[passage for item in read for passage in item.passages],
        sources=sources,
        corpus=corpus,
        meta={
            "digest": digest,
            "embedder": embedder.name,
            "embedder_setting": parts.embedder_name,
            "dimension": str(embedder.dimension),
            "splitter": SPLITTER,
            "corpus": str(settings.corpus),
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


def _digest(corpus: Path, originals: Originals, embedder: str) -> str:
    """What the index depends on: the corpus files, the originals, and how both are cut and embedded."""
    state = hashlib.sha256(f"{FORMAT}\0{SPLITTER}\0{ANALYSER_VERSION}\0{version('simplemma')}\0{embedder}".encode())
    for file in sorted(corpus.rglob("*.yaml")):
        state.update(file.relative_to(corpus).as_posix().encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    for original in originals.all():
        state.update(f"{original.source_id}\0{original.sha256}\0{original.name}".encode())
    return state.hexdigest()


def _current_build_of(index: Path, digest: str) -> Path | None:
    current = (index / "current").resolve()
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
    )
    store.close()
    return report


def _report(
    index: Path, read: Sequence[ReadSource], changes: Sequence[SourceReport], embedded: int, started: float
) -> IngestReport:
    told = {item.report.source_id for item in read}
    return IngestReport(
        sources=(
            *(item.report for item in read),
            *(change for change in changes if change.source_id not in told),
        ),
        passages=sum(len(item.passages) for item in read),
        embedded=embedded,
        build=newest_build(index).name,
        built=True,
        seconds=time.perf_counter() - started,
        languages=dict(Counter(passage.language for item in read for passage in item.passages)),
    )
