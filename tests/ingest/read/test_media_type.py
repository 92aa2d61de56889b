"""What a file is, and what it is not."""

from __future__ import annotations

import io
import zipfile

import pytest

from assistant.errors import SourceUnreadable
from ingest.read.media_type import DOCX, HTML, MARKDOWN, PDF, TEXT, media_type_of


def archive_of(*names: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return data.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (b"%PDF-1.7 ...", "plan.pdf", PDF),
        (b"%PDF-1.7 ...", "https://example.fi/download?id=3", PDF),
        (b"<!DOCTYPE html><p>Plan</p>", "page.html", HTML),
        (b"\xef\xbb\xbf\n<!-- made by hand --><html lang=fi>", "page", HTML),
        (b"<h1>Plan</h1><p>Text</p>", "part.htm", HTML),
        (b"# Plan\n\nText", "plan.md", MARKDOWN),
        (b"Plan\n\nText", "plan.txt", TEXT),
        (b"Plan\n\nText", "README", TEXT),
        (archive_of("[Content_Types].xml", "word/document.xml"), "plan.DOCX", DOCX),
    ],
)
def test_content_and_name_together_tell_the_type(data: bytes, name: str, expected: str) -> None:
    assert media_type_of(data, name) == expected


@pytest.mark.parametrize(
    ("data", "name", "found"),
    [
        (b"<!DOCTYPE html><p>Log in", "plan.pdf", "found HTML, wanted PDF"),
        (b"%PDF-1.7", "plan.txt", "found PDF, wanted plain text"),
        (b"Just text", "plan.pdf", "found plain text or unknown data, wanted PDF"),
        (b"Just text", "page.html", "wanted HTML"),
        (archive_of("xl/workbook.xml"), "plan.docx", "found a ZIP archive that is no DOCX"),
        (b"PK\x03\x04 cut off", "plan.docx", "found a damaged ZIP archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "plan.doc", "found an old Office file"),
        (b"\x89PNG\r\n", "scan.png", "found a PNG picture"),
        (b'<?xml version="1.0"?><akomaNtoso>', "main.xml", "found XML"),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_told_in_one_line(data: bytes, name: str, found: str) -> None:
    with pytest.raises(SourceUnreadable) as raised:
        media_type_of(data, name)

    message = str(raised.value)
    assert message.startswith(f"{name}: ") and found in message and "\n" not in message
