"""Builds of the index: made aside, made current in one rename, cleaned up when no reader holds them.

`INDEX/builds/ID` is never changed or reused; `INDEX/current` is a link to one of them.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from assistant.errors import KotoError
from ingest.disk import full_disk_told

_ASIDE = ".making-"
_MOMENT = "%Y%m%dT%H%M%S%f"


@contextmanager
def only_one(directory: Path) -> Iterator[None]:
    """Hold the lock of `directory` for one ingest.

    Raises KotoError when another holds it, and where the disk gets full in the meantime.
    """
    directory.mkdir(parents=True, exist_ok=True)
    with full_disk_told(directory), (directory / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise KotoError(
                f"{directory}: another ingest is running. Wait until it has ended, then try again."
            ) from error
        yield


@contextmanager
def build_aside(index: Path, digest: str) -> Iterator[Path]:
    """A new directory to build in; complete and on its final name when the block ends without an error.

    What earlier runs left behind goes first: a full disk needs the room.
    """
    builds = index / "builds"
    builds.mkdir(parents=True, exist_ok=True)
    clean_up(index)
    name = f"{_next_moment(builds):{_MOMENT}}-{digest[:8]}"
    aside = builds / f"{_ASIDE}{name}"
    aside.mkdir()
    try:
        # The room is looked at before what was written is removed again.
        with full_disk_told(index):
            yield aside
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        raise
    os.rename(aside, builds / name)


def _next_moment(builds: Path) -> datetime:
    """Now, but later than every build: a clock that was set back must not make an old build the newest."""
    now = datetime.now(UTC)
    newest = max(_finished(builds), default=None)
    if newest is None:
        return now
    last = datetime.strptime(newest.name.split("-")[0], _MOMENT).replace(tzinfo=UTC)
    return max(now, last + timedelta(microseconds=1))


def newest_build(index: Path) -> Path:
    """The build that was finished last."""
    return max(_finished(index / "builds"))


def _finished(builds: Path) -> list[Path]:
    return [path for path in builds.iterdir() if not path.name.startswith(".")]


def make_current(index: Path, build: Path) -> None:
    """Point `current` at `build`, in one rename."""
    aside = index / ".current"
    aside.unlink(missing_ok=True)
    aside.symlink_to(Path("builds") / build.name)
    os.replace(aside, index / "current")


def clean_up(index: Path) -> list[str]:
    """Remove builds that are not current and that no reader holds; the names of those removed."""
    current = (index / "current").resolve()
    removed = []
    for build in sorted((index / "builds").iterdir()):
        if build.resolve() != current and _remove(build):
            removed.append(build.name)
    return removed


def _remove(build: Path) -> bool:
    """Remove a build unless a reader holds it; whether it is gone. A reader that comes in the meantime waits."""
    try:
        with (build / "readers").open("r") as readers:
            fcntl.flock(readers, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(build, ignore_errors=True)
    except BlockingIOError:
        return False
    except FileNotFoundError:
        # Never finished, or half removed.
        shutil.rmtree(build, ignore_errors=True)
    return True
