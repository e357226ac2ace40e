from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from models.vectors import dequantise, quantise

vectors = arrays(np.float32, (3, 384), elements=st.floats(-1, 1, width=32)).filter(
    lambda v: np.abs(v).max(axis=1).min() > 1e-3
)


@given(vectors)
def test_one_byte_per_dimension_keeps_the_direction(matrix: np.ndarray) -> None:
    back = dequantise(quantise(matrix))

    cosines = (back * matrix).sum(axis=1) / np.linalg.norm(matrix, axis=1)
    assert cosines.min() > 0.98
    assert np.allclose(np.linalg.norm(back, axis=1), 1, atol=1e-5)


@given(vectors)
def test_the_largest_component_uses_the_whole_byte(matrix: np.ndarray) -> None:
    assert (np.abs(quantise(matrix).astype(int)).max(axis=1) == 127).all()


@given(vectors, st.sampled_from([0.25, 4.0]))
def test_length_does_not_matter(matrix: np.ndarray, factor: float) -> None:
    assert (quantise(matrix * np.float32(factor)) == quantise(matrix)).all()


def test_a_zero_vector_stays_zero() -> None:
    zero = np.zeros((1, 384), np.float32)

    assert not quantise(zero).any()
    assert not dequantise(quantise(zero)).any()


def test_no_vectors_are_no_vectors() -> None:
    assert quantise(np.empty((0, 384), np.float32)).shape == (0, 384)
    assert dequantise(np.empty((0, 384), np.int8)).shape == (0, 384)
