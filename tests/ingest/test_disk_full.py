"""A full disk ends an ingest with one clear line, and leaves the old index and the store whole."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.errors import KotoError
from ingest.changes import Wanted
from ingest.disk import full_disk_told
from tests.ingest.small_run import check_store, contents_of, finish, leftovers, move_to, run, settings_in, write_files

LINE = "the disk is full. What was there before stays. Free some space, then run: koto ingest"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 6 MB; only root may mount one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=6m", "koto-test", str(disk)]
    if shutil.which("mount") is None or os.geteuid() != 0 or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("no disk can be mounted here")
    yield disk
    # A library may still hold a file of a failed build open.
    subprocess.run(["umount", "-l", str(disk)], check=True)


def leave(disk: Path, room: int) -> Path:
    """Fill the disk but for `room` bytes."""
    filler = disk / "filler"
    filler.unlink(missing_ok=True)
    filler.write_bytes(bytes(max(0, shutil.disk_usage(disk).free - room)))
    return filler


def test_a_full_disk_is_one_clear_line_wherever_the_room_ends(small_disk: Path) -> None:
    move_to(small_disk, 1)
    whole = contents_of(small_disk / "index")
    told = []

    for version, room in enumerate((0, 40_000, 80_000, 280_000, 320_000, 440_000, 520_000), start=2):
        files = write_files(small_disk, version)
        filler = leave(small_disk, room)
        with pytest.raises(KotoError) as raised:
            run(settings_in(small_disk), Wanted(paths=files))
        told.append(str(raised.value))
        # Chroma writes a little when it opens a directory, so looking needs room too.
        filler.unlink()
        left = contents_of(small_disk / "index")
        check_store(small_disk)
        assert left == whole
        assert leftovers(small_disk) == []

    assert [line.endswith(LINE) for line in told] == [True] * len(told), told


def test_the_next_run_with_room_again_does_what_the_full_disk_prevented(small_disk: Path) -> None:
    move_to(small_disk, 1)
    files = write_files(small_disk, 2)
    filler = leave(small_disk, 200_000)
    with pytest.raises(KotoError, match="the disk is full"):
        run(settings_in(small_disk), Wanted(paths=files))
    filler.unlink()

    run(settings_in(small_disk), Wanted(paths=files))

    assert contents_of(small_disk / "index").versions == {"2", "1"}  # the statute stays at 1


def test_a_disk_that_is_full_from_any_write_on_is_one_clear_line(tmp_path: Path) -> None:
    move_to(tmp_path, 1)
    whole = contents_of(tmp_path / "index")
    outcome = finish(tmp_path, 2)
    assert outcome is not None
    faults = []

    for last in range(1, outcome.steps, 23):
        move_to(tmp_path, 1)
        tried = finish(tmp_path, 3, "full", last)
        assert tried is not None
        left = contents_of(tmp_path / "index")
        check_store(tmp_path)
        assert (left.passages, left.sources) == (whole.passages, whole.sources)
        assert left.versions == ({"1"} if tried.told else {"3"})
        if tried.told and not tried.told.endswith(LINE):
            faults.append((last, tried.told))

    assert faults == []


@pytest.mark.parametrize(
    "error",
    [OSError(28, "No space left on device"), sqlite3.OperationalError("database or disk is full")],
    ids=["the system", "SQLite"],
)
def test_a_full_disk_is_told_by_the_directory_and_what_to_do(error: Exception, tmp_path: Path) -> None:
    with pytest.raises(KotoError) as raised, full_disk_told(tmp_path):
        raise error

    assert str(raised.value) == f"{tmp_path}: {LINE}"


@pytest.mark.parametrize(
    "error",
    [PermissionError(13, "Permission denied"), KeyError("a fault of ours"), KotoError("another ingest is running")],
    ids=["rights", "a fault", "an error of Koto"],
)
def test_another_error_is_not_told_as_a_full_disk(error: Exception, tmp_path: Path) -> None:
    with pytest.raises(type(error)) as raised, full_disk_told(tmp_path):
        raise error

    assert raised.value is error
