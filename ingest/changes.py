"""What a run of ingest changes in the store before it builds: added, fetched, approved and removed sources."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from assistant.errors import SourceUnreadable
from assistant.knowledge.corpus import Corpus
from assistant.settings import Settings
from ingest.fetch import Fetcher, FetchError, OutOfReach
from ingest.originals import Originals
from ingest.read.read import read_document
from ingest.report import SourceReport
from ingest.statutes.finlex import ActReference, Finlex, reference_of
from ingest.statutes.store import FetchedAct, Nothing, StatuteStore


@dataclass(frozen=True)
class Wanted:
    """What a run is asked to do besides bringing the index up to date."""

    paths: Sequence[Path] = ()
    urls: Sequence[str] = ()
    acts: Sequence[ActReference] = ()
    due: bool = False
    """Ask the publisher for what is older than the setting allows, and for Acts of the register never fetched."""
    remove: Sequence[str] = ()
    approve: Sequence[str] = ()
    approved_by: str = ""

    @property
    def is_nothing(self) -> bool:
        """Whether only the index is to be brought up to date."""
        return not (self.paths or self.urls or self.acts or self.due or self.remove or self.approve)


def apply(
    wanted: Wanted, settings: Settings, corpus: Corpus, originals: Originals, statutes: StatuteStore
) -> Iterator[SourceReport]:
    """Do what is wanted to the store; a report for each thing touched. What fails leaves the others untouched."""
    today = settings.day()
    yield from _remove(wanted.remove, originals, statutes)
    yield from _approve(wanted, statutes, today)
    yield from _add(wanted.paths, originals, corpus, today)
    if wanted.urls or wanted.acts or wanted.due:
        with Fetcher() as fetcher:
            for url in wanted.urls:
                yield _timed(partial(_fetch_page, url, fetcher, originals, corpus, today))
            yield from _fetch_acts(wanted, fetcher, settings, corpus, statutes)


def _timed(work: Callable[[], SourceReport]) -> SourceReport:
    started = time.perf_counter()
    report = work()
    return replace(report, seconds=time.perf_counter() - started)


def _remove(ids: Sequence[str], originals: Originals, statutes: StatuteStore) -> Iterator[SourceReport]:
    for source_id in ids:
        act = _act_of(source_id)
        if originals.remove(source_id) or (act and statutes.remove(act)):
            yield SourceReport(source_id, "removed")
        else:
            reason = f"no added source is called {source_id!r}. koto ingest --json lists them."
            yield SourceReport(source_id, "refused", reason=reason)


def _approve(wanted: Wanted, statutes: StatuteStore, today: date) -> Iterator[SourceReport]:
    for source_id in wanted.approve:
        act = _act_of(source_id)
        held = statutes.approve(act, wanted.approved_by, today) if act else None
        if held is None:
            yield SourceReport(source_id, "refused", reason=f"{source_id}: nothing waits to be approved.")
        else:
            yield SourceReport(held.id, "replaced", address=held.base)


def _act_of(source_id: str) -> str:
    """The Act that an id or a reference names, "" where it has another form."""
    try:
        reference = reference_of(source_id)
    except ValueError:
        return ""
    return reference.act if reference else ""


def _add(paths: Sequence[Path], originals: Originals, corpus: Corpus, today: date) -> Iterator[SourceReport]:
    for path in paths:
        try:
            data = path.read_bytes()
            # A file that is not readable as what it says must not enter the store.
            read_document(path, path.name)
        except OSError as error:
            yield SourceReport(
                path.name, "refused", address=str(path), reason=f"{path}: {error.strerror}. Check the path."
            )
            continue
        except SourceUnreadable as error:
            yield SourceReport(path.name, "refused", address=str(path), reason=str(error))
            continue
        source_id = _known_id(data, corpus) or originals.source_id_for(path.stem, str(path))
        original, change = originals.add(data, path.name, str(path), source_id, today)
        yield SourceReport(original.source_id, change, address=str(path))


def _fetch_page(url: str, fetcher: Fetcher, originals: Originals, corpus: Corpus, today: date) -> SourceReport:
    held = originals.at(url)
    try:
        reply = fetcher.get(url, etag=held.etag if held else "")
        if reply is None:
            raise FetchError(f"{url}: nothing is there (404). Check the address.")
        if reply.is_unchanged and held is not None:
            return SourceReport(held.source_id, "unchanged", address=url)
        source_id = (
            held.source_id if held else _known_id(reply.body, corpus) or originals.source_id_for(_stem(url), url)
        )
        name = _name(url, reply.media_type)
        original, change = originals.add(
            reply.body, name, url, source_id, today, etag=reply.etag, check=lambda file: read_document(file, name)
        )
        return SourceReport(original.source_id, change, address=url)
    except (FetchError, SourceUnreadable) as error:
        return SourceReport(held.source_id if held else url, "refused", address=url, reason=str(error))


def _fetch_acts(
    wanted: Wanted, fetcher: Fetcher, settings: Settings, corpus: Corpus, statutes: StatuteStore
) -> Iterator[SourceReport]:
    publisher = Finlex(fetcher, settings.finlex_url)
    due = [reference for reference in _due(settings, corpus, statutes) if wanted.due]
    named = {reference.act for reference in wanted.acts}
    references = [*wanted.acts, *(reference for reference in due if reference.act not in named)]
    unreached = ""
    for reference in references:
        if not unreached:
            report = _timed(partial(_fetch_act, reference, publisher, settings, statutes))
            unreached = report.reason if report.change == "unreached" else ""
        if unreached:
            # What somebody asked for by name and cannot have is refused; what is merely due can wait.
            change = "refused" if reference.act in named else "unreached"
            report = SourceReport(f"finlex:{reference.act}", change, address=settings.finlex_url, reason=unreached)
        yield report


def _fetch_act(reference: ActReference, publisher: Finlex, settings: Settings, statutes: StatuteStore) -> SourceReport:
    id_ = f"finlex:{reference.act}"
    held = statutes.get(reference.act)
    try:
        found = publisher.documents(reference, _at_hand(held, reference, settings))
        _, change = statutes.keep(
            reference, settings.finlex_url, found, settings.day(), needs_approval=settings.approve_changes
        )
    except OutOfReach as error:
        return SourceReport(id_, "unreached", address=settings.finlex_url, reason=str(error))
    except (FetchError, SourceUnreadable) as error:
        return SourceReport(id_, "refused", address=settings.finlex_url, reason=str(error))
    reason = f"a person must approve it: koto ingest --approve {id_}" if change == "waiting" else ""
    return SourceReport(id_, change, address=settings.finlex_url, reason=reason)


def _at_hand(held: FetchedAct | None, reference: ActReference, settings: Settings) -> FetchedAct | Nothing:
    """What a conditional request may refer to: the same versions, of the same publisher, all of them undamaged."""
    if held is None or held.base != settings.finlex_url or held.reference != reference or not held.is_whole:
        return Nothing()
    return held


def _due(settings: Settings, corpus: Corpus, statutes: StatuteStore) -> Iterator[ActReference]:
    """Acts of the register that are to be fetched and are not here, and Acts here that nobody asked for lately."""
    held = {act.reference.act: act for act in statutes.all()}
    for act in corpus.fetched_acts:
        if act not in held:
            yield ActReference(act)
    latest = settings.day() - timedelta(days=settings.due_after_days)
    yield from (act.reference for act in held.values() if act.checked_on <= latest)


def _known_id(data: bytes, corpus: Corpus) -> str:
    sha256 = hashlib.sha256(data).hexdigest()
    return next((source_id for source_id, digests in corpus.digests.items() if sha256 in digests), "")


def _stem(url: str) -> str:
    return url.split("?")[0].rstrip("/").rsplit("/", 1)[-1].rsplit(".", 1)[0] or "page"


def _name(url: str, media_type: str) -> str:
    """A file name whose ending says what it is, as the server says it."""
    endings = {"text/html": ".html", "application/pdf": ".pdf", "text/markdown": ".md", "text/plain": ".txt"}
    return f"{_stem(url)}{endings.get(media_type, '')}" or "page.html"
