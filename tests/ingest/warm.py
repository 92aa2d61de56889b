"""Loads what an ingest loads late, and opens nothing: imported by the process from which children are made."""

from __future__ import annotations

import bm25s  # noqa: F401
import chromadb.api.rust
import chromadb.telemetry.product.posthog  # noqa: F401
import scipy.sparse  # noqa: F401
import tqdm  # type: ignore[import-untyped]

from assistant.knowledge.corpus import load_corpus
from assistant.language.detect import detect_language
from ingest.read.read import read_document
from tests.ingest.small_run import CORPUS

# Made here once: each child would register one of its own, and a killed child cannot take it away again.
tqdm.tqdm.get_lock()
load_corpus(CORPUS)
detect_language("The counter is open on weekdays.")
read_document(b"# The counter\n\nThe counter is open to all who have moved here.\n", "counter.md")
