"""python -m evals.consistency: whether one question in other words, and in other languages, gets the same answer."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np

from assistant.assistant import Assistant
from assistant.build import build_assistant
from assistant.domain.answer import Answer, SentenceKind
from assistant.domain.query import Question
from assistant.knowledge.provision import covers
from assistant.settings import load_settings
from evals.cli import EXAM_DAY
from evals.sample import DATASETS

LANGUAGES = ("fi", "sv", "en")


@dataclass(frozen=True)
class Standard:
    """One thing asked in several wordings."""

    id: str
    topic: str
    provisions: tuple[str, ...]
    """Provision keys that every right answer cites."""
    wordings: Mapping[str, tuple[str, ...]]
    """Questions by language."""


@dataclass(frozen=True)
class Told:
    """What one wording was answered with."""

    language: str
    question: str
    rows: tuple[str, ...]
    """The rows and passages cited, each once, in the order of the answer; without their language."""
    provisions: tuple[str, ...]
    is_cited: bool
    """Every provision wanted is cited."""


@dataclass(frozen=True)
class Consistency:
    """How alike the answers to one thing are; shares in [0, 1]."""

    topic: str
    cited: float
    """Share of the wordings whose answer cites every provision wanted."""
    same_lead: float
    """Share of the wordings whose first claim is the most frequent one."""
    alike: float
    """Mean over pairs of wordings: rows told for both, of rows told for either."""


def load_standards(file: Path) -> list[Standard]:
    """The standard questions in `file`, in order."""
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    return [
        Standard(
            row["id"],
            row["topic"],
            tuple(row["provisions"]),
            {language: tuple(row["wordings"][language]) for language in LANGUAGES},
        )
        for row in rows
    ]


def ask_all(standard: Standard, assistant: Assistant) -> list[Told]:
    """What each wording is answered with."""
    return [
        _told(standard, language, question, assistant)
        for language, questions in standard.wordings.items()
        for question in questions
    ]


def consistency_of(topic: str, told: Sequence[Told]) -> Consistency:
    """How alike the answers are. Two answers without any row are alike."""
    leads = Counter(one.rows[:1] for one in told)
    pairs = [_alike(one.rows, other.rows) for place, one in enumerate(told) for other in told[place + 1 :]]
    return Consistency(
        topic=topic,
        cited=float(np.mean([one.is_cited for one in told])),
        same_lead=leads.most_common(1)[0][1] / len(told),
        alike=float(np.mean(pairs)),
    )


def _told(standard: Standard, language: str, question: str, assistant: Assistant) -> Told:
    answer = assistant.ask(Question(question))
    cited = dict.fromkeys(_current_ids(answer))
    passages = assistant.passages(list(cited))
    provisions = tuple(dict.fromkeys(key for passage in passages for key in passage.provisions))
    wanted = [any(covers(key, want) or covers(want, key) for key in provisions) for want in standard.provisions]
    rows = tuple(dict.fromkeys(passage.row_id or passage.id for passage in passages))
    return Told(language, question, rows, provisions, all(wanted))


def _current_ids(answer: Answer) -> list[str]:
    claims = [sentence for sentence in answer.sentences if sentence.kind is SentenceKind.CLAIM]
    return [citation.passage_id for claim in claims for citation in claim.citations]


def _alike(one: Sequence[str], other: Sequence[str]) -> float:
    either = {*one, *other}
    return len({*one} & {*other}) / len(either) if either else 1.0


def main(argv: Sequence[str]) -> int:
    """Print how alike the answers are, by topic and in all; exit 0."""
    parser = argparse.ArgumentParser(prog="python -m evals.consistency", description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true", help="one JSON document on standard output")
    parser.add_argument("-v", action="store_true", help="every wording whose answer differs from the most frequent one")
    options = parser.parse_args(argv)
    settings = load_settings()
    assistant = build_assistant(replace(settings, today=settings.today or EXAM_DAY))
    told = {one.topic: ask_all(one, assistant) for one in load_standards(DATASETS / "consistency.jsonl")}
    found = [consistency_of(topic, answers) for topic, answers in told.items()]
    everything = {
        "topics": [asdict(one) for one in found],
        "all": {
            name: float(np.mean([getattr(one, name) for one in found])) for name in ("cited", "same_lead", "alike")
        },
    }
    if options.json:
        print(json.dumps(everything, ensure_ascii=False))
        return 0
    print(f"{'':44}  provisions cited  same first claim  rows alike")
    for one in (*found, Consistency("all", **everything["all"])):  # type: ignore[arg-type]
        print(f"{one.topic[:44]:44}  {one.cited:16.2f}  {one.same_lead:16.2f}  {one.alike:10.2f}")
    if options.v:
        _print_differing(told)
    return 0


def _print_differing(told: Mapping[str, Sequence[Told]]) -> None:
    for topic, answers in told.items():
        usual = Counter(one.rows[:1] for one in answers).most_common(1)[0][0]
        for one in answers:
            if one.rows[:1] != usual or not one.is_cited:
                print(f"{topic} | {one.language} | {one.question} | {' '.join(one.rows)} (usual: {' '.join(usual)})")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
