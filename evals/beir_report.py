"""Results of a comparison of searches: one JSON document, or tables for people."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from typing import Any

from evals.retrieval_metrics import MEASURES, Difference, difference, mean
from evals.search_comparison import MAIN_MEASURE, OURS, SetResult, SystemResult


def as_document(results: Sequence[SetResult]) -> str:
    """One JSON document: an object for one set, a list for several; an undefined figure is null."""
    documents = [_set_document(result) for result in results]
    return json.dumps(documents[0] if len(documents) == 1 else documents, ensure_ascii=False, indent=1)


def _set_document(result: SetResult) -> dict[str, Any]:
    ours = _of(result, OURS)
    systems = []
    for system in result.systems:
        row: dict[str, Any] = {"system": system.system}
        row.update({measure: _figure(system.mean(measure)) for measure in MEASURES})
        row["ms_per_query"] = round(system.ms_per_query, 2)
        row["interval"] = [_figure(system.interval.low), _figure(system.interval.high)]
        if ours is not None and system is not ours:
            below = _difference(ours, system)
            row["koto_above"] = {"mean": _figure(below.mean), "p": _figure(below.p)}
        systems.append(row)
    return {"set": result.name, "passages": result.passages, "queries": result.queries, "systems": systems}


def as_table(results: Sequence[SetResult]) -> str:
    """The results for people, one block a set, and the comparison over all sets below them."""
    lines: list[str] = []
    for result in results:
        lines += [f"{result.name}: {result.passages} passages, {result.queries} queries", *_rows(result), ""]
    if len(results) > 1:
        lines += _overall(results)
    return "\n".join(lines).rstrip()


def _rows(result: SetResult) -> list[str]:
    ours = _of(result, OURS)
    rows = [f"  {'system':<10}" + "".join(f"{name:>11}" for name in MEASURES) + "    ms/query  95 % of nDCG@10"]
    for system in result.systems:
        figures = "".join(f"{system.mean(measure):>11.3f}" for measure in MEASURES)
        span = f"{system.interval.low:.3f} to {system.interval.high:.3f}"
        beside = "" if ours is None or system is ours else f"  {_told(_difference(ours, system))}"
        rows.append(f"  {system.system:<10}{figures}{system.ms_per_query:>12.1f}  {span}{beside}")
    return rows


def _overall(results: Sequence[SetResult]) -> list[str]:
    """Every query of every set with the same weight, system by system."""
    lines = [f"all sets: {sum(result.queries for result in results)} queries"]
    pooled = {system.system: _pooled(results, system.system) for system in results[0].systems}
    for name, scores in pooled.items():
        beside = ""
        if OURS in pooled and name != OURS:
            beside = f"  {_told(difference(pooled[OURS], scores))}"
        lines.append(f"  {name:<10}{MAIN_MEASURE} {mean(scores):.3f}{beside}")
    return lines


def _told(found: Difference) -> str:
    chance = "p < .001" if found.p < 0.001 else f"p {found.p:.3f}"
    return f"koto {found.mean:+.3f} ({found.interval.low:+.3f} to {found.interval.high:+.3f}, {chance})"


def _pooled(results: Sequence[SetResult], system: str) -> list[float]:
    return [
        score for result in results for found in [_of(result, system)] if found for score in found.scores[MAIN_MEASURE]
    ]


def _of(result: SetResult, name: str) -> SystemResult | None:
    return next((system for system in result.systems if system.system == name), None)


def _difference(ours: SystemResult, other: SystemResult) -> Difference:
    return difference(ours.scores[MAIN_MEASURE], other.scores[MAIN_MEASURE])


def _figure(value: float) -> float | None:
    return None if math.isnan(value) else round(value, 4)
