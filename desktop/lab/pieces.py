"""What of a track is worth drawing at a zoom level: a piece for each span that can be seen, one for those that cannot.

Worked out in numpy for all spans in sight at once: a hundred thousand of them in a loop would hold up the window.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from desktop.lab.tracks import STAGES
from engine.trace import Stage

GRAIN = 2.0
"""Pixels: what is narrower is drawn together with its neighbours."""
Floats = NDArray[np.float64]
Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Piece:
    """Something to draw: one span, or all spans that fall into the same pixels."""

    left: float
    """Pixels from the left edge of the view."""
    right: float
    stage: Stage
    """Of the span; of several, the one with most of the time."""
    share: float
    """How much of the piece was not idle, 0.0 … 1.0."""
    first: int
    """Index of the (first) span."""
    count: int


@dataclass(frozen=True, slots=True)
class Pieces:
    """Pieces from left to right, a column for each of :class:`Piece`'s fields; none overlaps another."""

    left: Floats
    right: Floats
    stage: Places
    """Places in :data:`desktop.lab.tracks.STAGES`."""
    share: Floats
    first: Places
    count: Places

    def __len__(self) -> int:
        return len(self.left)

    def __iter__(self) -> Iterator[Piece]:
        columns: tuple[NDArray[Any], ...] = (self.left, self.right, self.stage, self.share, self.first, self.count)
        for left, right, stage, share, first, count in zip(*(one.tolist() for one in columns), strict=True):
            yield Piece(left, right, STAGES[stage], share, first, count)

    def where(self, wanted: NDArray[np.bool_]) -> Pieces:
        """Those for which this holds; one flag for each piece."""
        return Pieces(
            self.left[wanted],
            self.right[wanted],
            self.stage[wanted],
            self.share[wanted],
            self.first[wanted],
            self.count[wanted],
        )


def pieces_of(starts: Floats, ends: Floats, before: Sequence[Floats], start: float, end: float, width: float) -> Pieces:
    """What to draw of the time from ``start`` to ``end`` on ``width`` pixels: at most one piece for each pixel.

    Args:
        starts: of all spans of one track in seconds, ascending; they do not overlap.
        ends: theirs.
        before: for each stage, its seconds before each span and, last, in all.
        start: of the time in sight, seconds.
        end: its end.
        width: pixels that it is shown on.
    """
    scale = width / (end - start)
    begin = int(np.searchsorted(ends, start, "right"))
    stop = max(int(np.searchsorted(starts, end, "left")), begin)
    lefts = (starts[begin:stop] - start) * scale
    rights = (ends[begin:stop] - start) * scale
    wide = rights - lefts >= GRAIN
    column = np.floor(lefts / GRAIN)
    # A piece begins where another column does; what is wide enough stands alone.
    begins = np.ones(len(lefts), np.bool_)
    begins[1:] = wide[1:] | wide[:-1] | (column[1:] != column[:-1])
    first = np.flatnonzero(begins)
    after = np.append(first[1:], len(lefts)) if len(first) else first
    alone = wide[first]

    seconds = np.array([sums[begin + after] - sums[begin + first] for sums in before])
    # Where spans share a column: it goes as far as the last of them does, and begins where its neighbour ends.
    next_left = np.append(lefts[first[1:]], np.inf) if len(first) else lefts
    edge = (column[first] + 1) * GRAIN
    right = np.where(alone, rights[first], np.maximum(np.minimum(edge, next_left), rights[after - 1]))
    left = np.where(alone, lefts[first], column[first] * GRAIN)
    left[1:] = np.where(alone[1:], left[1:], np.maximum(left[1:], right[:-1]))
    right = np.maximum(left, right)
    broad = right > left
    share = np.ones(len(first))
    together = broad & ~alone
    share[together] = np.minimum(seconds.sum(axis=0)[together] * scale / (right - left)[together], 1.0)
    return Pieces(left, right, seconds.argmax(axis=0), share, first + begin, after - first)
