"""Page furniture: what goes, what stays, and that the warnings say so."""

from __future__ import annotations

import pytest

from ingest.blocks import Block, BlockKind, heading, item, paragraph
from ingest.furniture import without_furniture

SENTENCE = "The municipality is responsible for planning the promotion of integration in its area."


def texts_left(*blocks: Block) -> list[str]:
    return [block.text for block in without_furniture(blocks).blocks]


@pytest.mark.parametrize(
    "line",
    [
        "Skip to Content",
        "Skip to main content",
        "Siirry sisältöön",
        "Siirry suoraan sisältöön",
        "Hoppa till innehållet",
        "Gå direkt till innehåll",
        "Etusivu > Kunnat > Suunnittelu",
        "Home › Authorities",
        "Jaa Facebookissa",
        "Share on LinkedIn",
        "Tulosta sivu",
        "Skriv ut",
        "Accept all cookies",
        "Hyväksy kaikki evästeet",
        "Takaisin ylös",
        "This website uses cookies to improve your experience.",
        "Sivusto käyttää evästeitä.",
        "Two women at the table",
        "Kaksi naista pöydän ääressä",
    ],
)
def test_furniture_lines_go_and_are_named_in_a_warning(line: str) -> None:
    cleared = without_furniture([paragraph(line), paragraph(SENTENCE)])

    assert [block.text for block in cleared.blocks] == [SENTENCE]
    assert line[:20] in cleared.warnings[0]


@pytest.mark.parametrize(
    "line",
    [
        "Jaa tehtävät kunnan viranomaisten kesken.",
        "Print shops employ many immigrants.",
        "Two women at the table decided on the plan.",
        "Share of foreign-language speakers in the municipality",
        "Home municipality",
        "Lisätietojen pyytäminen on kunnan tehtävä.",
        "More information is needed on the service needs of immigrants.",
        "The programme is approved at 1.1.2025 | version 2",
    ],
)
def test_sentences_that_only_begin_like_furniture_stay(line: str) -> None:
    assert line in texts_left(paragraph(line), paragraph(SENTENCE))


@pytest.mark.parametrize(
    "opening", ["Read more:", "More information:", "Lue lisää", "Lisätietoja:", "Läs mer:", "Se även"]
)
def test_link_titles_after_read_more_go_with_it(opening: str) -> None:
    left = texts_left(paragraph(SENTENCE), paragraph(opening), paragraph("Residence Act"), paragraph("Checklist"))

    assert left == [SENTENCE]


def test_read_more_ends_where_text_begins_again() -> None:
    left = texts_left(
        paragraph(SENTENCE),
        paragraph("Read more:"),
        item("Residence Act"),
        heading("Duties", 2),
        paragraph("It plans."),
    )

    assert left == [SENTENCE, "Duties", "It plans."]


def test_a_heading_that_asks_for_more_information_stays_over_real_text() -> None:
    assert texts_left(heading("Lisätietoja", 2), paragraph(SENTENCE)) == ["Lisätietoja", SENTENCE]


def test_a_list_that_stands_twice_under_the_same_heading_is_kept_once() -> None:
    items = [item("is not an all-inclusive annual report."), item("is more than a document.")]

    cleared = without_furniture([heading("The plan"), *items, heading("The plan"), *items])

    assert [block.text for block in cleared.blocks] == ["The plan", *(block.text for block in items)]
    assert "stands twice" in cleared.warnings[0]


def test_bullets_white_space_and_case_do_not_hide_a_repeat() -> None:
    first = paragraph(SENTENCE)
    second = Block(BlockKind.PARAGRAPH, SENTENCE.upper().replace(" ", "  "))

    assert texts_left(heading("A"), first, heading("A"), second) == ["A", SENTENCE]


def test_short_lists_of_the_same_bodies_under_different_measures_both_stay() -> None:
    bodies = [item("the municipality"), item("the wellbeing services county"), item("Kela and the police")]

    left = texts_left(heading("Courses"), *bodies, heading("Guidance"), *bodies)

    assert left.count("Kela and the police") == 2


def test_e_mail_addresses_and_phone_numbers_are_taken_out_of_sentences() -> None:
    text = "Lisätietoja antaa Maija Mallila, puh. 029 504 1234, maija.mallila@mallila.fi."

    cleared = without_furniture([paragraph(text)])

    assert [block.text for block in cleared.blocks] == ["Lisätietoja antaa Maija Mallila."]
    assert cleared.warnings == ("left out 2 e-mail addresses and phone numbers",)


@pytest.mark.parametrize(
    "contact",
    ["+358 40 123 4567", "0295 020 000", "(09) 310 1691", "tel. 0401234567", "a.b(at)kunta.fi", "kirjaamo@gov.fi"],
)
def test_contact_details_of_many_shapes_go(contact: str) -> None:
    assert contact not in " ".join(texts_left(paragraph(f"Yhteys {contact} arkisin."), paragraph(SENTENCE)))


@pytest.mark.parametrize(
    "figure",
    [
        "1100/2024",
        "1.1.2025",
        "12 000 000 euroa",
        "2025–2029",
        "1234567-8",
        "681/2023",
        "0,5 prosenttia",
        "45 §:n 1 mom.",
    ],
)
def test_numbers_of_the_law_are_no_phone_numbers(figure: str) -> None:
    assert texts_left(paragraph(f"Se on {figure} tänään.")) == [f"Se on {figure} tänään."]


def test_teasers_of_news_go_with_their_heading() -> None:
    left = texts_left(
        paragraph(SENTENCE),
        heading("New for authorities", 2),
        paragraph("Review published"),
        paragraph("14.2.2024 | News item"),
        paragraph("The review gives an overview."),
        paragraph("Take part in planning!"),
        paragraph("17.1.2024 | Tiedote"),
        paragraph("The event takes place this year."),
    )

    assert left == [SENTENCE]


def test_one_dateline_alone_is_no_list_of_teasers() -> None:
    blocks = [paragraph("Law changes"), paragraph("14.2.2024 | News item"), paragraph(SENTENCE)]

    assert texts_left(*blocks) == [block.text for block in blocks]


def test_a_line_whose_link_is_missing_goes() -> None:
    assert texts_left(paragraph("Guidelines are available at"), paragraph(SENTENCE)) == [SENTENCE]


def test_the_lines_of_a_table_of_contents_go() -> None:
    left = texts_left(
        heading("Sisällys", 2),
        paragraph("1 Johdanto ............ 3"),
        paragraph("2 Tavoitteet 5"),
        heading("1 Johdanto", 2),
        paragraph(SENTENCE),
    )

    assert left == ["1 Johdanto", SENTENCE]
