from __future__ import annotations

import pytest

from assistant.language.personal_data import MASK, mask_personal_data


@pytest.mark.parametrize(
    "text",
    [
        "Asiakas 131052-308T kysyy",
        "koodi 010190A123X",
        "soita 040 123 4567",
        "ring +358 40 1234567",
        "mejl anna.virtanen@kunta.fi",
        "040-1234567",
    ],
)
def test_codes_numbers_and_addresses_are_masked(text: str) -> None:
    masked = mask_personal_data(text)

    assert MASK in masked.text
    assert masked.count == 1


@pytest.mark.parametrize(
    "text",
    [
        "Laki 681/2023 tuli voimaan 1.1.2025.",
        "2741 euroa vuodessa",
        "30.12.2024/1100",
        "ohjelma 2022-2025",
        "45 §:n 1 momentti",
    ],
)
def test_figures_of_the_law_are_left_alone(text: str) -> None:
    assert mask_personal_data(text).text == text


@pytest.mark.parametrize(
    "text",
    [
        "Asiakas, synt. 12.3.1990, muutti meille.",
        "En kund född den 3 april 1985 flyttade hit.",
        "A client born on 1990-03-12 moved.",
    ],
)
def test_a_date_of_birth_is_masked(text: str) -> None:
    masked = mask_personal_data(text)

    assert masked.count == 1
    assert "19" not in masked.text


def test_a_date_that_the_law_is_asked_for_stays() -> None:
    assert mask_personal_data("Mitä laki sanoi 12.3.1990?").count == 0
