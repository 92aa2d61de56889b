"""Sources with their passages: the corpus' own rows, and the originals in the store."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.domain.passage import Passage
from assistant.domain.source import UNVETTED_AUTHORITY, Origin, Source, SourceKind, Validity
from assistant.errors import SourceUnreadable
from assistant.knowledge.corpus import Corpus
from assistant.knowledge.passages import corpus_passages
from assistant.protocols import Embedder
from ingest.originals import Original, Originals
from ingest.read.read import read_document
from ingest.report import SourceReport
from ingest.split import split


@dataclass(frozen=True)
class ReadSource:
    """A source with its passages, or the reason why it has none."""

    sources: tuple[Source, ...]
    """One a language; none where nothing could be read."""
    passages: tuple[Passage, ...]
    report: SourceReport


def corpus_sources(corpus: Corpus) -> list[ReadSource]:
    """Every source of the register, with the passages of the rows written from it."""
    by_source: dict[str, list[Passage]] = {source_id: [] for source_id in corpus.sources}
    for passage in corpus_passages(corpus):
        by_source[passage.source_id].append(passage)
    return [
        ReadSource(
            tuple(corpus.sources[source_id].values()),
            tuple(passages),
            source_report(source_id, "unchanged", passages),
        )
        for source_id, passages in by_source.items()
    ]


def read_originals(
    originals: Originals, corpus: Corpus, load_embedder: Callable[[], Embedder], changes: Sequence[SourceReport]
) -> Iterator[ReadSource]:
    """Every original in the store, read and split; one that cannot be read is refused with its reason."""
    change_of = {change.source_id: change for change in changes}
    for original in originals.all():
        source = source_of(original, corpus)
        change = change_of.get(source.id, SourceReport(source.id, "unchanged"))
        started = time.perf_counter()
        try:
            document = read_document(original.file, original.name)
        except SourceUnreadable as error:
            yield ReadSource((source,), (), replace(change, change="refused", reason=str(error)))
            continue
        source = replace(source, language=_language(source, document.language), title=source.title or document.title)
        embedder = load_embedder()
        passages = split(document, source=source, max_tokens=embedder.max_tokens, count_tokens=embedder.count_tokens)
        report = replace(
            source_report(source.id, change.change, passages),
            address=original.address,
            warnings=document.warnings,
            seconds=change.seconds + time.perf_counter() - started,
        )
        yield ReadSource((source,), tuple(passages), report)


def source_of(original: Original, corpus: Corpus) -> Source:
    """The register's row for a known content, or an unvetted source made of the file's own name.

    What a person adds is read as guidance of low authority that nobody has vetted: it is never law.
    """
    if original.source_id in corpus.sources:
        digests = corpus.digests.get(original.source_id, {})
        if original.sha256 in digests:
            row = corpus.source(original.source_id, digests[original.sha256])
            return replace(
                row,
                sha256=original.sha256,
                origin=Origin.PUBLICATION,
                retrieved_on=row.retrieved_on or original.retrieved_on,
            )
    return Source(
        id=original.source_id,
        title=Path(original.name).stem,
        publisher="",
        url="",
        language="und",
        kind=SourceKind.GUIDANCE,
        origin=Origin.PUBLICATION,
        validity=Validity(),
        authority=UNVETTED_AUTHORITY,
        retrieved_on=original.retrieved_on,
        sha256=original.sha256,
    )


def _language(source: Source, found: str) -> str:
    return found if source.language == "und" else source.language


def source_report(source_id: str, change: str, passages: Sequence[Passage]) -> SourceReport:
    """What a source gave: passages, statements, languages."""
    return SourceReport(
        source_id,
        change,
        passages=len(passages),
        statements=sum(len(passage.statements) for passage in passages),
        languages=tuple(sorted({passage.language for passage in passages})),
    )
