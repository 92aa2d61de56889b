from __future__ import annotations

import pytest

from assistant.answering.support.signals import Signal, signals_in, states_absence


@pytest.mark.parametrize(
    ("text", "signal"),
    [
        ("suunnitelma on viipymättä laadittava", Signal.MUST),
        ("kommunen ska ordna", Signal.MUST),
        ("it is required to", Signal.MUST),
        ("kunta voi järjestää", Signal.MAY),
        ("kunnan ei tarvitse järjestää", Signal.NEED_NOT),
        ("kommunen behöver inte ordna", Signal.NEED_NOT),
        ("the county need not", Signal.NEED_NOT),
        ("käytettävissä olevien määrärahojen rajoissa", Signal.APPROPRIATIONS),
        ("inom ramen för tillgängliga anslag", Signal.APPROPRIATIONS),
        ("within the limits of available appropriations", Signal.APPROPRIATIONS),
        ("pääsääntöisesti", Signal.AS_A_RULE),
        ("i regel", Signal.AS_A_RULE),
        ("vid behov", Signal.WHERE_NEEDED),
        ("where needed", Signal.WHERE_NEEDED),
        ("on otettava huomioon", Signal.TAKE_INTO_ACCOUNT),
        ("must take the goals into account", Signal.TAKE_INTO_ACCOUNT),
        ("utan samtycke", Signal.WITHOUT),
    ],
)
def test_a_turning_word_is_known_in_each_language(text: str, signal: Signal) -> None:
    assert signal in {found for _, found in signals_in(text)}


@pytest.mark.parametrize("text", ["utan dröjsmål", "without delay", "en kommun", "viipymättä"])
def test_words_that_only_look_like_a_denial_are_none(text: str) -> None:
    assert not {found for _, found in signals_in(text)} & {Signal.WITHOUT, Signal.NEGATION}


@pytest.mark.parametrize(
    "text", ["laki ei edellytä hyväksyntää", "lagen kräver inte godkännande", "the act does not require approval"]
)
def test_a_said_absence_is_known(text: str) -> None:
    assert states_absence(text)
