"""The one entry to all readers."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import SourceUnreadable
from ingest.read.read import read_document


def test_a_path_and_its_bytes_give_the_same_document(tmp_path: Path) -> None:
    file = tmp_path / "plan.txt"
    file.write_text("Suunnitelma\n\nKunta vastaa suunnittelusta.", encoding="utf-8")

    assert read_document(file) == read_document(file.read_bytes(), "plan.txt")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "found an empty file"),
        (b"\x00\x01\x02\x03" * 50, "found binary data"),
        (b"Skip to Content\n\nRead more:\nA page", "found no running text"),
    ],
)
def test_a_file_without_text_is_refused_by_its_name(data: bytes, reason: str) -> None:
    with pytest.raises(SourceUnreadable, match=f"^plan.txt: {reason}"):
        read_document(data, "plan.txt")


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(SourceUnreadable, match="found no such file"):
        read_document(tmp_path / "none.txt")
    with pytest.raises(SourceUnreadable, match="found a folder"):
        read_document(tmp_path)


def test_a_text_file_too_large_for_a_document_is_refused() -> None:
    with pytest.raises(SourceUnreadable, match="found 21 MB of text"):
        read_document(b"Kunta vastaa.\n" * 1_500_000, "plan.txt")
