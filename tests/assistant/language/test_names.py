from __future__ import annotations

import pytest

from assistant.language.names import names_in

SOURCES = "vammaisen maahanmuuttajan palvelut kunnan ohjelma kotoutuminen integration plan kela oulun seudun".split()


def names(text: str) -> list[str]:
    return [text[name.start : name.end] for name in names_in(text, SOURCES.__contains__)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Miten Ahmed Hassanin suunnitelma laaditaan?", "Ahmed Hassanin"),
        ("Saako Mikolla olla tulkki?", "Mikolla"),
        ("Maija Virtasen lapsi muutti", "Maija Virtasen"),
        ("Virtanen Maija muutti", "Virtanen Maija"),
        ("Anna Lindqvists plan", "Anna Lindqvists"),
        ("What about Hussein's plan?", "Hussein"),
        ("Mrs Nguyen asks", "Nguyen"),
        ("vår klient fatima ali frågar", "fatima ali"),
        ("Perhe Al-Khalidi muuttaa", "Al-Khalidi"),
        ("M. Karjalaisen suunnitelma", "M. Karjalaisen"),
        ("Kysyy Eero-Pekka Laaksonen", "Eero-Pekka Laaksonen"),
    ],
)
def test_a_name_is_found_in_any_form(text: str, name: str) -> None:
    assert names(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "Anna esimerkki tavoitteista.",
        "May the council approve it in June 2026?",
        "Will the State pay? Mark the deadlines.",
        "Miten Salla, Inari ja Aura tekevät ohjelman?",
        "Petteri Orpon hallituksen ohjelma",
        "Toivo-hanke ja Business Finland",
        "Red Cross and Åbo Akademi in Mariehamn",
        "S:t Michel och Kristinestad",
        "Asiakkaamme Espoossa tarvitsevat tulkin.",
        "Saman momentin mukaan",
        "Vammaisen Maahanmuuttajan palvelut sairaalassa",
    ],
)
def test_places_bodies_and_common_words_are_no_names(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "is_own"),
    [
        ("Hei, olen Liisa Mäkinen.", True),
        ("Mvh Karin Holmström", True),
        ("My colleague Sanna says so.", True),
        ("Our client Sanna says so.", False),
    ],
)
def test_the_name_of_who_writes_is_told_from_that_of_who_is_written_about(text: str, is_own: bool) -> None:
    assert [name.is_own for name in names_in(text, SOURCES.__contains__)] == [is_own]


def test_two_unknown_words_are_a_name_only_beside_private_matters() -> None:
    assert names("Xochitl Quetzal on sairaalassa.") == ["Xochitl Quetzal"]
    assert names("Champions League on tauolla.") == []
