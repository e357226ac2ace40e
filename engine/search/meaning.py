"""Search by meaning: exact cosine over all vectors of one model, held in memory as one byte per dimension."""

from __future__ import annotations

import heapq
from collections.abc import Collection
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import faiss
import numpy as np
import numpy.typing as npt

from engine.store import vectors
from engine.store.database import Database
from models.vectors import dequantise

_RANGE = 0.3
"""Components of unit vectors lie within ±0.3 but for a few, which are clipped; a narrow range keeps the steps fine."""

PART = 131_072
"""Vectors that lie in one piece of memory, 50 MB of them."""

# Its stubs tell of the C++ signatures, not of those that Python sees.
faiss_any: Any = faiss

_NO_LOCK = nullcontext()

Vector = npt.NDArray[np.float32]
Matrix = npt.NDArray[np.float32]
Found = list[tuple[int, float]]
"""Ids of texts and their cosines, best first."""


class MeaningIndex:
    """The vectors of one model; about 400 bytes per text.

    An exact scan: faiss reads 1,000,000 × 384 in 38 ms on one core, an approximate index takes minutes to build.
    Adding and scanning may happen in different threads, but not at the same time.
    """

    def __init__(self, model: str, dimensions: int) -> None:
        faiss.omp_set_num_threads(1)
        self.model = model
        self._dimensions = dimensions
        self._last = 0
        self._text_ids = np.empty(0, np.int64)
        self._rows = np.empty(0, np.int32)
        # In parts of one size, because one that grows is copied, and then takes twice its size.
        self._parts: list[Any] = []

    def __len__(self) -> int:
        return len(self._text_ids)

    def refresh(self, database: Database, limit: int = 20_000, lock: AbstractContextManager[object] = _NO_LOCK) -> bool:
        """Take in up to ``limit`` vectors that were put down since the last call; False when there were no more.

        The ``lock`` is held while they are added, not while they are read, which takes much longer.
        """
        last, text_ids, matrix = vectors.load(database, self.model, self._dimensions, self._last, limit)
        self._last = last
        if not len(text_ids):
            return False
        unit = dequantise(matrix).clip(-_RANGE, _RANGE)
        with lock:
            self._add(unit)
            first = len(self._text_ids)
            self._text_ids = np.concatenate([self._text_ids, text_ids])
            # Where the vector of a text is, plus one; 0 for none.
            highest = int(text_ids.max())
            if highest >= len(self._rows):
                more = np.zeros(highest + highest // 4 + 64 - len(self._rows), np.int32)
                self._rows = np.concatenate([self._rows, more])
            self._rows[text_ids] = np.arange(first + 1, first + 1 + len(text_ids), dtype=np.int32)
        return len(text_ids) == limit

    def nearest(self, vector: Vector, count: int, among: Collection[int] | None = None) -> Found:
        """The texts nearest to a unit vector of shape (dimensions,), of all or only ``among`` these texts.

        Cosines are rounded as the vectors are; see :func:`exact`.
        """
        query = vector.reshape(1, -1)
        chosen = None if among is None else np.zeros(len(self._parts) * PART, np.uint8)
        if chosen is not None and among is not None:
            chosen[self._rows_of(among)] = 1
        found: list[tuple[float, int]] = []
        for number, part in enumerate(self._parts):
            first = number * PART
            if chosen is None:
                cosines, places = part.search(query, min(count, part.ntotal))
            else:
                here = chosen[first : first + part.ntotal]
                wanted = int(here.sum())
                if not wanted:
                    continue
                only = faiss_any.IDSelectorBitmap(np.packbits(here, bitorder="little"))
                parameters = faiss_any.SearchParameters(sel=only)
                cosines, places = part.search(query, min(count, wanted), params=parameters)
            found += zip(cosines[0].tolist(), (places[0] + first).tolist(), strict=True)
        best = heapq.nsmallest(count, found, key=lambda one: -one[0])
        return [(int(self._text_ids[row]), cosine) for cosine, row in best]

    def vectors_of(self, text_ids: Collection[int]) -> Matrix:
        """The vectors (n, dimensions) of those of the texts that have one."""
        rows = self._rows_of(text_ids)
        made: Matrix = np.empty((len(rows), self._dimensions), np.float32)
        for place, row in enumerate(rows.tolist()):
            made[place] = self._parts[row // PART].reconstruct(row % PART)
        return made

    def _add(self, matrix: Matrix) -> None:
        while len(matrix):
            if not self._parts or self._parts[-1].ntotal == PART:
                self._parts.append(self._new_part())
            part = self._parts[-1]
            room = PART - part.ntotal
            part.add(matrix[:room])
            matrix = matrix[room:]

    def _new_part(self) -> Any:
        part = faiss.IndexScalarQuantizer(
            self._dimensions, faiss.ScalarQuantizer.QT_8bit_uniform, faiss.METRIC_INNER_PRODUCT
        )
        edges = np.full((2, self._dimensions), _RANGE, np.float32)
        edges[0] = -_RANGE
        part.train(edges)
        return part

    def _rows_of(self, text_ids: Collection[int]) -> npt.NDArray[np.int64]:
        wanted = np.fromiter(text_ids, np.int64, len(text_ids))
        rows = self._rows[wanted[wanted < len(self._rows)]].astype(np.int64) - 1
        found: npt.NDArray[np.int64] = rows[rows >= 0]
        return found


def exact(database: Database, model: str, vector: Vector, found: Found) -> Found:
    """The same texts by the cosines that the stored vectors give, which are finer than those in memory."""
    stored = vectors.of_texts(database, model, [text_id for text_id, _ in found])
    if not stored:
        return found
    matrix = np.frombuffer(b"".join(stored.values()), np.int8).reshape(len(stored), -1)
    # Not by BLAS, whose threads keep turning for a while after so small a product.
    cosines = dict(zip(stored, (dequantise(matrix) * vector).sum(axis=1).tolist(), strict=True))
    # What was removed meanwhile stays where it is: others pass over it.
    return sorted(((one, round(cosines.get(one, cosine), 6)) for one, cosine in found), key=lambda one: -one[1])
