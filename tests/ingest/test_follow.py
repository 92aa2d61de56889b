"""A running assistant follows `current` without a failed request, and what nobody reads any more is cleaned up."""

from __future__ import annotations

import fcntl
import gc
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from assistant.assistant import Assistant
from assistant.build import current_build, open_index
from assistant.domain.query import Question
from assistant.retrieval.build_format import READERS
from assistant.retrieval.retrieve import Retriever
from assistant.settings import Settings
from ingest.builds import build_aside, clean_up, make_current, newest_build, only_one
from tests.fakes import ANALYSERS, HashEmbedder
from tests.ingest.small_run import FORKS, Outcome, finish, leftovers, move_to, run, settings_in, start

QUESTION = "What must the programme contain?"


def assistant_over(settings: Settings, build: Callable[[], Path] | None = None) -> Assistant:
    return Assistant(
        current_build=build or (lambda: current_build(settings)),
        open_retriever=lambda build: Retriever(open_index(build), HashEmbedder(), ANALYSERS),
        today=settings.day,
    )


class Load:
    """Threads that ask all the time; remembers what went wrong and which builds answered."""

    def __init__(self, ask: Callable[[], str], threads: int) -> None:
        self.answers = 0
        self.builds: list[str] = []
        self.failures: list[BaseException] = []
        self._ask = ask
        self._enough = threading.Event()
        self._threads = [threading.Thread(target=self._go_on) for _ in range(threads)]

    def __enter__(self) -> Load:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._enough.set()
        for thread in self._threads:
            thread.join()

    def _go_on(self) -> None:
        # A pause, or the threads leave no processor for the ingest beside them.
        while not self._enough.wait(0.02):
            try:
                build = self._ask()
            except BaseException as error:
                self.failures.append(error)
            else:
                self.answers += 1
                if build not in self.builds:
                    self.builds.append(build)


def test_an_assistant_under_load_follows_every_new_build_without_a_failed_request(tmp_path: Path) -> None:
    move_to(tmp_path, 1)
    assistant = assistant_over(settings_in(tmp_path))

    def ask() -> str:
        answer = assistant.ask(Question(QUESTION))
        assert assistant.search(Question("counter open on weekdays"), limit=5)["hits"]
        return answer.versions.index

    with Load(ask, threads=2) as load:
        for version in range(2, 5):
            outcome = finish(tmp_path, version)
            assert outcome is not None and not outcome.told
            last = current_build(settings_in(tmp_path)).name
            before = load.answers
            while load.answers < before + 6 and not load.failures:
                threading.Event().wait(0.01)

    assert load.failures == []
    assert load.builds[-1] == last
    assert len(load.builds) >= 3


def test_the_service_under_load_answers_every_request_while_the_index_changes(tmp_path: Path) -> None:
    move_to(tmp_path, 1)
    app = create_app(assistant_over(settings_in(tmp_path)))

    with TestClient(app) as client:

        def ask() -> str:
            response = client.post("/v1/ask", json={"question": QUESTION})
            assert response.status_code == 200, response.text
            return str(response.json()["versions"]["index"])

        with Load(ask, threads=2) as load:
            for version in range(2, 4):
                finish(tmp_path, version)
        last = ask()

    assert load.failures == []
    assert last == current_build(settings_in(tmp_path)).name


def test_new_text_is_found_without_a_restart(tmp_path: Path) -> None:
    move_to(tmp_path, 1)
    assistant = assistant_over(settings_in(tmp_path))
    before = {passage.text for passage in assistant.passages_of("courses")}

    move_to(tmp_path, 2)

    after = {passage.text for passage in assistant.passages_of("courses")}
    assert all("version 1" in text for text in before) and before
    assert all("version 2" in text for text in after) and after


def test_a_build_that_goes_away_between_the_link_and_the_opening_is_no_failed_request(tmp_path: Path) -> None:
    move_to(tmp_path, 1)
    settings = settings_in(tmp_path)
    links: list[Path] = []
    assistant = assistant_over(settings, lambda: links.pop() if links else current_build(settings))
    move_to(tmp_path, 2)
    gone = current_build(settings)
    move_to(tmp_path, 3)
    links.append(gone)

    version = assistant.index_version

    assert version == current_build(settings).name


def test_an_assistant_that_has_moved_on_lets_go_of_the_old_build(tmp_path: Path) -> None:
    move_to(tmp_path, 1)
    assistant = assistant_over(settings_in(tmp_path))
    move_to(tmp_path, 2)
    assert assistant.index_version == current_build(settings_in(tmp_path)).name
    gc.collect()

    clean_up(tmp_path / "index")

    assert leftovers(tmp_path) == []


# -- builds ---------------------------------------------------------------------------------------


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Path]:
    """An index with one finished build, which is current."""
    directory = tmp_path / "index"
    build(directory)
    yield directory


def build(index: Path) -> Path:
    with build_aside(index, "0123456789abcdef") as directory:
        (directory / READERS).touch()
    make_current(index, newest_build(index))
    return newest_build(index)


def names(index: Path) -> set[str]:
    return {path.name for path in (index / "builds").iterdir()}


def test_a_build_that_a_reader_holds_stays_until_it_lets_go(index: Path) -> None:
    old = newest_build(index)
    with (old / READERS).open() as reader:
        fcntl.flock(reader, fcntl.LOCK_SH)
        new = build(index)
        removed_while_read = clean_up(index)

    removed_after = clean_up(index)

    assert removed_while_read == []
    assert removed_after == [old.name]
    assert names(index) == {new.name}


def test_the_current_build_stays_though_nobody_reads_it(index: Path) -> None:
    assert clean_up(index) == []
    assert (index / "current").resolve() == newest_build(index)


def test_what_killed_runs_left_goes_before_the_next_build_begins(index: Path) -> None:
    for left in (".making-20260101T000000000000-aa", "20260101T000000000000-bb"):
        (index / "builds" / left).mkdir()
        (index / "builds" / left / "part").touch()

    with build_aside(index, "0123456789abcdef") as directory:
        seen = names(index) - {directory.name}

    assert seen == {(index / "current").resolve().name}


def test_a_build_that_fails_leaves_nothing(index: Path) -> None:
    before = names(index)

    with pytest.raises(RuntimeError), build_aside(index, "0123456789abcdef"):
        raise RuntimeError

    assert names(index) == before


def test_a_clock_that_was_set_back_does_not_make_an_old_build_the_newest(index: Path) -> None:
    tomorrow = index / "builds" / f"{datetime.now(UTC) + timedelta(days=1):%Y%m%dT%H%M%S%f}-01234567"
    newest_build(index).rename(tomorrow)
    make_current(index, tomorrow)

    newer = build(index)

    assert newer != tomorrow
    assert (index / "current").resolve() == newer


# -- two at once ----------------------------------------------------------------------------------


@pytest.mark.parametrize("held", ["store", "index"])
def test_a_second_ingest_in_another_process_says_so_and_changes_nothing(held: str, tmp_path: Path) -> None:
    move_to(tmp_path, 1)
    settings = settings_in(tmp_path)
    before = current_build(settings)

    with only_one(tmp_path / held):
        outcome = finish(tmp_path, 2)

    assert isinstance(outcome, Outcome)
    assert outcome.told == f"{tmp_path / held}: another ingest is running. Wait until it has ended, then try again."
    assert current_build(settings) == before


def test_the_lock_of_a_killed_ingest_holds_nobody_up(tmp_path: Path) -> None:
    move_to(tmp_path, 1)
    process, answer = start(tmp_path, 2)
    process.kill()
    process.join()
    answer.close()

    report = move_to(tmp_path, 3)

    assert report.built


def hold(directory: Path, seconds: float, answer: object) -> None:
    """Keeps a build open in a process of its own, as a server does."""
    index = open_index(directory)
    answer.send("open")  # type: ignore[attr-defined]
    threading.Event().wait(seconds)
    assert index.version, "still open"


def test_a_build_open_in_another_process_stays_and_goes_when_that_process_ends(tmp_path: Path) -> None:
    move_to(tmp_path, 1)
    old = current_build(settings_in(tmp_path))
    here, there = FORKS.Pipe()
    reader = FORKS.Process(target=hold, args=(old, 60.0, there))
    reader.start()
    assert here.recv() == "open"

    move_to(tmp_path, 2)
    while_open = leftovers(tmp_path)
    reader.kill()
    reader.join()
    move_to(tmp_path, 3)

    assert while_open == [old.name]
    assert leftovers(tmp_path) == []


def test_a_second_index_over_the_same_store_embeds_nothing(tmp_path: Path) -> None:
    move_to(tmp_path, 1)
    other = replace(settings_in(tmp_path), index=tmp_path / "other")

    report = run(other)

    assert report.built and report.embedded == 0
