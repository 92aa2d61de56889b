"""Labelled pairs of claim and evidence: our own files, the catalogue, and the external development sets."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path
from typing import Any

import yaml

from assistant.settings import REPOSITORY
from evals.sample import DATASETS

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Ten times as fast where libyaml is there."""
CATALOGUE = REPOSITORY / "corpus" / "requirements"
EXTERNAL = REPOSITORY.parent / "shared" / "devsets" / "grounding"
OWN = DATASETS / "pairs.jsonl"
SUBTLE = DATASETS / "pairs-subtle.jsonl"


@dataclass(frozen=True)
class Pair:
    """A claim, its evidence, and whether the evidence supports it."""

    claim: str
    evidence: tuple[str, ...]
    language: str
    """Of the claim."""
    evidence_language: str
    supported: bool
    kind: str
    for_calibration: bool
    """Whether it belongs to the half that the weights are fitted on; figures are told for the other half."""


def catalogue_pairs(directory: Path = CATALOGUE) -> Iterator[Pair]:
    """The catalogue's rows across languages: a row supports itself in another language, not the rows after it.

    The rows are translations of each other by other hands than the pairs' and the word table's, so they
    show whether the check crosses languages on text that it was not written with.
    """
    for rows in _rows_by_file(directory):
        for place, row in enumerate(rows):
            for claim_language, language in permutations(("fi", "sv", "en"), 2):
                claim = " ".join(row[claim_language]["text"].split())
                for step in (0, 1):
                    other = rows[(place + step) % len(rows)]
                    evidence = " ".join(other[language]["text"].split())
                    if other is not row or step == 0:
                        kind = "translation" if step == 0 else "neighbour"
                        half = is_first_half(row["id"])
                        yield Pair(claim, (evidence,), claim_language, language, step == 0, kind, half)


def catalogue_rows(directory: Path = CATALOGUE) -> Iterator[dict[str, Any]]:
    """Every row of the catalogue that has a text, as it stands in its file."""
    for rows in _rows_by_file(directory):
        yield from rows


def _rows_by_file(directory: Path) -> Iterator[list[dict[str, Any]]]:
    for file in sorted(directory.glob("*.yaml")):
        rows = yaml.load(file.read_text(encoding="utf-8"), Loader=_LOADER)
        yield [row for row in rows if "text" in row.get("fi", {})]


def own_pairs(file: Path = OWN) -> Iterator[Pair]:
    """Our own pairs; the split by provision stands in the file."""
    for row in _rows(file):
        yield Pair(
            claim=row["claim"],
            evidence=tuple(row["evidence"]),
            language=row["language"],
            evidence_language=row["evidence_language"],
            supported=row["label"] == "supported",
            kind=row["kind"],
            for_calibration=row["split"] == "dev",
        )


def wice_pairs(directory: Path) -> Iterator[Pair]:
    """The development set of this name."""
    for row in _rows(directory / "wice.jsonl"):
        texts = tuple(sentence["text"] for sentence in row["evidence"])
        yield Pair(row["claim"], texts, "en", "en", row["label"] == "supported", row["label"], is_first_half(row["id"]))


def faithbench_pairs(directory: Path) -> Iterator[Pair]:
    """The development set of this name."""
    for row in _rows(directory / "faithbench.jsonl"):
        for sentence in row["sentences"]:
            # Split by source, so that no half has seen the other's texts.
            half = is_first_half(row["source"])
            yield Pair(sentence["text"], (row["source"],), "en", "en", not sentence["unsupported"], "sentence", half)


def mushroom_pairs(directory: Path) -> Iterator[Pair]:
    """The development set of this name."""
    pages = {row["page"]: row["text"] for row in _rows(directory / "mushroom_pages.jsonl")}
    for row in _rows(directory / "mushroom.jsonl"):
        page = pages.get(row.get("evidence_page") or "")
        if page is None:
            continue
        for sentence in row["sentences"]:
            if sentence["unsupported"] is None:
                continue
            half = is_first_half(row["evidence_page"])
            supported = not sentence["unsupported"]
            yield Pair(sentence["text"], (page,), row["lang"], row["lang"], supported, "sentence", half)


def is_first_half(name: str) -> bool:
    """A half that is the same on every machine and in every run."""
    return zlib.crc32(name.encode()) % 2 == 0


def _rows(file: Path) -> Iterator[dict[str, Any]]:
    with file.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())
