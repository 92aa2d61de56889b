"""Follow-ups over the real corpus, as a gate."""

from __future__ import annotations

from assistant.assistant import Assistant
from assistant.domain.query import Question
from evals.dialogues import Dialogue, judge, load_dialogues

LEAST_RIGHT = 42
"""Of 50; below what was measured, so that one more or less does not stop work."""


def test_most_last_questions_of_the_dialogues_are_answered_right(assistant: Assistant) -> None:
    wrong = [
        (one.dialogue.id, one.faults)
        for one in (judge(dialogue, assistant.ask, assistant.passages) for dialogue in load_dialogues())
        if one.faults
    ]

    assert len(load_dialogues()) - len(wrong) >= LEAST_RIGHT, wrong


def test_a_new_subject_is_not_mixed_with_the_one_before(assistant: Assistant) -> None:
    topics = [dialogue for dialogue in load_dialogues() if dialogue.kind == "topic"]

    assert [judge(one, assistant.ask, assistant.passages).faults for one in topics] == [()] * len(topics)


def test_every_fault_of_an_answer_is_told(assistant: Assistant) -> None:
    dialogue = Dialogue(
        "x", "fi", ("Mikä on Helsingin sää?",), "topic", ("answered",), ("681/2023:13",), ("sataa",), 1999, "sv"
    )

    faults = judge(dialogue, assistant.ask, assistant.passages).faults

    assert [fault.split()[0] for fault in faults] == ["status", "language", "as", "leads", "does"]


def test_the_source_of_an_answer_is_its_provision_and_says_so(assistant: Assistant) -> None:
    dialogue = next(one for one in load_dialogues() if one.kind == "source" and one.language == "sv")

    answer = judge(dialogue, assistant.ask, assistant.passages).answer

    assert answer.sentences[0].text == "Svaret bygger på de här ställena:"
    assert answer.question == dialogue.turns[-1]


def test_a_question_put_in_full_is_echoed_as_typed(assistant: Assistant) -> None:
    from assistant.domain.query import Turn

    history = (Turn("Hur ofta ska avtalet om kommunplatser ses över?", "Minst vart fjärde år (681/2023, 42 §)."),)

    answer = assistant.ask(Question("Och 2024?", history=history))

    assert answer.question == "Och 2024?"
    assert answer.as_of.year == 2024
