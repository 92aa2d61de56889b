"""How well the claim verifier tells supported claims from others, beside shared words and embedding similarity.

Our own pairs, the catalogue across languages, and the external sets of a directory where it is given. Figures are of
the half of each set that no weight was fitted on.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from assistant.answering.support import LEAST_SUPPORT, support_of
from assistant.answering.support.reading import read, read_all
from evals.figure_table import Measurement
from evals.grounding_baselines import Embed, similarities, word_overlap
from evals.grounding_metrics import Labels, Numbers, as_arrays, auroc, best_threshold, bootstrap, f1, margin, share
from evals.grounding_read import read_sets
from evals.grounding_report import EXPLANATION, TITLE, tables
from evals.grounding_sets import Pair

Scorer = Callable[[Sequence[Pair]], list[float]]
Row = dict[str, Any]
OURS = "koto"
ACROSS = "across"
TEN = 10
_ROUNDS = 5
_FITTED_ON = "own"
"""The set whose calibrating half gives the others their threshold where a set has no such half."""


def koto(pairs: Sequence[Pair]) -> list[float]:
    """The verifier's support of each pair."""
    return [support_of(pair.claim, pair.evidence, pair.language).score for pair in pairs]


def overlap(pairs: Sequence[Pair]) -> list[float]:
    """Shared words of each pair."""
    return [word_overlap(pair) for pair in pairs]


def measure(directory: Path | None, embed: Embed | None) -> Measurement:
    """The suite: every set that is there, by language and by kind of change.

    Without `embed` embedding similarity is left out. Raises CorpusError where `directory` holds none of the sets.
    """
    sets = read_sets(directory)
    scorers: dict[str, Scorer] = {OURS: koto, "overlap": overlap}
    if embed is not None:
        scorers["embedding"] = lambda pairs: similarities(pairs, embed)
    document = {
        "least_support": LEAST_SUPPORT,
        "sets": evaluate(sets, scorers),
        "kinds": shown_by_kind({name: sets[name] for name in ("own", "subtle", "changed")}),
        "ms_for_ten": round(milliseconds_for_ten(sets["own"]), 2),
    }
    return Measurement("grounding", TITLE, EXPLANATION, tables(document), document)


def evaluate(sets: Mapping[str, Sequence[Pair]], scorers: Mapping[str, Scorer]) -> list[Row]:
    """A row for each set and language, with AUROC and F1 of every scorer on the half kept for telling.

    The verifier is held to the threshold that it ships with; each of the others gets the one that was
    best on the other half of the same set, or of our own pairs where it has no such half.
    """
    rows = []
    fitted: dict[str, float] = {}
    for name, pairs in sets.items():
        scores = {scorer: np.array(score(pairs)) for scorer, score in scorers.items()}
        held_back = np.array([not pair.for_calibration for pair in pairs])
        supported = np.array([pair.supported for pair in pairs])
        least = {
            scorer: best_threshold(supported[~held_back], found[~held_back]) for scorer, found in scores.items()
        } | {OURS: LEAST_SUPPORT}
        if name == _FITTED_ON:
            fitted = least
        if held_back.all():
            least = {scorer: fitted.get(scorer, value) for scorer, value in least.items()}
        for language in sorted({_group(pair) for pair in pairs}):
            chosen = held_back & np.array([_group(pair) == language for pair in pairs])
            own = {scorer: found[chosen] for scorer, found in scores.items()}
            rows.append(_row(name, language, supported[chosen], own, least))
    return rows


def shown_by_kind(sets: Mapping[str, Sequence[Pair]]) -> list[Row]:
    """For each kind of claim, of the half kept for telling: how many there are and what share is shown."""
    rows = []
    for name, pairs in sets.items():
        told = [pair for pair in pairs if not pair.for_calibration]
        shown = np.array(koto(told)) >= LEAST_SUPPORT
        for kind in sorted({pair.kind for pair in told}):
            of_kind = np.array([pair.kind == kind for pair in told])
            rows.append({"set": name, "kind": kind, "pairs": int(of_kind.sum()), "shown": share(shown[of_kind])})
    return rows


def milliseconds_for_ten(pairs: Sequence[Pair]) -> float:
    """Milliseconds to verify ten claims that were not read before, the median of a few rounds."""
    # What depends on no claim, such as compiled patterns, is made by the first call.
    koto(pairs[:TEN])
    taken = []
    for start in range(0, _ROUNDS * TEN, TEN):
        read.cache_clear()
        read_all.cache_clear()
        begun = time.perf_counter()
        koto(pairs[start : start + TEN])
        taken.append((time.perf_counter() - begun) * 1000)
    return sorted(taken)[len(taken) // 2]


def _group(pair: Pair) -> str:
    return pair.language if pair.language == pair.evidence_language else ACROSS


def _row(name: str, language: str, labels: Labels, scores: Mapping[str, Numbers], least: Mapping[str, float]) -> Row:
    supported, ours = as_arrays(list(labels), list(scores[OURS]))
    shown = ours >= least[OURS]
    systems = [_system(scorer, supported, found, least[scorer]) for scorer, found in scores.items()]
    for system in systems:
        if system["system"] != OURS:
            system["koto_above"] = asdict(margin(supported, ours, scores[system["system"]]))
    return {
        "set": name,
        "language": language,
        "pairs": len(supported),
        "supported": int(supported.sum()),
        "systems": systems,
        "unsupported_shown": share(shown[~supported]),
        "supported_kept": share(shown[supported]),
    }


def _system(scorer: str, supported: Labels, found: Numbers, least: float) -> Row:
    pairs = len(supported)
    return {
        "system": scorer,
        "auroc": asdict(bootstrap(lambda chosen: auroc(supported[chosen], found[chosen]), pairs)),
        "f1": asdict(
            bootstrap(
                lambda chosen: math.nan if math.isnan(least) else f1(supported[chosen], found[chosen] >= least), pairs
            )
        ),
        "threshold": least,
    }
