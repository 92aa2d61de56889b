from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import IndexMissing
from assistant.language.analyse import GRAM, PAIR, PART, WordAnalyser, open_analyser, open_analysers, term_weight
from assistant.language.lemma_table import LemmaTable

TABLE = LemmaTable.of(
    {
        "kunta": "kunta",
        "kunnan": "kunta",
        "kotoutuminen": "kotoutuminen",
        "suunnitelma": "suunnitelma",
        "suunnitelmaan": "suunnitelma",
        "suunnitelmassa": "suunnitelma",
    }
)
FINNISH = WordAnalyser("fi", TABLE)


def words(terms: list[str]) -> list[str]:
    return [term for term in terms if not term.startswith(GRAM)]


def test_a_simple_word_is_its_base_form_and_its_own_part() -> None:
    assert words(FINNISH.terms("Kunnan")) == ["kunta", f"{PART}kunta"]


def test_a_compound_is_itself_and_its_parts() -> None:
    assert words(FINNISH.terms("kotoutumissuunnitelmassa")) == [
        "kotoutumissuunnitelma",
        f"{PART}kotoutuminen",
        f"{PART}suunnitelma",
    ]


def test_a_matching_compound_shares_more_terms_than_a_matching_part() -> None:
    question = set(words(FINNISH.terms("kotoutumissuunnitelmaan")))

    whole = question & set(words(FINNISH.terms("kotoutumissuunnitelma")))
    part = question & set(words(FINNISH.terms("suunnitelma")))

    # Whole: the compound and two parts. Part: "+suunnitelma" alone.
    assert (len(whole), len(part)) == (3, 1)


@pytest.mark.parametrize("word", ["kunnankin", "kuntansa", "kuntako", "kunnanhan"])
def test_a_clitic_or_possessive_suffix_does_not_hide_the_base_form(word: str) -> None:
    assert FINNISH.lemma(word) == "kunta"


def test_a_clitic_does_not_hide_a_compound() -> None:
    assert FINNISH.lemma("kotoutumissuunnitelmassakin") == "kotoutumissuunnitelma"


def test_a_word_of_four_letters_or_more_gives_its_grams_between_marks() -> None:
    terms = FINNISH.terms("laki")

    assert [term for term in terms if term.startswith(GRAM)] == ["#^lak", "#laki", "#aki$"]


def test_a_stop_word_gives_itself_only() -> None:
    assert FINNISH.terms("mitä") == ["mitä"]


def test_two_content_words_in_a_row_are_a_pair_whatever_stands_between_them() -> None:
    pairs = [[term for term in FINNISH.terms(text) if term.startswith(PAIR)] for text in ("kunnan xy", "kunta ja xy")]

    assert pairs == [["##kunta xy"]] * 2


def test_an_unknown_word_stays_as_it_is() -> None:
    assert words(FINNISH.terms("Xyzzy")) == ["xyzzy", f"{PART}xyzzy"]


def test_parts_of_a_hyphenated_word_are_words() -> None:
    assert words(FINNISH.terms("XY-kunta")) == ["xy", f"{PART}xy", "kunta", f"{PART}kunta"]


def test_a_reference_is_one_term_whatever_its_form() -> None:
    finnish = FINNISH.terms("lain 681/2023 45 §:n 1 momentti")
    english = WordAnalyser("en", None).terms("section 45(1) of Act 681/2023")

    assert finnish[:3] == english[:3] == ["681/2023", "§45", "§45.1"]


def test_a_term_is_repeated_as_often_as_its_word() -> None:
    assert FINNISH.terms("kunta kunnan").count("kunta") == 2


def test_decomposed_letters_are_the_same_letters() -> None:
    assert FINNISH.terms("sa\u0308a\u0308") == FINNISH.terms("sää")


def test_a_gram_counts_half_a_word() -> None:
    weights = [term_weight(term) for term in ("kunta", "+kunta", "##kunta laki", "#kunt")]

    assert weights == [1.0, 1.0, 1.0, 0.5]


def test_a_language_without_a_table_gets_words_and_grams(tmp_path: Path) -> None:
    assert open_analyser(tmp_path, "de").terms("Haus") == ["haus", "+haus", "#^hau", "#haus", "#aus$"]


def test_tables_that_were_never_built_say_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match="koto ingest"):
        open_analysers(tmp_path)
