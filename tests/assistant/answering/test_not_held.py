"""Questions whose answer no source holds, and their neighbours that the law answers."""

from __future__ import annotations

import pytest

from assistant.answering.intents import intent_of
from assistant.answering.not_held import asks_for_what_no_source_holds, asks_what_parliament_decided
from assistant.domain.query import Intent


@pytest.mark.parametrize(
    "text",
    [
        "Kuinka monta maahanmuuttajaa Lahdessa asuu?",
        "Montako kuntaa on tehnyt sopimuksen?",
        "Hur många invånare har Vasa?",
        "How many municipalities have an agreement?",
        "Kuka on yhteyshenkilö elinvoimakeskuksessa ja mikä on hänen puhelinnumeronsa? puhelinnumero kiitos",
        "Vem är kontaktperson på livskraftscentralen?",
        "Hur mycket pengar lägger Åbo på integration?",
        "How much does Espoo spend on integration?",
    ],
)
def test_counts_contacts_and_spending_are_held_by_no_source(text: str) -> None:
    assert asks_for_what_no_source_holds(text)


@pytest.mark.parametrize(
    "text",
    [
        "Kuinka monta vuotta korvausta maksetaan?",
        "Kuinka monta osaa kotoutumisohjelmassa on?",
        "Hur många timmar omfattar samhällsorienteringen?",
        "How many times must the plan be reviewed?",
        "Paljonko korvausta kunta saa lapsesta?",
        "How many people must the group have at least?",
        "Kunnan on nimettävä taho, joka ottaa yhteydenotot vastaan. Kuka sen nimeää?",
    ],
)
def test_what_the_law_counts_is_answered(text: str) -> None:
    assert not asks_for_what_no_source_holds(text)


@pytest.mark.parametrize(
    ("text", "is_asked"),
    [
        ("Onko eduskunta jo hyväksynyt uudistuksen?", True),
        ("Har riksdagen godkänt reformen?", True),
        ("Did Parliament adopt the reform?", True),
        ("Hyväksyykö valtuusto ohjelman?", False),
        ("What did the council decide?", False),
    ],
)
def test_decisions_of_parliament_are_recognised(text: str, is_asked: bool) -> None:
    assert asks_what_parliament_decided(text) is is_asked


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        (
            "My manager uses 'integration plan' and 'integration programme' as synonyms. Are they the same?",
            Intent.QUESTION,
        ),
        ("Which sections get repealed and what replaces them? I need the wording.", Intent.QUESTION),
        ("Vår klient kom för fyra år sedan. Ska vi bevilja min klient en plan?", Intent.PERSONAL_DECISION),
        ("Am I entitled to my integration plan?", Intent.PERSONAL_DECISION),
        ("Onko minun kotoutumissuunnitelmani yhä voimassa?", Intent.PERSONAL_DECISION),
    ],
)
def test_a_persons_own_case_is_told_from_words_that_look_like_one(text: str, intent: Intent) -> None:
    assert intent_of(text) is intent
