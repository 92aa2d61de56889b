"""Words broken at line ends."""

from __future__ import annotations

import pytest

from ingest.read.hyphens import join_lines


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["kotoutumis-", "suunnitelma"], "kotoutumissuunnitelma"),
        (["maahanmuutto-", "ja kotoutumisasiat"], "maahanmuutto- ja kotoutumisasiat"),
        (["social-", "och hälsovård"], "social- och hälsovård"),
        (["ELY-", "keskus"], "ELY-keskus"),
        (["Etelä-", "Pohjanmaa"], "Etelä-Pohjanmaa"),
        (["linja-", "auto"], "linja-auto"),
        (["vuosina 2025–", "2029"], "vuosina 2025–2029"),
        (["integrations-", "främjande"], "integrationsfrämjande"),
        (["kunta", "vastaa"], "kunta vastaa"),
        (["lain mukaan -", "kuten tässä"], "lain mukaan - kuten tässä"),
    ],
)
def test_broken_words_are_mended_and_real_hyphens_kept(lines: list[str], joined: str) -> None:
    assert join_lines(lines, {}) == joined


def test_the_form_that_the_document_uses_elsewhere_decides() -> None:
    assert join_lines(["pitkä-", "aikainen"], {"pitkä-aikainen": 2}) == "pitkä-aikainen"
    assert join_lines(["ala-", "asteen"], {"alaasteen": 2}) == "alaasteen"
