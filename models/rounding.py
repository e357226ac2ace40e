"""Floats to int8, for weights: at set-up only."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.reference import Array

_PAIR = 128
"""x86 processors without VNNI multiply two neighbouring inputs (0 to 255) by their weights and add both products in 16
bits: 255 × 128 still fits, a greater sum of two weights is cut off without a word."""
_LARGEST = 127
_LIMITS = range(_PAIR // 2, _LARGEST + 1, 3)


def symmetric(values: Array, axis: int) -> tuple[NDArray[np.int8], Array]:
    """Round to int8 with one scale per slice along ``axis``; the scale keeps that axis with length 1."""
    scale = _scale(values, axis, _LARGEST)
    return np.rint(values / scale).astype(np.int8), scale


def without_overflow(weight: Array) -> tuple[NDArray[np.int8], Array]:
    """Round the weights (inputs, outputs) of a dense layer to int8, so that every processor computes the same.

    Inputs 2n and 2n + 1 of an output are a pair, the weights of which never add up to more than the kernels of older
    processors can hold. Of several scales per output the one with the least error is taken: the largest weights are
    rare, so that hardly a pair is too great (measured: mean cosine 0.9977, and 0.9979 with no regard to pairs; with
    seven bits for all weights, the usual way, 0.9961).

    Returns:
        weights (inputs, outputs), an even number of inputs, and scales (1, outputs).
    """
    best, best_scale = symmetric(weight, axis=0)
    least = np.full(weight.shape[1], np.inf)
    for limit in _LIMITS:
        scale = _scale(weight, 0, limit)
        rounded = _with_small_pairs(np.rint(weight / scale))
        error = np.square(rounded * scale - weight).sum(axis=0)
        better = error < least
        best[:, better], best_scale[:, better] = rounded[:, better], scale[:, better]
        least = np.minimum(least, error)
    return best, best_scale


def _scale(values: Array, axis: int, largest: int) -> Array:
    scale: Array = np.maximum(np.abs(values).max(axis=axis, keepdims=True), np.float32(1e-9)) / np.float32(largest)
    return scale


def _with_small_pairs(rounded: Array) -> Array:
    """Bring both weights of a pair closer to zero, equally, as far as their sum is too great."""
    pairs = rounded.reshape(-1, 2, rounded.shape[1])
    excess = np.maximum(np.abs(pairs.sum(axis=1, keepdims=True)) - _PAIR, 0)
    # Both have one sign then, and neither is beyond 127, so that half of the excess never takes one across zero.
    shares = np.concatenate([np.ceil(excess / 2), np.floor(excess / 2)], axis=1)
    smaller: Array = (pairs - np.sign(pairs) * shares).reshape(rounded.shape)
    return smaller
