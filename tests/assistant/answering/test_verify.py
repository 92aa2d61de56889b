from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answering.verify import Claim, Quote, figures, may_be_said, verify_claim
from assistant.domain.passage import Tense
from assistant.domain.source import Standing
from tests.factories import evidence, passage, scored

TEXT = "Under section 13(1), the municipality organises six services from 1 January 2025."


def whole(text: str) -> Quote:
    return Quote(label=1, start=0, end=len(text))


def test_a_claim_in_the_words_of_its_quote_is_fully_supported() -> None:
    verdict = verify_claim(Claim(TEXT, (whole(TEXT),)), evidence(scored(passage(TEXT))))

    assert verdict.supported
    assert verdict.support == 1.0


def test_a_claim_without_a_citation_fails() -> None:
    verdict = verify_claim(Claim(TEXT, ()), evidence(scored(passage(TEXT))))

    assert verdict.reasons == ("cites nothing",)


def test_a_claim_that_cites_an_unknown_label_fails() -> None:
    verdict = verify_claim(Claim(TEXT, (Quote(7, 0, 5),)), evidence(scored(passage(TEXT))))

    assert verdict.reasons == ("cites [7], but the evidence has labels 1 to 1",)


def test_a_quote_outside_its_passage_fails() -> None:
    verdict = verify_claim(Claim(TEXT, (Quote(1, 0, len(TEXT) + 1),)), evidence(scored(passage(TEXT))))

    assert not verdict.supported


@pytest.mark.parametrize(
    ("claim", "missing"),
    [
        (TEXT.replace("13(1)", "14(1)"), "14"),
        (TEXT.replace("2025", "2026"), "2026"),
        (TEXT.replace("13(1)", "13(2)"), "2"),
    ],
)
def test_a_figure_that_the_quote_lacks_fails_the_claim(claim: str, missing: str) -> None:
    verdict = verify_claim(Claim(claim, (whole(TEXT),)), evidence(scored(passage(TEXT))))

    assert f"{missing!r} does not stand in the quote" in verdict.reasons


def test_a_claim_in_other_words_than_its_quote_is_not_supported() -> None:
    claim = Claim("Parking is free for every resident.", (whole(TEXT),))

    verdict = verify_claim(claim, evidence(scored(passage(TEXT))))

    assert verdict.support < 0.5
    assert not verdict.supported


def test_a_repealed_rule_in_the_present_tense_is_never_shown() -> None:
    rule = passage(TEXT, tense=Tense.PRESENT)

    verdict = verify_claim(Claim(TEXT, (whole(TEXT),)), evidence(scored(rule, standing=Standing.REPEALED)))

    assert not verdict.supported


def test_a_repealed_rule_that_says_so_itself_may_be_shown() -> None:
    rule = passage(TEXT, tense=Tense.PAST)

    verdict = verify_claim(Claim(TEXT, (whole(TEXT),)), evidence(scored(rule, standing=Standing.REPEALED)))

    assert verdict.supported


@pytest.mark.parametrize(
    ("tense", "standing", "sayable"),
    [
        (Tense.ALWAYS, Standing.IN_FORCE, True),
        (Tense.PRESENT, Standing.IN_FORCE, True),
        (Tense.PAST, Standing.IN_FORCE, False),
        (Tense.ALWAYS, Standing.REPEALED, False),
        (Tense.PRESENT, Standing.NEVER_IN_FORCE, False),
        (Tense.PAST, Standing.NEVER_IN_FORCE, True),
        (Tense.PRESENT, Standing.NOT_YET_IN_FORCE, False),
        (Tense.PAST, Standing.NOT_YET_IN_FORCE, False),
        (Tense.ALWAYS, Standing.PLANNED, True),
        (Tense.ALWAYS, Standing.GUIDANCE, True),
        (Tense.ALWAYS, Standing.EXAMPLE, True),
        (Tense.PAST, Standing.EXAMPLE, False),
    ],
)
def test_tense_and_standing_decide_what_may_be_said(tense: Tense, standing: Standing, sayable: bool) -> None:
    assert may_be_said(tense, standing) is sayable


def test_figures_are_numbers_dates_and_act_numbers_without_closing_stops() -> None:
    assert figures("Laki 681/2023 tuli voimaan 1.1.2025, 45 §.") == {"681/2023", "1.1.2025", "45"}


def test_a_claim_may_name_the_place_that_it_quotes() -> None:
    quoted = "The municipality organises six services."
    claim = Claim("Under section 13(1) of Act 681/2023, the municipality organises six services.", (whole(quoted),))

    cited = replace(passage(quoted), locator="681/2023 s. 13(1)")

    verdict = verify_claim(claim, evidence(scored(cited)))

    assert verdict.supported


@pytest.mark.parametrize(
    "claim",
    [
        "The municipality may organise six services.",
        "The municipality does not organise six services.",
        "The wellbeing services county must organise six services.",
    ],
)
def test_another_force_a_negation_or_another_actor_is_not_supported(claim: str) -> None:
    quoted = "The municipality must organise six services."

    verdict = verify_claim(Claim(claim, (whole(quoted),)), evidence(scored(passage(quoted))))

    assert not verdict.supported
    assert verdict.reasons
