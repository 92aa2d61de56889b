"""Samples of the exam, read from JSON lines."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assistant.domain.query import Question, Turn
from assistant.errors import KotoError

DATASETS = Path(__file__).parent / "datasets"


@dataclass(frozen=True)
class Provision:
    """A provision that a right answer cites."""

    act: str
    section: str
    subsection: str | None

    @property
    def key(self) -> str:
        """The provision key: "681/2023:45:1"."""
        return ":".join(part for part in (self.act, self.section, self.subsection) if part)


@dataclass(frozen=True)
class Sample:
    """One question with what a right answer says, cites and never says."""

    id: str
    question: Question
    language: str
    """The language that the answer must be in."""
    tags: tuple[str, ...]
    expected_status: tuple[str, ...]
    provisions: tuple[Provision, ...]
    gold_facts: tuple[tuple[str, ...], ...]
    """Each fact is met if one of its patterns is found."""
    forbidden: tuple[str, ...]
    note: str


def load_samples(file: Path) -> list[Sample]:
    """The samples of a frozen set, in order.

    Raises KotoError where the file differs from the digest beside it, or a line is malformed.
    """
    _check_frozen(file)
    samples = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            samples.append(_sample(json.loads(line)))
        except (json.JSONDecodeError, KeyError, TypeError, ValueError) as error:
            raise KotoError(f"{file}:{number}: not a sample ({error!r}). See the README beside it.") from error
    return samples


def _check_frozen(file: Path) -> None:
    digest_file = file.with_suffix(".sha256")
    if not digest_file.is_file():
        return
    frozen = digest_file.read_text(encoding="ascii").split()[0]
    found = hashlib.sha256(file.read_bytes()).hexdigest()
    if found != frozen:
        raise KotoError(
            f"{file}: sha256 is {found[:12]}…, frozen is {frozen[:12]}…. Restore the file, or list the correction"
            " in its README and renew the digest."
        )


def _sample(row: dict[str, object]) -> Sample:
    values: dict[str, list[dict[str, str]]] = row  # type: ignore[assignment]
    as_of = row["as_of"]
    return Sample(
        id=str(row["id"]),
        question=Question(
            text=str(row["question"]),
            as_of=date.fromisoformat(str(as_of)) if as_of else None,
            history=tuple(Turn(turn["question"], turn.get("answer", "")) for turn in values["history"]),
        ),
        language=str(row["language"]),
        tags=tuple(str(tag) for tag in values["tags"]),
        expected_status=tuple(str(status) for status in values["expected_status"]),
        provisions=tuple(Provision(p["act"], p["section"], p["subsection"]) for p in values["provisions"]),
        gold_facts=tuple(tuple(str(pattern) for pattern in fact) for fact in values["gold_facts"]),
        forbidden=tuple(str(pattern) for pattern in values["forbidden"]),
        note=str(row["note"]),
    )
