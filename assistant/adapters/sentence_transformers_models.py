"""Where models of sentence-transformers are loaded: the library and torch are imported when a setting names one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from assistant.errors import ModelUnavailable

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder, SentenceTransformer


def load_sentence_transformer(model: str) -> SentenceTransformer:
    """The embedder with this name or in this directory. Raises ModelUnavailable where it cannot be loaded."""
    loaded: SentenceTransformer = _load("embedder", model, lambda library: library.SentenceTransformer(model))
    return loaded


def load_cross_encoder(what: str, model: str) -> CrossEncoder:
    """The cross-encoder with this name or in this directory, whatever number of scores it gives.

    `what` it is for, as errors say it. Raises ModelUnavailable where it cannot be loaded.
    """
    loaded: CrossEncoder = _load(what, model, lambda library: library.CrossEncoder(model))
    return loaded


def _load(what: str, model: str, make: Callable[[Any], Any]) -> Any:
    try:
        import sentence_transformers
    except ImportError as error:
        raise ModelUnavailable(
            "package sentence-transformers is not installed. Run: pip install sentence-transformers"
        ) from error
    try:
        return make(sentence_transformers)
    except Exception as error:  # the hub, the files and torch each raise their own
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise ModelUnavailable(
            f"{what} {model!r} cannot be loaded ({reason}). Give a directory, or a name that the model hub can reach."
        ) from error
