"""Originals that a person added: kept in the store with their provenance until they are removed."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assistant.errors import SourceUnreadable

_SOURCE_FILE = "provenance.json"


@dataclass(frozen=True)
class Original:
    """A file in the store."""

    source_id: str
    file: Path
    name: str
    """The file's own name."""
    address: str
    """Where it came from, as given."""
    sha256: str
    retrieved_on: date


class Originals:
    """The originals under one directory, one subdirectory a source."""

    def __init__(self, directory: Path) -> None:
        """Originals live in `directory`; it need not exist yet."""
        self._directory = directory

    def all(self) -> Iterator[Original]:
        """Every original, by source id."""
        for provenance in sorted(self._directory.glob(f"*/{_SOURCE_FILE}")):
            yield self._load(provenance)

    def add(self, path: Path, source_id: str, today: date) -> tuple[Original, str]:
        """Keep a copy of `path`; returns it and "added", "replaced" or "unchanged".

        Raises SourceUnreadable where the file cannot be read or is empty.
        """
        try:
            data = path.read_bytes()
        except OSError as error:
            raise SourceUnreadable(
                f"{path}: cannot be read ({error.strerror}). Check the path and its rights."
            ) from error
        sha256 = hashlib.sha256(data).hexdigest()
        home = self._directory / source_id
        before = self._load(home / _SOURCE_FILE) if (home / _SOURCE_FILE).is_file() else None
        if before is not None and before.sha256 == sha256:
            return before, "unchanged"
        provenance = {
            "source_id": source_id,
            "name": path.name,
            "address": str(path),
            "sha256": sha256,
            "retrieved_on": today.isoformat(),
        }
        self._write(home, path.name, data, provenance)
        return self._load(home / _SOURCE_FILE), "added" if before is None else "replaced"

    def remove(self, source_id: str) -> bool:
        """Forget a source; whether there was one."""
        home = self._directory / source_id
        if not (home / _SOURCE_FILE).is_file():
            return False
        # The provenance goes first: without it the copy is no source.
        (home / _SOURCE_FILE).unlink()
        shutil.rmtree(home)
        return True

    def source_id_for(self, path: Path) -> str:
        """The id of a source at `path`: its name, told apart from another path's of the same name."""
        plain = re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-") or "source"
        provenance = self._directory / plain / _SOURCE_FILE
        if not provenance.is_file() or self._load(provenance).address == str(path):
            return plain
        return f"{plain}-{hashlib.sha256(str(path).encode()).hexdigest()[:6]}"

    def _write(self, home: Path, name: str, data: bytes, provenance: dict[str, str]) -> None:
        """The copy first, then the provenance that names it: a crash leaves the old or the new."""
        version = home / provenance["sha256"][:16]
        version.mkdir(parents=True, exist_ok=True)
        (version / name).write_bytes(data)
        aside = home / f".{_SOURCE_FILE}"
        aside.write_text(json.dumps(provenance, ensure_ascii=False, indent=1), encoding="utf-8")
        os.replace(aside, home / _SOURCE_FILE)
        for other in home.iterdir():
            if other.is_dir() and other != version:
                shutil.rmtree(other)

    def _load(self, provenance: Path) -> Original:
        values = json.loads(provenance.read_text(encoding="utf-8"))
        return Original(
            source_id=values["source_id"],
            file=provenance.parent / values["sha256"][:16] / values["name"],
            name=values["name"],
            address=values["address"],
            sha256=values["sha256"],
            retrieved_on=date.fromisoformat(values["retrieved_on"]),
        )
