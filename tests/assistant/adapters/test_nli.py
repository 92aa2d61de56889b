"""The NLI model: one that knows Finnish and Swedish judges, any other is refused when it is loaded."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.adapters.cross_encoder_nli import (
    PROBES,
    CrossEncoderNli,
    classes_of,
    conclusions_found,
    refuse_unless_finnish_and_swedish,
)
from assistant.build import load_nli
from assistant.cli_verify import main
from assistant.errors import ModelUnavailable, SettingsError
from assistant.protocols import Inference, Nli
from assistant.settings import Settings

ROWS = [row for rows in PROBES.values() for row in rows]
WORDS = sorted({word for row in ROWS for text in row for word in re.findall(r"\w+|[^\w\s]", text)})
TEXT, CONCLUSION, CONTRADICTION = ROWS[0]
THREE = ("contradiction", "entailment", "neutral")


def write_model(directory: Path, *, classes: Sequence[str] = THREE, taught: bool = False) -> Path:
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
            id2label=dict(enumerate(classes)),
            label2id={name: place for place, name in enumerate(classes)},
        )
    )
    if taught:
        teach(model, tokenizer)
    model.save_pretrained(directory)
    tokenizer.save_pretrained(directory)
    return directory


def teach(model: Any, tokenizer: Any) -> None:
    """Train until the model knows what follows from each text of the probe and what contradicts it."""
    import torch

    asked = [(text, follows, 1) for text, follows, _ in ROWS] + [(text, against, 0) for text, _, against in ROWS]
    asked += [
        (text, other, 2) for rows in PROBES.values() for text, own, _ in rows for _, other, _ in rows if other != own
    ]
    tokens = tokenizer([row[0] for row in asked], [row[1] for row in asked], padding=True, return_tensors="pt")
    wanted = torch.tensor([label for _, _, label in asked])
    loss_of = torch.nn.CrossEntropyLoss(weight=torch.tensor([5.0, 5.0, 1.0]))
    optimizer = torch.optim.AdamW(model.parameters(), lr=5e-3)
    for _ in range(200):
        loss = loss_of(model(**tokens).logits, wanted)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if loss.item() < 0.02:
            return


@pytest.fixture(scope="module")
def taught(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_model(tmp_path_factory.mktemp("nli") / "taught", taught=True)


@pytest.fixture(scope="module")
def nli(taught: Path) -> Nli:
    return CrossEncoderNli(str(taught))


def test_what_follows_is_entailed_and_its_opposite_contradicted_in_the_order_of_the_pairs(nli: Nli) -> None:
    follows, against = nli.judge([(TEXT, CONCLUSION), (TEXT, CONTRADICTION)])

    assert follows.entailed > 0.5 > follows.contradicted
    assert against.contradicted > 0.5 > against.entailed
    assert all(0.0 <= one.entailed + one.contradicted <= 1.0001 for one in (follows, against))


def test_no_pairs_give_no_inferences(nli: Nli) -> None:
    assert list(nli.judge([])) == []


def test_a_random_model_is_refused_by_name(tmp_path: Path) -> None:
    directory = write_model(tmp_path / "random")

    with pytest.raises(ModelUnavailable, match="random' does not know Finnish: it puts .*unset KOTO_NLI"):
        CrossEncoderNli(str(directory))


def test_a_model_whose_classes_have_no_names_is_refused(tmp_path: Path) -> None:
    directory = write_model(tmp_path / "nameless", classes=("LABEL_0", "LABEL_1", "LABEL_2"))

    with pytest.raises(ModelUnavailable, match="has the classes LABEL_0, LABEL_1, LABEL_2; wanted entailment"):
        CrossEncoderNli(str(directory))


def test_a_reranker_in_the_place_of_an_nli_model_is_refused(tmp_path: Path) -> None:
    directory = write_model(tmp_path / "one", classes=("LABEL_0",))

    with pytest.raises(ModelUnavailable, match="wanted entailment"):
        CrossEncoderNli(str(directory))


def test_a_directory_that_does_not_exist_is_one_clear_line(tmp_path: Path) -> None:
    pytest.importorskip("sentence_transformers")

    with pytest.raises(ModelUnavailable, match="NLI model .*cannot be loaded") as caught:
        CrossEncoderNli(str(tmp_path / "nothing"))

    assert "\n" not in str(caught.value)


def test_classes_are_found_by_name_in_any_order_and_a_model_of_two_cannot_tell_contradictions() -> None:
    assert classes_of("m", {0: "ENTAILMENT", 1: "neutral", 2: "Contradiction"}) == (0, 2)
    assert classes_of("m", {0: "not_entailment", 1: "entailment"}) == (1, None)


def test_a_model_that_knows_finnish_only_is_refused_for_its_swedish() -> None:
    known = {(text, follows) for text, follows, _ in PROBES["Finnish"]}

    def judge(pairs: Sequence[tuple[str, str]]) -> list[Inference]:
        return [Inference(float(pair in known), 0.0) for pair in pairs]

    with pytest.raises(ModelUnavailable, match="does not know Swedish: it puts 0% of a probe's conclusions"):
        refuse_unless_finnish_and_swedish("knows-finnish", judge)


def test_a_model_that_only_counts_shared_words_is_refused() -> None:
    def judge(pairs: Sequence[tuple[str, str]]) -> list[Inference]:
        words = [[set(re.findall(r"\w+", text.lower())) for text in pair] for pair in pairs]
        return [Inference(len(one & other) / len(other), 0.0) for one, other in words]

    with pytest.raises(ModelUnavailable, match="does not know"):
        refuse_unless_finnish_and_swedish("words", judge)


def test_a_model_that_knows_all_passes() -> None:
    known = {(text, follows) for text, follows, _ in ROWS}

    assert conclusions_found(ROWS, lambda pairs: [Inference(0.4 + 0.5 * (pair in known), 0.0) for pair in pairs]) == 1.0


def test_the_settings_choose_a_model_or_none(taught: Path) -> None:
    named = load_nli(replace(Settings(), nli=f"sentence-transformers:{taught}"))

    assert isinstance(named, CrossEncoderNli)
    assert load_nli(Settings()) is None


@pytest.mark.parametrize("name", ["bert", "sentence-transformers", "sentence-transformers:"])
def test_an_unknown_model_is_named_with_the_known_form(name: str) -> None:
    with pytest.raises(SettingsError, match="wanted nothing or sentence-transformers:NAME. Set KOTO_NLI"):
        load_nli(replace(Settings(), nli=name))


def test_koto_verify_asks_the_model_that_the_environment_names(
    taught: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KOTO_NLI", f"sentence-transformers:{taught}")
    claims, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    # Nothing follows for this model from a text whose words it does not know.
    claims.write_text('{"id": 1, "claim": "Kissa nukkuu.", "evidence": ["Kissa nukkuu."]}\n', encoding="utf-8")

    main(["--batch", str(claims), "--out", str(out)])

    assert '"supported": false' in out.read_text(encoding="utf-8")
    assert "the NLI model finds" in out.read_text(encoding="utf-8")
