"""A cache of vectors by embedder and text, so that nothing is embedded twice."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterator, Sequence
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
            # Not WITHOUT ROWID: rows as long as these would be moved about in the tree of keys.
            "CREATE TABLE IF NOT EXISTS vectors (embedder TEXT, digest TEXT, vector BLOB NOT NULL,"
            " PRIMARY KEY (embedder, digest))"
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
        places: dict[str, list[int]] = {}
        for place, text in enumerate(texts):
            places.setdefault(hashlib.sha256(f"{role}\0{text}".encode()).hexdigest(), []).append(place)
        # Filled place by place: a second copy of every vector would be most of what an ingest holds.
        vectors = np.empty((len(texts), embedder.dimension), np.float32)
        missing = set(places)
        for digest, vector in self._known(embedder.name, sorted(places)):
            vectors[places[digest]] = vector
            missing.remove(digest)
        ordered = sorted(missing, key=lambda digest: (len(texts[places[digest][0]]), places[digest][0]))
        for start in range(0, len(ordered), BATCH):
            batch = ordered[start : start + BATCH]
            embedded = embed([texts[places[digest][0]] for digest in batch])
            self._save(embedder.name, batch, embedded)
            for digest, vector in zip(batch, embedded, strict=True):
                vectors[places[digest]] = vector
            if progress is not None:
                progress(min(start + BATCH, len(ordered)), len(ordered))
        return vectors

    def _known(self, embedder: str, digests: Sequence[str]) -> Iterator[tuple[str, Vectors]]:
        for start in range(0, len(digests), 500):
            part = digests[start : start + 500]
            marks = ",".join("?" * len(part))
            rows = self._connection.execute(
                f"SELECT digest, vector FROM vectors WHERE embedder = ? AND digest IN ({marks})",  # noqa: S608
                (embedder, *part),
            )
            for digest, vector in rows:
                yield digest, np.frombuffer(vector, np.float32)

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
