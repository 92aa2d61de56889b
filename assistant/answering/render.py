"""The answer object as JSON: one and the same for the command line, batches and the API."""

from __future__ import annotations

from datetime import date
from typing import Any

from assistant.domain.answer import Answer, Caveat, Citation, CitedSource, Sentence, Table
from assistant.domain.query import ScoredPassage


def answer_to_json(answer: Answer) -> dict[str, Any]:
    """The answer as a JSON-ready dict, with the keys of the command-line contract (DESIGN section 6)."""
    return {
        "id": answer.id,
        "question": answer.question,
        "language": answer.language,
        "as_of": answer.as_of.isoformat(),
        "law_checked_to": _iso(answer.law_checked_to),
        "status": answer.status.value,
        "completeness": answer.completeness.value,
        "sentences": [sentence_to_json(sentence) for sentence in answer.sentences],
        "tables": [_table(table) for table in answer.tables],
        "sources": [_source(source) for source in answer.sources],
        "caveats": [_caveat(caveat) for caveat in answer.caveats],
        "nearest": hits_to_json(answer.nearest),
        "versions": {
            "index": answer.versions.index,
            "templates": answer.versions.templates,
            "model": answer.versions.model or None,
        },
        "timings_ms": {step: round(ms, 2) for step, ms in answer.timings_ms.items()},
    }


def hits_to_json(hits: tuple[ScoredPassage, ...]) -> list[dict[str, Any]]:
    """Hits as JSON-ready dicts, ranked from 1."""
    return [_hit(rank, hit) for rank, hit in enumerate(hits, start=1)]


def _hit(rank: int, hit: ScoredPassage) -> dict[str, Any]:
    passage = hit.passage
    return {
        "rank": rank,
        "passage_id": passage.id,
        "source_id": passage.source_id,
        "title": passage.headings[-1] if passage.headings else passage.locator,
        "headings": list(passage.headings),
        "locator": passage.locator,
        "text": passage.text,
        "score": round(hit.score, 6),
        "url": passage.url,
        "standing": hit.standing.value,
        "language": passage.language,
        "valid_from": _iso(passage.validity.valid_from),
        "valid_to": _iso(passage.validity.valid_to),
    }


def sentence_to_json(sentence: Sentence) -> dict[str, Any]:
    """One sentence of the answer object as a JSON-ready dict."""
    return {
        "text": sentence.text,
        "kind": sentence.kind.value,
        "language": sentence.language,
        "support": None if sentence.support is None else round(sentence.support, 4),
        "citations": [_citation(citation) for citation in sentence.citations],
    }


def _table(table: Table) -> dict[str, Any]:
    return {
        "caption": table.caption,
        "columns": list(table.columns),
        "rows": [{"heading": row.heading, "cells": [list(cell) for cell in row.cells]} for row in table.rows],
        "covers": list(table.covers),
    }


def _citation(citation: Citation) -> dict[str, Any]:
    return {
        "n": citation.n,
        "passage_id": citation.passage_id,
        "source_id": citation.source_id,
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
        "language": citation.language,
    }


def _source(source: CitedSource) -> dict[str, Any]:
    return {
        "n": source.n,
        "source_id": source.source_id,
        "title": source.title,
        "publisher": source.publisher,
        "url": source.url,
        "locator": source.locator,
        "language": source.language,
        "kind": source.kind.value,
        "origin": source.origin.value,
        "standing": source.standing.value,
        "valid_from": _iso(source.valid_from),
        "valid_to": _iso(source.valid_to),
        "consolidated_to": _iso(source.consolidated_to),
        "retrieved_on": _iso(source.retrieved_on),
    }


def _caveat(caveat: Caveat) -> dict[str, Any]:
    return {
        "kind": caveat.kind,
        "text": caveat.text,
        "citations": [_citation(citation) for citation in caveat.citations],
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
