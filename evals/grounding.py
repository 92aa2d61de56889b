"""How well the claim verifier tells supported claims from others: python -m evals.grounding [DIR].

Our own pairs, the catalogue across languages, and the external sets of DIR where it has them. Figures are of the
half of each set that no weight was fitted on. `--embedder` adds embedding similarity, which takes minutes.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from assistant.answering.support import LEAST_SUPPORT, support_of
from assistant.answering.support.reading import read, read_all
from evals.grounding_baselines import similarities, word_overlap
from evals.grounding_metrics import as_arrays, auroc, best_threshold, f1, margin
from evals.grounding_sets import EXTERNAL, Pair, read_sets

Scorer = Callable[[Sequence[Pair]], list[float]]
Row = dict[str, Any]
TEN = 10
_ROUNDS = 5


def koto(pairs: Sequence[Pair]) -> list[float]:
    """The verifier's support of each pair."""
    return [support_of(pair.claim, pair.evidence, pair.language).score for pair in pairs]


def overlap(pairs: Sequence[Pair]) -> list[float]:
    """Shared words of each pair."""
    return [word_overlap(pair) for pair in pairs]


def evaluate(sets: Mapping[str, Sequence[Pair]], scorers: Mapping[str, Scorer]) -> list[Row]:
    """A row for each set and language, with AUROC and F1 of every scorer on the half kept for telling.

    The verifier is held to the threshold that it ships with; each of the others gets the one that was
    best on the other half of the same set.
    """
    rows = []
    for name, pairs in sets.items():
        scores = {scorer: np.array(score(pairs)) for scorer, score in scorers.items()}
        held_back = np.array([not pair.for_calibration for pair in pairs])
        supported = np.array([pair.supported for pair in pairs])
        least = {
            scorer: LEAST_SUPPORT if scorer == "koto" else best_threshold(supported[~held_back], found[~held_back])
            for scorer, found in scores.items()
        }
        for language in sorted({_group(pair) for pair in pairs}):
            chosen = held_back & np.array([_group(pair) == language for pair in pairs])
            own = {scorer: found[chosen] for scorer, found in scores.items()}
            rows.append(_row(name, language, supported[chosen], own, least))
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


def rows_to_text(rows: Sequence[Row]) -> str:
    """The rows as a table."""
    scorers = list(rows[0]["auroc"])
    head = f"{'set':<11}{'language':<9}{'pairs':>6}" + "".join(f"{f'AUROC {s}':>17}" for s in scorers)
    head += "".join(f"{f'F1 {s}':>14}" for s in scorers) + f"{'shown bad':>11}{'kept good':>11}"
    lines = [head]
    for row in rows:
        line = f"{row['set']:<11}{row['language']:<9}{row['pairs']:>6}"
        line += "".join(f"{row['auroc'][s]:>17.3f}" for s in scorers)
        line += "".join(f"{row['f1'][s]:>14.3f}" for s in scorers)
        lines.append(line + f"{row['unsupported_shown']:>11.3f}{row['supported_kept']:>11.3f}")
        for other, gap in row["margins"].items():
            lines.append(f"{'':<20}above {other}: {gap[0]:+.3f} [{gap[1]:+.3f}, {gap[2]:+.3f}]")
    return "\n".join(lines)


def main(argv: Sequence[str]) -> int:
    """Print the table, and the time for ten sentences."""
    parser = argparse.ArgumentParser(prog="koto eval grounding", description="The claim verifier on labelled pairs.")
    parser.add_argument("directory", nargs="?", type=Path, default=EXTERNAL, metavar="DIR", help="external sets")
    parser.add_argument("--embedder", action="store_true", help="also embedding similarity (takes minutes)")
    parser.add_argument("--json", action="store_true", help="one JSON document on standard output")
    options = parser.parse_args(argv)
    scorers: dict[str, Scorer] = {"koto": koto, "overlap": overlap}
    if options.embedder:
        scorers["embedding"] = _embedding()
    sets = read_sets(options.directory)
    rows = evaluate(sets, scorers)
    taken = milliseconds_for_ten(sets["own"])
    if options.json:
        print(json.dumps({"least_support": LEAST_SUPPORT, "rows": rows, "ms_for_ten": taken}, ensure_ascii=False))
        return 0
    print(rows_to_text(rows))
    print(f"Ten sentences, nothing read before: {taken:.1f} ms")
    return 0


def _embedding() -> Scorer:
    from assistant.build import load_embedder
    from assistant.settings import load_settings

    embedder = load_embedder(load_settings())
    return lambda pairs: similarities(pairs, embedder)


def _group(pair: Pair) -> str:
    return pair.language if pair.language == pair.evidence_language else "across"


def _row(name: str, language: str, labels: Any, scores: Mapping[str, Any], least: Mapping[str, float]) -> Row:
    supported, ours = as_arrays(labels, scores["koto"])
    shown = ours >= least["koto"]
    others = [scorer for scorer in scores if scorer != "koto"]
    gaps = {other: margin(supported, ours, scores[other]) for other in others}
    return {
        "set": name,
        "language": language,
        "pairs": len(supported),
        "supported": int(supported.sum()),
        "auroc": {scorer: auroc(supported, found) for scorer, found in scores.items()},
        "f1": {scorer: f1(supported, found >= least[scorer]) for scorer, found in scores.items()},
        "unsupported_shown": float(shown[~supported].mean()) if (~supported).any() else 0.0,
        "supported_kept": float(shown[supported].mean()) if supported.any() else 0.0,
        "margins": {other: (gap.difference, gap.low, gap.high) for other, gap in gaps.items()},
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
