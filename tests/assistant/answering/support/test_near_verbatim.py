"""Long sentences repeated with one word turned, where sets of words and signals see no difference."""

from __future__ import annotations

import pytest

from assistant.answering.support import support_of

LONG = (
    "Kunnan on osallistuttava suunnitelman laatimiseen, jos palvelut on sovitettava yhteen, eikä hyvinvointialueen ole"
    " osallistuttava siihen, ja kunta voi tarvittaessa pyytää lausunnon tai jättää sen pyytämättä enintään kerran."
)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("Kunnan on osallistuttava", "Kunnan ei ole osallistuttava", "adds “negation”"),
        ("kunta voi tarvittaessa", "kunta voi", "drops “where needed”"),
        ("enintään", "vähintään", "adds “at least” and drops “at most”"),
        ("ja kunta voi", "ja Kela voi", "names the Kela"),
    ],
)
def test_each_turning_word_that_differs_fails_the_claim(old: str, new: str, told: str) -> None:
    assert old in LONG

    support = support_of(LONG.replace(old, new), [LONG], "fi")

    assert not support.supported
    assert any(told in reason for reason in support.reasons), support.reasons


def test_a_sentence_with_another_word_that_turns_nothing_passes() -> None:
    support = support_of(LONG.replace("lausunnon", "arvion lausunnon"), [LONG], "fi")

    assert support.supported, support.reasons


def test_the_same_act_of_another_year_fails_though_both_numbers_stand_in_the_evidence() -> None:
    evidence = "Asetuksen 869/2024 2 §:n mukaan asetus 869/2024 tuli voimaan 1.1.2025."

    support = support_of("Asetuksen 869/2025 2 §:n mukaan asetus tuli voimaan 1.1.2025.", [evidence], "fi")

    assert "869/2025 is not in the evidence" in support.reasons


def test_half_is_fifty_per_cent_and_a_third_is_not() -> None:
    evidence = ["At least half of the studies must be language teaching."]

    assert support_of("At least 50 per cent of the studies must be language teaching.", evidence, "en").supported
    assert not support_of("At least one third of the studies must be language teaching.", evidence, "en").supported


def test_another_chapter_fails() -> None:
    support = support_of("The tasks are those of chapter 3.", ["The tasks are those meant in chapter 2."], "en")

    assert "chapter 3 is not in the evidence" in support.reasons
