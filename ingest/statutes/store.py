"""Fetched statutes in the store: one directory an Act; a new state stands beside the old one until it is whole."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from ingest.statutes.akoma_ntoso import read_statute
from ingest.statutes.finlex import ActReference, Documents
from ingest.statutes.model import StatuteText

_STATE = "state.json"


@dataclass(frozen=True)
class FetchedAct:
    """What the store holds of an Act."""

    home: Path
    reference: ActReference
    base: str
    """Address of the API that it came from."""
    files: Mapping[str, str]
    """By address of a document: its file in `home`, named by its digest."""
    etags: Mapping[str, str]
    pages: Mapping[str, Sequence[str]]
    retrieved_on: date
    """The day on which the documents last changed here."""
    checked_on: date
    """The day on which the publisher last said what it has."""
    approved_by: str = ""
    approved_on: date | None = None
    waiting: Mapping[str, Any] = field(default_factory=dict)
    """A newer state that waits for a person's word."""

    @property
    def id(self) -> str:
        """finlex:681/2023."""
        return f"finlex:{self.reference.act}"

    def text(self, address: str) -> StatuteText | None:
        """The document at `address` as it is approved, None where it is not at hand."""
        file = self.files.get(address)
        return read_statute((self.home / file).read_bytes(), address) if file else None

    @cached_property
    def texts(self) -> tuple[StatuteText, ...]:
        """Every document. Raises SourceUnreadable for one that cannot be read any more."""
        return tuple(
            read_statute((self.home / file).read_bytes(), address) for address, file in sorted(self.files.items())
        )

    @property
    def is_whole(self) -> bool:
        """Whether every document is there as it was fetched."""
        return all(_holds(self.home / file) for file in self.files.values())

    @property
    def digest(self) -> str:
        """What the index depends on: the documents that are approved."""
        return hashlib.sha256(json.dumps(sorted(self.files.items())).encode()).hexdigest()


class StatuteStore:
    """Fetched Acts under one directory."""

    def __init__(self, directory: Path) -> None:
        """Acts live in `directory`; it need not exist yet."""
        self._directory = directory

    def all(self) -> Iterator[FetchedAct]:
        """Every Act, by year and number."""
        for state in sorted(self._directory.glob(f"*/{_STATE}")):
            yield self._load(state)

    def get(self, act: str) -> FetchedAct | None:
        """What is held of an Act, None where nothing is."""
        state = self._home(act) / _STATE
        return self._load(state) if state.is_file() else None

    def keep(
        self, reference: ActReference, base: str, found: Documents, today: date, *, needs_approval: bool
    ) -> tuple[FetchedAct, str]:
        """Take over what was fetched; returns the Act and "added", "replaced", "unchanged" or "waiting".

        With `needs_approval`, a change of what is held waits until `approve`. Files come before the state that names
        them: a crash leaves the old state or the new one.
        """
        before = self.get(reference.act)
        home = self._home(reference.act)
        home.mkdir(parents=True, exist_ok=True)
        files = {one.address: _written(home, one.body) for one in found.fetched if one.body}
        if before is not None:
            # "As before" is said of what is approved, never of what waits: its requests carry the approved etags.
            kept = {one.address for one in found.fetched if not one.body}
            files.update({address: file for address, file in before.files.items() if address in kept})
        offered = {
            "act": reference.act,
            "day": reference.day.isoformat() if reference.day else "",
            "base": base,
            "files": files,
            "etags": found.etags,
            "pages": found.pages,
            "retrieved_on": today.isoformat(),
            "checked_on": today.isoformat(),
        }
        if before is None:
            change, state = "added", offered
        elif files == dict(before.files):
            change = "unchanged"
            state = self._values(before) | {"etags": found.etags, "pages": found.pages, "checked_on": today.isoformat()}
            state.pop("waiting", None)
        elif needs_approval:
            change = "waiting"
            state = self._values(before) | {"waiting": offered, "checked_on": today.isoformat()}
        else:
            change, state = "replaced", offered
        self._write(home, state)
        return self._load(home / _STATE), change

    def approve(self, act: str, by: str, today: date) -> FetchedAct | None:
        """Put a waiting state in force, with the name of who approved it; None where nothing waits."""
        held = self.get(act)
        if held is None or not held.waiting:
            return None
        state = dict(held.waiting) | {"approved_by": by, "approved_on": today.isoformat()}
        self._write(held.home, state)
        return self._load(held.home / _STATE)

    def remove(self, act: str) -> bool:
        """Forget an Act; whether there was one."""
        state = self._home(act) / _STATE
        if not state.is_file():
            return False
        # The state goes first: without it the documents are no Act.
        state.unlink()
        shutil.rmtree(state.parent)
        return True

    def _home(self, act: str) -> Path:
        number, year = act.split("/")
        return self._directory / f"{year}-{int(number):04d}"

    def _write(self, home: Path, state: Mapping[str, Any]) -> None:
        aside = home / f".{_STATE}"
        aside.write_text(json.dumps(state, ensure_ascii=False, indent=1, sort_keys=True), encoding="utf-8")
        os.replace(aside, home / _STATE)
        named = {*state["files"].values(), *state.get("waiting", {}).get("files", {}).values(), _STATE}
        for file in home.iterdir():
            if file.name not in named:
                file.unlink()

    def _values(self, held: FetchedAct) -> dict[str, Any]:
        values: dict[str, Any] = json.loads((held.home / _STATE).read_text(encoding="utf-8"))
        return values

    def _load(self, state: Path) -> FetchedAct:
        values = json.loads(state.read_text(encoding="utf-8"))
        approved_on = values.get("approved_on")
        return FetchedAct(
            home=state.parent,
            reference=ActReference(values["act"], date.fromisoformat(values["day"]) if values["day"] else None),
            base=values["base"],
            files=values["files"],
            etags=values["etags"],
            pages=values["pages"],
            retrieved_on=date.fromisoformat(values["retrieved_on"]),
            checked_on=date.fromisoformat(values["checked_on"]),
            approved_by=values.get("approved_by", ""),
            approved_on=date.fromisoformat(approved_on) if approved_on else None,
            waiting=values.get("waiting", {}),
        )


class Nothing:
    """What is at hand of an Act that was never fetched."""

    etags: Mapping[str, str] = {}
    pages: Mapping[str, Sequence[str]] = {}

    def text(self, address: str) -> None:
        """Nothing is at hand."""


def _written(home: Path, body: bytes) -> str:
    """The file that holds `body`, named by its digest; written aside and renamed."""
    name = _name(body)
    if not _holds(home / name):
        aside = home / f".{name}"
        aside.write_bytes(body)
        os.replace(aside, home / name)
    return name


def _holds(file: Path) -> bool:
    """Whether the file is there and holds what its name says."""
    return file.is_file() and _name(file.read_bytes()) == file.name


def _name(body: bytes) -> str:
    return f"{hashlib.sha256(body).hexdigest()[:32]}.xml"
