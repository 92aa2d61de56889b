from __future__ import annotations

import pytest

from assistant.language.references import take_references


@pytest.mark.parametrize(
    "text",
    [
        "45 §:n 1 momentti",
        "45 § 1 mom.",
        "45 pykälän 1 momentissa",
        "section 45(1)",
        "Section 45, subsection 1",
        "subsection 1 of section 45",
        "s. 45(1)",
        "§ 45(1)",
        "45 § 1 momentet",
    ],
)
def test_every_form_of_a_reference_gives_the_same_terms(text: str) -> None:
    assert take_references(text.lower())[1] == ["§45", "§45.1"]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("45 §", ["§45"]),
        ("45§", ["§45"]),
        ("45 §:ssä", ["§45"]),
        ("32 a §", ["§32a"]),
        ("12, 13 ja 15 §", ["§12", "§13", "§15"]),
        ("sections 45 and 46", ["§45", "§46"]),
        ("45 §:n 1 ja 3 momentissa", ["§45", "§45.1", "§45.3"]),
        ("13 § 1 mom. 3 punkten", ["§13", "§13.1", "§13.1.3"]),
        ("45 §:n 1 momentin 2 kohta", ["§45", "§45.1", "§45.1.2"]),
        ("laki 681/2023", ["681/2023"]),
        ("(1386/2010)", ["1386/2010"]),
        ("kello 12.30 ja 5 henkilöä", []),
        ("1.1.2025", []),
        ("24/7", []),
    ],
)
def test_a_reference_is_one_term(text: str, terms: list[str]) -> None:
    assert take_references(text.lower())[1] == terms


def test_the_rest_of_the_text_stays() -> None:
    rest, _ = take_references("kunnan on 45 §:n 1 momentin mukaan laadittava ohjelma")

    assert rest.split() == ["kunnan", "on", "mukaan", "laadittava", "ohjelma"]
