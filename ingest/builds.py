"""Builds of the index: made aside, made current in one rename, cleaned up when no reader holds them.

`INDEX/builds/ID` is never changed or reused; `INDEX/current` is a link to one of them.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from assistant.errors import KotoError

_ASIDE = ".making-"


@contextmanager
def only_one(directory: Path) -> Iterator[None]:
    """Hold the lock of `directory` for one ingest. Raises KotoError when another holds it."""
    directory.mkdir(parents=True, exist_ok=True)
    with (directory / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise KotoError(
                f"{directory}: another ingest is running. Wait until it has ended, then try again."
            ) from error
        yield


@contextmanager
def build_aside(index: Path, digest: str) -> Iterator[Path]:
    """A new directory to build in; complete and on its final name when the block ends without an error."""
    builds = index / "builds"
    builds.mkdir(parents=True, exist_ok=True)
    name = f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{digest[:8]}"
    aside = builds / f"{_ASIDE}{name}"
    aside.mkdir()
    try:
        yield aside
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        raise
    os.rename(aside, builds / name)


def newest_build(index: Path) -> Path:
    """The build that was finished last."""
    return max(path for path in (index / "builds").iterdir() if not path.name.startswith("."))


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
        if build.resolve() != current and (build.name.startswith(_ASIDE) or _is_free(build)):
            shutil.rmtree(build, ignore_errors=True)
            removed.append(build.name)
    return removed


def _is_free(build: Path) -> bool:
    try:
        with (build / "readers").open("r") as readers:
            fcntl.flock(readers, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except FileNotFoundError:
        return True
    return True
