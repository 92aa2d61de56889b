"""How well names of persons are found and private questions refused: python -m evals.privacy [--failures].

Words are counted: a word that should be masked and is, that should and is not, that should not and is.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from assistant.build import build_retriever
from assistant.language.personal_data import MASK, mask_personal_data
from assistant.retrieval.vocabulary import stands_in_sources
from assistant.settings import load_settings
from evals.sample import DATASETS

FILE = DATASETS / "privacy.jsonl"
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class PrivacySample:
    """A question in which names stand between braces."""

    id: str
    language: str
    marked: str
    refuse: bool | None
    """Whether it is to be refused; None: either will do."""

    @property
    def question(self) -> str:
        """The question as typed."""
        return self.marked.replace("{", "").replace("}", "")

    @property
    def names(self) -> list[str]:
        """The words of the names, in order."""
        return [word for part in re.findall(r"\{(.*?)\}", self.marked) for word in _WORD.findall(part)]


def load_privacy(file: Path = FILE) -> list[PrivacySample]:
    """The questions in order."""
    rows = map(json.loads, file.read_text(encoding="utf-8").splitlines())
    return [PrivacySample(row["id"], row["language"], row["question"], row["refuse"]) for row in rows]


@dataclass(frozen=True)
class Found:
    """What was done to one question."""

    sample: PrivacySample
    masked: str
    hit: int
    missed: int
    wrong: int
    is_refused: bool

    @property
    def is_refusal_right(self) -> bool:
        """Whether it was refused or not as it should be."""
        return self.sample.refuse is None or self.sample.refuse == self.is_refused


def measure(sample: PrivacySample, knows: Callable[[str], bool]) -> Found:
    """Masks one question and counts words."""
    masked = mask_personal_data(sample.question, knows)
    gone = Counter(_WORD.findall(sample.question)) - Counter(_WORD.findall(masked.text.replace(MASK, " ")))
    names = Counter(sample.names)
    return Found(
        sample,
        masked.text,
        hit=(gone & names).total(),
        missed=(names - gone).total(),
        wrong=(gone - names).total(),
        is_refused=masked.tells_private_matters,
    )


def main(argv: list[str] | None = None) -> int:
    """Prints precision and recall of words and of refusals; exit status 0."""
    parser = argparse.ArgumentParser(prog="python -m evals.privacy", description="Are names found, and nothing else?")
    parser.add_argument("--failures", action="store_true", help="show every question that went wrong")
    parser.add_argument("--file", type=Path, default=FILE, help="another file of questions")
    options = parser.parse_args(argv)
    retriever = build_retriever(load_settings())

    def knows(word: str) -> bool:
        return stands_in_sources(word, retriever.index, retriever.analysers)

    found = [measure(sample, knows) for sample in load_privacy(options.file)]
    for language in ("all", "fi", "sv", "en"):
        group = [one for one in found if language in {"all", one.sample.language}]
        hit, missed, wrong = (sum(getattr(one, name) for one in group) for name in ("hit", "missed", "wrong"))
        refused = [one for one in group if one.is_refused and one.sample.refuse is not None]
        to_refuse = [one for one in group if one.sample.refuse]
        print(
            f"{language:<4} names: precision {_share(hit, hit + wrong)}, recall {_share(hit, hit + missed)};"
            f" refusals: precision {_share(sum(bool(one.sample.refuse) for one in refused), len(refused))},"
            f" recall {_share(sum(one.is_refused for one in to_refuse), len(to_refuse))} ({len(group)} questions)"
        )
    if options.failures:
        for one in found:
            if one.missed or one.wrong or not one.is_refusal_right:
                print(f"{one.sample.id} {one.sample.marked}\n  {one.masked}  {'refused' if one.is_refused else ''}")
    return 0


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "-"


if __name__ == "__main__":
    sys.exit(main())
