"""kill -9 at any moment of an ingest, a build and a switch leaves the old index or the new one, whole.

    python -m tests.ingest.test_kill 200

kills that many children: half at a random time, half at a random one of their steps in the file system.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import pytest

from ingest.builds import clean_up
from tests.ingest.small_run import Contents, check_store, contents_of, finish, leftovers, move_to, start


class Killer:
    """Kills one child after another over the same store, and looks at what each left."""

    def __init__(self, home: Path, seed: int) -> None:
        self._home = home
        self._random = random.Random(seed)
        self._whole: dict[bool, Contents] = {}
        self._version = 0
        self.tally: Counter[str] = Counter()

    def prepare(self) -> None:
        """What an index holds with and without the added sources, how long a run takes, and in how many steps."""
        move_to(self._home, 0)
        self._whole[False] = contents_of(self._home / "index")
        move_to(self._home, 1)
        self._whole[True] = contents_of(self._home / "index")
        # The first child waits until the process is there from which all come.
        finish(self._home, 2)
        began = time.perf_counter()
        outcome = finish(self._home, 1)
        self._seconds = time.perf_counter() - began
        assert outcome is not None and not outcome.told, outcome
        self._steps = outcome.steps
        self._version = 1

    def kill(self, number: int) -> None:
        """Kill a run to another version, check what it left, and let the next run finish the work."""
        before, after = self._version, 0 if number % 5 == 4 else number + 2
        if number % 2:
            finish(self._home, after, "kill", self._random.randint(1, self._steps))
        else:
            self._kill_in_time(after)

        left = contents_of(self._home / "index")
        check_store(self._home)
        self._check(left, {before, after})
        self._count(left, after)

        report = move_to(self._home, after)
        self._check(contents_of(self._home / "index"), {after})
        assert report.build == (self._home / "index" / "current").resolve().name
        self._version = after

    def _kill_in_time(self, version: int) -> None:
        process, answer = start(self._home, version)
        time.sleep(self._random.uniform(0, self._seconds))
        process.kill()
        process.join()
        answer.close()

    def _check(self, found: Contents, versions: set[int]) -> None:
        said = {int(version) for version in found.versions} or {0}
        assert len(said) == 1 and said <= versions, (said, versions)
        whole = self._whole[said != {0}]
        assert (found.passages, found.sources) == (whole.passages, whole.sources)

    def _count(self, left: Contents, after: int) -> None:
        is_new = left.versions == ({str(after)} if after else frozenset())
        names = leftovers(self._home)
        if is_new:
            place = "new index, old one still there" if names else "new index"
        elif any(not name.startswith(".") for name in names):
            place = "old index, new one finished but not current"
        elif names:
            place = "old index, new one begun"
        else:
            place = "old index"
        self.tally[place] += 1


def kill_many(home: Path, times: int, seed: int) -> Counter[str]:
    """What so many kills left."""
    killer = Killer(home, seed)
    killer.prepare()
    for number in range(times):
        killer.kill(number)
    return killer.tally


def test_a_killed_ingest_leaves_the_old_index_or_the_new_one_and_the_next_run_finishes_the_work(tmp_path: Path) -> None:
    tally = kill_many(tmp_path, 12, seed=20261122)

    assert tally.total() == 12


def test_a_run_killed_at_any_step_of_the_switch_leaves_an_index(tmp_path: Path) -> None:
    move_to(tmp_path, 1)
    outcome = finish(tmp_path, 2)
    assert outcome is not None
    finished = next(n for n, step in enumerate(outcome.log, 1) if step.startswith("os.rename") and ".making-" in step)
    switched = max(n for n, step in enumerate(outcome.log, 1) if step.startswith("os.rename") and "current" in step)
    left = []

    for step in range(finished, switched + 2):
        move_to(tmp_path, 1)
        clean_up(tmp_path / "index")  # what the kill before left would shift the steps
        assert finish(tmp_path, 2, "kill", step) is None
        left.append(contents_of(tmp_path / "index").versions)

    # the finished build gets its name, .current is made anew, and renamed; one step later the new index stands
    assert switched - finished == 3
    assert left == [{"1"}] * 4 + [{"2"}]


@pytest.mark.parametrize("last", ["first", "last"])
def test_nothing_that_a_killed_run_left_outlives_the_next_build(tmp_path: Path, last: str) -> None:
    move_to(tmp_path, 1)
    steps = finish(tmp_path, 2)
    assert steps is not None
    finish(tmp_path, 3, "kill", steps.steps // 2 if last == "first" else steps.steps)

    move_to(tmp_path, 4)

    assert leftovers(tmp_path) == []


def main(arguments: list[str]) -> int:
    times = int(arguments[0]) if arguments else 200
    seed = int(arguments[1]) if len(arguments) > 1 else random.randrange(10**6)
    began = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="koto-kill-") as home:
        tally = kill_many(Path(home) / "town", times, seed)
    print(f"{times} kills (seed {seed}), {time.perf_counter() - began:.0f} s: always the old or the new index, whole.")
    for place, number in tally.most_common():
        print(f"{number:5} {place}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
