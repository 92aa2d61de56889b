"""A turned clause fails a claim, though the rest of a long sentence has the same words and signals."""

from __future__ import annotations

import pytest

from assistant.answering.support import support_of
from assistant.answering.support.reading import read

SV = (
    "Om ett barn har fått en företrädare ska tingsrätten höra barnet innan beslutet fattas. Företrädaren får begära"
    " ersättning för resor, men företrädaren ska inte betala för tolkningen."
)
EN = (
    "The library must lend books for two weeks; the library must lend films for three days. The city council"
    " decides on fees where needed, and the library may not collect a fee from children."
)
FI = "Kunta järjestää neuvonnan yhdessä hyvinvointialueen kanssa. Neuvontaa annetaan muille kuin tilapäisesti oleville."


@pytest.mark.parametrize(
    ("claim", "evidence", "language", "reason"),
    [
        ("Tingsrätten ska höra barnet efter att beslutet om företrädare fattas.", SV, "sv", "says after"),
        ("Företrädaren ska betala för tolkningen.", SV, "sv", "affirms what the evidence denies"),
        ("The library must lend films for two weeks.", EN, "en", "the duration is another"),
        ("The library may collect a fee from children.", EN, "en", "affirms what the evidence denies"),
        ("The city council decides on fees.", EN, "en", "drops a qualifier of the evidence (where needed)"),
        ("Kunta järjestää neuvonnan yksin hyvinvointialueen puolesta.", FI, "fi", "says alone"),
        ("Neuvontaa annetaan tilapäisesti oleville.", FI, "fi", "leaves out that it is other than"),
    ],
)
def test_a_turned_clause_fails_and_is_told(claim: str, evidence: str, language: str, reason: str) -> None:
    support = support_of(claim, [evidence], language)

    assert not support.supported
    assert any(reason in told for told in support.reasons), support.reasons


@pytest.mark.parametrize(
    ("claim", "evidence", "language"),
    [
        ("The library must lend films for three days.", EN, "en"),
        ("The library may not collect a fee from children.", EN, "en"),
        ("Where needed, the city council decides on fees.", EN, "en"),
        ("Tingsrätten ska höra barnet innan beslutet fattas.", SV, "sv"),
        ("Företrädaren får begära ersättning för resor.", SV, "sv"),
        ("Kunta järjestää neuvonnan yhdessä hyvinvointialueen kanssa.", FI, "fi"),
    ],
)
def test_the_same_clause_as_it_is_passes(claim: str, evidence: str, language: str) -> None:
    support = support_of(claim, [evidence], language)

    assert support.supported, support.reasons


def test_one_that_acts_is_not_one_that_is_only_named_beside() -> None:
    evidence = "Elinvoimakeskus ohjaa henkilön kuntaan Maahanmuuttoviraston esityksestä."

    assert not support_of("Maahanmuuttovirasto ohjaa henkilön kuntaan.", [evidence], "fi").supported
    assert support_of("Elinvoimakeskus ohjaa henkilön kuntaan.", [evidence], "fi").supported


def test_a_sentence_is_parted_at_its_verbs_and_not_in_the_name_of_a_body() -> None:
    text = "Elinkeino-, liikenne- ja ympäristökeskus voi ohjata henkilön kuntaan, jos Maahanmuuttovirasto sitä esittää."

    clauses = read(text).sentences[0].clauses

    assert [[actor.name for actor in clause.actors] for clause in clauses] == [
        ["Economic Development Centre", "municipality"],
        ["Finnish Immigration Service"],
    ]


def test_words_in_commas_stay_with_their_clause() -> None:
    clauses = read("The municipality must, where needed, guide the client to other services.").sentences[0].clauses

    assert len(clauses) == 1
