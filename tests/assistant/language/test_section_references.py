from __future__ import annotations

import pytest

from assistant.language.section_references import provisions_in


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("45 §", [":45"]),
        ("lain 681/2023 45 §:n 1 momentin mukaan", ["681/2023:45:1"]),
        ("section 45(1) of Act 681/2023", ["681/2023:45:1"]),
        ("13 § 1 mom. 3 punkten", [":13:1:3"]),
        ("s. 32 of Act 1386/2010", ["1386/2010:32"]),
        ("pykälä 45", [":45"]),
        ("32 a §", [":32a"]),
        ("laki 1386/2010", ["1386/2010"]),
        ("1.1.2025 alkaen", []),
    ],
)
def test_a_reference_in_any_form_is_one_key(text: str, keys: list[str]) -> None:
    assert list(provisions_in(text)) == keys
