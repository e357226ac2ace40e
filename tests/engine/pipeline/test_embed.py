"""The embed step, with the real model."""

from __future__ import annotations

import numpy as np

from engine.pipeline import steps
from engine.pipeline.contents import for_meaning
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


def test_a_table_of_contents_is_no_neighbour_of_what_it_names() -> None:
    embedder = Embedder.load(provisioning.find(catalogue.DEFAULT))
    page = "Mooring in strong winds: lay out a second anchor before the first one drags."
    contents = f"Mooring in strong winds {'. ' * 40}12\nTides {'.' * 60} 40\nNight signals {'. ' * 30}77"

    beside, named = (vector.astype(int) for vector in steps.embed(embedder, [page, contents]))
    query = steps.embed(embedder, ["mooring in strong winds"])[0].astype(int)

    assert query @ beside > 3 * (query @ named)


def test_dots_in_text_do_not_make_it_a_table_of_contents() -> None:
    text = "The answer............ is on page 12, as so often, and it goes on for many more lines than one would think."

    assert for_meaning(text) == text
