"""The page: the form, the answer below it, and what a browser must never be given."""

from __future__ import annotations

import re
import string
from dataclasses import replace
from datetime import date
from urllib.parse import unquote

import pytest
import yaml
from lxml import html
from starlette.testclient import TestClient

from api.answer_view import view_answer
from api.app import create_app
from api.form import read_day
from api.plain_text import plain_text
from api.texts import FILE, LANGUAGES, preferred_language, texts_in
from api.words import facts_in_words, safe_link, standing_in_words, tag_of
from assistant.domain.answer import Answer, AnswerStatus, Caveat, Sentence, SentenceKind
from assistant.domain.query import Question
from assistant.domain.source import Origin, Standing
from assistant.errors import IndexMissing
from tests.api.fakes import CHECKED_TO, TODAY, FakeAnswerer, answer, citation, cited_source, claim, refusal

EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"


def client_for(answerer: FakeAnswerer) -> TestClient:
    """A client of the service around `answerer`."""
    return TestClient(create_app(answerer))


def page_with(reply: Answer | Exception, *, lang: str = "fi", **fields: str) -> html.HtmlElement:
    """The page after a question that gets `reply`."""
    sent = {"question": "Vad?", **fields}
    response = client_for(FakeAnswerer(reply)).post(f"/?lang={lang}", data=sent)
    return html.document_fromstring(response.content.decode())


def text_of(element: html.HtmlElement) -> str:
    """Its text with single spaces."""
    return " ".join(element.text_content().split())


def test_every_text_stands_in_three_languages_with_the_same_places() -> None:
    rows = yaml.safe_load(FILE.read_text(encoding="utf-8"))

    for key, row in rows.items():
        assert list(row) == list(LANGUAGES), key
        assert all(words.strip() for words in row.values()), key
        places = [{name for _, name, _, _ in string.Formatter().parse(row[code]) if name} for code in row]
        assert places[0] == places[1] == places[2], key


@pytest.mark.parametrize(
    ("asked", "accepted", "language"),
    [
        (None, "", "fi"),
        ("sv", "en", "sv"),
        ("xx", "sv-FI,sv;q=0.9,en;q=0.8", "sv"),
        (None, "de,en;q=0.5,fi;q=0.7", "fi"),
        (None, "de, *;q=0.1", "fi"),
        (None, "en;q=x, sv;q=0", "fi"),
    ],
)
def test_the_page_speaks_the_language_asked_for_or_preferred(asked: str | None, accepted: str, language: str) -> None:
    assert preferred_language(asked, accepted) == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_is_labelled_in_the_language_of_the_page(language: str) -> None:
    page = html.document_fromstring(client_for(FakeAnswerer()).get(f"/?lang={language}").text)

    assert page.get("lang") == language
    assert page.xpath("//nav//a[@aria-current]/@hreflang") == [language]
    for field in page.xpath("//form//*[@name]"):
        assert page.xpath(f"//label[@for='{field.get('id')}']"), field.get("name")


def test_the_question_is_sent_by_post_and_stands_in_no_address() -> None:
    page = html.document_fromstring(client_for(FakeAnswerer()).get("/").text)

    (form,) = page.forms
    assert (form.method, form.action) == ("POST", "/?lang=fi#answer")


def test_the_form_asks_what_was_typed() -> None:
    answerer = FakeAnswerer()

    sent = {"question": "Mitä\r\nja miksi? ", "language": "en", "as_of": "1.6.2024"}
    client_for(answerer).post("/", data=sent)

    assert answerer.asked == [Question("Mitä\nja miksi?", "en", date(2024, 6, 1))]


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"question": " "}, "question", "Kirjoita kysymys."),
        (
            {"question": "x" * 2001},
            "question",
            "Kysymyksessä on 2 001 merkkiä. Lyhennä se enintään 2 000 merkkiin.",
        ),
        (
            {"as_of": "31.2.2026"},
            "as_of",
            "Päivämäärää ei voitu lukea. Kirjoita se esimerkiksi muodossa 22.11.2026.",
        ),
        ({"language": "de"}, "language", "Valitse vastauksen kieli luettelosta."),
    ],
)
def test_an_error_is_told_in_words_beside_its_field(fields: dict[str, str], field: str, words: str) -> None:
    answerer = FakeAnswerer()

    response = client_for(answerer).post("/", data={"question": "Mitä?", **fields})

    page = html.document_fromstring(response.text)
    (control,) = page.xpath(f"//*[@name='{field}']")
    assert response.status_code == 422
    assert text_of(page.get_element_by_id(f"{field}-error")) == words
    assert f"{field}-error" in control.get("aria-describedby").split()
    assert control.get("aria-invalid") == "true"
    assert page.xpath(f"//section[@aria-labelledby='answer']//a[@href='#{field}']")
    assert answerer.asked == []


def test_a_form_that_is_not_text_or_not_a_form_is_an_empty_question() -> None:
    response = client_for(FakeAnswerer()).post("/", content=b"\xff\x00=&&&")

    assert response.status_code == 422


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("status", list(AnswerStatus))
def test_every_status_is_shown_in_words(status: AnswerStatus, language: str) -> None:
    page = page_with(refusal(status, language=language))

    words = texts_in(language)(f"status_{status.value}")
    assert words in text_of(page.xpath("//p[@class='status']")[0])


@pytest.mark.parametrize(("error", "status"), [(IndexMissing("x"), 503), (ValueError("x"), 500)])
def test_a_failure_is_told_on_the_page(error: Exception, status: int) -> None:
    response = client_for(FakeAnswerer(error)).post("/", data={"question": "Mitä?"})

    page = html.document_fromstring(response.text)
    assert response.status_code == status
    assert text_of(page.get_element_by_id("answer")) == "Vastausta ei saatu"


def test_the_answer_is_labelled_in_its_own_language_on_a_page_in_another() -> None:
    page = page_with(answer(), lang="fi")

    (section,) = page.xpath("//section[@class='answer']")
    assert (page.get("lang"), section.get("lang")) == ("fi", "sv")
    assert text_of(page.get_element_by_id("answer")) == "Svar"
    assert page.get_element_by_id("answer").get("tabindex") == "-1"


def test_the_first_sentence_leads_and_the_status_line_follows() -> None:
    page = page_with(answer())

    lead, status = page.xpath("//div[@class='lead']")[0], page.xpath("//p[@class='status']")[0]
    assert text_of(lead).startswith("Programmet har sex delar enligt 13 § 1 mom. i lag 681/2023.")
    assert text_of(status) == (
        "Läget 22.11.2026 · lagen kontrollerad till 21.2.2025, senare ändringar är inte kontrollerade · besvarad"
    )


def test_nothing_is_said_of_later_changes_for_a_day_to_which_the_law_was_checked() -> None:
    view = view_answer(answer(as_of=CHECKED_TO), texts_in("sv"), {})

    assert view.status_line == "Läget 21.2.2025 · lagen kontrollerad till 21.2.2025 · besvarad"


def test_claims_are_tagged_by_the_standing_of_what_they_cite() -> None:
    page = page_with(answer())

    tags = [text_of(tag) for tag in page.xpath("//p[starts-with(@class, 'tag ')]")]
    assert tags == ["LAG", "LAG", "REKOMMENDATION", "HISTORIA", "PLAN"]


@pytest.mark.parametrize(
    ("standings", "tag"),
    [
        ([], None),
        ([Standing.IN_FORCE, Standing.GUIDANCE], "law"),
        ([Standing.GUIDANCE, Standing.IN_FORCE], "guidance"),
        ([Standing.IN_FORCE, Standing.NEVER_IN_FORCE], "history"),
        ([Standing.IN_FORCE, Standing.PLANNED], "plan"),
        ([Standing.PLANNED, Standing.REPEALED], "history"),
        ([Standing.NOT_YET_IN_FORCE], "coming"),
        ([Standing.EXAMPLE], "example"),
    ],
)
def test_what_is_no_law_today_is_never_tagged_as_law(standings: list[Standing], tag: str | None) -> None:
    assert tag_of(standings) == tag


def test_consecutive_numbered_claims_become_one_list_with_their_numbers() -> None:
    page = page_with(answer())

    (items,) = page.xpath("//ol[@class='items']")
    assert [item.get("value") for item in items] == ["1", "2", "3"]
    assert text_of(items[1]).startswith("utarbetande av integrationsplan, Källa [1]")


def test_a_citation_opens_to_quote_place_standing_origin_validity_and_day_of_checking() -> None:
    page = page_with(answer())

    (mark,) = page.xpath("//div[@class='lead']//details")
    assert text_of(mark.xpath("summary")[0]) == "Källa [1]"
    assert mark.xpath(".//blockquote/text()") == ["Kommunen ska ordna"]
    (link,) = mark.xpath(".//a")
    assert link.get("href") == "https://finlex.fi/sv/lagstiftning/2023/681#chp_2__sec_13"
    assert [text_of(fact) for fact in mark.xpath(".//li")] == [
        "i kraft enligt den senaste kontrollen (21.2.2025)",
        "officiell lagtext",
        "gäller från 1.1.2025",
        "kontrollerad till 21.2.2025",
        "hämtad 20.11.2026",
    ]


def test_a_quote_in_another_language_says_so_and_is_marked_with_it() -> None:
    page = page_with(answer())

    (quote,) = page.xpath("//div[@class='claim']//blockquote[contains(text(), 'hyvä kirjata')]")
    assert quote.get("lang") == "fi"
    assert text_of(quote.getnext()) == "Citatet är på finska"


@pytest.mark.parametrize(
    ("as_of", "checked_to", "words"),
    [
        (CHECKED_TO, CHECKED_TO, "in force on 21 Feb 2025"),
        (TODAY, CHECKED_TO, "in force as last checked (21 Feb 2025)"),
        (TODAY, None, "in force by its recorded dates, day of checking not known"),
    ],
)
def test_in_force_is_said_plainly_only_of_a_day_to_which_the_law_was_checked(
    as_of: date, checked_to: date | None, words: str
) -> None:
    told = standing_in_words(Standing.IN_FORCE, texts_in("en"), as_of=as_of, checked_to=checked_to)

    assert told.replace("\N{NO-BREAK SPACE}", " ") == words


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("origin", list(Origin))
@pytest.mark.parametrize("standing", list(Standing))
def test_every_standing_and_origin_has_words(standing: Standing, origin: Origin, language: str) -> None:
    source = cited_source(standing=standing, origin=origin, valid_to=date(2030, 1, 1))

    facts = facts_in_words(source, texts_in(language), as_of=TODAY)

    # Standing, origin, checked to, fetched; validity too, but not for what was never in force.
    assert len(facts) == (4 if standing is Standing.NEVER_IN_FORCE else 5)


def test_caveats_stand_in_a_box_of_their_own() -> None:
    page = page_with(answer())

    (box,) = page.xpath("//section[@class='caveats']")
    assert text_of(box.xpath("h3")[0]) == "Obs."
    assert len(box.xpath("ul/li[text()]")) == 2


def test_a_refusal_links_to_the_nearest_passages_and_says_that_they_are_no_answer() -> None:
    page = page_with(refusal())

    (section,) = page.xpath("//section[@aria-labelledby='nearest']")
    assert "Ne eivät ole vastaus siihen." in text_of(section)
    assert section.xpath(".//a/@href") == ["https://example.org/tarkistuslista#suunnittelu"]
    assert not page.xpath("//section[@aria-labelledby='sources']")


def test_an_answer_without_sentences_still_has_a_lead() -> None:
    page = page_with(refusal(sentences=(), nearest=()))

    assert text_of(page.xpath("//div[@class='lead']")[0]) == "Kysymykseen ei ole vastausta."


def test_headings_go_down_one_level_at_a_time() -> None:
    page = page_with(answer())

    levels = [int(heading.tag[1]) for heading in page.xpath("//h1|//h2|//h3|//h4")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))


def test_ids_are_unique() -> None:
    ids = page_with(answer()).xpath("//@id")

    assert len(ids) == len(set(ids))


def test_markup_in_any_text_of_an_answer_stays_text() -> None:
    reply = answer(
        question=EVIL,
        sentences=(
            claim(EVIL, citation(1, EVIL)),
            Sentence(EVIL, SentenceKind.PLACEHOLDER, EVIL),
            claim(EVIL, citation(1, EVIL, EVIL)),
        ),
        sources=(cited_source(title=EVIL, locator=EVIL, publisher=EVIL, language=EVIL, url="https://a/" + EVIL),),
        caveats=(Caveat("x", EVIL, (citation(1, EVIL),)),),
        versions=replace(answer().versions, index=EVIL, model=EVIL),
    )

    page = page_with(reply)

    assert page.xpath("//script/@src") == ["/static/koto.js"]
    assert not page.xpath("//img")
    assert not page.xpath("//@onerror")
    assert EVIL in page.get_element_by_id("plain").text


def test_markup_in_a_form_with_errors_stays_text() -> None:
    page = page_with(answer(), question=EVIL, as_of=EVIL, language=EVIL)

    assert len(page.xpath("//script")) == 1
    assert page.get_element_by_id("question").value.strip() == EVIL
    assert page.get_element_by_id("as_of").value == EVIL


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//evil/x",
        "http://[",
        "https:",
        "x",
        "",
    ],
)
def test_only_web_addresses_become_links(url: str) -> None:
    page = page_with(answer(sources=tuple(cited_source(n, url=url) for n in range(1, 6))))

    assert safe_link(url) == ""
    assert not page.xpath("//section[@class='answer']//p[@class='name']//a")


def test_nothing_is_styled_or_scripted_inline() -> None:
    page = page_with(answer())

    assert not page.xpath("//@style | //style | //script[not(@src)] | //@*[starts-with(name(), 'on')]")


def test_the_masked_question_takes_the_place_of_the_typed_one() -> None:
    response = client_for(FakeAnswerer(answer(question="Saako [nimi] tukea?"))).post(
        "/", data={"question": "Saako Matti Meikäläinen tukea?"}
    )

    assert "Meikäläinen" not in response.text


def test_the_answer_can_be_saved_as_plain_text_with_sources_and_the_way_to_a_person() -> None:
    page = page_with(answer())

    (link,) = page.xpath("//a[@download]")
    saved = unquote(link.get("href").removeprefix("data:text/plain;charset=utf-8,"))
    assert link.get("download") == "koto-2026-11-22.txt"
    assert saved == plain_text(view_answer(answer(), texts_in("sv"), {}), texts_in("sv"))
    assert "REKOMMENDATION: Det är bra att skriva ner målen. [3]" in saved
    assert "1) bedömning av kompetens och behov av integrationstjänster, [1]\n2) utarbetande" in saved
    assert "    ”Kommunen ska ordna”\n    https://finlex.fi/sv/lagstiftning/2023/681" in saved
    assert "livskraftscentralen" in saved


def test_a_language_model_that_took_part_is_named() -> None:
    reply = answer(versions=replace(answer().versions, model="gemma-4b"))

    assert "språkmodellen gemma-4b" in re.sub(r"\s+", " ", page_with(reply).text_content())


def test_a_day_is_read_as_a_browser_or_a_person_writes_it() -> None:
    assert read_day("2026-11-22") == read_day("22.11.2026") == read_day("22. 11. 2026") == TODAY
    assert read_day("") is None
