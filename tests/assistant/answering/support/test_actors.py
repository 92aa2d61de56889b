from __future__ import annotations

import pytest

from assistant.answering.support.actors import actors_in


@pytest.mark.parametrize(
    ("texts", "name"),
    [
        (("hyvinvointialueen", "välfärdsområdet", "wellbeing services county"), "wellbeing services county"),
        (("elinvoimakeskus", "ELY-keskuksen", "livskraftscentralen", "ELY Centre"), "Economic Development Centre"),
        (("kunnan", "kommunens", "municipalities"), "municipality"),
        (("kehittämis- ja hallintokeskus", "KEHA-keskus"), "KEHA Centre"),
    ],
)
def test_a_body_has_one_name_whatever_the_language_and_the_year(texts: tuple[str, ...], name: str) -> None:
    assert [actor.name for text in texts for actor in actors_in(text.lower())] == [name] * len(texts)


def test_a_long_official_name_is_one_body() -> None:
    official = "elinkeino-, liikenne- ja ympäristökeskusten kehittämis- ja hallintokeskus"

    assert [actor.name for actor in actors_in(official)] == ["KEHA Centre"]


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("kunnan on laadittava suunnitelma hyvinvointialueen kanssa", [True, False]),
        ("kunnan ja työvoimaviranomaisen on sovittava", [True, True]),
        ("maahanmuuttovirasto tekee päätöksen kunnan esityksestä", [True, False]),
        ("tehtävä on kunnan vastuulla", [True]),
        ("hyvinvointialueelle korvataan kustannukset", [True]),
        ("vid behov ska kommunen höra personen hos välfärdsområdet", [True, False]),
        ("planen utarbetas av kommunen tillsammans med välfärdsområdet", [True, False]),
        ("på framställning av migrationsverket", [False]),
        ("till kommunens uppgifter hör", [True]),
        ("kommunens planering beaktas", [False]),
        ("a plan is drawn up by the municipality with the employment authority", [True, False]),
        ("it is for the municipality to decide", [True]),
        ("it is the duty of the municipality", [True]),
        ("the municipality's plan is reviewed", [False]),
    ],
)
def test_who_acts_is_told_by_case_and_preposition(text: str, acts: list[bool]) -> None:
    assert [actor.acts for actor in actors_in(text)] == acts
