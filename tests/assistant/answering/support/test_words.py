from __future__ import annotations

import pytest

from assistant.answering.support.words import language_of, word_of


@pytest.mark.parametrize(
    "forms",
    [
        ("kotoutumissuunnitelmaan", "integrationsplanen"),
        ("kotoutumisohjelman", "integrationsprogrammet"),
    ],
)
def test_a_compound_has_the_same_concepts_in_two_languages(forms: tuple[str, str]) -> None:
    first, second = (word_of(form).concepts for form in forms)

    assert first == second
    assert len(first) == 2


def test_a_function_word_weighs_nothing() -> None:
    assert word_of("että").weight == 0.0
    assert word_of("kunta").weight > 0.0


@pytest.mark.parametrize(
    ("text", "language"),
    [("Kunta on ja se voi", "fi"), ("Kommunen ska och får", "sv"), ("The plan of the town", "en"), ("12", "")],
)
def test_the_language_of_a_text_is_guessed_without_a_model(text: str, language: str) -> None:
    assert language_of(text) == language
