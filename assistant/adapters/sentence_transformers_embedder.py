"""Any model of sentence-transformers, by name or directory.

A model that does not know Finnish and Swedish is refused when it is loaded: its vectors look like any others,
and its searches would fail quietly.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from assistant.adapters.sentence_transformers_models import load_sentence_transformer
from assistant.errors import ModelUnavailable
from assistant.protocols import Vectors

LEAST_TRANSLATIONS_FOUND = 0.8
"""Far from both all-MiniLM-L6-v2, which is English only (0.31), and multilingual-e5-small (0.94)."""

PARALLEL = (
    ("Lapset leikkivät pihalla.", "Barnen leker på gården.", "The children are playing in the yard."),
    ("Ohjelma laaditaan neljäksi vuodeksi.", "Programmet görs upp för fyra år.", "The plan is made for four years."),
    ("Keitto kiehuu liedellä.", "Soppan kokar på spisen.", "The soup is boiling on the stove."),
    ("Hän etsii työtä sairaalasta.", "Hon söker arbete på sjukhuset.", "She is looking for work at the hospital."),
    ("Juna on tunnin myöhässä.", "Tåget är en timme försenat.", "The train is one hour late."),
    ("Talvella järvi jäätyy.", "På vintern fryser sjön till is.", "In winter the lake freezes over."),
)
"""The same six things said in Finnish, Swedish and English, far apart from each other in meaning."""


class SentenceTransformersEmbedder:
    """The Protocol Embedder over one sentence-transformers model.

    Models of the e5 family get `query: ` and `passage: ` in front; others get the prompts in their own
    configuration. A text longer than the model's limit is cut there by the model's tokenizer.
    """

    def __init__(self, model: str) -> None:
        """Load `model` and probe it.

        Raises ModelUnavailable if it cannot be loaded, or does not place a sentence next to its translation.
        """
        self._model = load_sentence_transformer(model)
        self._query_prompt, self._passage_prompt = _prompts(model, self._model.prompts)
        self.name = _name(model)
        self.dimension = int(self._model.get_embedding_dimension() or 0)
        self.max_tokens = int(self._model.max_seq_length or 512)
        refuse_unless_multilingual(model, self.embed_passages)

    def embed_query(self, text: str) -> Vectors:
        """One vector, shape (dimension,), unit length."""
        vector: Vectors = self.embed_queries([text])[0]
        return vector

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions in the order of `texts`, shape (n, dimension), unit length."""
        if not texts:
            return np.empty((0, self.dimension), dtype=np.float32)
        vectors: Vectors = self._model.encode_query(list(texts), prompt=self._query_prompt, **_ENCODING)
        return vectors

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors in the order of `texts`, shape (n, dimension), unit length."""
        if not texts:
            return np.empty((0, self.dimension), dtype=np.float32)
        vectors: Vectors = self._model.encode_document(list(texts), prompt=self._passage_prompt, **_ENCODING)
        return vectors

    def count_tokens(self, text: str) -> int:
        """Tokens of `text` as a passage, prefix and specials included, also where they exceed `max_tokens`."""
        return len(self._model.tokenizer(self._passage_prompt + text, truncation=False, verbose=False)["input_ids"])


_ENCODING: dict[str, Any] = {"normalize_embeddings": True, "convert_to_numpy": True, "show_progress_bar": False}


def refuse_unless_multilingual(model: str, embed: Callable[[Sequence[str]], Vectors]) -> None:
    """Raise ModelUnavailable unless `embed` places most sentences next to their translations."""
    found = translations_found(embed)
    if found < LEAST_TRANSLATIONS_FOUND:
        raise ModelUnavailable(
            f"{model!r} does not know Finnish, Swedish and English: it finds {found:.0%} of a probe's translations, "
            f"wanted {LEAST_TRANSLATIONS_FOUND:.0%}. Choose a multilingual one, such as intfloat/multilingual-e5-base."
        )


def translations_found(embed: Callable[[Sequence[str]], Vectors]) -> float:
    """Share of sentences whose nearest neighbour in another language is their translation, in [0, 1].

    Over all ordered pairs of the three languages.
    """
    languages = [embed(list(sentences)) for sentences in zip(*PARALLEL, strict=True)]
    hits = [
        (source @ target.T).argmax(axis=1) == np.arange(len(PARALLEL))
        for source in languages
        for target in languages
        if source is not target
    ]
    return float(np.mean(hits))


def _prompts(model: str, own: dict[str, str]) -> tuple[str, str]:
    query, passage = own.get("query") or "", own.get("document") or own.get("passage") or ""
    # The e5 models' own configurations name no prompts, though they were trained with these.
    if not query and not passage and re.search(r"(^|[-_/])e5([-_/]|$)", model.lower()):
        return "query: ", "passage: "
    return query, passage


def _name(model: str) -> str:
    """The model's name; for a directory with the digest of its files, so that other weights have another name."""
    directory = Path(model)
    if not directory.is_dir():
        return model
    digest = hashlib.sha256()
    for file in sorted(path for path in directory.rglob("*") if path.is_file()):
        digest.update(f"{file.relative_to(directory)}\0".encode())
        with file.open("rb") as content:
            digest.update(hashlib.file_digest(content, "sha256").digest())
    return f"{directory.resolve().name}@{digest.hexdigest()[:12]}"
