from __future__ import annotations

import math
from pathlib import Path

import numpy as np

from assistant.answering.support import support_of
from evals.grounding import evaluate, koto, overlap, rows_to_text
from evals.grounding_metrics import auroc, best_threshold, f1
from evals.grounding_sets import Pair, own_pairs, read_sets

BAD, GOOD = False, True


def pair(claim: str, evidence: str, supported: bool, *, calibrates: bool) -> Pair:
    return Pair(claim, (evidence,), "en", "en", supported, "any", calibrates)


def test_auroc_counts_a_tie_as_half() -> None:
    # pairs of (good, bad): 0.9 > 0.5, 0.9 > 0.1, 0.5 = 0.5, 0.5 > 0.1: 3.5 of 4
    assert auroc(np.array([GOOD, GOOD, BAD, BAD]), np.array([0.9, 0.5, 0.5, 0.1])) == 3.5 / 4


def test_auroc_is_undefined_with_one_kind_only() -> None:
    assert math.isnan(auroc(np.array([GOOD, GOOD]), np.array([0.1, 0.2])))


def test_f1_of_one_right_one_wrong_and_one_missed() -> None:
    # precision 1/2, recall 1/2
    assert f1(np.array([GOOD, GOOD, BAD]), np.array([True, False, True])) == 0.5


def test_the_best_threshold_is_the_lowest_score_of_the_good() -> None:
    assert best_threshold(np.array([GOOD, GOOD, BAD]), np.array([0.9, 0.6, 0.2])) == 0.6


def test_a_row_tells_of_the_pairs_that_nothing_was_fitted_on() -> None:
    text = "The plan must be reviewed every six months."
    pairs = [
        pair(text, text, GOOD, calibrates=True),
        pair("Parking is free.", text, BAD, calibrates=True),
        pair(text, text, GOOD, calibrates=False),
        pair("Dogs are welcome here.", text, BAD, calibrates=False),
    ]

    rows = evaluate({"made": pairs}, {"koto": koto, "overlap": overlap})

    assert [(row["set"], row["language"], row["pairs"], row["auroc"]["koto"]) for row in rows] == [
        ("made", "en", 2, 1.0)
    ]
    assert rows[0]["unsupported_shown"] == 0.0
    assert "above overlap" in rows_to_text(rows)


def test_own_pairs_are_many_in_each_language_and_across_and_no_provision_is_in_both_halves() -> None:
    pairs = list(own_pairs())
    halves = {
        calibrates: {p.evidence for p in pairs if p.for_calibration is calibrates} for calibrates in (True, False)
    }

    assert len(pairs) >= 240
    assert {p.language for p in pairs} == {"fi", "sv", "en"}
    assert sum(p.language != p.evidence_language for p in pairs) >= 100
    assert not halves[True] & halves[False]


def test_without_external_sets_only_ours_are_read(tmp_path: Path) -> None:
    assert set(read_sets(tmp_path)) == {"own", "catalogue"}


def test_the_verifier_shows_few_of_our_unsupported_pairs_that_it_was_not_fitted_on() -> None:
    told = [p for p in own_pairs() if not p.for_calibration]
    unsupported = [p for p in told if not p.supported]
    supported = [p for p in told if p.supported]

    shown = sum(support_of(p.claim, p.evidence, p.language).supported for p in unsupported) / len(unsupported)
    kept = sum(support_of(p.claim, p.evidence, p.language).supported for p in supported) / len(supported)

    assert shown <= 0.05
    assert kept >= 0.8
