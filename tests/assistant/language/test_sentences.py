"""Sentence boundaries in three languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.sentences import sentence_spans, sentences_asked


def sentences(text: str, language: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text, language)]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        # Finnish: abbreviations
        ("fi", ["Kunta järjestää esim. Helsingissä kursseja.", "Ne ovat maksuttomia."]),
        ("fi", ["Ohjelmaan kuuluu mm. Kelan palveluja.", "Lisäksi tarjotaan ohjausta."]),
        ("fi", ["Tästä säädetään 45 §:n 1 mom. mukaan laissa.", "Kunta vastaa suunnittelusta."]),
        ("fi", ["Katso 13 § 2 mom. 3 kohta.", "Se on uusi."]),
        ("fi", ["Kyse on ns. Matti-järjestelmästä.", "Se poistui."]),
        ("fi", ["Mukana ovat kunnat, järjestöt, seurakunnat jne.", "Yhteistyö jatkuu."]),
        ("fi", ["Lisätietoja antaa tri. Virtanen.", "Hän on lomalla."]),
        ("fi", ["Ks. Finlex.", "Laki on siellä."]),
        # Finnish: dates, ordinals, sections
        ("fi", ["Laki tulee voimaan 1.1.2025.", "Kunta laatii ohjelman."]),
        ("fi", ["Laki tuli voimaan 1. tammikuuta 2025.", "Sitä sovelletaan nyt."]),
        ("fi", ["Pykälän 2. momentti kumottiin.", "Muu jäi voimaan."]),
        ("fi", ["Suunnittelusta säädetään 45 §:ssä.", "Siinä on 1 §.", "Toinen on 2 §."]),
        ("fi", ["Määräaika päättyy 31.12.2026.", "15 kuntaa on hakenut."]),
        ("fi", ["Vuonna 2024. 15 kuntaa hakee."[:12], "15 kuntaa hakee."]),
        ("fi", ["Korvaus on 2.500 euroa.", "Se maksetaan kerran."]),
        ("fi", ["Lakia 681/2023 muutettiin lailla 1100/2024.", "Muutos on suuri."]),
        # Finnish: quotes, initials, ellipses, questions
        ("fi", ["Mitä kunta tekee?", "Se laatii suunnitelman!", "Sitten se toimii."]),
        ("fi", ["”Laki on selvä.”", "Näin sanoi J. K. Paasikivi."]),
        ("fi", ["Kunta voi… Ehkä."[:10], "Ehkä."]),
        ("fi", ["”Miksi?” hän kysyi.", "Kukaan ei vastannut."]),
        ("fi", ["Kunta vastaa tästä (ks. 13 §).", "Valtio korvaa."]),
        ("fi", ["Verkkosivu on kotoutuminen.fi.", "Siellä on ohjeita."]),
        # Swedish
        ("sv", ["Kommunen ordnar t.ex. Svenska kurser.", "De är gratis."]),
        ("sv", ["Programmet innehåller bl.a. Rådgivning.", "Det gäller alla."]),
        ("sv", ["Enligt 45 § 1 mom. ska kommunen planera.", "Lagen trädde i kraft den 1 januari 2025."]),
        ("sv", ["Det gäller s.k. Kvotflyktingar.", "De anvisas till kommunen."]),
        ("sv", ["Kommuner, församlingar m.m.", "Dessutom deltar organisationer."]),
        ("sv", ["Se 3 kap. 12 § i lagen.", "Den ändrades 2024."]),
        ("sv", ["Avtalet gäller fr.o.m. Januari.", "Det kan sägas upp."]),
        ("sv", ["Vad ska planen innehålla?", "Mål, åtgärder osv.", "Inget mer."]),
        ("sv", ["Kontakta kommunen du bor i.", "Den ger råd."]),
        # English
        ("en", ["The municipality offers courses, e.g. Finnish.", "They are free."]),
        ("en", ["Section 45(1) applies, i.e. Planning.", "It is new."]),
        ("en", ["See s. 45(1) of the Act.", "It was amended."]),
        ("en", ["Mr. Smith and Dr. Jones agree.", "Others do not."]),
        ("en", ["Act No. 681/2023 applies.", "The answer is no.", "The municipality decides."]),
        ("en", ["It began in the U.S. Congress.", "Later it spread."]),
        ("en", ["It is common in the U.S.", "The rule differs here."]),
        ("en", ["The event is on 1 January 2025.", "Come early."]),
        ("en", ["The meeting ends at 3 p.m.", "Everyone may attend."]),
        ("en", ['He said "It applies."', "Then he left."]),
        ("en", ["So do I.", "The others agree."]),
        ("en", ["The list is long...", "It goes on."]),
        ("en", ["Municipalities, Kela, etc.", "All take part."]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(language: str, expected: list[str]) -> None:
    assert sentences(" ".join(expected), language) == expected


def test_a_single_line_break_does_not_end_a_sentence() -> None:
    assert sentences("Kunta vastaa\nsuunnittelusta.", "fi") == ["Kunta vastaa\nsuunnittelusta."]


def test_a_blank_line_ends_a_sentence_without_a_full_stop() -> None:
    assert sentences("Otsikko\n\nKunta vastaa.", "fi") == ["Otsikko", "Kunta vastaa."]


def test_a_list_marker_at_the_start_of_a_line_begins_a_sentence() -> None:
    assert sentences("Kunta:\n- laatii\n- arvioi", "fi") == ["Kunta:", "- laatii", "- arvioi"]


def test_a_numbered_step_keeps_its_number() -> None:
    assert sentences("2. Municipality ensures cooperation", "en") == ["2. Municipality ensures cooperation"]


def test_a_footnote_number_glued_to_the_full_stop_belongs_to_the_sentence_before() -> None:
    assert sentences("Kunta vastaa tästä.3 Valtio korvaa.", "fi") == ["Kunta vastaa tästä.3", "Valtio korvaa."]


def test_an_unknown_language_uses_the_abbreviations_of_all_three() -> None:
    assert sentences("Kunta, esim. Kuopio, t.ex. Vasa. Toinen.", "und") == [
        "Kunta, esim. Kuopio, t.ex. Vasa.",
        "Toinen.",
    ]


def test_a_long_run_of_full_stops_takes_no_quadratic_time() -> None:
    # 200,000 stops: a quadratic search would need 2 * 10**10 steps.
    assert len(sentences("Johdanto " + "." * 200_000 + "5", "fi")) == 1


ALPHABET = st.sampled_from(list("abåÄK1.?!…:-•()\"”' \n\t§") + ["esim.", "2. ", "1.1.2025", "\n\n", "\n- ", "mom. "])


@given(st.lists(ALPHABET, max_size=60).map("".join), st.sampled_from(["fi", "sv", "en", "und"]))
def test_spans_are_exact_ordered_and_lose_nothing_but_white_space(text: str, language: str) -> None:
    spans = sentence_spans(text, language)

    edges = [0, *(edge for span in spans for edge in span), len(text)]
    assert edges == sorted(edges)
    assert all(text[start:end].strip() == text[start:end] != "" for start, end in spans)
    between = [text[end:start] for end, start in zip(edges[0::2], edges[1::2], strict=True)]
    assert "".join(between).strip() == ""


@given(st.text(max_size=200), st.sampled_from(["fi", "sv", "en"]))
def test_any_text_is_split_the_same_way_twice(text: str, language: str) -> None:
    assert sentence_spans(text, language) == sentence_spans(text, language)


def test_a_long_question_is_searched_sentence_by_sentence() -> None:
    told = "Meillä on kunnassa paljon perheitä, jotka muuttivat tänne viime vuonna muualta."
    question = " ".join([told] * 5) + " Kiitos! Kuka vastaa neuvonnasta?"

    assert sentences_asked(question, "fi") == [told] * 5 + ["Kuka vastaa neuvonnasta?"]


def test_a_short_question_is_searched_whole() -> None:
    question = "Valtuusto kokoontuu tammikuussa. Pitääkö ohjelma viedä sille?"

    assert sentences_asked(question, "fi") == [question]


def test_a_long_question_of_one_sentence_is_searched_whole() -> None:
    question = " ".join(["kunta ja"] * 40)

    assert sentences_asked(question, "fi") == [question]
