"""The BERT encoder in plain numpy and fp32: slow, short, and independent of ONNX.

It is what the converted model is measured against, and what tells the conversion how large activations get.
Source of the architecture: Devlin et al., "BERT", 2019; of the pooling: Reimers and Gurevych, "Sentence-BERT", 2019.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
Weights = Mapping[str, Array]

LAYER_NORM_EPSILON = 1e-12


@dataclass(frozen=True, slots=True)
class Linear:
    """A dense layer, ``x @ weight + bias``: weight (inputs, outputs), bias (outputs,)."""

    weight: Array
    bias: Array


@dataclass(frozen=True, slots=True)
class Norm:
    """Gain and shift of a layer normalisation, both (hidden,)."""

    gain: Array
    shift: Array


@dataclass(frozen=True, slots=True)
class Layer:
    """One encoder layer; query, key and value are one dense layer with three times as many outputs."""

    qkv: Linear
    attention_output: Linear
    attention_norm: Norm
    intermediate: Linear
    output: Linear
    output_norm: Norm


@dataclass(frozen=True, slots=True)
class Encoder:
    """All weights of a BERT encoder, with the two sums that never change already done.

    Token type 0 is added to ``positions``; 1/sqrt(head size) is multiplied into the query weights.
    """

    words: Array
    positions: Array
    embeddings_norm: Norm
    layers: tuple[Layer, ...]
    heads: int

    @property
    def hidden(self) -> int:
        """Width of the encoder, and of the embedding it makes."""
        return int(self.words.shape[1])


def read_safetensors(path: Path) -> dict[str, Array]:
    """Read the fp32 tensors of a safetensors file: 8 bytes header length, a JSON header, raw little-endian data."""
    content = path.read_bytes()
    start = 8 + int.from_bytes(content[:8], "little")
    tensors: dict[str, Array] = {}
    for name, entry in json.loads(content[8:start]).items():
        if entry.get("dtype") == "F32":
            first, last = entry["data_offsets"]
            flat = np.frombuffer(content, "<f4", offset=start + first, count=(last - first) // 4)
            tensors[name] = flat.reshape(entry["shape"])
    return tensors


def encoder_from(weights: Weights, heads: int) -> Encoder:
    """Arrange the tensors of a published BERT checkpoint."""

    def linear(name: str) -> Linear:
        return Linear(weights[f"{name}.weight"].T, weights[f"{name}.bias"])

    def norm(name: str) -> Norm:
        return Norm(weights[f"{name}.weight"], weights[f"{name}.bias"])

    def layers() -> Iterator[Layer]:
        index = 0
        while f"{(prefix := f'encoder.layer.{index}')}.output.dense.weight" in weights:
            query, key, value = (linear(f"{prefix}.attention.self.{part}") for part in ("query", "key", "value"))
            scale = np.float32(1 / math.sqrt(query.weight.shape[1] // heads))
            yield Layer(
                qkv=Linear(
                    np.hstack([query.weight * scale, key.weight, value.weight]),
                    np.hstack([query.bias * scale, key.bias, value.bias]),
                ),
                attention_output=linear(f"{prefix}.attention.output.dense"),
                attention_norm=norm(f"{prefix}.attention.output.LayerNorm"),
                intermediate=linear(f"{prefix}.intermediate.dense"),
                output=linear(f"{prefix}.output.dense"),
                output_norm=norm(f"{prefix}.output.LayerNorm"),
            )
            index += 1

    return Encoder(
        words=weights["embeddings.word_embeddings.weight"],
        positions=weights["embeddings.position_embeddings.weight"]
        + weights["embeddings.token_type_embeddings.weight"][0],
        embeddings_norm=norm("embeddings.LayerNorm"),
        layers=tuple(layers()),
        heads=heads,
    )


Tap = Callable[[int, str, Array], None]
"""Told the layer, the name of the dense layer, and its input (tokens, inputs)."""


def embed(encoder: Encoder, ids: NDArray[np.int64], tap: Tap | None = None) -> Array:
    """Return the unit embedding (hidden,) of one text's token ids (tokens,), special tokens included."""
    tokens = len(ids)

    def dense(layer: int, name: str, x: Array, linear: Linear) -> Array:
        if tap is not None:
            tap(layer, name, x)
        return x @ linear.weight + linear.bias

    x = _layer_norm(encoder.words[ids] + encoder.positions[:tokens], encoder.embeddings_norm)
    for index, layer in enumerate(encoder.layers):
        qkv = dense(index, "qkv", x, layer.qkv).reshape(tokens, 3, encoder.heads, -1)
        query, key, value = qkv.transpose(1, 2, 0, 3)
        context = _softmax(query @ key.transpose(0, 2, 1)) @ value
        context = context.transpose(1, 0, 2).reshape(tokens, encoder.hidden)
        x = _layer_norm(x + dense(index, "attention_output", context, layer.attention_output), layer.attention_norm)
        inner = _gelu(dense(index, "intermediate", x, layer.intermediate))
        x = _layer_norm(x + dense(index, "output", inner, layer.output), layer.output_norm)
    mean = x.mean(axis=0)
    unit: Array = mean / np.linalg.norm(mean)
    return unit


def _layer_norm(x: Array, norm: Norm) -> Array:
    centred = x - x.mean(axis=-1, keepdims=True)
    variance = (centred**2).mean(axis=-1, keepdims=True)
    normal: Array = centred / np.sqrt(variance + np.float32(LAYER_NORM_EPSILON)) * norm.gain + norm.shift
    return normal


def _softmax(x: Array) -> Array:
    powers: Array = np.exp(x - x.max(axis=-1, keepdims=True))
    shares: Array = powers / powers.sum(axis=-1, keepdims=True)
    return shares


def _gelu(x: Array) -> Array:
    """``x * Phi(x)``, with erf to 1.5e-7 (Abramowitz and Stegun, 7.1.26): numpy has none of its own."""
    z = np.abs(x) / np.float32(math.sqrt(2))
    t = np.reciprocal(1 + np.float32(0.3275911) * z)
    series = np.zeros_like(t)
    for coefficient in (1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592):
        series = np.multiply(series + np.float32(coefficient), t)
    erf = np.sign(x) * (1 - series * np.exp(-z * z))
    gelu: Array = x * (1 + erf) / 2
    return gelu
