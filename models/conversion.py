"""Published weights to one ONNX file; build time only, because it needs the ``onnx`` package.

The graph is written by hand: ids and mask in, unit vectors out, pooling and normalisation inside. Dense layers take
uint8 activations times int8 weights, one weight scale per output (see :mod:`models.rounding`). The scales of the
activations are fixed here, from sample texts, so that a text's vector does not depend on its neighbours in a batch.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from models.reference import LAYER_NORM_EPSILON, Array, Encoder, Linear, Norm, embed
from models.rounding import symmetric, without_overflow

_OPSET = 20
_IR_VERSION = 10
_CONTRIB = "com.microsoft"

_SMOOTHED = ("qkv", "intermediate")
_SMOOTHING = 0.7
"""How much of the difference between input channels moves from the activations into the weights (measured: 0.7 is best
for these two layers, and smoothing the others gains nothing). Source: Xiao et al., "SmoothQuant", 2023."""

_CLIPPED = "output"
_CLIPPING = 0.5
"""Share of the sampled range that the inputs of ``output`` keep: a few huge GELU values would cost all others their
precision (measured: mean cosine 0.9940 without, 0.9958 with; 0.4 to 0.6 are alike)."""


@dataclass(frozen=True, slots=True)
class ChannelRange:
    """Smallest and largest value of each input (inputs,) of a dense layer over the sample texts; 0 is always within."""

    low: Array
    high: Array

    def including(self, x: Array) -> ChannelRange:
        """Widen by the rows of ``x`` (tokens, inputs)."""
        return ChannelRange(np.minimum(self.low, x.min(axis=0)), np.maximum(self.high, x.max(axis=0)))


Ranges = Mapping[tuple[int, str], ChannelRange]
"""By encoder layer and name of the dense layer."""


def activation_ranges(encoder: Encoder, texts: Sequence[NDArray[np.int64]]) -> Ranges:
    """Run sample texts (token ids) through the fp32 encoder and note how large the inputs of its dense layers get."""
    ranges: dict[tuple[int, str], ChannelRange] = {}

    def note(layer: int, name: str, x: Array) -> None:
        nothing = np.zeros(x.shape[-1], np.float32)
        ranges[layer, name] = ranges.get((layer, name), ChannelRange(nothing, nothing)).including(x)

    for ids in texts:
        embed(encoder, ids, note)
    return ranges


def float_model(encoder: Encoder, max_tokens: int) -> onnx.ModelProto:
    """Build the fp32 graph: the same, with no quantisation anywhere."""
    graph = _Graph()

    def dense(x: str, _layer: int, _name: str, linear: Linear) -> str:
        return graph.op("Add", graph.op("MatMul", x, graph.constant(linear.weight)), graph.constant(linear.bias))

    words = graph.op("Gather", graph.constant(encoder.words), "input_ids")
    return _build(graph, encoder, max_tokens, words, dense)


def int8_model(encoder: Encoder, max_tokens: int, ranges: Ranges) -> onnx.ModelProto:
    """Build the graph that is shipped: int8 dense layers and word embeddings."""
    graph = _Graph()

    def dense(x: str, layer: int, name: str, linear: Linear) -> str:
        low, high, weight = ranges[layer, name].low, ranges[layer, name].high, linear.weight
        if name in _SMOOTHED:
            factors = _smoothing_factors(np.maximum(-low, high), np.abs(weight).max(axis=1))
            x = graph.op("Mul", x, graph.constant(1 / factors))
            low, high, weight = low / factors, high / factors, weight * factors[:, np.newaxis]
        lowest, highest = low.min(), high.max() * (_CLIPPING if name == _CLIPPED else 1)
        scale = np.float32((highest - lowest) / 255)
        x_scale = graph.constant(np.array(scale))
        x_zero = graph.constant(np.array(np.rint(-lowest / scale), np.uint8))
        table, table_scale = without_overflow(weight)
        return graph.op(
            "MatMulIntegerToFloat",
            graph.op("QuantizeLinear", x, x_scale, x_zero),
            graph.constant(table),
            x_scale,
            graph.constant(table_scale.reshape(-1)),
            x_zero,
            "",
            graph.constant(linear.bias),
            domain=_CONTRIB,
        )

    table, table_scale = symmetric(encoder.words, axis=1)
    rows = graph.op("Cast", graph.op("Gather", graph.constant(table), "input_ids"), to=TensorProto.FLOAT)
    words = graph.op("Mul", rows, graph.op("Gather", graph.constant(table_scale), "input_ids"))
    return _build(graph, encoder, max_tokens, words, dense)


def _smoothing_factors(largest_input: Array, largest_weight: Array) -> Array:
    """By how much each input channel is divided, and its weights multiplied, before both are rounded."""
    tiny = np.float32(1e-3)
    inputs = np.power(np.maximum(largest_input, tiny), _SMOOTHING, dtype=np.float32)
    weights = np.power(np.maximum(largest_weight, tiny), 1 - _SMOOTHING, dtype=np.float32)
    return np.divide(inputs, weights)


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

    def attention(self, qkv: Sequence[str], key_mask: str, unpadded: str, heads: int) -> str:
        """Add the attention of all heads; without padding it takes the way without a mask, which is 5 % faster."""

        def branch(name: str, *mask: str) -> onnx.GraphProto:
            # scale=1: the encoder has the square root of the head size in its query weights already.
            node = helper.make_node(
                "MultiHeadAttention", [*qkv, *mask], [name], domain=_CONTRIB, num_heads=heads, scale=1.0
            )
            output = helper.make_tensor_value_info(name, TensorProto.FLOAT, ["batch", "tokens", "hidden"])
            return helper.make_graph([node], name, [], [output])

        name = f"attention_{len(self.nodes)}"
        return self.op(
            "If",
            unpadded,
            then_branch=branch(f"{name}_unpadded"),
            else_branch=branch(f"{name}_padded", "", key_mask),
        )


def _build(
    graph: _Graph, encoder: Encoder, max_tokens: int, words: str, dense: Callable[[str, int, str, Linear], str]
) -> onnx.ModelProto:
    """Add everything from the word embeddings on, and return the model."""
    zero, one = graph.integers(0), graph.integers(1)
    tokens = graph.op("Gather", graph.op("Shape", "input_ids"), one)
    positions = graph.op("Slice", graph.constant(encoder.positions[:max_tokens]), zero, tokens, zero)
    x = graph.norm(graph.op("Add", words, positions), encoder.embeddings_norm)

    key_mask = graph.op("Cast", "attention_mask", to=TensorProto.INT32)
    unpadded = graph.op("Cast", graph.op("ReduceMin", key_mask, keepdims=0), to=TensorProto.BOOL)
    for index, layer in enumerate(encoder.layers):
        qkv = graph.ops("Split", dense(x, index, "qkv", layer.qkv), outputs=3, axis=-1, num_outputs=3)
        context = graph.attention(qkv, key_mask, unpadded, encoder.heads)
        attended = dense(context, index, "attention_output", layer.attention_output)
        x = graph.norm(graph.op("Add", attended, x), layer.attention_norm)
        inner = graph.op("Gelu", dense(x, index, "intermediate", layer.intermediate), domain=_CONTRIB)
        x = graph.norm(graph.op("Add", dense(inner, index, "output", layer.output), x), layer.output_norm)

    # The sum over the tokens points where their mean does, and only the direction is kept.
    mask = graph.op("Unsqueeze", graph.op("Cast", "attention_mask", to=TensorProto.FLOAT), one)
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
