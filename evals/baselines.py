"""What Koto's search is measured against: plain BM25, the embedder alone, a plain LangChain pipeline."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from assistant.adapters.bm25 import Bm25Index
from assistant.protocols import Embedder, Vectors
from evals.beir import RetrievalSet, Text

EmbedPassages = Callable[[Sequence[str]], Vectors]
"""Vectors of passages, from a cache where they are known."""

_WORD = re.compile(r"\w+")
_CHUNK_CHARACTERS = 1000
_CHUNK_OVERLAP = 200
_CHUNKS_A_PASSAGE = 3
"""Chunks fetched for each passage wanted: several may come from one passage."""
_CHROMA_BATCH = 1000


class System(Protocol):
    """A searcher over one retrieval set."""

    def search(self, query: Text, limit: int) -> list[str]:
        """Ids of the best passages, best first, none twice."""
        ...


@dataclass(frozen=True)
class PlainBm25:
    """BM25 over lower-cased words, with the library's default parameters."""

    index: Bm25Index
    ids: Sequence[str]

    @classmethod
    def over(cls, passages: Sequence[Text]) -> PlainBm25:
        """The system over `passages`."""
        rows = [_words(passage.text) for passage in passages]
        index = Bm25Index.build(rows, k1=1.5, b=0.75, weight=lambda term: 1.0)
        return cls(index, [passage.id for passage in passages])

    def search(self, query: Text, limit: int) -> list[str]:
        """Ids of the best passages, best first."""
        return [self.ids[row] for row, _ in self.index.search(_words(query.text), limit)]


@dataclass(frozen=True)
class Dense:
    """The embedder alone: exact cosine."""

    vectors: Vectors
    ids: Sequence[str]
    embedder: Embedder

    @classmethod
    def over(cls, passages: Sequence[Text], embedder: Embedder, embed: EmbedPassages) -> Dense:
        """The system over `passages`."""
        vectors = embed([passage.text for passage in passages])
        return cls(vectors, [passage.id for passage in passages], embedder)

    def search(self, query: Text, limit: int) -> list[str]:
        """Ids of the best passages, best first."""
        cosines = self.vectors @ self.embedder.embed_query(query.text)
        return [self.ids[row] for row in np.argsort(-cosines, kind="stable")[:limit]]


class LangChain:
    """What most people write: a recursive splitter and a Chroma vector store with the same embedder."""

    def __init__(self, set_: RetrievalSet, embedder: Embedder, embed: EmbedPassages) -> None:
        """Splits and stores the passages of `set_`, in memory."""
        os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")
        from langchain_chroma import Chroma
        from langchain_core.documents import Document
        from langchain_text_splitters import RecursiveCharacterTextSplitter

        splitter = RecursiveCharacterTextSplitter(chunk_size=_CHUNK_CHARACTERS, chunk_overlap=_CHUNK_OVERLAP)
        documents = [Document(passage.text, metadata={"id": passage.id}) for passage in set_.passages]
        chunks = splitter.split_documents(documents)
        self._store = Chroma(
            collection_name="langchain-baseline",
            embedding_function=_embeddings(embedder, embed),
            collection_metadata={"hnsw:space": "cosine"},
        )
        # Chroma keeps one store in memory a process: it may hold the set before.
        self._store.reset_collection()
        for start in range(0, len(chunks), _CHROMA_BATCH):
            self._store.add_documents(chunks[start : start + _CHROMA_BATCH])

    def search(self, query: Text, limit: int) -> list[str]:
        """Ids of the passages whose chunks are nearest, nearest first."""
        chunks = self._store.similarity_search(query.text, k=limit * _CHUNKS_A_PASSAGE)
        return list(dict.fromkeys(str(chunk.metadata["id"]) for chunk in chunks))[:limit]

    def close(self) -> None:
        """Lets go of the chunks."""
        self._store.delete_collection()


def _embeddings(embedder: Embedder, embed: EmbedPassages) -> object:
    from langchain_core.embeddings import Embeddings

    class Wrapped(Embeddings):
        """The product's embedder as LangChain wants it."""

        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            return [list(map(float, vector)) for vector in embed(texts)]

        def embed_query(self, text: str) -> list[float]:
            return list(map(float, embedder.embed_query(text)))

    return Wrapped()


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())
