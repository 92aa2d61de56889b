"""A run of the exam beside an earlier one: what moved, which samples changed, whether it is a setback."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from assistant.errors import KotoError
from evals.report import NEVER_LESS
from evals.retrieval_metrics import Difference, difference, mean
from evals.scorers import SCORERS

_NOT_TOLD = {"asked_at", "suite"}
_SAME = 1e-9


@dataclass(frozen=True)
class Change:
    """One figure then and now; NaN where it is undefined."""

    name: str
    before: float
    now: float

    @property
    def by(self) -> float:
        """How much it rose (above 0) or fell."""
        return self.now - self.before


@dataclass(frozen=True)
class Differing:
    """A condition under which the two runs were not made alike."""

    name: str
    before: str
    now: str


@dataclass(frozen=True)
class Comparison:
    """A suite now and in the baseline, over the samples that both have."""

    common: int
    """Samples in both."""
    only_before: tuple[str, ...]
    only_now: tuple[str, ...]
    figures: tuple[Change, ...]
    right: Difference
    """The paired difference of "right", with its bootstrap interval."""
    turned_wrong: tuple[str, ...]
    """Samples that were right and are not now."""
    turned_right: tuple[str, ...]
    differing: tuple[Differing, ...]
    """Conditions that are not the same: the code is not among them."""
    tolerance: float
    alarms: tuple[str, ...]
    """Why the run counts as a setback, in words; empty where it does not."""

    @property
    def rose(self) -> tuple[Change, ...]:
        """Figures that are higher now."""
        return tuple(change for change in self.figures if change.by > _SAME)

    @property
    def fell(self) -> tuple[Change, ...]:
        """Figures that are lower now."""
        return tuple(change for change in self.figures if change.by < -_SAME)


def read_baseline(file: Path) -> dict[str, Any]:
    """The document that an earlier `koto eval --json` wrote. Raises KotoError where the file is none."""
    try:
        document = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise KotoError(f"{file}: cannot be read ({error.strerror}). Make it with: koto eval --json > FILE") from error
    except ValueError as error:
        raise KotoError(f"{file}: not JSON. Make it with: koto eval --json > FILE") from error
    if not isinstance(document, dict) or not any(_is_suite(value) for value in document.values()):
        raise KotoError(f"{file}: holds no suite with its results. Make it with: koto eval --json > FILE")
    return document


def baseline_of(suite: str, baseline: Mapping[str, Any], file: Path) -> Mapping[str, Any]:
    """The suite's own part of the baseline. Raises KotoError where it has none."""
    found = baseline.get(suite)
    if not _is_suite(found):
        held = ", ".join(name for name, value in baseline.items() if _is_suite(value))
        raise KotoError(f"{file}: has no results of {suite!r}; it has: {held}. Name one of these suites.")
    assert isinstance(found, dict)
    return found


def compare(now: Mapping[str, Any], before: Mapping[str, Any], *, tolerance: float) -> Comparison:
    """The document of a suite beside that of an earlier run.

    An alarm is raised for what must never happen, whether or not the baseline had it, and where the share of right
    answers fell by more than `tolerance` over the samples that both have.

    Raises KotoError where they have no sample in common.
    """
    mine, theirs = _by_id(now), _by_id(before)
    common = [id_ for id_ in mine if id_ in theirs]
    if not common:
        raise KotoError("the baseline has none of the questions that were asked. Compare runs of the same suite.")
    figures = tuple(_change(name, common, mine, theirs) for name in SCORERS)
    right_now, right_before = ([_score(rows[id_], "right") for id_ in common] for rows in (mine, theirs))
    pairs = list(zip(common, right_before, right_now, strict=True))
    return Comparison(
        common=len(common),
        only_before=tuple(id_ for id_ in theirs if id_ not in mine),
        only_now=tuple(id_ for id_ in mine if id_ not in theirs),
        figures=figures,
        right=difference(right_now, right_before),
        turned_wrong=tuple(id_ for id_, earlier, later in pairs if earlier == 1.0 != later),
        turned_right=tuple(id_ for id_, earlier, later in pairs if earlier != 1.0 == later),
        differing=_differing(now, before),
        tolerance=tolerance,
        alarms=(*_broken_promises(now), *_falls(figures[0], tolerance)),
    )


def comparison_document(comparison: Comparison, baseline: str) -> dict[str, Any]:
    """The comparison as it stands in the JSON document of its suite."""
    document = asdict(comparison) | {"baseline": baseline}
    document["figures"] = {change.name: [change.before, change.now] for change in comparison.figures}
    document["right"] = {
        "difference": comparison.right.mean,
        "interval": [comparison.right.interval.low, comparison.right.interval.high],
    }
    document["rose"] = [change.name for change in comparison.rose]
    document["fell"] = [change.name for change in comparison.fell]
    return document


def comparison_to_text(comparison: Comparison, baseline: str) -> str:
    """The comparison for a terminal."""
    right = comparison.right
    lines = [f"compared with {baseline}: {comparison.common} samples in both"]
    for word, ids in (("only there", comparison.only_before), ("only here", comparison.only_now)):
        lines += [f"  {word}: {', '.join(ids)}"] if ids else []
    lines += [f"  not the same: {one.name} ({one.before or '-'} -> {one.now or '-'})" for one in comparison.differing]
    lines.append(
        f"  right {right.mean:+.3f} (95 % from {right.interval.low:+.3f} to {right.interval.high:+.3f};"
        f" may fall by {comparison.tolerance:g})"
    )
    for word, changes in (("rose", comparison.rose), ("fell", comparison.fell)):
        lines += [f"  {word}: {one.name} {one.before:.3f} -> {one.now:.3f}" for one in changes]
    lines.append(f"  right to wrong: {', '.join(comparison.turned_wrong) or 'none'}")
    lines.append(f"  wrong to right: {', '.join(comparison.turned_right) or 'none'}")
    lines += [f"  SETBACK: {alarm}" for alarm in comparison.alarms]
    return "\n".join(lines)


def _is_suite(value: object) -> bool:
    return isinstance(value, dict) and isinstance(value.get("results"), list)


def _by_id(document: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    return {row["id"]: row for row in document["results"]}


def _score(row: Mapping[str, Any], name: str) -> float:
    value = row["scores"].get(name)
    return math.nan if value is None else float(value)


def _change(
    name: str, ids: Sequence[str], now: Mapping[str, Mapping[str, Any]], before: Mapping[str, Mapping[str, Any]]
) -> Change:
    """The figure over the samples that define it in both runs."""
    pairs = [(_score(before[id_], name), _score(now[id_], name)) for id_ in ids]
    defined = [pair for pair in pairs if not any(map(math.isnan, pair))]
    return Change(name, mean([then for then, _ in defined]), mean([later for _, later in defined]))


def _differing(now: Mapping[str, Any], before: Mapping[str, Any]) -> tuple[Differing, ...]:
    mine, theirs = now.get("conditions", {}), before.get("conditions", {})
    return tuple(
        Differing(name, str(theirs.get(name, "")), str(value))
        for name, value in mine.items()
        if name not in _NOT_TOLD and theirs.get(name, "") != value
    )


def _broken_promises(now: Mapping[str, Any]) -> list[str]:
    broken = now["must_never"]
    return [f"{words}: {', '.join(broken[name])}" for name, words in NEVER_LESS.items() if broken.get(name)]


def _falls(right: Change, tolerance: float) -> list[str]:
    if not right.by < -tolerance - _SAME:
        return []
    return [f"right fell from {right.before:.3f} to {right.now:.3f}, by more than {tolerance:g}"]
