"""A small ingest that can be started in a process of its own, and a look at whether the index that it left is whole.

Every text says its version, so that an index made of two versions shows.
"""

from __future__ import annotations

import errno
import json
import multiprocessing
import os
import re
import signal
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from assistant.adapters.bm25 import Bm25Index
from assistant.adapters.chroma import ChromaVectors
from assistant.adapters.sqlite_store import SqliteStore
from assistant.errors import KotoError
from assistant.protocols import Analyser, Embedder
from assistant.retrieval.build_format import ASK_VECTORS, PASSAGE_VECTORS, STORE, VECTORS, WORDS
from assistant.settings import Settings
from ingest.builds import only_one
from ingest.changes import Wanted
from ingest.ingest import Parts, ingest
from ingest.originals import Originals
from ingest.report import IngestReport
from ingest.split import headed_text
from ingest.statutes.finlex import ActReference, Documents, Fetched
from ingest.statutes.store import StatuteStore
from tests.factories import TODAY
from tests.fakes import ANALYSERS, HashEmbedder
from tests.ingest.statutes.akn import document, section, subsection

CORPUS = Path(__file__).resolve().parents[1] / "small_corpus"
ACT = ActReference("10/2020")
ADDRESS = "/akn/fi/act/statute/2020/10/fin@"
FILES = ("counter.md", "courses.txt")
MADE = ("counter", "courses", "finlex-10-2020")
"""Ids of the sources that a run adds."""

FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["tests.ingest.warm"])
"""Children come from a process that has loaded everything and opened nothing."""


def settings_in(home: Path) -> Settings:
    """An index and a store in `home`."""
    return replace(
        Settings(), index=home / "index", store=home / "store", models=home, corpus=CORPUS, today=TODAY, finlex_url="-"
    )


def write_files(home: Path, version: int) -> list[Path]:
    """The files to add, in a directory beside `home`."""
    page = "\n\n".join(
        f"## Counter {name}\n\nThe counter {name} of version {version} is open on weekdays for everyone who moved here."
        for name in ("north", "south", "east")
    )
    courses = f"The courses of version {version} begin in the autumn, and they are for all who have moved here.\n"
    beside = home.with_name(f"{home.name}-files")
    beside.mkdir(exist_ok=True)
    files = [beside / name for name in FILES]
    for file, text in zip(files, (f"# Counters\n\n{page}\n", courses), strict=True):
        file.write_text(text, encoding="utf-8")
    return files


def statute(version: int) -> bytes:
    """An Act with two subsections."""
    return document(
        section(
            "5",
            "Tehtävät",
            subsection(1, f"Kunta järjestää palvelut (version {version})."),
            subsection(2, f"Kunta kertoo niistä (version {version})."),
        )
    )


def parts_with(embedder: Embedder) -> Parts:
    analysers: Mapping[str, Analyser] = ANALYSERS
    return Parts(embedder=lambda: embedder, embedder_name=embedder.name, analysers=lambda: analysers)


def keep_statute(settings: Settings, body: bytes, today: date = TODAY) -> None:
    """Take a document over as a fetch does."""
    store = StatuteStore(settings.store / "statutes")
    with only_one(settings.store):
        store.keep(ACT, "-", Documents((Fetched(ADDRESS, body),), {}, {}), today, needs_approval=False)


def run(settings: Settings, wanted: Wanted | None = None, embedder: Embedder | None = None) -> IngestReport:
    parts = parts_with(embedder or HashEmbedder())
    return ingest(settings, parts, wanted=wanted, progress=lambda what, done, total: None)


def move_to(home: Path, version: int) -> IngestReport:
    """Everything to `version`: a fetched statute, two added files, and the index; version 0 is nothing added."""
    settings = settings_in(home)
    if not version:
        return run(settings, Wanted(remove=("counter", "courses", "finlex:10/2020")))
    keep_statute(settings, statute(version))
    return run(settings, Wanted(paths=write_files(home, version)))


@dataclass(frozen=True)
class Contents:
    """What an index holds, with the version's number taken out."""

    versions: frozenset[str]
    """Versions that the added sources' texts say; one in a whole index, none where nothing is added."""
    passages: tuple[tuple[str, str], ...]
    """(id, text) in order."""
    sources: frozenset[tuple[str, str]]


def contents_of(index: Path) -> Contents:
    """What the current build holds. AssertionError or KotoError where it is not whole."""
    build = (index / "current").resolve()
    store = SqliteStore(build / STORE)
    passages = [passage for _, passage in store.numbered(range(store.count()))]
    sources = frozenset((source.id, source.language) for source in store.sources())
    store.close()
    assert {passage.source_id for passage in passages} <= {source_id for source_id, _ in sources}
    _check_words(build, len(passages))
    vectors = ChromaVectors(build / VECTORS)
    nearest, embedder = vectors.collection(PASSAGE_VECTORS), HashEmbedder()
    assert len(nearest) == len(passages)
    assert len(vectors.collection(ASK_VECTORS)) == sum(len(passage.asks) for passage in passages)
    for passage in passages:
        (_, score), *_ = nearest.search(embedder.embed_query(headed_text(passage.headings, passage.text)), 1)
        assert score > 0.999, passage.id
    vectors.close()
    added = " ".join(passage.text for passage in passages if passage.source_id in MADE)
    return Contents(
        frozenset(re.findall(r"version (\d+)", added)),
        tuple((passage.id, re.sub(r"version \d+", "version", passage.text)) for passage in passages),
        sources,
    )


def _check_words(build: Path, count: int) -> None:
    numbers: list[int] = []
    for home in (build / WORDS).iterdir():
        Bm25Index.load(home)
        numbers += json.loads((home / "numbers.json").read_text(encoding="ascii"))
    assert sorted(numbers) == list(range(count))


def check_store(home: Path) -> None:
    """AssertionError where the store names what it does not hold."""
    settings = settings_in(home)
    originals = Originals(settings.store / "originals")
    for original in originals.all():
        assert original.file.is_file(), original
        assert len(set(re.findall(rb"version (\d+)", original.file.read_bytes()))) == 1
    for act in StatuteStore(settings.store / "statutes").all():
        assert act.is_whole and act.texts


def leftovers(home: Path) -> list[str]:
    """What no run may leave for long, in the index."""
    current = (home / "index" / "current").resolve().name
    return [path.name for path in (home / "index" / "builds").iterdir() if path.name != current]


class _Steps:
    """Counts what a process does to the files under a directory; at step `last` it dies or its disk is full."""

    def __init__(self, home: Path, last: int, fault: str) -> None:
        self._home, self._last, self._fault = f"{home}/", last, fault
        self.count = 0
        self.log: list[str] = []

    def __call__(self, event: str, values: tuple[Any, ...]) -> None:
        if not self._is_a_step(event, values):
            return
        self.count += 1
        self.log.append(" ".join((event, *map(str, values))))
        if self.count == self._last and self._fault == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        # A disk that is full stays full, but removing and renaming within a directory needs no room.
        if self._last and self.count >= self._last and self._fault == "full" and event in {"open", "os.mkdir"}:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(values[0]))

    def _is_a_step(self, event: str, values: tuple[Any, ...]) -> bool:
        if event == "open":
            path, _, flags = values
            return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR)) and self._is_ours(path)
        if event in {"os.remove", "os.rmdir"}:
            return True
        return event in {"os.rename", "os.mkdir", "os.symlink", "sqlite3.connect"} and any(map(self._is_ours, values))

    def _is_ours(self, path: object) -> bool:
        return self._home in str(path)


@dataclass(frozen=True)
class Outcome:
    """How a child ended."""

    steps: int
    told: str
    """The line of a KotoError, "" where it did what it was asked, and the error's name where it is a fault."""
    log: tuple[str, ...] = ()
    """Its steps, in order."""


def child(home: Path, version: int, fault: str, last: int, answer: Connection) -> None:
    """Runs in a process of its own: says that it begins, moves to `version`, says how it ended."""
    steps = _Steps(home, last, fault)
    answer.send("begins")
    # A hook cannot be taken away again, so it belongs into a process of its own.
    sys.addaudithook(steps)
    try:
        move_to(home, version)
        told = ""
    except KotoError as error:
        told = str(error)
    except Exception as error:
        told = f"fault: {type(error).__name__}: {error}"
    answer.send(Outcome(steps.count, told, tuple(steps.log)))


def start(home: Path, version: int, fault: str = "", last: int = 0) -> tuple[Any, Connection]:
    """A child that has begun, and where it says how it ended."""
    here, there = FORKS.Pipe()
    process = FORKS.Process(target=child, args=(home, version, fault, last, there))
    process.start()
    there.close()
    assert here.recv() == "begins"
    return process, here


def finish(home: Path, version: int, fault: str = "", last: int = 0) -> Outcome | None:
    """How a child ended that was left to itself; None where it was killed."""
    process, answer = start(home, version, fault, last)
    try:
        outcome: Outcome | None = answer.recv()
    except EOFError:
        outcome = None
    process.join()
    answer.close()
    return outcome
