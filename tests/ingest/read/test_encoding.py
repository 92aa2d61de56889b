"""Bytes to characters."""

from __future__ import annotations

import codecs

import pytest

from assistant.errors import SourceUnreadable
from ingest.read.encoding import decode

TEXT = "Kunta järjestää kotoutumispalveluja. Kommunen ordnar tjänster på Åland."


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
    ],
)
def test_unicode_is_read_without_a_warning(data: bytes) -> None:
    decoded = decode(data, name="a.txt")

    assert (decoded.text, decoded.warnings) == (TEXT, ())


def test_windows_1252_is_read_with_a_warning() -> None:
    decoded = decode(f"“{TEXT}” – 45 §".encode("cp1252"), name="a.txt")

    assert decoded.text == f"“{TEXT}” – 45 §"
    assert "Windows-1252" in decoded.warnings[0]


def test_a_page_s_own_charset_is_heeded() -> None:
    page = '<meta charset="iso-8859-15"><p>Hinta 5 €</p>'

    assert decode(page.encode("iso-8859-15"), name="a.html").text == page


@pytest.mark.parametrize("data", [b"", b"  \n ", b"\x00\x00"])
def test_an_empty_file_is_refused(data: bytes) -> None:
    with pytest.raises(SourceUnreadable, match="found an empty file"):
        decode(data, name="a.txt")


@pytest.mark.parametrize("data", [bytes(range(256)) * 4, b"text \x00\x01\x02 text", b"\x01\x02\x03\x04" * 9])
def test_binary_data_is_refused(data: bytes) -> None:
    with pytest.raises(SourceUnreadable, match="found binary data"):
        decode(data, name="a.txt")


def test_an_encoding_that_gives_no_plausible_text_is_refused() -> None:
    with pytest.raises(SourceUnreadable, match="unknown text encoding"):
        decode("統合計画は自治体の責任である".encode("shift-jis"), name="a.txt")
