"""Word files by their styles."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest

from assistant.errors import SourceUnreadable
from ingest.read.docx import MOST_UNPACKED_BYTES, read


def word_file() -> bytes:
    word = docx.Document()
    word.add_heading("Kotoutumisohjelma", 0)
    word.add_heading("Tavoitteet", 1)
    word.add_paragraph("Ohjelman tavoitteet ovat:")
    word.add_paragraph("työllisyys kasvaa", style="List Bullet")
    word.add_paragraph("myös naisten", style="List Bullet 2")
    table = word.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ["Toimi", "Vuosi", "Kielikahvila", "2026"], strict=True):
        cell.text = text
    data = io.BytesIO()
    word.save(data)
    return data.getvalue()


def test_headings_lists_and_tables_keep_their_shape() -> None:
    document = read(word_file(), name="plan.docx")

    (section,) = document.sections
    assert document.title == "Kotoutumisohjelma"
    assert section.headings == ("Kotoutumisohjelma", "Tavoitteet")
    assert section.text == (
        "Ohjelman tavoitteet ovat:\n\n- työllisyys kasvaa\n  - myös naisten\n\nToimi | Vuosi\nKielikahvila | 2026"
    )


def test_a_damaged_file_is_refused() -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("word/document.xml", "<w:document")

    with pytest.raises(SourceUnreadable, match="found a damaged DOCX"):
        read(data.getvalue(), name="plan.docx")


def test_a_file_that_unpacks_to_too_much_is_refused_before_it_is_unpacked() -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (MOST_UNPACKED_BYTES + 1))

    with pytest.raises(SourceUnreadable, match="unpacks to 200 MB"):
        read(data.getvalue(), name="plan.docx")
