"""Every set of labelled pairs, by name."""

from __future__ import annotations

from pathlib import Path

from assistant.errors import CorpusError
from evals.grounding_changes import changed_pairs
from evals.grounding_sets import (
    SUBTLE,
    Pair,
    catalogue_pairs,
    faithbench_pairs,
    mushroom_pairs,
    own_pairs,
    wice_pairs,
)


def read_sets(directory: Path | None) -> dict[str, list[Pair]]:
    """Pairs by name of their set; the external sets of `directory` where it is given.

    Raises CorpusError where it has none of them.
    """
    sets = {
        "own": list(own_pairs()),
        "subtle": list(own_pairs(SUBTLE)),
        "catalogue": list(catalogue_pairs()),
        "changed": list(changed_pairs()),
    }
    if directory is None:
        return sets
    readers = {"wice": wice_pairs, "faithbench": faithbench_pairs, "mushroom": mushroom_pairs}
    there = {name: reader for name, reader in readers.items() if (directory / f"{name}.jsonl").is_file()}
    if not there:
        wanted = ", ".join(f"{name}.jsonl" for name in readers)
        raise CorpusError(f"{directory}: no labelled pairs found. Wanted one or more of {wanted}.")
    return sets | {name: list(reader(directory)) for name, reader in there.items()}
