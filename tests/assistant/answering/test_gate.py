"""The gate for a model's sentences: what it stops that a kinder check lets by."""

from __future__ import annotations

import json

import pytest

from assistant.answering.gate import Fault, bears_out, fault_of
from assistant.answering.verify import Claim, Quote
from assistant.settings import REPOSITORY
from tests.factories import evidence, passage, scored

EN = (
    "Under section 34(1), the wellbeing services county and the municipality must each arrange support in their own"
    " services, and the county may agree on it with the ELY Centre."
)
FI = "Kunnan on järjestettävä kotoutumisohjelma käytettävissä olevien määrärahojen rajoissa kahden vuoden kuluessa."
SV = "Enligt 43 § ska kommunen komma överens om saken med välfärdsområdet, om det inte finns skäl för annat."
FOUR_YEARS = "Compensation under section 2(4) is paid for three years, and section 102(4) applies to it."


@pytest.mark.parametrize(
    ("statement", "language", "right", "wrong"),
    [
        (EN, "en", "must each", "may each"),
        (EN, "en", "may agree", "must agree"),
        (EN, "en", "the municipality", "the wellbeing services county"),
        (EN, "en", "section 34(1)", "section 35(1)"),
        (EN, "en", "the ELY Centre", "Kela"),
        (FI, "fi", "on järjestettävä", "ei tarvitse järjestää"),
        (FI, "fi", " käytettävissä olevien määrärahojen rajoissa", ""),
        (FI, "fi", "kahden vuoden", "kolmen vuoden"),
        (FI, "fi", "Kunnan", "Valtion"),
        (SV, "sv", "ska kommunen", "får kommunen"),
        (SV, "sv", ", om det inte finns skäl för annat", ""),
        (FOUR_YEARS, "en", "three years", "four years"),
    ],
)
def test_one_changed_word_in_a_near_copy_stops_it(statement: str, language: str, right: str, wrong: str) -> None:
    assert right in statement

    assert bears_out(statement, [statement], language)
    assert not bears_out(statement.replace(right, wrong, 1), [statement], language)


def test_an_address_that_no_source_has_stops_a_sentence() -> None:
    assert not bears_out(f"{FI} https://evil.example/", [FI], "fi")
    assert not bears_out(FI.replace("Kunnan", "[Kunnan](x)"), [FI], "fi")


def test_each_fault_has_its_name() -> None:
    items = evidence(scored(passage(FI, language="fi")))
    quote = Quote(1, 0, len(FI))

    assert fault_of(Claim(FI, (quote,)), items, "fi") is None
    assert fault_of(Claim(FI, (Quote(4, 0, 5),)), items, "fi") is Fault.UNKNOWN_LABEL
    assert fault_of(Claim("Valtio maksaa kaikki kunnan kulut.", (quote,)), items, "fi") is Fault.NOT_SUPPORTED
    english = Claim("The municipality must organise an integration programme.", (quote,))
    assert fault_of(english, items, "fi") is Fault.WRONG_LANGUAGE


def test_of_our_own_pairs_at_most_one_unsupported_claim_in_a_hundred_passes() -> None:
    file = REPOSITORY / "evals" / "datasets" / "pairs.jsonl"
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    pairs = [row for row in rows if row["language"] == row["evidence_language"]]

    passed = {
        label: [bears_out(row["claim"], row["evidence"], row["language"]) for row in pairs if row["label"] == label]
        for label in ("supported", "not_supported")
    }

    # Measured on 22 November 2026: none of 191, and 80 of 152.
    assert sum(passed["not_supported"]) <= 0.01 * len(passed["not_supported"])
    assert sum(passed["supported"]) >= 0.5 * len(passed["supported"])
