"""A source and its passages as JSON, for `GET /v1/sources/{id}`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from assistant.domain.passage import Passage
from assistant.domain.source import Source, Validity


def source_to_json(source: Source, passages: Sequence[Passage]) -> dict[str, Any]:
    """The source as a JSON-ready dict. The day-dependent standing is no part of it: it is the answer's."""
    return {
        "source_id": source.id,
        "title": source.title,
        "publisher": source.publisher,
        "url": source.url,
        "language": source.language,
        "kind": source.kind.value,
        "origin": source.origin.value,
        "authority": source.authority,
        "licence": source.licence,
        "act": source.act,
        "version": source.version,
        **_validity(source.validity),
        "retrieved_on": _iso(source.retrieved_on),
        "consolidated_to": _iso(source.consolidated_to),
        "vetted_by": source.vetted_by,
        "vetted_on": _iso(source.vetted_on),
        "passages": [_passage(passage) for passage in passages],
    }


def _passage(passage: Passage) -> dict[str, Any]:
    return {
        "passage_id": passage.id,
        "headings": list(passage.headings),
        "locator": passage.locator,
        "language": passage.language,
        "origin": passage.origin.value,
        "text": passage.text,
        "url": passage.url,
        **_validity(passage.validity),
    }


def _validity(validity: Validity) -> dict[str, Any]:
    return {
        "valid_from": _iso(validity.valid_from),
        "valid_to": _iso(validity.valid_to),
        "never_applied": validity.never_applied,
        "planned": validity.planned,
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
