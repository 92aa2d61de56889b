"""koto eval --beir: Koto's search beside plain systems, on any retrieval set in BEIR's format."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from assistant.errors import SettingsError
from assistant.language.analyse import open_analyser
from assistant.language.lemma_table import build_lemma_table
from assistant.protocols import Embedder
from assistant.settings import Settings
from evals.beir import read_sets
from evals.beir_report import as_document, as_table
from evals.search_comparison import OURS, SYSTEMS, AnalyserOf, Say, SetResult, run_set

_SECONDS_BETWEEN_LINES = 5.0


def run_command(settings: Settings, directory: Path, *, systems: str, as_json: bool) -> int:
    """`koto eval --beir DIRECTORY`; returns the exit status.

    Raises SettingsError for an unknown system, CorpusError where a file of the set is missing or broken.
    """
    from assistant.build import load_embedder

    wanted = chosen_systems(systems)
    # Read before anything heavy is loaded: a broken line is reported at once.
    sets = read_sets(directory)
    analyser_of = _analysers(settings.models) if OURS in wanted else None
    embedder = load_embedder(settings) if set(wanted) != {"bm25"} else None
    say = _progress()
    # Apart from the product's own cache: these texts are not in its corpus.
    cache_file = settings.store / "evaluation-vectors.sqlite"
    results = [
        run_set(set_, wanted, embedder=embedder, analyser_of=analyser_of, vectors=cache_file, say=say) for set_ in sets
    ]
    if sys.stderr.isatty():
        print(file=sys.stderr)
    print(as_document(results) if as_json else as_table(results))
    return 0


def run(
    directory: Path,
    systems: Sequence[str],
    embedder: Embedder,
    *,
    analyser_of: AnalyserOf,
    vectors: Path,
    say: Say = lambda line: None,
) -> list[SetResult]:
    """The results of `systems` on each set in `directory`; `vectors` is the file of the cache of vectors.

    Raises CorpusError where a file of a set is missing or broken.
    """
    return [
        run_set(set_, systems, embedder=embedder, analyser_of=analyser_of, vectors=vectors, say=say)
        for set_ in read_sets(directory)
    ]


def chosen_systems(names: str) -> tuple[str, ...]:
    """The systems named in `names`, separated by commas; all of them for an empty text.

    Raises SettingsError for an unknown name.
    """
    wanted = tuple(dict.fromkeys(name.strip() for name in names.split(",") if name.strip())) or SYSTEMS
    for name in wanted:
        if name not in SYSTEMS:
            raise SettingsError(f"--systems names {name!r}; known: {', '.join(SYSTEMS)}.")
    return wanted


def _analysers(directory: Path) -> AnalyserOf:
    build_lemma_table(directory)
    return cache(lambda language: open_analyser(directory, language))


def _progress() -> Say:
    """Tells progress on standard error: one line written over on a terminal, a line every few seconds elsewhere."""
    told = -_SECONDS_BETWEEN_LINES

    def say(line: str) -> None:
        nonlocal told
        if sys.stderr.isatty():
            print(f"\r\x1b[K{line}", end="", file=sys.stderr, flush=True)
        elif time.monotonic() - told >= _SECONDS_BETWEEN_LINES:
            told = time.monotonic()
            print(line, file=sys.stderr, flush=True)

    return say
