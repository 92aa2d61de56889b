"""python -m evals.exam_recall: how often the provisions that an exam wants are among the passages found first.

Twice: over all passages, and with the passages of the question's own language hidden, so that only other languages can
lead to the provision.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np

from assistant.answering.understand import understand
from assistant.build import build_assistant
from assistant.domain.query import ScoredPassage
from assistant.knowledge.provision import covers
from assistant.language.detect import detect_language
from assistant.protocols import VectorIndex, Vectors
from assistant.retrieval.retrieve import Retriever
from assistant.settings import load_settings
from evals.cli import EXAM_DAY
from evals.sample import DATASETS, Sample, load_samples

DEPTH = 10
_MORE = 4
"""How many times more entries are taken where some are hidden."""


@dataclass(frozen=True)
class Recall:
    """Mean share of wanted provisions among the first passages."""

    samples: int
    own: float
    across: float
    """With the passages of the question's language hidden."""


def main(argv: Sequence[str]) -> int:
    """Print recall by language; exit 0."""
    parser = argparse.ArgumentParser(prog="python -m evals.exam_recall", description=__doc__.splitlines()[0])
    parser.add_argument("--suite", default="exam", metavar="NAME", help="exam or core (exam)")
    parser.add_argument("--json", action="store_true", help="one JSON document on standard output")
    options = parser.parse_args(argv)
    settings = load_settings()
    assistant = build_assistant(replace(settings, today=settings.today or EXAM_DAY))
    found = recall_by_language(load_samples(DATASETS / f"{options.suite}.jsonl"), assistant.retriever)
    if options.json:
        print(json.dumps({language: one.__dict__ for language, one in found.items()}))
        return 0
    print(f"recall@{DEPTH}  questions    all passages    other languages only")
    for language, one in found.items():
        print(f"{language:9}  {one.samples:9}    {one.own:12.3f}    {one.across:20.3f}")
    return 0


def recall_by_language(samples: Sequence[Sample], retriever: Retriever) -> dict[str, Recall]:
    """By language and for "all": samples that want a provision and stand alone."""
    scores: dict[str, list[tuple[float, float]]] = defaultdict(list)
    hidden = {language: without_language(retriever, language) for language in ("fi", "sv", "en")}
    for sample in samples:
        if sample.provisions and not sample.question.history:
            pair = (_recall(sample, retriever), _recall(sample, hidden[sample.language]))
            scores[sample.language].append(pair)
            scores["all"].append(pair)
    return {
        language: Recall(len(pairs), *(float(mean) for mean in np.mean(pairs, axis=0)))
        for language, pairs in sorted(scores.items())
    } or {"all": Recall(0, math.nan, math.nan)}


def _recall(sample: Sample, retriever: Retriever) -> float:
    query = understand(sample.question, today=EXAM_DAY, detect=detect_language)
    items = retriever.retrieve(query, limit=DEPTH).items[:DEPTH]
    wanted = [provision.key for provision in sample.provisions]
    return sum(_is_among(key, items) for key in wanted) / len(wanted)


def _is_among(wanted: str, items: Sequence[ScoredPassage]) -> bool:
    return any(covers(key, wanted) or covers(wanted, key) for item in items for key in item.passage.provisions)


def without_language(retriever: Retriever, language: str) -> Retriever:
    """A retriever that finds only by passages in other languages; what it finds is shown in the question's language."""
    index = retriever.index
    numbered = index.store.numbered(list(range(index.store.count())))
    others = {str(number) for number, passage in numbered if passage.language != language}
    narrowed = replace(
        index,
        words={code: words for code, words in index.words.items() if code != language},
        passages=_Only(index.passages, others),
        asks=_Only(index.asks, others),
    )
    return replace(retriever, index=narrowed)


class _Only:
    """A vector index that shows some of its entries only."""

    def __init__(self, whole: VectorIndex, numbers: Collection[str]) -> None:
        self._whole = whole
        self._numbers = numbers

    def search(self, vector: Vectors, limit: int) -> list[tuple[str, float]]:
        hits = self._whole.search(vector, _MORE * limit)
        return [hit for hit in hits if hit[0].split(".")[0] in self._numbers][:limit]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
