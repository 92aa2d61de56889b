"""Any cross-encoder of natural-language inference, by name or directory: does a text bear a claim out?

A model that does not know Finnish and Swedish is refused when it is loaded: its verdicts look like any others, and it
would drop right claims or let wrong ones pass quietly. So is one that does not name its classes, and a directory
without such a model's weights, for which the library makes up random ones.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from assistant.adapters.sentence_transformers_models import load_cross_encoder
from assistant.errors import ModelUnavailable
from assistant.protocols import Inference

LEAST_CONCLUSIONS_FOUND = 0.8
"""A model that does not read the text, or does not know its language, finds about half."""

PROBES = {
    "Finnish": (
        ("Lapset leikkivät pihalla.", "Lapset ovat ulkona.", "Lapset ovat sisällä."),
        ("Ohjelma laaditaan neljäksi vuodeksi.", "Ohjelma kestää useita vuosia.", "Ohjelma kestää vain kuukauden."),
        ("Kaupunki rakensi uuden koulun.", "Kaupungissa on uusi koulu.", "Kaupunki ei rakentanut koulua."),
        ("Hän etsii työtä sairaalasta.", "Hän haluaa sairaalaan töihin.", "Hän ei etsi työtä."),
        ("Juna on tunnin myöhässä.", "Juna ei ole ajoissa.", "Juna on ajoissa."),
        ("Talvella järvi jäätyy.", "Järvessä on talvella jäätä.", "Järvi ei jäädy koskaan."),
    ),
    "Swedish": (
        ("Barnen leker på gården.", "Barnen är ute.", "Barnen är inne."),
        ("Programmet görs upp för fyra år.", "Programmet varar i flera år.", "Programmet varar bara en månad."),
        ("Staden byggde en ny skola.", "Staden har en ny skola.", "Staden byggde ingen skola."),
        ("Hon söker arbete på sjukhuset.", "Hon vill arbeta på sjukhuset.", "Hon söker inget arbete."),
        ("Tåget är en timme försenat.", "Tåget kommer inte i tid.", "Tåget kommer i tid."),
        ("På vintern fryser sjön till is.", "Sjön har is på vintern.", "Sjön fryser aldrig."),
    ),
}
"""(text, what follows from it, what contradicts it) by language."""

Judge = Callable[[Sequence[tuple[str, str]]], Sequence[Inference]]


class CrossEncoderNli:
    """The Protocol Nli over one cross-encoder. Safe to use from several threads.

    A text and a claim that are together longer than the model's limit are cut by the model's tokenizer.
    """

    def __init__(self, model: str) -> None:
        """Load `model` and probe it.

        Raises ModelUnavailable if it cannot be loaded, has no class named entailment, or does not tell what follows
        from Finnish and Swedish sentences from what does not.
        """
        self._model = load_cross_encoder("NLI model", model)
        self._entails, self._contradicts = classes_of(model, self._model.config.id2label)
        self._reading = threading.Lock()
        refuse_unless_finnish_and_swedish(model, self.judge)

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[Inference]:
        """What each text says of its claim, in the order of `pairs` of (text, claim)."""
        if not pairs:
            return []
        # The library's tokenizers fail when two threads set their padding at once.
        with self._reading:
            rows = self._model.predict(list(pairs), activation_fn=_softmax, show_progress_bar=False)
        return [
            Inference(
                entailed=float(row[self._entails]),
                contradicted=0.0 if self._contradicts is None else float(row[self._contradicts]),
            )
            for row in rows
        ]


def classes_of(model: str, names: Mapping[int, str]) -> tuple[int, int | None]:
    """Places of the classes entailment and contradiction; None for the second where a model has only two classes.

    Raises ModelUnavailable where no class, or more than one, is named so.
    """
    lowered = {place: name.lower() for place, name in names.items()}
    entails = [place for place, name in lowered.items() if name.startswith("entail")]
    contradicts = [place for place, name in lowered.items() if name.startswith("contradict")]
    if len(entails) != 1 or len(lowered) < 2 or (len(lowered) > 2 and len(contradicts) != 1):
        told = ", ".join(names[place] for place in sorted(names))
        raise ModelUnavailable(
            f"NLI model {model!r} has the classes {told}; wanted entailment and contradiction among them."
            " Choose a model of natural-language inference, or unset KOTO_NLI."
        )
    return entails[0], contradicts[0] if contradicts else None


def refuse_unless_finnish_and_swedish(model: str, judge: Judge) -> None:
    """Raise ModelUnavailable unless `judge` puts most conclusions above what does not follow, in both languages."""
    for language, probes in PROBES.items():
        found = conclusions_found(probes, judge)
        if found < LEAST_CONCLUSIONS_FOUND:
            raise ModelUnavailable(
                f"NLI model {model!r} does not know {language}: it puts {found:.0%} of a probe's conclusions above what"
                f" does not follow, wanted {LEAST_CONCLUSIONS_FOUND:.0%}. Choose a multilingual one, such as"
                " MoritzLaurer/mDeBERTa-v3-base-xnli-multilingual-nli-2mil7, or unset KOTO_NLI."
            )


def conclusions_found(probes: Sequence[tuple[str, str, str]], judge: Judge) -> float:
    """Share of comparisons won by what follows from a text, in [0, 1].

    Each text's conclusion is held against what contradicts the text and against the next text's conclusion.
    """
    texts = [text for text, _, _ in probes]
    conclusions = [conclusion for _, conclusion, _ in probes]
    own = judge(list(zip(texts, conclusions, strict=True)))
    against = judge([(text, contradiction) for text, _, contradiction in probes])
    beside = judge(list(zip(texts, [*conclusions[1:], conclusions[0]], strict=True)))
    won = [
        right.entailed > wrong.entailed
        for others in (against, beside)
        for right, wrong in zip(own, others, strict=True)
    ]
    return sum(won) / len(won)


def _softmax(logits: Any) -> Any:
    # Not left to the model's own configuration, which may ask for bare logits.
    return logits.softmax(dim=-1)
