"""Search by meaning: exact cosine over all vectors of one model, held in memory as one byte per dimension."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Collection, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from typing import Any, TypeVar

import faiss
import numpy as np
import numpy.typing as npt

from engine.store import vectors
from engine.store.database import Database

_RANGE = 0.3
"""Components of unit vectors lie within ±0.3 but for a few, which are clipped; a narrow range keeps the steps fine."""
_ZERO = 127.5
_STEPS = 255 / (2 * _RANGE)
"""A component x is held as the byte ``_ZERO + _STEPS * x``."""

PART = 16_384
"""Vectors that lie in one piece of memory, 6 MB of them: of the last piece some is spare, and threads that share a scan
take it piece by piece. Smaller pieces cost time."""
READ_AT_ONCE = 2_000
"""So many vectors are read and rounded together: what they take meanwhile fits into the processor's cache. Measured
with ten times as many: 2.5 times the processor time, and 60 MB more."""

# Its stubs tell of the C++ signatures, not of those that Python sees.
faiss_any: Any = faiss

_NO_LOCK = nullcontext()
_Whole = TypeVar("_Whole", np.int32, np.int64)

Vector = npt.NDArray[np.float32]
Matrix = npt.NDArray[np.float32]
Found = list[tuple[int, float]]
"""Ids of texts and their cosines, best first."""
_InPart = tuple[Vector, npt.NDArray[np.int64]]
"""Distances, and which vectors they lead to."""
_NONE: _InPart = (np.empty(0, np.float32), np.empty(0, np.int64))


class MeaningIndex:
    """The vectors of one model; about 400 bytes per text.

    An exact scan: faiss reads 1,000,000 × 384 in some 50 ms, an approximate index takes minutes to build. It
    compares bytes with bytes, by the square of their distance, which orders unit vectors as their cosines do: half the
    time of decoding each vector to floats. Adding and scanning may happen in different threads, but not at the same
    time.
    """

    def __init__(self, model: str, dimensions: int) -> None:
        self.model = model
        self._dimensions = dimensions
        self._last = 0
        self._count = 0
        self._text_ids = np.empty(0, np.int64)
        """Of each vector; what is behind the count is spare."""
        self._rows = np.empty(0, np.int32)
        """Where the vector of a text is, plus one; 0 for none."""
        # In parts of one size, because one that grows is copied, and then takes twice its size.
        self._parts: list[Any] = []

    def __len__(self) -> int:
        return self._count

    def refresh(self, database: Database, limit: int = 20_000, lock: AbstractContextManager[object] = _NO_LOCK) -> bool:
        """Take in up to ``limit`` vectors that were put down since the last call; False when there were no more.

        The ``lock`` is held while they are added, not while they are read, which takes much longer.
        """
        while limit > 0:
            wanted = min(limit, READ_AT_ONCE)
            self._last, text_ids, matrix = vectors.load(database, self.model, self._dimensions, self._last, wanted)
            if len(text_ids):
                codes = _codes(matrix)
                with lock:
                    self._add(text_ids, codes)
            if len(text_ids) < wanted:
                return False
            limit -= wanted
        return True

    def share(self, database: Database) -> float:
        """How much of the library's vectors has been taken in, as their ids tell: 0.0 … 1.0."""
        return min(1.0, self._last / max(1, vectors.last_id(database)))

    def nearest(self, vector: Vector, count: int, among: Collection[int] | None = None) -> Found:
        """The texts nearest to a unit vector of shape (dimensions,), of all or only ``among`` these texts.

        Cosines are rounded as the vectors are; see :func:`exact`.
        """
        return self.scan(vector, count, among).found()

    def scan(self, vector: Vector, count: int, among: Collection[int] | None = None) -> Scan:
        """The same, to be shared with other threads."""
        chosen = None if among is None else np.zeros(len(self._parts) * PART, np.uint8)
        if chosen is not None and among is not None:
            chosen[self._rows_of(among)] = 1
        return Scan(self._parts, self._text_ids, vector, count, chosen)

    def vectors_of(self, text_ids: Collection[int]) -> Matrix:
        """The unit vectors (n, dimensions) of those of the texts that have one."""
        rows = self._rows_of(text_ids)
        made: Matrix = np.empty((len(rows), self._dimensions), np.float32)
        for place, row in enumerate(rows.tolist()):
            made[place] = self._parts[row // PART].reconstruct(row % PART)
        made -= _ZERO
        made *= _by_length(1.0, made)[:, np.newaxis]
        return made

    def _add(self, text_ids: npt.NDArray[np.int64], codes: npt.NDArray[np.uint8]) -> None:
        first, self._count = self._count, self._count + len(text_ids)
        self._text_ids = _grown(self._text_ids, self._count)
        self._text_ids[first : self._count] = text_ids
        self._rows = _grown(self._rows, int(text_ids.max()) + 1)
        self._rows[text_ids] = np.arange(first + 1, self._count + 1, dtype=np.int32)
        while len(codes):
            if not self._parts or self._parts[-1].ntotal == PART:
                self._parts.append(self._new_part())
            part = self._parts[-1]
            room = PART - part.ntotal
            part.add_sa_codes(codes[:room])
            codes = codes[room:]

    def _new_part(self) -> Any:
        part = faiss.IndexScalarQuantizer(self._dimensions, faiss.ScalarQuantizer.QT_8bit_direct, faiss.METRIC_L2)
        # All its memory at once, because one that grows leaves holes.
        part.codes.resize(PART * self._dimensions)
        part.codes.resize(0)
        return part

    def _rows_of(self, text_ids: Collection[int]) -> npt.NDArray[np.int64]:
        wanted = np.fromiter(text_ids, np.int64, len(text_ids))
        rows = self._rows[wanted[wanted < len(self._rows)]].astype(np.int64) - 1
        found: npt.NDArray[np.int64] = rows[rows >= 0]
        return found


class Scan:
    """One comparison of a vector with all others, part by part, by as many threads as :meth:`work` on it.

    Args:
        parts: the vectors.
        text_ids: of each vector.
        vector: what is looked for.
        count: so many nearest.
        chosen: 1 for each vector that may be among them; None: all may.
    """

    def __init__(
        self,
        parts: Sequence[Any],
        text_ids: npt.NDArray[np.int64],
        vector: Vector,
        count: int,
        chosen: npt.NDArray[np.uint8] | None,
    ) -> None:
        self._parts = parts
        self._text_ids = text_ids
        self._query = _codes(vector.reshape(1, -1)).astype(np.float32)
        self._count = count
        self._chosen = chosen
        self._waiting = deque(range(len(parts)))
        self._in_part: dict[int, _InPart] = {}
        self._finished = threading.Semaphore(0)

    def work(self) -> None:
        """Take one part after another, until none is left to be taken."""
        faiss.omp_set_num_threads(1)  # for each thread apart
        while self._waiting:
            try:
                number = self._waiting.popleft()
            except IndexError:  # another thread took the last one
                return
            try:
                self._in_part[number] = self._nearest_in(number)
            finally:
                self._finished.release()

    def found(self) -> Found:
        """Work, wait for what others have taken, and say which are the nearest of all.

        Raises:
            KeyError: another thread failed at a part; it was told why.
        """
        try:
            self.work()
        finally:
            # Whoever helps reads the vectors until its part is done, also when something went wrong here.
            for _ in range(len(self._parts) - self._drop_the_rest()):
                self._finished.acquire()
        # By their places, whoever found them: so equal ones come in the same order each time.
        in_parts = [_NONE, *(self._in_part[number] for number in range(len(self._parts)))]
        every = np.concatenate([distances for distances, _ in in_parts])
        rows = np.concatenate([rows for _, rows in in_parts])
        best = np.argsort(every, kind="stable")[: self._count]
        # Of unit vectors the square of the distance is 2 - 2 × cosine.
        cosines = 1 - every[best] / (2 * _STEPS**2)
        return list(zip(self._text_ids[rows[best]].tolist(), cosines.tolist(), strict=True))

    def _drop_the_rest(self) -> int:
        dropped = 0
        while self._waiting:
            with suppress(IndexError):  # another thread took the last one
                self._waiting.popleft()
                dropped += 1
        return dropped

    def _nearest_in(self, number: int) -> _InPart:
        part, first = self._parts[number], number * PART
        if self._chosen is None:
            distances, rows = part.search(self._query, min(self._count, part.ntotal))
        else:
            here = self._chosen[first : first + part.ntotal]
            wanted = int(here.sum())
            if not wanted:
                return _NONE
            only = faiss_any.IDSelectorBitmap(np.packbits(here, bitorder="little"))
            parameters = faiss_any.SearchParameters(sel=only)
            distances, rows = part.search(self._query, min(self._count, wanted), params=parameters)
        return distances[0], rows[0] + first


def _codes(matrix: npt.NDArray[np.int8] | Matrix) -> npt.NDArray[np.uint8]:
    """The bytes of the unit vectors that point where these do; shape and order stay."""
    floats = matrix.astype(np.float32)
    floats *= _by_length(_STEPS, floats)[:, np.newaxis]
    floats += _ZERO
    codes: npt.NDArray[np.uint8] = np.clip(np.rint(floats, out=floats), 0, 255, out=floats).astype(np.uint8)
    return codes


def _by_length(values: float | Vector, matrix: Matrix) -> Vector:
    """The values (n,) by the lengths of the rows of ``matrix`` (n, dimensions); 0 where a row has none."""
    length = np.sqrt(np.einsum("ij,ij->i", matrix, matrix))
    quotient: Vector = np.divide(values, length, out=np.zeros_like(length), where=length > 0)
    return quotient


def _grown(array: npt.NDArray[_Whole], size: int) -> npt.NDArray[_Whole]:
    """The array, or one with the same beginning and zeros behind that has room for ``size``."""
    if size <= len(array):
        return array
    grown = np.zeros(size + size // 4 + 64, array.dtype)
    grown[: len(array)] = array
    return grown


def exact(database: Database, model: str, vector: Vector, found: Found) -> Found:
    """The same texts by the cosines that the stored vectors give, which are finer than those in memory."""
    stored = vectors.of_texts(database, model, [text_id for text_id, _ in found])
    if not stored:
        return found
    matrix = np.frombuffer(b"".join(stored.values()), np.int8).reshape(len(stored), -1).astype(np.float32)
    # Not by BLAS, whose threads keep turning for a while after so small a product.
    finer = _by_length(np.einsum("ij,j->i", matrix, vector), matrix)
    cosines = dict(zip(stored, finer.tolist(), strict=True))
    # What was removed meanwhile stays where it is: others pass over it.
    return sorted(((one, round(cosines.get(one, cosine), 6)) for one, cosine in found), key=lambda one: -one[1])
