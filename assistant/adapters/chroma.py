"""Vectors in Chroma; the only importer of chromadb.

Chroma is written once for each build and never while another process reads it; it gets our
vectors, because its default embedder would download a model.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from assistant.errors import IndexMismatch
from assistant.protocols import Vectors

_HNSW = {"space": "cosine", "ef_construction": 200, "ef_search": 400, "max_neighbors": 32}


def write_vectors(directory: Path, collections: Mapping[str, tuple[Sequence[str], Vectors]]) -> None:
    """A new Chroma directory with one collection for each (entry ids, vectors)."""
    client = _client(directory)
    for name, (ids, vectors) in collections.items():
        collection = client.create_collection(name, configuration={"hnsw": dict(_HNSW)}, embedding_function=None)
        step = client.get_max_batch_size()
        for start in range(0, len(ids), step):
            collection.add(ids=list(ids[start : start + step]), embeddings=vectors[start : start + step])
    _close(client)


class ChromaCollection:
    """One collection, opened for reading."""

    def __init__(self, collection: Any) -> None:
        """Wrap a collection."""
        self._collection = collection
        self._size = collection.count()

    def __len__(self) -> int:
        """Number of entries."""
        return int(self._size)

    def search(self, vector: Vectors, limit: int) -> list[tuple[str, float]]:
        """(entry id, cosine in [-1, 1]) of the nearest entries, nearest first."""
        if not self._size:
            return []
        found = self._collection.query(
            query_embeddings=[vector], n_results=min(limit, self._size), include=["distances"]
        )
        # Chroma returns cosine distance; everything above this line speaks similarity.
        pairs = zip(found["ids"][0], found["distances"][0], strict=True)
        return sorted(((entry, 1.0 - distance) for entry, distance in pairs), key=lambda pair: (-pair[1], pair[0]))


class ChromaVectors:
    """A Chroma directory opened for reading."""

    def __init__(self, directory: Path) -> None:
        """Open `directory`. Raises IndexMismatch where Chroma cannot."""
        if not (directory / "chroma.sqlite3").is_file():
            raise IndexMismatch(f"{directory}: holds no vectors. Run: koto ingest")
        try:
            self._client = _client(directory)
            self._names = {collection.name for collection in self._client.list_collections()}
        except Exception as error:  # chromadb raises its Rust side's bare exceptions
            raise IndexMismatch(f"{directory}: Chroma cannot open it ({error}). Run: koto ingest") from error

    def collection(self, name: str) -> ChromaCollection:
        """The collection of that name. Raises IndexMismatch where there is none."""
        if name not in self._names:
            raise IndexMismatch(f"index has no vectors called {name!r}. Run: koto ingest")
        return ChromaCollection(self._client.get_collection(name, embedding_function=None))

    def close(self) -> None:
        """Let go of the directory."""
        _close(self._client)


def _client(directory: Path) -> Any:
    import chromadb
    from chromadb.config import Settings

    settings = Settings(anonymized_telemetry=False)
    return chromadb.PersistentClient(path=str(directory), settings=settings)


def _close(client: Any) -> None:
    close = getattr(client, "close", None)
    if close is not None:
        close()
