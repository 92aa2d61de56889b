"""koto eval recall: how often the provisions that an exam wants are among the passages found first.

Twice: over all passages, and with the passages of the question's own language hidden, so that only other languages can
lead to the provision.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, replace

import numpy as np

from assistant.answering.understand import understand
from assistant.domain.query import ScoredPassage
from assistant.knowledge.provision import covers
from assistant.language.detect import detect_language
from assistant.protocols import VectorIndex, Vectors
from assistant.retrieval.retrieve import Retriever
from evals.cli import EXAM_DAY
from evals.figure_table import FigureTable, Measurement
from evals.sample import DATASETS, Sample, load_samples

DEPTH = 10
TITLE = "Does the search find the provisions that the exams want?"
EXPLANATION = (
    "For each question that a provision of the law must answer, the share of those provisions that stand among the "
    "first passages found. “other languages only” hides the passages in the question's own language, so that the "
    "search must cross into another."
)
_MORE = 4
"""How many times more entries are taken where some are hidden."""


@dataclass(frozen=True)
class Recall:
    """Mean share of wanted provisions among the first passages."""

    samples: int
    own: float
    across: float
    """With the passages of the question's language hidden."""


def measure(suites: Sequence[str], retriever: Retriever) -> Measurement:
    """The suite: recall by exam and language."""
    found = {suite: recall_by_language(load_samples(DATASETS / f"{suite}.jsonl"), retriever) for suite in suites}
    table = FigureTable(
        f"Share of the wanted provisions among the first {DEPTH} passages",
        ("exam", "language", "questions", "all passages", "other languages only"),
        tuple(
            (suite, language, one.samples, one.own, one.across)
            for suite, by_language in found.items()
            for language, one in by_language.items()
        ),
        named=2,
    )
    document = {
        suite: {language: asdict(one) for language, one in by_language.items()} for suite, by_language in found.items()
    }
    return Measurement("recall", TITLE, EXPLANATION, (table,), document)


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
