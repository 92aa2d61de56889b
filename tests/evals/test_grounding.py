from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest

from assistant.answering.support import support_of
from assistant.errors import CorpusError
from evals.cli import main
from evals.figure_table import cell_text, to_text
from evals.grounding import evaluate, koto, measure, overlap, shown_by_kind
from evals.grounding_changes import changed_pairs, changes_of
from evals.grounding_metrics import auroc, best_threshold, bootstrap, f1
from evals.grounding_read import read_sets
from evals.grounding_sets import SUBTLE, Pair, own_pairs

BAD, GOOD = False, True


def pair(claim: str, evidence: str, supported: bool, *, calibrates: bool) -> Pair:
    return Pair(claim, (evidence,), "en", "en", supported, "any", calibrates)


def write_wice(directory: Path) -> None:
    directory.mkdir(exist_ok=True)
    rows = [
        {"id": f"{label}-{number}", "claim": claim, "evidence": [{"text": "The river is long."}], "label": label}
        for number in range(9)
        for label, claim in (("supported", "The river is long."), ("not_supported", "The lake is deep."))
    ]
    (directory / "wice.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


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

    assert [(row["set"], row["language"], row["pairs"]) for row in rows] == [("made", "en", 2)]
    assert [(one["system"], one["auroc"]["value"]) for one in rows[0]["systems"]] == [("koto", 1.0), ("overlap", 1.0)]
    assert rows[0]["unsupported_shown"] == 0.0


def test_what_has_no_meaning_is_nan_and_not_nought() -> None:
    text = "The plan must be reviewed every six months."
    pairs = [pair(text, text, GOOD, calibrates=True), pair("Dogs are welcome here.", text, BAD, calibrates=False)]

    row = evaluate({"made": pairs}, {"koto": koto})[0]

    assert math.isnan(row["systems"][0]["auroc"]["value"])
    assert math.isnan(row["systems"][0]["f1"]["value"])
    assert math.isnan(row["supported_kept"])
    assert row["unsupported_shown"] == 0.0


def test_an_interval_lies_about_its_figure_and_is_the_same_each_time() -> None:
    values = np.array([0.0, 1.0] * 50)

    first, second = (bootstrap(lambda chosen: float(values[chosen].mean()), 100) for _ in range(2))

    assert first == second
    assert first.low < first.value == 0.5 < first.high


def test_shares_are_told_by_kind_of_change() -> None:
    text = "The municipality must review the plan every six months."
    pairs = [
        Pair(text, (text,), "en", "en", True, "paraphrase", False),
        Pair("The municipality must review the plan every nine months.", (text,), "en", "en", False, "number", False),
    ]

    assert [(row["kind"], row["pairs"], row["shown"]) for row in shown_by_kind({"made": pairs})] == [
        ("number", 1, 0.0),
        ("paraphrase", 1, 1.0),
    ]


def test_the_suite_measures_external_pairs_beside_ours(tmp_path: Path) -> None:
    write_wice(tmp_path)

    measured = measure(tmp_path, embed=None)

    assert {row["set"] for row in measured.document["sets"]} == {"own", "subtle", "catalogue", "changed", "wice"}
    assert "wice" in to_text(measured)


def test_the_command_gives_one_json_document_and_a_page(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write_wice(tmp_path / "grounding")
    monkeypatch.chdir(tmp_path)
    page = tmp_path / "page.html"

    status = main(["--devsets", str(tmp_path), "--without-embedder", "--report", str(page), "--json"])

    found = json.loads(capsys.readouterr().out)
    assert status == 0
    assert set(found) == {"grounding"}
    assert {row["set"] for row in found["grounding"]["sets"]} >= {"own", "wice"}
    assert "Are claims borne out by their evidence?" in page.read_text(encoding="utf-8")


def test_a_directory_without_pairs_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="no labelled pairs found"):
        read_sets(tmp_path)


def test_an_undefined_cell_is_a_dash() -> None:
    assert [cell_text(cell) for cell in (math.nan, None, 0.25, 3)] == ["–", "–", "0.250", "3"]


def test_subtle_pairs_are_half_supported_in_each_language_and_nothing_is_fitted_on_their_texts() -> None:
    subtle = list(own_pairs(SUBTLE))

    for language in ("fi", "sv", "en"):
        assert sorted(one.supported for one in subtle if one.language == language) == [False] * 20 + [True] * 20
    assert not any(one.for_calibration for one in subtle)
    assert not {one.evidence for one in subtle} & {one.evidence for one in own_pairs() if one.for_calibration}


def test_own_pairs_are_many_in_each_language_and_across_and_no_provision_is_in_both_halves() -> None:
    pairs = list(own_pairs())
    halves = {
        calibrates: {p.evidence for p in pairs if p.for_calibration is calibrates} for calibrates in (True, False)
    }

    assert len(pairs) >= 240
    assert {p.language for p in pairs} == {"fi", "sv", "en"}
    assert sum(p.language != p.evidence_language for p in pairs) >= 100
    assert not halves[True] & halves[False]


def test_without_external_sets_only_ours_are_read() -> None:
    assert set(read_sets(None)) == {"own", "subtle", "catalogue", "changed"}


def test_the_verifier_shows_few_of_our_unsupported_pairs_that_it_was_not_fitted_on() -> None:
    told = [p for p in own_pairs() if not p.for_calibration]
    unsupported = [p for p in told if not p.supported]
    supported = [p for p in told if p.supported]

    shown = sum(support_of(p.claim, p.evidence, p.language).supported for p in unsupported) / len(unsupported)
    kept = sum(support_of(p.claim, p.evidence, p.language).supported for p in supported) / len(supported)

    assert shown <= 0.05
    assert kept >= 0.8


@pytest.mark.parametrize(
    ("sentence", "language", "changed"),
    [
        ("Kunnan on tarvittaessa laadittava suunnitelma.", "fi", {"negation", "qualifier", "actor"}),
        ("Kommunen ska utarbeta planen innan tiden går ut.", "sv", {"negation", "modality", "actor", "order"}),
        ("The plan must last at most two years from 2025.", "en", {"negation", "modality", "qualifier", "date"}),
    ],
)
def test_a_sentence_is_changed_in_every_way_that_fits(sentence: str, language: str, changed: set[str]) -> None:
    found = list(changes_of(sentence, language))

    assert {kind for kind, _ in found} == changed
    assert all(claim != sentence for _, claim in found)


def test_changed_claims_are_unsupported_and_unchanged_ones_have_evidence_in_another_language() -> None:
    pairs = list(changed_pairs())

    assert all(pair.supported == (pair.kind == "as it is") for pair in pairs)
    assert all(pair.language != pair.evidence_language for pair in pairs if pair.supported)
    assert len({pair.kind for pair in pairs}) >= 6
