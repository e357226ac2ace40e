"""The embed step, with the real model."""

from __future__ import annotations

import numpy as np

from engine.pipeline import steps
from models import catalogue, provisioning
from models.embedder import Embedder


def test_texts_become_int8_vectors_in_their_order() -> None:
    embedder = Embedder.load(provisioning.find(catalogue.DEFAULT))
    told: list[int] = []
    vectors = steps.embed(embedder, ["The lamp turns.", "Colza oil", "The lamp is turning."], told.append)
    assert (vectors.dtype, vectors.shape) == (np.int8, (3, catalogue.DEFAULT.dimensions))
    near, far = (int(vectors[0].astype(int) @ vectors[other].astype(int)) for other in (2, 1))
    assert near > far
    assert sum(told) == 3
