"""A run beside an earlier one, with figures that can be worked out by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.errors import KotoError
from evals.compare import (
    Comparison,
    baseline_of,
    compare,
    comparison_document,
    comparison_to_text,
    read_baseline,
)

NONE_BROKEN: dict[str, list[str]] = {"nothing_repealed_as_current": [], "quotes_exact": [], "language": []}


def run(
    right: str, *, first: int = 0, broken: dict[str, list[str]] | None = None, index: str = "one"
) -> dict[str, Any]:
    """A suite's document; `right` has a letter a sample: r is right, w is wrong."""
    rows = [
        {
            "id": f"q{number}",
            "scores": {"right": float(letter == "r"), "facts": None if number else float(letter == "r")},
        }
        for number, letter in enumerate(right, start=first)
    ]
    return {
        "results": rows,
        "must_never": NONE_BROKEN | (broken or {}),
        "conditions": {"index": index, "asked_at": right},
    }


def against(before: str, now: str, tolerance: float = 0.1) -> Comparison:
    return compare(run(now), run(before), tolerance=tolerance)


def test_samples_that_changed_are_named_in_both_directions() -> None:
    found = against("rrww", "rwrw")

    assert (found.turned_wrong, found.turned_right) == (("q1",), ("q2",))


def test_figures_that_rose_and_fell_are_told_apart() -> None:
    # right: 1 of 4, then 2 of 4; facts are defined for the first sample alone: 1, then 0
    found = against("rwww", "wrrw")

    assert [(change.name, change.by) for change in found.rose] == [("right", 0.25)]
    assert [(change.name, change.by) for change in found.fell] == [("facts", -1.0)]


def test_the_interval_of_the_difference_is_paired() -> None:
    # Every pair is alike: whatever is drawn, the difference is 0, though half of the answers are wrong.
    same = against("rw" * 20, "rw" * 20)
    better = against("wwww", "rrrr")

    assert (same.right.mean, same.right.interval.low, same.right.interval.high) == (0.0, 0.0, 0.0)
    assert (better.right.mean, better.right.interval.low) == (1.0, 1.0)


def test_a_fall_within_the_tolerance_is_no_setback() -> None:
    # 10 of 10, then 9 of 10: by .1
    assert against("r" * 10, "r" * 9 + "w", tolerance=0.1).alarms == ()


def test_a_fall_beyond_the_tolerance_is_a_setback() -> None:
    (alarm,) = against("r" * 10, "r" * 8 + "ww", tolerance=0.1).alarms

    assert alarm == "right fell from 1.000 to 0.800, by more than 0.1"


@pytest.mark.parametrize("name", sorted(NONE_BROKEN))
def test_what_must_never_happen_is_a_setback_though_the_baseline_had_it_too(name: str) -> None:
    broken = run("rr", broken={name: ["q1"]})

    (alarm,) = compare(broken, broken, tolerance=0.1).alarms

    assert alarm.endswith(": q1")


def test_only_samples_of_both_runs_are_compared() -> None:
    # before: q0 q1 right; now: q1 right, q2 wrong
    found = compare(run("rw", first=1), run("rr"), tolerance=0.1)

    assert (found.common, found.only_before, found.only_now) == (1, ("q0",), ("q2",))
    assert found.alarms == ()


def test_runs_without_a_common_sample_cannot_be_compared() -> None:
    with pytest.raises(KotoError, match="none of the questions"):
        compare(run("r", first=5), run("r"), tolerance=0.1)


def test_conditions_that_differ_are_told_and_the_hour_is_not_one() -> None:
    found = compare(run("r", index="two"), run("w"), tolerance=0.1)

    assert [(one.name, one.before, one.now) for one in found.differing] == [("index", "one", "two")]


def test_the_document_and_the_text_say_the_same() -> None:
    found = against("rrww", "rwww", tolerance=0.1)

    document, text = comparison_document(found, "old.json"), comparison_to_text(found, "old.json")

    assert json.loads(json.dumps(document))["turned_wrong"] == ["q1"]
    assert document["figures"]["right"] == [0.5, 0.25]
    assert "right to wrong: q1" in text and "SETBACK: right fell from 0.500 to 0.250" in text


def test_a_baseline_is_what_json_wrote(tmp_path: Path) -> None:
    file = tmp_path / "base.json"
    file.write_text(json.dumps({"core": run("r")}))

    assert baseline_of("core", read_baseline(file), file)["results"][0]["id"] == "q0"
    with pytest.raises(KotoError, match="has no results of 'exam'; it has: core"):
        baseline_of("exam", read_baseline(file), file)


@pytest.mark.parametrize(
    ("text", "message"), [("{", "not JSON"), ("[]", "holds no suite"), ('{"exam": {"samples": 3}}', "holds no suite")]
)
def test_a_file_that_is_no_baseline_is_one_clear_line(text: str, message: str, tmp_path: Path) -> None:
    file = tmp_path / "base.json"
    file.write_text(text)

    with pytest.raises(KotoError, match=message):
        read_baseline(file)


def test_a_missing_baseline_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(KotoError, match="cannot be read"):
        read_baseline(tmp_path / "none.json")
