"""Whatever was added, changed, removed and broken off before, the index is the one that a fresh build makes."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from assistant.adapters.sqlite_store import SqliteStore
from assistant.retrieval.build_format import STORE
from ingest.changes import Wanted
from ingest.ingest import Parts, ingest
from ingest.originals import Originals
from ingest.report import IngestReport
from tests.factories import TODAY
from tests.fakes import ANALYSERS, FailingEmbedder, HashEmbedder, WordAnalyser
from tests.ingest.small_run import contents_of, keep_statute, leftovers, run, settings_in, statute

NAMES = ("counter", "courses", "homes")
ROWS = "requirements/rows.yaml"


class Crash(Exception):
    """A process that ends in the middle."""


class CrashingAnalyser(WordAnalyser):
    """Ends the process after the vectors were written."""

    def terms(self, text: str) -> list[str]:
        raise Crash


@dataclass
class Town:
    """An index under change, and what it should hold."""

    home: Path
    day: date = TODAY
    files: dict[str, tuple[str, date]] = field(default_factory=dict)
    """By name: the text that was added last, and the day on which it became that."""
    act: tuple[int, date] | None = None
    """The version of the statute, and the day on which it became that."""

    word: str = "an assessment"
    """What a row of the catalogue says."""

    def __post_init__(self) -> None:
        self.settings = replace(settings_in(self.home), corpus=self.home / "corpus")
        shutil.copytree(settings_in(self.home).corpus, self.settings.corpus)
        (self.home / "files").mkdir()

    def do(self, wanted: Wanted | None = None, parts: Parts | None = None) -> IngestReport:
        today = replace(self.settings, today=self.day)
        if parts is None:
            return run(today, wanted)
        return ingest(today, parts, wanted=wanted, progress=lambda what, done, total: None)

    def path(self, name: str) -> Path:
        return self.home / "files" / f"{name}.md"

    def check(self) -> None:
        """The index says of every source what it should say, and of no other."""
        store = SqliteStore((self.settings.index / "current").resolve() / STORE)
        ids = {source.id for source in store.sources()}
        said = {
            source_id: set(re.findall(r"version \d|an? (?:assessment|estimate|review)", texts))
            for source_id in ids
            if (texts := " ".join(p.text for p in store.passages_of(source_id) if p.language != "sv"))
        }
        store.close()
        wanted = {name: set(re.findall(r"version \d", text)) for name, (text, _) in self.files.items()}
        if self.act is not None:
            wanted["finlex-10-2020"] = {f"version {self.act[0]}"}
        assert said == wanted | {"act-681-2023": {self.word}}

    def fresh(self, home: Path) -> dict[str, Any]:
        """What a build from nothing holds."""
        settings = replace(self.settings, index=home / "index", store=home / "store")
        originals = Originals(settings.store / "originals")
        for name, (text, day) in self.files.items():
            originals.add(text.encode(), f"{name}.md", str(self.path(name)), name, day)
        if self.act is not None:
            keep_statute(settings, statute(self.act[0]), self.act[1])
        run(replace(settings, today=self.day))
        return everything(settings.index)


def everything(index: Path) -> dict[str, Any]:
    """All that the current build holds, vectors only checked."""
    contents_of(index)
    store = SqliteStore((index / "current").resolve() / STORE)
    passages = [passage for _, passage in store.numbered(range(store.count()))]
    found = {
        "passages": passages,
        "words": store.words([passage.id for passage in passages]),
        "sources": sorted(store.sources(), key=lambda source: (source.id, source.language)),
        "requirements": store.requirements(),
        "terms": store.terms(),
    }
    store.close()
    return found


def text_of(name: str, version: int) -> str:
    return f"# The {name}\n\nThe {name} of version {version} is for all of the people who have moved here.\n"


@dataclass(frozen=True)
class Add:
    name: str
    version: int

    def change(self, town: Town) -> Wanted:
        text = text_of(self.name, self.version)
        town.path(self.name).write_text(text, encoding="utf-8")
        if town.files.get(self.name, ("",))[0] != text:
            town.files[self.name] = (text, town.day)
        return Wanted(paths=[town.path(self.name)])


@dataclass(frozen=True)
class AddUnreadable:
    name: str

    def change(self, town: Town) -> Wanted:
        town.path(self.name).write_bytes(b"")
        return Wanted(paths=[town.path(self.name)])


@dataclass(frozen=True)
class Remove:
    name: str

    def change(self, town: Town) -> Wanted:
        town.files.pop(self.name, None)
        return Wanted(remove=[self.name])


@dataclass(frozen=True)
class Fetch:
    version: int

    def change(self, town: Town) -> Wanted:
        keep_statute(town.settings, statute(self.version), town.day)
        if town.act is None or town.act[0] != self.version:
            town.act = (self.version, town.day)
        return Wanted()


@dataclass(frozen=True)
class RemoveAct:
    def change(self, town: Town) -> Wanted:
        town.act = None
        return Wanted(remove=["finlex:10/2020"])


@dataclass(frozen=True)
class Correct:
    """Another word in a row of the catalogue."""

    word: str

    def change(self, town: Town) -> Wanted:
        town.word = self.word
        rows = (settings_in(town.home).corpus / ROWS).read_text(encoding="utf-8")
        (town.settings.corpus / ROWS).write_text(rows.replace("an assessment", self.word), encoding="utf-8")
        return Wanted()


Change = Add | AddUnreadable | Remove | Fetch | RemoveAct | Correct
names = st.sampled_from(NAMES)
versions = st.integers(1, 2)
changes = st.one_of(
    st.builds(Add, names, versions),
    st.builds(AddUnreadable, names),
    st.builds(Remove, names),
    st.builds(Fetch, versions),
    st.builds(RemoveAct),
    st.builds(Correct, st.sampled_from(["an estimate", "a review"])),
)
crashes = st.sampled_from(["", "", "while embedding", "while writing", "before reading"])


def crashing(how: str) -> Parts:
    """An ingest that ends in the middle."""
    analysers: Mapping[str, Any] = ANALYSERS
    if how == "while embedding":
        embedder: Any = FailingEmbedder(after=1)
    elif how == "while writing":
        embedder, analysers = HashEmbedder(), {language: CrashingAnalyser() for language in ANALYSERS}
    else:
        embedder = LastWordEmbedder()
    return Parts(embedder=lambda: embedder, embedder_name="hash", analysers=lambda: analysers)


class LastWordEmbedder(HashEmbedder):
    """Ends the process when the store has changed and nothing is embedded yet."""

    @property
    def max_tokens(self) -> int:  # type: ignore[override]
        raise Crash


def carry_out(town: Town, change: Change, crash: str) -> None:
    """One run; where it crashes, the index must be what it was."""
    before = everything(town.settings.index)
    wanted = change.change(town)
    try:
        town.do(wanted, crashing(crash) if crash else None)
    except (Crash, OSError):
        assert everything(town.settings.index) == before
        assert leftovers(town.home) == []
    else:
        town.check()
    town.day += timedelta(days=1)


@settings(
    max_examples=int(os.environ.get("KOTO_TEST_SEQUENCES", "4")),
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)
@example([(Add("counter", 1), ""), (Add("counter", 2), ""), (Remove("counter"), ""), (Add("counter", 2), "")])
@example([(Fetch(1), ""), (Fetch(2), "while writing"), (Correct("a review"), ""), (Fetch(1), ""), (RemoveAct(), "")])
@given(st.lists(st.tuples(changes, crashes), min_size=3, max_size=6))
def test_any_sequence_of_changes_and_crashes_ends_in_the_index_of_a_fresh_build(
    steps: Sequence[tuple[Change, str]],
) -> None:
    with tempfile.TemporaryDirectory() as directory:
        town = Town(Path(directory))
        town.do()
        for change, crash in steps:
            carry_out(town, change, crash)

        town.do()

        assert everything(town.settings.index) == town.fresh(town.home / "fresh")
        assert leftovers(town.home) == []


@pytest.fixture
def town(tmp_path: Path) -> Town:
    made = Town(tmp_path)
    Fetch(1).change(made)
    made.do(Add("counter", 1).change(made))
    return made


CHANGES: dict[str, tuple[Callable[[Town], Wanted], dict[str, str]]] = {
    "a new file": (Add("homes", 1).change, {"homes": "added"}),
    "a changed file": (Add("counter", 2).change, {"counter": "replaced"}),
    "the same file": (Add("counter", 1).change, {"counter": "unchanged"}),
    "a file that cannot be read": (AddUnreadable("counter").change, {"counter.md": "refused"}),
    "an id that is gone": (Remove("counter").change, {"counter": "removed"}),
    "an id that never was": (Remove("homes").change, {"homes": "refused"}),
}


@pytest.mark.parametrize(("change", "told"), CHANGES.values(), ids=CHANGES.keys())
def test_the_report_tells_what_happened_to_each_source(
    change: Callable[[Town], Wanted], told: dict[str, str], town: Town
) -> None:
    report = town.do(change(town))

    found = {source.source_id: source.change for source in report.sources}
    others = {"act-681-2023": "unchanged", "finlex-10-2020": "unchanged", "finlex:10/2020": "unchanged"}
    kept = {"counter": "unchanged"} if "counter" not in told else {}
    assert told.items() <= found.items()
    assert found.items() <= (others | kept | told).items()


def test_a_second_run_embeds_nothing_and_is_quick(town: Town) -> None:
    embedder = HashEmbedder()
    report = run(town.settings, embedder=embedder)

    assert (report.embedded, embedder.embedded, report.built) == (0, 0, False)
    assert report.seconds <= 2.0


def test_a_change_embeds_only_the_texts_that_changed(town: Town) -> None:
    report = town.do(Add("homes", 1).change(town))

    # one passage; its heading is embedded with it
    assert report.embedded == 1


def test_what_comes_back_is_not_embedded_again(town: Town) -> None:
    town.do(Remove("counter").change(town))

    report = town.do(Add("counter", 1).change(town))

    assert (report.embedded, report.built) == (0, True)


def test_an_index_that_is_lost_is_built_again_from_the_store_without_embedding(town: Town) -> None:
    before = everything(town.settings.index)
    shutil.rmtree(town.settings.index)
    embedder = HashEmbedder()

    run(town.settings, embedder=embedder)

    assert everything(town.settings.index) == before
    assert embedder.embedded == 0
