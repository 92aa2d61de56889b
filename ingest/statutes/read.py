"""Fetched statutes as sources with passages, and the catalogue rows that they leave unconfirmed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from assistant.domain.knowledge import Requirement
from assistant.domain.passage import Passage
from assistant.domain.source import AUTHORITY, Origin, Source, SourceKind, Validity
from assistant.errors import SourceUnreadable
from assistant.knowledge.corpus import Corpus
from assistant.protocols import Embedder
from ingest.read_sources import ReadSource, source_report
from ingest.report import SourceReport
from ingest.statutes.confirm import Change, changes
from ingest.statutes.library import LANGUAGES, Library, in_force_days
from ingest.statutes.model import StatuteText
from ingest.statutes.passages import statute_passages
from ingest.statutes.store import FetchedAct
from ingest.statutes.validity import History

_PUBLISHER = "Finlex, Ministry of Justice"
_STATUTES = {SourceKind.STATUTE, SourceKind.DECREE}


def library_of(acts: Sequence[FetchedAct], corpus: Corpus) -> tuple[Library, list[ReadSource]]:
    """The statutes that can be read, and what is told of each Act whose documents cannot."""
    texts: dict[str, StatuteText] = {}
    refused = []
    for act in acts:
        try:
            texts.update({text.address: text for text in act.texts})
        except (SourceUnreadable, OSError) as error:
            reason = f"{error} Fetch it again: koto ingest {act.id}"
            refused.append(ReadSource((), (), SourceReport(act.id, "refused", address=act.base, reason=reason)))
    return Library(texts.values(), in_force_days(corpus)), refused


def read_statutes(
    acts: Sequence[FetchedAct],
    library: Library,
    corpus: Corpus,
    load_embedder: Callable[[], Embedder],
    changes: Sequence[SourceReport],
) -> Iterator[ReadSource]:
    """Every Act that has a text of its own to tell, in order of year and number."""
    fetched = {act.reference.act: act for act in acts}
    change_of = {change.source_id: change for change in changes}
    for number in library.acts:
        if number in fetched:
            act = fetched[number]
            started = time.perf_counter()
            sources, passages = _read(act, library, corpus, load_embedder())
            report = source_report(act.id, "unchanged", passages)
            change = change_of.get(act.id, report)
            seconds = change.seconds + time.perf_counter() - started
            report = replace(report, change=change.change, reason=change.reason, address=act.base, seconds=seconds)
            yield ReadSource(sources, passages, report)


def _read(
    act: FetchedAct, library: Library, corpus: Corpus, embedder: Embedder
) -> tuple[tuple[Source, ...], tuple[Passage, ...]]:
    sources: list[Source] = []
    passages: list[Passage] = []
    for language in LANGUAGES:
        history = library.history(act.reference.act, language)
        if history is not None:
            source = _source(act, history, corpus, language)
            sources.append(source)
            for wording in history.wordings():
                passages += statute_passages(
                    wording, source, max_tokens=embedder.max_tokens, count_tokens=embedder.count_tokens
                )
    return tuple(sources), tuple(passages)


def unconfirmed(corpus: Corpus, library: Library) -> tuple[dict[str, Requirement], list[Change]]:
    """The catalogue with the rows marked whose provision reads otherwise, and what was found, one for each row."""
    found: dict[str, Change] = {}
    inherited: dict[str, Change] = {}
    for change in changes(corpus, library):
        before = found.get(change.row_id)
        if before is None or (change.since or date.min) < (before.since or date.min):
            found[change.row_id] = change
    for row in corpus.requirements.values():
        # A row about guidance says what the law is that it interprets: it stands and falls with that.
        behind = [found[name] for name in row.interprets if name in found]
        if behind and row.validity.valid_to is None and not row.validity.never_applied:
            inherited.setdefault(row.id, behind[0])
    marked = found | inherited
    rows = {
        row_id: replace(row, unconfirmed_from=marked[row_id].since or date.min, unconfirmed_by=marked[row_id].by)
        if row_id in marked
        else row
        for row_id, row in corpus.requirements.items()
    }
    return rows, list(found.values())


def _source(act: FetchedAct, history: History, corpus: Corpus, language: str) -> Source:
    """The register's row for the Act, or one made of the document, with what the fetch tells."""
    newest = history.newest
    row = _row_of(history.act, corpus, language)
    kind = SourceKind.DECREE if newest.kind == "decree" else SourceKind.STATUTE
    source = row or Source(
        id=f"finlex-{history.act.replace('/', '-')}",
        title=newest.title,
        publisher=_PUBLISHER,
        url="",
        language=language,
        kind=kind,
        origin=Origin.STATUTE,
        validity=Validity(None, history.ended_on),
        authority=AUTHORITY[kind],
        act=history.act,
    )
    known = [source.consolidated_to, newest.consolidated_on, newest.produced_on, newest.issued_on]
    return replace(
        source,
        title=newest.title or source.title,
        origin=Origin.STATUTE,
        version=newest.last_amendment,
        # The publisher cannot have worked in what was issued after it made the file, or after it was asked.
        consolidated_to=max(day for day in known if day is not None and day <= act.checked_on),
        retrieved_on=act.retrieved_on,
        vetted_by=act.approved_by or source.vetted_by,
        vetted_on=act.approved_on or source.vetted_on,
    )


def _row_of(act: str, corpus: Corpus, language: str) -> Source | None:
    for versions in corpus.sources.values():
        source = versions.get(language)
        if source is not None and source.act == act and source.kind in _STATUTES:
            return source
    return None
