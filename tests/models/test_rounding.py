"""Weights are rounded so that processors without VNNI, which add two products in 16 bits, compute what others do."""

from __future__ import annotations

import numpy as np
import onnx
import pytest
from onnx import numpy_helper

from models.provisioning import InstalledModel
from models.rounding import symmetric, without_overflow

RANDOM = np.random.default_rng(5)
ALIKE = np.full((64, 8), 0.3, np.float32)
NORMAL = RANDOM.normal(0, 0.05, (384, 96)).astype(np.float32)
FLAT = RANDOM.uniform(-1, 1, (384, 96)).astype(np.float32)
NOTHING = np.zeros((64, 8), np.float32)


def adds_up_in_16_bits(weights: np.ndarray) -> bool:
    """Whether no pair of inputs (0 to 255) of any output can leave the range of int16."""
    pairs = weights.astype(np.int64).reshape(-1, 2, weights.shape[1])
    highest = 255 * np.maximum(pairs, 0).sum(axis=1)
    lowest = 255 * np.minimum(pairs, 0).sum(axis=1)
    return bool(highest.max() <= 32_767 and lowest.min() >= -32_768)


def error(weight: np.ndarray, rounded: np.ndarray, scale: np.ndarray) -> float:
    return float(np.sqrt(np.square(rounded * scale - weight).mean()))


@pytest.mark.parametrize("weight", [ALIKE, -ALIKE, NORMAL, FLAT, NOTHING])
def test_no_pair_of_weights_overflows(weight: np.ndarray) -> None:
    rounded, scale = without_overflow(weight)

    assert rounded.dtype == np.int8
    assert scale.shape == (1, weight.shape[1])
    assert adds_up_in_16_bits(rounded)


def test_pairs_cost_a_fraction_of_a_bit() -> None:
    free = error(NORMAL, *symmetric(NORMAL, axis=0))

    assert free < error(NORMAL, *without_overflow(NORMAL)) < 1.4 * free, "seven bits would double it"


def test_weights_that_are_all_alike_keep_their_value() -> None:
    rounded, scale = without_overflow(ALIKE)

    assert np.allclose(rounded * scale, ALIKE, rtol=1e-6)


def test_the_model_that_was_set_up_computes_the_same_on_every_processor(installed: InstalledModel) -> None:
    graph = onnx.load_model(installed.onnx).graph
    dense = {node.input[1] for node in graph.node if node.op_type == "MatMulIntegerToFloat"}
    weights = [numpy_helper.to_array(tensor) for tensor in graph.initializer if tensor.name in dense]

    assert len(weights) == len(dense) > 0
    assert all(adds_up_in_16_bits(one) for one in weights)
