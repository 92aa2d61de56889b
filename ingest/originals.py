"""Originals that a person added: kept in the store with their provenance until they are removed."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

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
    etag: str = ""
    """What the server said of this version, where it came from one."""


class Originals:
    """The originals under one directory, one subdirectory a source."""

    def __init__(self, directory: Path) -> None:
        """Originals live in `directory`; it need not exist yet."""
        self._directory = directory

    def all(self) -> Iterator[Original]:
        """Every original, by source id."""
        for provenance in sorted(self._directory.glob(f"*/{_SOURCE_FILE}")):
            yield self._load(provenance)

    def add(
        self,
        data: bytes,
        name: str,
        address: str,
        source_id: str,
        today: date,
        *,
        etag: str = "",
        check: Callable[[Path], object] | None = None,
    ) -> tuple[Original, str]:
        """Keep `data` under `source_id`; returns it and "added", "replaced" or "unchanged".

        `check` gets the copy before it counts, and raises SourceUnreadable where it cannot be read.
        """
        sha256 = hashlib.sha256(data).hexdigest()
        home = self._directory / source_id
        before = self._load(home / _SOURCE_FILE) if (home / _SOURCE_FILE).is_file() else None
        provenance = {
            "source_id": source_id,
            "name": name,
            "address": address,
            "sha256": sha256,
            "retrieved_on": today.isoformat(),
            "etag": etag,
        }
        if before is not None and before.sha256 == sha256:
            if etag and etag != before.etag:
                self._name(home, provenance | {"retrieved_on": before.retrieved_on.isoformat(), "name": before.name})
            return before, "unchanged"
        self._write(home, name, data, provenance, check)
        return self._load(home / _SOURCE_FILE), "added" if before is None else "replaced"

    def at(self, address: str) -> Original | None:
        """The source that came from `address`, None where there is none."""
        return next((original for original in self.all() if original.address == address), None)

    def remove(self, source_id: str) -> bool:
        """Forget a source; whether there was one."""
        home = self._directory / source_id
        if not (home / _SOURCE_FILE).is_file():
            return False
        # The provenance goes first: without it the copy is no source.
        (home / _SOURCE_FILE).unlink()
        shutil.rmtree(home)
        return True

    def source_id_for(self, stem: str, address: str) -> str:
        """The id of a source at `address`: its name, told apart from another address' of the same name."""
        plain = re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-") or "source"
        provenance = self._directory / plain / _SOURCE_FILE
        if not provenance.is_file() or self._load(provenance).address == address:
            return plain
        return f"{plain}-{hashlib.sha256(address.encode()).hexdigest()[:6]}"

    def _write(
        self,
        home: Path,
        name: str,
        data: bytes,
        provenance: dict[str, str],
        check: Callable[[Path], object] | None,
    ) -> None:
        """The copy first, then the provenance that names it: a crash leaves the old or the new."""
        version = home / provenance["sha256"][:16]
        version.mkdir(parents=True, exist_ok=True)
        try:
            (version / name).write_bytes(data)
            if check is not None:
                check(version / name)
        except BaseException:
            shutil.rmtree(version)
            if not any(home.iterdir()):
                home.rmdir()
            raise
        self._name(home, provenance)
        for other in home.iterdir():
            if other.is_dir() and other != version:
                shutil.rmtree(other)

    def _name(self, home: Path, provenance: dict[str, str]) -> None:
        aside = home / f".{_SOURCE_FILE}"
        aside.write_text(json.dumps(provenance, ensure_ascii=False, indent=1), encoding="utf-8")
        os.replace(aside, home / _SOURCE_FILE)

    def _load(self, provenance: Path) -> Original:
        values = json.loads(provenance.read_text(encoding="utf-8"))
        return Original(
            source_id=values["source_id"],
            file=provenance.parent / values["sha256"][:16] / values["name"],
            name=values["name"],
            address=values["address"],
            sha256=values["sha256"],
            retrieved_on=date.fromisoformat(values["retrieved_on"]),
            etag=values.get("etag", ""),
        )
