"""Text or garble."""

from __future__ import annotations

import pytest

from ingest.read.pdf_lines import Line, is_garbled


@pytest.mark.parametrize(
    "text",
    [
        "(cid:12)(cid:45)(cid:3)(cid:77)",
        "\ufffd\ufffd\ufffd\ufffd kunta",
        "\ue001\ue002\ue003\ue004\ue005",
        "k u n t a " * 20,
    ],
)
def test_text_without_a_unicode_map_or_with_broken_gaps_is_garbled(text: str) -> None:
    assert is_garbled([Line(text)])


@pytest.mark.parametrize("text", ["Kunta vastaa 45 §:n mukaan.", "• 2 300 € / vuosi", "حَبيبي", "統合計画"])
def test_text_of_any_script_is_not_garbled(text: str) -> None:
    assert not is_garbled([Line(text)])


def test_a_page_without_text_is_empty_not_garbled() -> None:
    assert not is_garbled([])
