from __future__ import annotations

import re

import pytest

from assistant.settings import REPOSITORY
from assistant.templates import texts_in

CODE = "\n".join(file.read_text(encoding="utf-8") for file in sorted((REPOSITORY / "assistant").rglob("*.py")))
BUILT_NAMES = ("status_", "standing_", "tag_", "compare_", "compose_", "fallback_")
"""Beginnings of keys that are put together from an enumeration's value."""


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_every_fixed_text_is_used(language: str) -> None:
    unused = [key for key in texts_in(language).entries if f'"{key}"' not in CODE and not key.startswith(BUILT_NAMES)]

    assert unused == []


def test_language_versions_fill_in_the_same_values() -> None:
    finnish, swedish, english = (texts_in(language).entries for language in ("fi", "sv", "en"))

    for key, text in finnish.items():
        names = sorted(re.findall(r"{(\w+)}", text))
        assert sorted(re.findall(r"{(\w+)}", swedish[key])) == names, key
        assert sorted(re.findall(r"{(\w+)}", english[key])) == names, key
