"""Published weights to one ONNX file; build time only, because it needs the ``onnx`` package.

The graph is written by hand: ids and mask in, unit vectors out, pooling and normalisation inside. Dense layers take
uint8 activations times int8 weights, per output channel. The scales of the activations are fixed here, from sample
texts, so that a text's vector does not depend on its neighbours in a batch.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from models.reference import LAYER_NORM_EPSILON, Array, Encoder, Linear, Norm, embed

_OPSET = 20
_IR_VERSION = 10
_CONTRIB = "com.microsoft"
_MASKED = np.float32(-1e4)

Range = tuple[float, float]
Ranges = Mapping[tuple[int, str], Range]
"""Smallest and largest input of each dense layer, by encoder layer and name."""


def activation_ranges(encoder: Encoder, texts: Sequence[NDArray[np.int64]]) -> Ranges:
    """Run sample texts (token ids) through the fp32 encoder and note how large the inputs of its dense layers get."""
    ranges: dict[tuple[int, str], Range] = {}

    def note(layer: int, name: str, x: Array) -> None:
        low, high = ranges.get((layer, name), (0.0, 0.0))
        ranges[layer, name] = min(low, float(x.min())), max(high, float(x.max()))

    for ids in texts:
        embed(encoder, ids, note)
    return ranges


def float_model(encoder: Encoder, max_tokens: int) -> onnx.ModelProto:
    """Build the fp32 graph: no quantisation anywhere."""
    graph = _Graph()

    def dense(x: str, _layer: int, _name: str, linear: Linear) -> str:
        return graph.op("Add", graph.op("MatMul", x, graph.constant(linear.weight)), graph.constant(linear.bias))

    words = graph.op("Gather", graph.constant(encoder.words), "input_ids")
    return _build(graph, encoder, max_tokens, words, dense)


def int8_model(encoder: Encoder, max_tokens: int, ranges: Ranges) -> onnx.ModelProto:
    """Build the graph that is shipped: int8 dense layers and word embeddings."""
    graph = _Graph()

    def dense(x: str, layer: int, name: str, linear: Linear) -> str:
        low, high = ranges[layer, name]
        scale = np.float32((high - low) / 255)
        x_scale = graph.constant(np.array(scale))
        x_zero = graph.constant(np.array(round(-low / scale), np.uint8))
        weight, weight_scale = _symmetric(linear.weight, axis=0)
        quantised = graph.op("QuantizeLinear", x, x_scale, x_zero)
        return graph.op(
            "MatMulIntegerToFloat",
            quantised,
            graph.constant(weight),
            x_scale,
            graph.constant(weight_scale.reshape(-1)),
            x_zero,
            "",
            graph.constant(linear.bias),
            domain=_CONTRIB,
        )

    table, table_scale = _symmetric(encoder.words, axis=1)
    rows = graph.op("Cast", graph.op("Gather", graph.constant(table), "input_ids"), to=TensorProto.FLOAT)
    words = graph.op("Mul", rows, graph.op("Gather", graph.constant(table_scale), "input_ids"))
    return _build(graph, encoder, max_tokens, words, dense)


def _symmetric(weight: Array, axis: int) -> tuple[NDArray[np.int8], Array]:
    """Round to int8 with one scale per slice along ``axis``; the scale keeps that axis with length 1."""
    scale = np.maximum(np.abs(weight).max(axis=axis, keepdims=True), np.float32(1e-9)) / np.float32(127)
    return np.rint(weight / scale).astype(np.int8), scale


class _Graph:
    """Nodes and constants as they are added, with names of their own."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, value: NDArray[np.generic]) -> str:
        """Add a constant; returns its name."""
        name = f"constant_{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value).reshape(value.shape), name))
        return name

    def integers(self, *values: int) -> str:
        """Add a constant int64 vector, as shapes and axes are given."""
        return self.constant(np.array(values, np.int64))

    def op(self, kind: str, *inputs: str, domain: str = "", **attributes: object) -> str:
        """Add a node with one output; returns that output's name."""
        return self.ops(kind, *inputs, outputs=1, domain=domain, **attributes)[0]

    def ops(self, kind: str, *inputs: str, outputs: int, domain: str = "", **attributes: object) -> list[str]:
        """Add a node; returns the names of its outputs."""
        names = [f"{kind}_{len(self.nodes)}_{output}" for output in range(outputs)]
        self.nodes.append(helper.make_node(kind, list(inputs), names, domain=domain, **attributes))
        return names

    def norm(self, x: str, norm: Norm) -> str:
        """Add a layer normalisation over the last axis."""
        gain, shift = self.constant(norm.gain), self.constant(norm.shift)
        return self.op("LayerNormalization", x, gain, shift, axis=-1, epsilon=LAYER_NORM_EPSILON)


def _build(
    graph: _Graph, encoder: Encoder, max_tokens: int, words: str, dense: Callable[[str, int, str, Linear], str]
) -> onnx.ModelProto:
    """Add everything from the word embeddings on, and return the model."""
    head_size = encoder.hidden // encoder.heads
    zero, one = graph.integers(0), graph.integers(1)
    tokens = graph.op("Gather", graph.op("Shape", "input_ids"), one)
    positions = graph.op("Slice", graph.constant(encoder.positions[:max_tokens]), zero, tokens, zero)
    x = graph.norm(graph.op("Add", words, positions), encoder.embeddings_norm)

    mask = graph.op("Unsqueeze", graph.op("Cast", "attention_mask", to=TensorProto.FLOAT), one)
    absent = graph.op("Sub", graph.constant(np.array(1, np.float32)), mask)
    penalty = graph.op("Unsqueeze", graph.op("Mul", absent, graph.constant(np.array(_MASKED))), one)
    split_heads = graph.integers(0, 0, 3 * encoder.heads, head_size)
    join_heads = graph.integers(0, 0, encoder.hidden)

    for index, layer in enumerate(encoder.layers):
        qkv = graph.op("Reshape", dense(x, index, "qkv", layer.qkv), split_heads)
        heads_first = graph.op("Transpose", qkv, perm=[0, 2, 1, 3])
        query, key, value = graph.ops("Split", heads_first, outputs=3, axis=1, num_outputs=3)
        scores = graph.op("MatMul", query, graph.op("Transpose", key, perm=[0, 1, 3, 2]))
        shares = graph.op("Softmax", graph.op("Add", scores, penalty), axis=-1)
        context = graph.op("Transpose", graph.op("MatMul", shares, value), perm=[0, 2, 1, 3])
        attended = dense(graph.op("Reshape", context, join_heads), index, "attention_output", layer.attention_output)
        x = graph.norm(graph.op("Add", attended, x), layer.attention_norm)
        inner = graph.op("Gelu", dense(x, index, "intermediate", layer.intermediate), domain=_CONTRIB)
        x = graph.norm(graph.op("Add", dense(inner, index, "output", layer.output), x), layer.output_norm)

    # The sum over the tokens points where their mean does, and only the direction is kept.
    total = graph.op("Squeeze", graph.op("MatMul", mask, x), one)
    graph.nodes.append(helper.make_node("LpNormalization", [total], ["embedding"], axis=-1, p=2))

    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "tokens"])
        for name in ("input_ids", "attention_mask")
    ]
    output = helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["batch", encoder.hidden])
    return helper.make_model(
        helper.make_graph(graph.nodes, "encoder", inputs, [output], graph.constants),
        opset_imports=[helper.make_opsetid("", _OPSET), helper.make_opsetid(_CONTRIB, 1)],
        ir_version=_IR_VERSION,
    )
