from __future__ import annotations

import pytest

from assistant.language.compounds import MODIFIERS, Compound, split_compound
from assistant.language.lemma_table import LemmaTable

FINNISH = LemmaTable.of(
    {
        "kotoutuminen": "kotoutuminen",
        "suunnitelma": "suunnitelma",
        "suunnitelmassa": "suunnitelma",
        "palvelu": "palvelu",
        "palvelut": "palvelu",
        "tarpeen": "tarve",
        "arpeen": "arpi",
        "oikeuden": "oikeus",
        "käynti": "käynti",
        "käynnissä": "käynti",
    }
)
SWEDISH = LemmaTable.of(
    {
        "integration": "integration",
        "plan": "plan",
        "planen": "plan",
        "kvinno": "kvinna",
        "jour": "jour",
        "invand": "invand",
        "rare": "rar",
    }
)


@pytest.mark.parametrize(
    ("word", "whole", "parts"),
    [
        ("kotoutumissuunnitelmassa", "kotoutumissuunnitelma", ("kotoutuminen", "suunnitelma")),
        ("oikeudenkäynnissä", "oikeudenkäynti", ("oikeus", "käynti")),
        # Not "palvelut" + "arpeen": a part that is not the last stands in the singular.
        ("palvelutarpeen", "palvelutarve", ("palvelu", "tarve")),
    ],
)
def test_an_inflected_finnish_compound_gives_its_base_form_and_parts(
    word: str, whole: str, parts: tuple[str, ...]
) -> None:
    assert split_compound(word, FINNISH, MODIFIERS["fi"], is_base_form=False) == Compound(whole, parts)


@pytest.mark.parametrize(
    ("word", "parts"),
    [("integrationsplanen", ("integration", "plan")), ("kvinnojour", ("kvinna", "jour"))],
)
def test_a_swedish_compound_is_taken_apart_at_its_link(word: str, parts: tuple[str, ...]) -> None:
    compound = split_compound(word, SWEDISH, MODIFIERS["sv"], is_base_form=False)

    assert compound is not None
    assert compound.parts == parts


def test_a_base_form_is_not_taken_apart_into_an_inflected_last_part() -> None:
    assert split_compound("invandrare", SWEDISH, MODIFIERS["sv"], is_base_form=True) is None


def test_a_word_with_an_unknown_part_is_no_compound() -> None:
    assert split_compound("xyzzysuunnitelma", FINNISH, MODIFIERS["fi"], is_base_form=False) is None


def test_a_short_word_is_no_compound() -> None:
    assert split_compound("käynti", FINNISH, MODIFIERS["fi"], is_base_form=False) is None
