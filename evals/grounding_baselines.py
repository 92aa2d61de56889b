"""What a claim verifier is compared with: shared words, and embedding similarity."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from assistant.language.sentences import sentence_spans
from assistant.protocols import Vectors
from evals.grounding_sets import Pair

_WORD = re.compile(r"[^\W\d_]{3,}")
_PIECE_CHARACTERS = 600

Embed = Callable[[Sequence[str]], Vectors]
"""Vectors of texts, in their order."""


def word_overlap(pair: Pair) -> float:
    """Share of the claim's words of three letters or more that stand in the evidence in the same form."""
    words = [word.lower() for word in _WORD.findall(pair.claim)]
    known = {word.lower() for text in pair.evidence for word in _WORD.findall(text)}
    return sum(word in known for word in words) / len(words) if words else 1.0


def similarities(pairs: Sequence[Pair], embed: Embed) -> list[float]:
    """Cosine of each claim and the nearest piece of its evidence, pieces being whole sentences up to a paragraph."""
    pieces = [list(pieces_of(pair.evidence)) for pair in pairs]
    texts = list(dict.fromkeys([pair.claim for pair in pairs] + [piece for own in pieces for piece in own]))
    vectors = dict(zip(texts, embed(texts), strict=True))
    return [
        max((float(np.dot(vectors[pair.claim], vectors[piece])) for piece in own), default=0.0)
        for pair, own in zip(pairs, pieces, strict=True)
    ]


def pieces_of(evidence: Sequence[str]) -> Iterator[str]:
    """Sentences of all the texts, joined while they are short."""
    piece = ""
    for text in evidence:
        for start, end in sentence_spans(text, ""):
            sentence = text[start:end]
            if piece and len(piece) + len(sentence) > _PIECE_CHARACTERS:
                yield piece
                piece = ""
            piece = f"{piece} {sentence}".strip()[: 4 * _PIECE_CHARACTERS]
    if piece:
        yield piece
