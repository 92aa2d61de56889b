"""Any cross-encoder of sentence-transformers, by name or directory.

A model that does not know Finnish and Swedish is refused when it is loaded: its scores look like any others,
and it would push the right passages down quietly. So is a directory without a reranker's weights, for which
the library makes up random ones.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Any

from assistant.adapters.sentence_transformers_models import load_cross_encoder
from assistant.errors import ModelUnavailable

LEAST_ANSWERS_FOUND = 0.8
"""By cosines: multilingual-e5-small 1.00 in both languages, all-MiniLM-L6-v2 (English only) 0.60 and 0.47.
A model that does not read the question finds 0.50 exactly."""

PROBES = {
    "Finnish": (
        ("Missä lapset ovat?", "Pojat ja tytöt leikkivät pihalla."),
        ("Milloin juna lähtee?", "Vaunut liikkuvat asemalta kello kahdeksan."),
        ("Miksi keittiössä on kuuma?", "Uuni on ollut päällä koko aamun, sillä leipä paistuu."),
        ("Kuinka paljon asunto maksaa?", "Vuokra on 700 euroa kuukaudessa."),
        ("Kuka hyväksyy kunnan ohjelman?", "Valtuusto päättää siitä kokouksessaan."),
        ("Mitä kieltä naapuri puhuu?", "Seinän takana asuva nainen osaa arabiaa."),
    ),
    "Swedish": (
        ("Var är barnen?", "Pojkarna och flickorna leker på gården."),
        ("När går tåget?", "Vagnarna lämnar stationen klockan åtta."),
        ("Varför är det varmt i köket?", "Ugnen har stått på hela morgonen, för brödet gräddas."),
        ("Vad kostar lägenheten?", "Hyran är 700 euro i månaden."),
        ("Vem godkänner kommunens program?", "Fullmäktige fattar beslutet vid sitt möte."),
        ("Vilket språk talar grannen?", "Kvinnan bakom väggen kan arabiska."),
    ),
}
"""(question, answer) by language. No answer repeats its question's words, so that matching letters does not help."""


class CrossEncoderReranker:
    """The Protocol Reranker over one cross-encoder. Safe to use from several threads.

    A question and a passage that are together longer than the model's limit are cut by the model's tokenizer.
    """

    def __init__(self, model: str) -> None:
        """Load `model` and probe it.

        Raises ModelUnavailable if it cannot be loaded, gives more than one score for a pair, or does not tell
        the answers to Finnish and Swedish questions from other sentences.
        """
        self._model = _load(model)
        self._reading = threading.Lock()
        refuse_unless_finnish_and_swedish(model, self.score)

    def score(self, query: str, passages: Sequence[str]) -> list[float]:
        """How well each passage answers `query`, in [0, 1], in the order of `passages`."""
        if not passages:
            return []
        pairs = [(query, passage) for passage in passages]
        # The library's tokenizers fail when two threads set their padding at once.
        with self._reading:
            scores = self._model.predict(pairs, activation_fn=_sigmoid, show_progress_bar=False)
        return [float(score) for score in scores]


def refuse_unless_finnish_and_swedish(model: str, score: Callable[[str, Sequence[str]], Sequence[float]]) -> None:
    """Raise ModelUnavailable unless `score` puts most answers above unrelated sentences, in both languages."""
    for language, pairs in PROBES.items():
        found = answers_found(pairs, score)
        if found < LEAST_ANSWERS_FOUND:
            raise ModelUnavailable(
                f"reranker {model!r} does not know {language}: it puts {found:.0%} of a probe's answers above unrelated"
                f" sentences, wanted {LEAST_ANSWERS_FOUND:.0%}. Choose a multilingual one, such as"
                " BAAI/bge-reranker-v2-m3, or unset KOTO_RERANKER."
            )


def answers_found(pairs: Sequence[tuple[str, str]], score: Callable[[str, Sequence[str]], Sequence[float]]) -> float:
    """Share of comparisons won by a question's own answer, each time against another question's, in [0, 1]."""
    answers = [answer for _, answer in pairs]
    won = []
    for own, (question, _) in enumerate(pairs):
        scores = score(question, answers)
        won += [scores[own] > other for place, other in enumerate(scores) if place != own]
    return sum(won) / len(won)


def _load(model: str) -> Any:
    loaded = load_cross_encoder("reranker", model)
    labels = loaded.num_labels
    if labels != 1:
        raise ModelUnavailable(
            f"reranker {model!r} gives {labels} scores for a pair, wanted 1: it sorts into classes and ranks nothing."
            " Choose a reranker, such as BAAI/bge-reranker-v2-m3."
        )
    return loaded


def _sigmoid(logits: Any) -> Any:
    # Some models' own configurations ask for bare logits.
    return logits.sigmoid()
