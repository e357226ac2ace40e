"""Search by meaning: exact cosine over all vectors of one model, held in memory as one byte per dimension."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import faiss
import numpy as np
import numpy.typing as npt

from engine.store import vectors
from engine.store.database import Database
from models.vectors import dequantise

_RANGE = 0.3
"""Components of unit vectors lie within ±0.3 but for a few, which are clipped; a narrow range keeps the steps fine."""

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
        self._index = faiss.IndexScalarQuantizer(
            dimensions, faiss.ScalarQuantizer.QT_8bit_uniform, faiss.METRIC_INNER_PRODUCT
        )
        edges = np.full((2, dimensions), _RANGE, np.float32)
        edges[0] = -_RANGE
        self._index.train(edges)

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def refresh(self, database: Database, limit: int = 20_000) -> bool:
        """Take in up to ``limit`` vectors that were put down since the last call; False when there were no more."""
        last, text_ids, matrix = vectors.load(database, self.model, self._dimensions, self._last, limit)
        if last == self._last:
            return False
        self._last = last
        first = len(self._text_ids)
        self._index.add(dequantise(matrix).clip(-_RANGE, _RANGE))
        self._text_ids = np.concatenate([self._text_ids, text_ids])
        # Where the vector of a text is, plus one; 0 for none.
        highest = int(text_ids.max())
        if highest >= len(self._rows):
            self._rows = np.concatenate([self._rows, np.zeros(highest + highest // 4 + 64 - len(self._rows), np.int32)])
        self._rows[text_ids] = np.arange(first + 1, first + 1 + len(text_ids), dtype=np.int32)
        return len(text_ids) == limit

    def nearest(self, vector: npt.NDArray[np.float32], count: int, among: Collection[int] | None = None) -> Found:
        """The texts nearest to a unit vector of shape (dimensions,), of all or only ``among`` these texts."""
        query = vector.reshape(1, -1)
        if among is None:
            count = min(count, len(self))
            return self._pairs(*self._index.search(query, count)) if count else []
        rows = self._rows_of(among)
        count = min(count, len(rows))
        if not count:
            return []
        bits = np.zeros(len(self), np.uint8)
        bits[rows] = 1
        packed = np.packbits(bits, bitorder="little")
        # Its stubs tell of the C++ signatures, not of those that Python sees.
        only: Any = faiss.IDSelectorBitmap
        parameters: Any = faiss.SearchParameters
        selected = parameters(sel=only(packed))
        return self._pairs(*self._index.search(query, count, params=selected))

    def vectors_of(self, text_ids: Collection[int]) -> npt.NDArray[np.float32]:
        """The vectors (n, dimensions) of those of the texts that have one."""
        rows = self._rows_of(text_ids)
        made: npt.NDArray[np.float32] = np.empty((len(rows), self._dimensions), np.float32)
        for place, row in enumerate(rows):
            made[place] = self._index.reconstruct(int(row))
        return made

    def _rows_of(self, text_ids: Collection[int]) -> npt.NDArray[np.int64]:
        wanted = np.fromiter(text_ids, np.int64, len(text_ids))
        rows = self._rows[wanted[wanted < len(self._rows)]].astype(np.int64) - 1
        found: npt.NDArray[np.int64] = rows[rows >= 0]
        return found

    def _pairs(self, cosines: Any, places: Any) -> Found:
        return [
            (text_id, round(cosine, 6))
            for text_id, cosine, place in zip(
                self._text_ids[places[0]].tolist(), cosines[0].tolist(), places[0].tolist(), strict=True
            )
            if place >= 0
        ]
