"""How well follow-ups are understood: whole conversations, of which the last answer is judged.

python -m evals.dialogues [--failures]
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from assistant.build import build_assistant
from assistant.domain.answer import Answer
from assistant.domain.conversation import Conversation
from assistant.domain.passage import Passage
from assistant.domain.query import Question
from assistant.knowledge.provision import covers
from assistant.settings import load_settings
from evals.cli import EXAM_DAY
from evals.sample import DATASETS

FILE = DATASETS / "dialogues.jsonl"
ANSWERED = ("answered", "partly_answered")


@dataclass(frozen=True)
class Dialogue:
    """Questions of one person, one after the other, and what a right answer to the last one is."""

    id: str
    language: str
    turns: tuple[str, ...]
    kind: str
    """What the last question tries: place, date, pronoun, subject, ordinal, source, topic, chain, language, short."""
    status: tuple[str, ...]
    lead: tuple[str, ...]
    """Provisions of which the first claim rests on one; empty: any."""
    says: tuple[str, ...]
    """Patterns, each of which the answer has."""
    as_of_year: int | None
    answer_language: str


@dataclass(frozen=True)
class Judged:
    """A dialogue with its last answer and what is wrong with it."""

    dialogue: Dialogue
    answer: Answer
    faults: tuple[str, ...]


def load_dialogues(file: Path = FILE) -> list[Dialogue]:
    """The dialogues in order."""
    return [_dialogue(json.loads(line)) for line in file.read_text(encoding="utf-8").splitlines()]


def judge(
    dialogue: Dialogue,
    answering: Callable[[Question], Answer],
    passages: Callable[[Sequence[str]], list[Passage]],
) -> Judged:
    """Asks every question in turn and judges the last answer."""
    conversation = Conversation()
    for text in dialogue.turns:
        conversation = conversation.ask(text, answering)
    answer = conversation.answers[-1]
    return Judged(dialogue, answer, tuple(_faults(dialogue, answer, passages)))


def _faults(dialogue: Dialogue, answer: Answer, passages: Callable[[Sequence[str]], list[Passage]]) -> Iterable[str]:
    if answer.status.value not in dialogue.status:
        yield f"status {answer.status.value}"
    if answer.language != dialogue.answer_language:
        yield f"language {answer.language}"
    if dialogue.as_of_year and answer.as_of.year != dialogue.as_of_year:
        yield f"as of {answer.as_of}"
    first = next((sentence.citations for sentence in answer.sentences if sentence.citations), ())
    keys = [key for passage in passages([citation.passage_id for citation in first]) for key in passage.provisions]
    if dialogue.lead and not any(covers(wanted, key) for wanted in dialogue.lead for key in keys):
        yield f"leads with {', '.join(keys) or 'nothing'}"
    told = " ".join(sentence.text for sentence in answer.sentences)
    yield from (f"does not say {pattern}" for pattern in dialogue.says if not re.search(pattern, told, re.I))


def _dialogue(row: dict[str, Any]) -> Dialogue:
    return Dialogue(
        id=row["id"],
        language=row["language"],
        turns=tuple(row["turns"]),
        kind=row["why"],
        status=tuple(row.get("status", ANSWERED)),
        lead=tuple(row.get("lead", ())),
        says=tuple(row.get("says", ())),
        as_of_year=row.get("as_of_year"),
        answer_language=row.get("answer_language", row["language"]),
    )


def main(argv: list[str] | None = None) -> int:
    """Prints the share of right last answers, by kind and language; exit status 0."""
    parser = argparse.ArgumentParser(
        prog="python -m evals.dialogues", description="How well are follow-ups understood?"
    )
    parser.add_argument("--failures", action="store_true", help="tell what is wrong with each")
    options = parser.parse_args(argv)
    settings = load_settings()
    assistant = build_assistant(replace(settings, today=settings.today or EXAM_DAY))
    judged = [judge(dialogue, assistant.ask, assistant.passages) for dialogue in load_dialogues()]
    groups: dict[str, list[bool]] = defaultdict(list)
    for one in judged:
        for group in ("all", one.dialogue.language, one.dialogue.kind):
            groups[group].append(not one.faults)
    for group, right in groups.items():
        print(f"{group:<10} {sum(right):>3} of {len(right)}")
    if options.failures:
        for one in judged:
            if one.faults:
                print(f"\n{one.dialogue.id} {' | '.join(one.dialogue.turns)}\n  {'; '.join(one.faults)}")
                print("  " + " ".join(sentence.text for sentence in one.answer.sentences)[:200])
    return 0


if __name__ == "__main__":
    sys.exit(main())
