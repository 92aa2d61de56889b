"""What is read from a statute document, and what is refused."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.errors import SourceUnreadable
from ingest.statutes.akoma_ntoso import read_statute
from ingest.statutes.model import Amendment
from tests.ingest.statutes.akn import FINLEX, document, needs_finlex, placeholder, section, subsection, text


def test_units_have_their_place_their_items_and_the_act_that_gave_them_their_wording() -> None:
    body = (
        '<chapter eId="chp_2"><num>2 luku</num><heading>Palvelut</heading>'
        + section(
            "3 a",
            "Sisältö",
            subsection(1, "Kunnan on järjestettävä:", "20210020", ("neuvonta;", "ohjaus.")),
            subsection(2, "Muu\n   teksti."),
        )
        + "</chapter>"
    )

    first, second = text(body, version="20210020", amended_by=(("20/2021", "2021-05-01"),)).units

    assert (first.section, first.subsection, first.heading) == ("3a", "1", "Sisältö")
    assert first.chapter == "2 luku Palvelut"
    assert [(item.number, item.text) for item in first.items] == [("1", "neuvonta;"), ("2", "ohjaus.")]
    assert first.text == "Kunnan on järjestettävä:\n1) neuvonta;\n2) ohjaus."
    assert (first.wording_by, second.wording_by) == ("20/2021", "10/2020")
    assert second.text == "Muu teksti."


def test_what_the_document_says_of_itself_is_read() -> None:
    read = text(
        section("1", "", subsection(1, "Teksti.")),
        version="20210020",
        consolidated="2021-04-01",
        amended_by=(("20/2021", "2021-05-01"),),
        ended="2022-12-31",
        repealed_by="7/2022",
    )

    assert (read.act, read.language, read.version, read.last_amendment) == ("10/2020", "fi", "20210020", "20/2021")
    assert (read.issued_on, read.in_force_on, read.ended_on) == (
        date(2020, 2, 1),
        date(2020, 3, 1),
        date(2022, 12, 31),
    )
    assert (read.consolidated_on, read.produced_on) == (date(2021, 4, 1), date(2025, 2, 21))
    assert read.amended_by == (Amendment("20/2021", date(2021, 5, 1)),)
    assert read.repealed_by == "7/2022"


@pytest.mark.parametrize(
    ("note", "by"),
    [
        ("2 § on kumottu L:lla 30.12.2021/20.", "20/2021"),
        ("2 § har upphävts genom L 30.12.2021/1100.", "1100/2021"),
        ("2 § oli voimassa 1.1.2011–31.12.2013.", "-"),
    ],
)
def test_a_placeholder_is_no_text(note: str, by: str) -> None:
    first, second = text(section("1", "", subsection(1, "Teksti.")) + section("2", "", placeholder(note))).units

    assert not first.is_placeholder
    assert second.is_placeholder
    assert (second.repealed_by, second.text) == (by, "")


def test_a_provision_that_speaks_of_repeal_is_text() -> None:
    (unit,) = text(section("101", "Voimaantulo", subsection(1, "Tällä lailla kumotaan laki (1386/2010)."))).units

    assert unit.text == "Tällä lailla kumotaan laki (1386/2010)."


def test_upcoming_wording_and_the_earlier_one_beside_it_are_told_apart() -> None:
    note = (
        '<hcontainer name="noteAuthorial"><content><p>L:lla <ref href="/akn/fi/act/statute/2026/77">77/2026</ref>'
        " muutettu 2 momentti tulee voimaan 1.1.2027. Aiempi sanamuoto kuuluu:</p></content></hcontainer>"
    )
    body = section(
        "5",
        "",
        subsection(1, "Ensimmäinen."),
        subsection(2, "Tuleva sanamuoto.", "20260077"),
        note,
        subsection(2, "Nykyinen sanamuoto."),
    )

    first, upcoming, present = text(body, version="20260077", amended_by=(("77/2026", "2027-01-01"),)).units

    assert (first.begins_on, first.ends_before) == (None, None)
    assert (upcoming.text, upcoming.begins_on) == ("Tuleva sanamuoto.", date(2027, 1, 1))
    assert (present.text, present.ends_before, present.ended_by) == (
        "Nykyinen sanamuoto.",
        date(2027, 1, 1),
        "77/2026",
    )


def test_a_note_that_tells_of_no_wording_changes_nothing() -> None:
    note = '<hcontainer name="noteAuthorial"><content><p>Ks. asetus 1.1.2025/3.</p></content></hcontainer>'

    (unit,) = text(section("5", "", note, subsection(1, "Teksti."))).units

    assert (unit.begins_on, unit.ends_before) == (None, None)


WHOLE = document(section("1", "", subsection(1, "Teksti.")))


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (WHOLE[: len(WHOLE) // 2], "not well-formed"),
        (b"", "not well-formed"),
        (b"<AknXmlList><Results/></AknXmlList>", "begins with <AknXmlList>"),
        (b"<html><body>Huolto</body></html>", "begins with <html>"),
        (WHOLE.replace(b"<section", b"<part").replace(b"</section", b"</part"), "has no section"),
        (WHOLE.replace(b"fin@", b"sme@"), "names no statute in Finnish or Swedish"),
    ],
)
def test_what_is_no_whole_statute_is_refused_in_one_line(data: bytes, says: str) -> None:
    with pytest.raises(SourceUnreadable, match=says) as refused:
        read_statute(data, "the document")

    assert str(refused.value).startswith("the document: ")
    assert "\n" not in str(refused.value)


def test_entities_of_a_document_are_not_resolved() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + WHOLE.replace(
        b"Teksti.", b"Teksti &x;."
    )

    read = read_statute(bomb, "bomb")

    assert read.units[0].text == "Teksti &x;."


@needs_finlex
def test_every_statute_at_hand_is_read_with_a_number_for_every_unit_of_a_consolidated_text() -> None:
    files = sorted(FINLEX.rglob("main.xml"))

    for file in files:
        read = read_statute(file.read_bytes(), str(file))
        assert read.title, file
        if read.is_consolidated:
            assert all(unit.subsection or unit.is_placeholder for unit in read.units), file
            assert all(unit.text for unit in read.units if not unit.is_placeholder), file

    assert len(files) == 78
