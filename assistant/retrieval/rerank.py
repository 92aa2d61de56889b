"""A second reading of the best items, by a model that reads question and passage together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.domain.query import ScoredPassage
from assistant.domain.source import Origin
from assistant.protocols import Reranker

REREAD = 12
"""Items of a stream that are read again."""
SECOND_READING = 0.5
"""Its weight; the fused score has the rest. Not measured: no multilingual cross-encoder was at hand."""


def rerank(
    items: Sequence[ScoredPassage],
    question: str,
    *,
    reranker: Reranker,
    factor: Callable[[ScoredPassage], float],
) -> list[ScoredPassage]:
    """The items in the order of both readings, statute text and the rest read each for itself; `items` are best first.

    Each score becomes (1 - w) * fused + w * second * factor, with w = SECOND_READING. `factor` is what the fused
    score was multiplied by for the passage's standing: the second reading knows nothing of dates. What is not read
    again counts as 0 in it and so stays behind what is.
    """
    statutes = [item for item in items if item.passage.origin is Origin.STATUTE]
    others = [item for item in items if item.passage.origin is not Origin.STATUTE]
    reread = [item for stream in (others, statutes) for item in _reread(stream, question, reranker, factor)]
    return sorted(reread, key=lambda item: (-item.score, item.passage.id))


def _reread(
    items: Sequence[ScoredPassage], question: str, reranker: Reranker, factor: Callable[[ScoredPassage], float]
) -> list[ScoredPassage]:
    second = reranker.score(question, [_as_read(item) for item in items[:REREAD]])
    scores = [*second, *[0.0] * (len(items) - len(second))]
    return [
        replace(item, score=(1 - SECOND_READING) * item.score + SECOND_READING * score * factor(item))
        for item, score in zip(items, scores, strict=True)
    ]


def _as_read(item: ScoredPassage) -> str:
    """Headings and text as the embedder read them."""
    return "\n".join((*item.passage.headings, item.passage.text))
