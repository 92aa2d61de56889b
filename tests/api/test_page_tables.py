"""A comparison on the page and in its plain text."""

from __future__ import annotations

from api.answer_view import view_answer
from api.plain_text import plain_text
from api.texts import texts_in
from assistant.domain.answer import Answer, Sentence, SentenceKind, Table, TableRow
from tests.api.fakes import answer, citation, claim
from tests.api.test_page import EVIL, page_with, text_of

MISSING = Sentence("Förr: mina källor säger inget om detta.", SentenceKind.FRAMING, "sv")
TABLE = Table(
    caption="Förr och nu sida vid sida",
    columns=("Förr", "Nu"),
    rows=(
        TableRow("Tid", ((1,), (2,))),
        TableRow("Avgift", ((5,), (4,))),
        TableRow("Språk", ((6,), (6,))),
    ),
    covers=(0, 1, 2, 3, 4, 5, 6),
)


def compared(**changes: object) -> Answer:
    sentences = (
        Sentence("Tid:", SentenceKind.FRAMING, "sv"),
        claim("Planen gällde tre år.", citation(4)),
        claim("Planen gäller två år."),
        Sentence("Avgift:", SentenceKind.FRAMING, "sv"),
        claim("En avgift får tas ut."),
        MISSING,
        claim("Språken är finska och svenska."),
        claim("Detta står efter tabellen."),
    )
    return answer(**{"sentences": sentences, "tables": (TABLE,), **changes})


def test_columns_and_rows_of_a_table_have_headings_with_a_scope() -> None:
    page = page_with(compared())

    (table,) = page.xpath("//table")
    assert [text_of(one) for one in table.xpath("./thead/tr/th[@scope='col']")] == ["Sak", "Förr", "Nu"]
    assert [text_of(one) for one in table.xpath("./tbody/tr/th[@scope='row']")] == ["Tid", "Avgift", "Språk"]
    assert text_of(table.xpath("./caption")[0]) == TABLE.caption


def test_a_table_that_comes_first_leads_the_answer_with_its_caption() -> None:
    page = page_with(compared())

    assert text_of(page.xpath("//div[@class='lead']")[0]) == TABLE.caption
    # Seen once: the caption of the table itself is for screen readers then.
    assert page.xpath("//table/caption/@class") == ["unseen"]


def test_a_caption_is_shown_where_another_sentence_leads() -> None:
    first = Sentence("Exempel på hur man har gjort.", SentenceKind.FRAMING, "sv")
    rows = (TableRow("Tid", ((2,), (3,))),)
    table = Table(TABLE.caption, TABLE.columns, rows, (1, 2, 3))
    page = page_with(compared(sentences=(first, *compared().sentences), tables=(table,)))

    assert text_of(page.xpath("//div[@class='lead']")[0]) == first.text
    assert page.xpath("//table/caption/@class") == []


def test_every_claim_in_a_cell_opens_its_quote_with_a_link_to_its_source() -> None:
    page = page_with(compared())

    cells = page.xpath("//table/tbody/tr/td")
    told = [cell for cell in cells if MISSING.text not in text_of(cell)]
    assert len(cells) - len(told) == 1
    for cell in told:
        assert cell.xpath(".//details[@class='mark']//blockquote")
        assert cell.xpath(".//details//a/@href")


def test_a_cell_is_tagged_with_the_standing_of_what_it_cites() -> None:
    page = page_with(compared())

    assert [text_of(tag) for tag in page.xpath("//table/tbody/tr[1]/td//p[contains(@class, 'tag')]")] == [
        "HISTORIA",
        "LAG",
    ]


def test_what_both_columns_say_takes_both_and_names_both() -> None:
    page = page_with(compared())

    (cell,) = page.xpath("//table/tbody/tr[3]/td")
    assert cell.get("colspan") == "2"
    assert text_of(cell.xpath("./div[@class='column']")[0]) == "Förr = Nu"


def test_a_covered_sentence_is_not_shown_again_below_the_table() -> None:
    page = page_with(compared())

    told = [text_of(one) for one in page.xpath("//div[@class='block']//div[@class='claim']")]
    assert any("Detta står efter tabellen." in text for text in told)
    assert not any("Planen" in text for text in told)


def test_the_column_names_of_narrow_screens_are_hidden_from_screen_readers() -> None:
    page = page_with(compared())

    names = page.xpath("//table//td/div[@class='column']")
    assert names
    assert all(name.get("aria-hidden") == "true" for name in names)


def test_markup_in_headings_and_columns_is_shown_as_text() -> None:
    table = Table(EVIL, (EVIL, "Nu"), (TableRow(EVIL, ((1,), (2,))),), (0, 1, 2))
    page = page_with(compared(tables=(table,)))

    assert not page.xpath("//img[@src='x']")
    assert EVIL in page.xpath("//table/thead/tr/th[2]")[0].text_content()


def test_the_plain_text_has_the_table_row_by_row() -> None:
    texts = texts_in("sv")

    text = plain_text(view_answer(compared(), texts, {}), texts)

    assert "* Tid\n  Förr:\n    HISTORIA: Planen gällde tre år. [4]\n  Nu:\n    LAG: Planen gäller två år. [1]" in text
    assert "  Förr = Nu:\n    LAG: Språken är finska och svenska. [1]" in text
    assert text.count("Planen gällde tre år. [4]") == 1
