"""PDF files: text with its structure, and a clear end for hostile ones."""

from __future__ import annotations

import io
import json
import time

import pypdf
import pytest

from assistant.errors import SourceUnreadable
from ingest.read.pdf import read
from tests.factories_pdf import Printed, file_of, lines_down, pdf_of, pdf_of_streams, stream_object
from tests.ingest.factories import SHARED

PDFS = SHARED / "devsets" / "pdfs"
PARAGRAPH = [
    "Kunta vastaa kotoutumisen ja hyvien väestösuhteiden edistämisen suun-",
    "nittelusta ja kehittämisestä alueellaan. Maahanmuutto- ja kotoutumis-",
    "palvelut sovitetaan yhteen ELY-keskuksen ja hyvinvointialueen kanssa.",
]
JOINED = (
    "Kunta vastaa kotoutumisen ja hyvien väestösuhteiden edistämisen suunnittelusta ja kehittämisestä "
    "alueellaan. Maahanmuutto- ja kotoutumispalvelut sovitetaan yhteen ELY-keskuksen ja hyvinvointialueen kanssa."
)


def locked(data: bytes, *, user: str, owner: str) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    writer.encrypt(user, owner, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_lines_of_a_paragraph_are_joined_and_broken_words_mended() -> None:
    document = read(pdf_of([lines_down(PARAGRAPH)]), name="plan.pdf")

    assert document.text == JOINED
    assert (document.media_type, document.language) == ("application/pdf", "fi")


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_turned_pages_read_like_upright_ones(rotate: int) -> None:
    assert read(pdf_of([lines_down(PARAGRAPH)], rotate=rotate), name="plan.pdf").text == JOINED


def test_running_heads_and_page_numbers_are_left_out() -> None:
    pages = [
        [
            Printed("Mallilan kunta – ohjelma 2025–2029", 815),
            *lines_down([f"{name} on kirjattu ohjelman lukuun {number}.", *PARAGRAPH]),
            Printed(f"Sivu {number} / 4", 30),
        ]
        for number, name in enumerate(["Tilannekuva", "Tavoite", "Toimenpide", "Seuranta"], start=1)
    ]

    document = read(pdf_of(pages), name="plan.pdf")

    assert "Mallilan" not in document.text and "Sivu" not in document.text
    assert "Toimenpide on kirjattu" in document.pages[2].text
    assert "running heads" in document.warnings[0]


def test_headings_are_known_by_size_and_number() -> None:
    page = [
        Printed("Kotoutumisohjelma", 800, size=22),
        Printed("1 Tilannekuva", 760, size=15),
        *lines_down(PARAGRAPH, top=735),
        Printed("1.1 Palvelut", 670, bold=True),
        *lines_down(["Palveluista vastaa sivistystoimiala yhdessä työllisyysalueen kanssa."], top=650),
    ]

    document = read(pdf_of([page]), name="plan.pdf")

    assert document.title == "Kotoutumisohjelma"
    assert [section.headings for section in document.sections] == [
        ("Kotoutumisohjelma", "1 Tilannekuva"),
        ("Kotoutumisohjelma", "1 Tilannekuva", "1.1 Palvelut"),
    ]


def test_bullets_stay_items_and_indentation_nests_them() -> None:
    page = [
        *lines_down(["Ohjelmaan kuuluvat seuraavat palvelut:"]),
        Printed("• ohjaus ja neuvonta kotoutumisasioissa kaikille kunnassa asuville maahanmuut-", 760, x=90),
        Printed("tajille", 746, x=98),
        Printed("• suomen ja ruotsin kielen opetus", 732, x=110),
        Printed("• loppu", 718, x=90),
    ]

    (section,) = read(pdf_of([page]), name="plan.pdf").sections

    assert section.text == (
        "Ohjelmaan kuuluvat seuraavat palvelut:\n\n"
        "- ohjaus ja neuvonta kotoutumisasioissa kaikille kunnassa asuville maahanmuuttajille\n"
        "  - suomen ja ruotsin kielen opetus\n- loppu"
    )


def test_a_paragraph_that_runs_on_is_one_paragraph_on_its_first_page() -> None:
    document = read(pdf_of([lines_down(PARAGRAPH[:2]), lines_down(PARAGRAPH[2:])]), name="plan.pdf")

    assert [page.text for page in document.pages] == [JOINED, ""]


def test_a_page_without_text_is_named_in_a_warning() -> None:
    document = read(pdf_of([lines_down(PARAGRAPH), []]), name="plan.pdf")

    assert "pages without text: 2" in document.warnings


def test_a_file_with_an_owner_s_password_only_is_read() -> None:
    data = locked(pdf_of([lines_down(PARAGRAPH)]), user="", owner="secret")

    assert read(data, name="plan.pdf").text == JOINED


def test_a_file_that_needs_a_password_is_refused() -> None:
    data = locked(pdf_of([lines_down(PARAGRAPH)]), user="secret", owner="secret")

    with pytest.raises(SourceUnreadable, match="plan.pdf: found a PDF that needs a password"):
        read(data, name="plan.pdf")


def test_a_scanned_file_is_told_to_need_text_recognition() -> None:
    with pytest.raises(SourceUnreadable, match=r"2 page\(s\) without text \(scanned\?\)"):
        read(pdf_of([[], []]), name="scan.pdf")


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n",
        pdf_of([lines_down(PARAGRAPH)])[:200],
        b"%PDF-1.4\n" + bytes(range(256)) * 20,
        file_of([b"<</Type/Catalog/Pages 2 0 R>>", b"[" * 50_000]),
    ],
    ids=["header only", "cut off", "junk", "nested arrays"],
)
def test_a_damaged_file_is_refused(data: bytes) -> None:
    with pytest.raises(SourceUnreadable, match=r"^bad\.pdf: found a [^\n]*PDF"):
        read(data, name="bad.pdf")


def test_a_page_tree_that_holds_itself_ends_in_a_clear_line() -> None:
    cycle = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 999999>>"]

    with pytest.raises(SourceUnreadable, match=r"^bad\.pdf: found a PDF"):
        read(file_of(cycle), name="bad.pdf")


def test_forms_that_multiply_themselves_end_in_time() -> None:
    # 8 levels of 10 calls each: 10**8 drawings of one sentence.
    line = b"BT /F1 11 Tf 70 700 Td (Kunta vastaa suunnittelusta.) Tj ET\n"
    names = b"".join(b"/X%d %d 0 R" % (at, 5 + at) for at in range(8))
    entries = b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</Font<</F1 3 0 R>>/XObject<<%s>>>>" % names
    forms = [stream_object(line if at == 7 else b"/X%d Do " % (at + 1) * 10, entries=entries) for at in range(8)]
    started = time.monotonic()

    with pytest.raises(SourceUnreadable, match=r"^bad\.pdf: found a PDF"):
        read(pdf_of_streams([b"/X0 Do"], extra=forms), name="bad.pdf")

    assert time.monotonic() - started < 45


def manifest() -> list[str]:
    file = PDFS / "manifest.jsonl"
    return [json.loads(line)["file"] for line in file.read_text().splitlines()] if file.is_file() else []


@pytest.mark.skipif(not manifest(), reason="the collected PDF files are not here")
@pytest.mark.parametrize("name", manifest())
def test_every_collected_file_gives_text_or_one_clear_line(name: str) -> None:
    try:
        document = read((PDFS / name).read_bytes(), name=name)
    except SourceUnreadable as error:
        assert str(error).startswith(f"{name}: found ") and "\n" not in str(error)
        return

    assert document.text.strip() and document.sections
