"""Embeddings as the store keeps them: one byte per dimension, direction only."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_LARGEST = 127


def quantise(vectors: NDArray[np.float32]) -> NDArray[np.int8]:
    """Round vectors (n, dimensions) to int8, each scaled so that its largest component becomes ±127.

    The scale is not kept: only the direction matters to cosine. A zero vector stays zero.
    """
    largest = np.abs(vectors).max(axis=-1, keepdims=True)
    scale = np.divide(_LARGEST, largest, out=np.zeros_like(largest), where=largest > 0)
    rounded: NDArray[np.int8] = np.rint(vectors * scale).astype(np.int8)
    return rounded


def dequantise(vectors: NDArray[np.int8]) -> NDArray[np.float32]:
    """Return the unit vectors (n, dimensions) that point where the int8 vectors do; zero stays zero."""
    floats = vectors.astype(np.float32)
    length = np.linalg.norm(floats, axis=-1, keepdims=True)
    unit: NDArray[np.float32] = np.divide(floats, length, out=np.zeros_like(floats), where=length > 0)
    return unit
