"""Web pages: the main text with its structure."""

from __future__ import annotations

import pytest

from assistant.errors import SourceUnreadable
from ingest.read.html import read

SENTENCE = "Kunta laatii suunnitelman kotoutumisen edistämiseksi yhdessä hyvinvointialueen ja järjestöjen kanssa."
PAGE = f"""<!DOCTYPE html><html lang="fi"><head><title>Suunnitelma | Kotoutuminen.fi</title>
<style>p {{color: red}}</style><script>var kunta = "piilossa";</script></head><body>
<a class="skip" href="#main">Siirry sisältöön</a>
<nav><ul><li><a href="/">Etusivu</a></li><li><a href="/kunnat">Kunnat ja alueet</a></li></ul></nav>
<div id="cookie-banner"><p>Sivusto käyttää evästeitä.</p><button>Hyväksy kaikki</button></div>
<main id="main"><h1 id="alku">Kunnan suunnitelma</h1><p>{SENTENCE} Suunnitelma on osa strategiaa.</p>
<h2><a name="sisalto"></a>Sisältö</h2><p>Suunnitelmaan kuuluu ainakin seuraavat asiat:</p>
<ul><li>osaamisen <b>arviointi</b><ul><li>kielitaito</li></ul></li><li>ohjaus ja neuvonta</li></ul>
<section id="korvaus"><h2>Korvaus</h2><table><tr><th>Ryhmä</th><th>Euroa</th></tr>
<tr><td>Aikuiset</td><td>2300</td></tr></table><p>{SENTENCE.replace("laatii", "arvioi")}</p></section>
<ol><li>Kunta päättää vastuutahot ja aikataulun.</li><li>Kunta varmistaa yhteistyön.</li></ol></main>
<aside><p>Uutiset: uusi katsaus on julkaistu tänään.</p></aside>
<footer><p>Yhteystiedot ja palaute, puh. 0295 020 000</p></footer></body></html>"""


def test_headings_keep_their_anchors() -> None:
    document = read(PAGE.encode(), name="page.html")

    assert document.title == "Kunnan suunnitelma"
    assert [(section.headings[-1], section.anchor) for section in document.sections] == [
        ("Kunnan suunnitelma", "alku"),
        ("Sisältö", "sisalto"),
        ("Korvaus", "korvaus"),
    ]


def test_lists_are_items_and_tables_are_rows() -> None:
    document = read(PAGE.encode(), name="page.html")

    assert document.sections[1].text.endswith(
        "seuraavat asiat:\n\n- osaamisen arviointi\n  - kielitaito\n- ohjaus ja neuvonta"
    )
    assert "Ryhmä | Euroa\nAikuiset | 2300" in document.sections[2].text
    assert document.sections[2].text.endswith(
        "1. Kunta päättää vastuutahot ja aikataulun.\n2. Kunta varmistaa yhteistyön."
    )


@pytest.mark.parametrize("hidden", ["piilossa", "color", "Etusivu", "evästeitä", "Uutiset", "Yhteystiedot", "Siirry"])
def test_scripts_menus_banners_and_footers_are_left_out(hidden: str) -> None:
    assert hidden not in read(PAGE.encode(), name="page.html").text


def test_text_in_folded_details_is_kept() -> None:
    page = (
        f"<html><body><main><h1>Usein kysyttyä</h1><p>{SENTENCE}</p><details><summary>Kuka maksaa?</summary>"
        f"<p>{SENTENCE.replace('laatii', 'maksaa')}</p></details></main></body></html>"
    )

    assert "Kunta maksaa" in read(page.encode(), name="page.html").text


def test_a_short_page_is_read_too() -> None:
    page = "<html><body><h1>Suunnitelma</h1><p>Kunta vastaa suunnittelusta.</p></body></html>"

    (section,) = read(page.encode(), name="page.html").sections

    assert (section.headings, section.text) == (("Suunnitelma",), "Kunta vastaa suunnittelusta.")


def test_a_deeply_nested_page_ends_in_text_or_a_clear_line() -> None:
    page = "<html><body>" + "<div>" * 30_000 + f"<p>{SENTENCE}</p>" + "</body></html>"

    try:
        assert SENTENCE in read(page.encode(), name="page.html").text
    except SourceUnreadable as error:
        assert "\n" not in str(error)


@pytest.mark.parametrize("page", ["<html><body></body></html>", "<!DOCTYPE html>", "<html><script>x</script></html>"])
def test_a_page_without_text_is_refused(page: str) -> None:
    with pytest.raises(SourceUnreadable, match="page.html: found no"):
        read(page.encode(), name="page.html")
