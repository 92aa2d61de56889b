"""Typing errors and what they are meant for."""

from __future__ import annotations

import pytest

from assistant.adapters.rapidfuzz_speller import RapidfuzzSpeller

WORDS = ("kunnan", "kotoutumissuunnitelma", "päivitetään", "paikka", "kommunen", "programme")
LANGUAGE = frozenset({"palkka", "kuinka", "usein"})


@pytest.fixture
def speller() -> RapidfuzzSpeller:
    return RapidfuzzSpeller(WORDS, LANGUAGE.__contains__)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("kotoutumissuunitelma", "kotoutumissuunnitelma"),
        ("kotoutmissunnitelma", "kotoutumissuunnitelma"),
        ("kunann", "kunnan"),
        ("paivitetaan", "päivitetään"),
        ("Komunen", "kommunen"),
    ],
)
def test_the_nearest_word_of_the_corpus_is_meant(speller: RapidfuzzSpeller, typed: str, meant: str) -> None:
    assert speller.mended(f"Kuinka usein {typed}?") == f"Kuinka usein {meant}?"


def test_a_word_of_the_language_stays_however_near_another_is(speller: RapidfuzzSpeller) -> None:
    assert speller.mended("Kuinka usein palkka?") == "Kuinka usein palkka?"


def test_a_word_that_is_near_to_none_stays(speller: RapidfuzzSpeller) -> None:
    assert speller.mended("Sodankylän 45 §:n KOTO24") == "Sodankylän 45 §:n KOTO24"


def test_short_words_and_two_errors_in_a_short_one_stay(speller: RapidfuzzSpeller) -> None:
    assert speller.mended("knt pikaa") == "knt pikaa"
