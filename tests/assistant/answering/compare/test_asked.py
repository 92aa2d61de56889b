"""Which questions ask for a comparison of Acts, on which subject and sections."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.answering.compare.asked import ActsAsked, Side, acts_asked
from assistant.domain.query import Query

OLD, NEW = "1386/2010", "681/2023"


def asked(text: str, days: tuple[date, ...] = ()) -> ActsAsked | None:
    return acts_asked(Query(text, "fi", date(2026, 11, 22), asked=text, days=days), OLD, NEW)


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Miten suunnitteluvelvoite muuttui vanhasta laista uuteen?", "suunnitteluvelvoite"),
        ("Mikä on muuttunut valtion korvausten ehdoissa verrattuna vanhaan lakiin?", "valtion korvausten ehdoissa"),
        ("Vad är skillnaden mellan 1386/2010 och 681/2023 i fråga om ersättningen?", "ersättningen"),
        ("Hur har kravet på fullmäktiges godkännande ändrats från gamla lagen till nya?", "fullmäktiges godkännande"),
        ("Compare the old and the new Act on integration training.", "integration training"),
        ("Old Act vs new Act: family integration plan", "family integration plan"),
        ("Hur ändrades samhällsorienteringen när nya lagen kom?", "samhällsorienteringen"),
    ],
)
def test_words_of_comparison_and_two_acts_leave_the_subject(text: str, subject: str) -> None:
    found = asked(text)

    assert found is not None
    assert found.sides == (Side.OLD, Side.NOW)
    assert subject in found.subject


@pytest.mark.parametrize(
    "text",
    [
        "Mitä eroa on vanhalla ja uudella kotoutumislailla?",
        "Vad är skillnaden mellan gamla och nya lagen?",
        "How does the new Act differ from the old one?",
    ],
)
def test_a_comparison_of_nothing_but_the_acts_has_no_subject(text: str) -> None:
    found = asked(text)

    assert found is not None
    assert found.subject == ""


@pytest.mark.parametrize(
    "text",
    [
        "Is the new Act in force?",
        "Muuttuiko kunnan vastuu?",
        "Mitä eroa on kotoutumissuunnitelmalla ja kotoutumisohjelmalla?",
        "What did the old Act require of the programme?",
        "Pitääkö vanhan lain mukainen suunnitelma tarkistaa?",
        "Har förslaget till anslag ändrats?",
    ],
)
def test_a_question_that_names_no_two_sides_is_none(text: str) -> None:
    assert asked(text) is None


@pytest.mark.parametrize(
    ("text", "sections"),
    [
        ("Mitä eroa on lain 1386/2010 32 §:llä ja lain 681/2023 45 §:llä?", (f"{OLD}:32", f"{NEW}:45")),
        ("How do sections 32 of the old Act and 45 of the new differ?", (f"{OLD}:32", f"{NEW}:45")),
        ("Hur skiljer sig nya lagens 45 § från gamla lagens 31 §?", (f"{NEW}:45", f"{OLD}:31")),
        (
            "What did section 32 of the old Act require, and what does section 45 require now?",
            (f"{OLD}:32", f"{NEW}:45"),
        ),
    ],
)
def test_each_section_goes_with_its_act(text: str, sections: tuple[str, ...]) -> None:
    found = asked(text)

    assert found is not None
    assert found.sections == sections


def test_the_text_as_issued_is_a_side_of_its_own() -> None:
    found = asked("How did the old Act, the 2023 text and the section in force differ on monitoring?")

    assert found is not None
    assert found.sides == (Side.OLD, Side.ISSUED, Side.NOW)


def test_two_days_are_no_comparison_of_acts() -> None:
    text = "Miten vanhan lain sopimus muuttui 31.12.2024 ja 1.1.2025 välillä?"

    assert asked(text, (date(2024, 12, 31), date(2025, 1, 1))) is None
