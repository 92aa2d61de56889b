"""The space in which questions are compared: what tells rows apart counts, their language does not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from assistant.errors import IndexMismatch
from assistant.protocols import Vectors


@dataclass(frozen=True)
class AskSpace:
    """A linear map of the embedder's vectors, learnt from questions of the same rows (`ingest/ask_space.py`)."""

    means: Mapping[str, Vectors]
    """By language: the mean of its questions, shape (dimension,); what all of them share says nothing."""
    matrix: Vectors
    """Shape (dimension, dimension)."""

    def of(self, vectors: Vectors, language: str) -> Vectors:
        """The vectors of questions in `language`, shape (..., dimension), in this space; unit length.

        A language without a mean keeps its vectors' own place.
        """
        mean = self.means.get(language, np.float32(0.0))
        mapped = (vectors - mean) @ self.matrix
        lengths = np.linalg.norm(mapped, axis=-1, keepdims=True)
        unit: Vectors = (mapped / np.maximum(lengths, 1e-9)).astype(np.float32)
        return unit

    def save(self, file: Path) -> None:
        """Write the space to `file`, an .npz."""
        languages = sorted(self.means)
        means = np.array([self.means[language] for language in languages], np.float32)
        np.savez(file, languages=np.array(languages), means=means, matrix=self.matrix)

    @classmethod
    def load(cls, file: Path) -> AskSpace:
        """The space in `file`. Raises IndexMismatch where it cannot be read."""
        try:
            with np.load(file) as kept:
                means = dict(zip(kept["languages"].tolist(), kept["means"], strict=True))
                return cls(means, kept["matrix"])
        except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
            raise IndexMismatch(f"{file}: cannot be read ({error}). Run: koto ingest") from error
