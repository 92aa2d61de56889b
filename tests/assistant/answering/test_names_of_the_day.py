"""Names of authorities on the day asked about."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.answering.names_of_the_day import with_names_of

TOLD = {
    "fi": (
        "Kunta voi sopia elinvoimakeskuksen (31.12.2025 asti ELY-keskuksen) kanssa kuntaan ohjaamisesta.",
        "Kunta voi sopia ELY-keskuksen (31.12.2025 asti) kanssa kuntaan ohjaamisesta.",
    ),
    "sv": (
        "Kommunen kan ingå ett avtal med livskraftscentralen (till och med den 31 december 2025 NTM-centralen).",
        "Kommunen kan ingå ett avtal med NTM-centralen (till och med den 31 december 2025).",
    ),
    "en": (
        "An agreement with the Economic Development Centre (until 31 December 2025 the ELY Centre) on referral.",
        "An agreement with the ELY Centre (until 31 December 2025) on referral.",
    ),
}


@pytest.mark.parametrize("language", TOLD)
def test_before_the_change_the_old_name_is_told(language: str) -> None:
    today, then = TOLD[language]

    assert with_names_of(today, date(2025, 12, 31)) == then


@pytest.mark.parametrize("language", TOLD)
def test_after_the_change_both_names_stay(language: str) -> None:
    today, _ = TOLD[language]

    assert with_names_of(today, date(2026, 1, 1)) == today


def test_other_brackets_stay() -> None:
    text = "Kunnanvaltuusto (31.12.2024 asti myös lautakunta voi) päättää (1386/2010)."

    assert with_names_of(text, date(2020, 1, 1)) == text
