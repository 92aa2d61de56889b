"""A cache of vectors by embedder and text, so that nothing is embedded twice."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from assistant.protocols import Embedder, Vectors

BATCH = 64
"""Texts embedded and then saved together: what a crash can lose."""

Progress = Callable[[int, int], None]


class VectorCache:
    """Vectors in one SQLite file; opened for one ingest at a time."""

    def __init__(self, file: Path) -> None:
        """Open or create the cache."""
        file.parent.mkdir(parents=True, exist_ok=True)
        self._connection = sqlite3.connect(file)
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute(
            "CREATE TABLE IF NOT EXISTS vectors (embedder TEXT, digest TEXT, vector BLOB NOT NULL,"
            " PRIMARY KEY (embedder, digest)) WITHOUT ROWID"
        )
        self.embedded = 0
        """Texts embedded since the cache was opened; the others were found in it."""

    def passages(self, texts: Sequence[str], embedder: Embedder, progress: Progress | None = None) -> Vectors:
        """Vectors of `texts` as passages, shape (n, dimension), in their order."""
        return self._vectors("p", texts, embedder, embedder.embed_passages, progress)

    def queries(self, texts: Sequence[str], embedder: Embedder, progress: Progress | None = None) -> Vectors:
        """Vectors of `texts` as questions, shape (n, dimension), in their order."""
        return self._vectors("q", texts, embedder, embedder.embed_queries, progress)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def _vectors(
        self,
        role: str,
        texts: Sequence[str],
        embedder: Embedder,
        embed: Callable[[Sequence[str]], Vectors],
        progress: Progress | None,
    ) -> Vectors:
        digests = [hashlib.sha256(f"{role}\0{text}".encode()).hexdigest() for text in texts]
        known = self._known(embedder.name, digests)
        missing = {digest: text for digest, text in zip(digests, texts, strict=True) if digest not in known}
        pairs = sorted(missing.items(), key=lambda pair: len(pair[1]))
        for start in range(0, len(pairs), BATCH):
            batch = pairs[start : start + BATCH]
            vectors = embed([text for _, text in batch])
            self._save(embedder.name, [digest for digest, _ in batch], vectors)
            known.update(zip((digest for digest, _ in batch), vectors, strict=True))
            if progress is not None:
                progress(min(start + BATCH, len(pairs)), len(pairs))
        if not texts:
            return np.zeros((0, embedder.dimension), np.float32)
        return np.stack([known[digest] for digest in digests]).astype(np.float32)

    def _known(self, embedder: str, digests: Sequence[str]) -> dict[str, Vectors]:
        known: dict[str, Vectors] = {}
        wanted = sorted(set(digests))
        for start in range(0, len(wanted), 500):
            part = wanted[start : start + 500]
            marks = ",".join("?" * len(part))
            rows = self._connection.execute(
                f"SELECT digest, vector FROM vectors WHERE embedder = ? AND digest IN ({marks})",  # noqa: S608
                (embedder, *part),
            )
            known.update((digest, np.frombuffer(vector, np.float32)) for digest, vector in rows)
        return known

    def _save(self, embedder: str, digests: Sequence[str], vectors: Vectors) -> None:
        with self._connection:
            self._connection.executemany(
                "INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)",
                (
                    (embedder, digest, np.asarray(vector, np.float32).tobytes())
                    for digest, vector in zip(digests, vectors, strict=True)
                ),
            )
        self.embedded += len(digests)
