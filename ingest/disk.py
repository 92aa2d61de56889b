"""A full disk, told in one line whichever library met it first."""

from __future__ import annotations

import errno
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.errors import KotoError

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_NO_ROOM_BYTES = 10_000_000
"""Libraries tell a full disk in many ways ("disk I/O error", "IO_ERROR"); with less room than this, it is one."""


@contextmanager
def full_disk_told(directory: Path) -> Iterator[None]:
    """Raises KotoError in place of what a full disk under `directory` makes the libraries raise."""
    try:
        yield
    except KotoError:
        raise
    except Exception as error:
        if not _is_full(error, directory):
            raise
        raise KotoError(
            f"{directory}: the disk is full. What was there before stays. Free some space, then run: koto ingest"
        ) from error


def _is_full(error: Exception, directory: Path) -> bool:
    if isinstance(error, OSError):
        return error.errno in _FULL
    is_of_a_library = isinstance(error, (sqlite3.Error, RuntimeError)) or type(error).__module__.startswith("chromadb")
    return is_of_a_library and ("is full" in str(error) or shutil.disk_usage(directory).free < _NO_ROOM_BYTES)
