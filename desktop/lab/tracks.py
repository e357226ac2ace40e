"""What the timeline shows, in bounded memory: spans by track, and the gaps of the window."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from engine.compare.results import Gap, main_cause
from engine.trace import WINDOW, Span, Stage

if TYPE_CHECKING:
    from desktop.lab.pieces import Pieces

STAGES = tuple(Stage)
CAPACITY = 100_000
"""Spans kept over all tracks; beyond them, the oldest quarter of the longest track goes."""
_PLACE = {stage: place for place, stage in enumerate(STAGES)}


class Track:
    """The spans of one thread or process, in the order of time."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.spans: list[Span] = []
        self._starts = array("d")
        self._ends = array("d")
        # Seconds of each stage before a span, so that a pixel with a thousand spans is summed in one subtraction.
        self._before = [array("d", [0.0]) for _ in STAGES]
        self.used: set[int] = set()
        """Places in :data:`STAGES` of what occurs."""

    def __len__(self) -> int:
        return len(self.spans)

    def add(self, span: Span) -> None:
        """Put a span where it belongs; nearly always that is the end."""
        place = len(self.spans)
        if place and span.start < self._starts[-1]:
            place = bisect_right(self._starts, span.start)
        self.spans.insert(place, span)
        self._starts.insert(place, span.start)
        self._ends.insert(place, span.end)
        self.used.add(_PLACE[span.stage])
        self._sum_from(place)

    def drop(self, count: int) -> None:
        """Forget the oldest spans."""
        del self.spans[:count], self._starts[:count], self._ends[:count]
        for sums in self._before:
            del sums[:count]

    def range(self) -> tuple[float, float]:
        """Start of the first and end of the last span."""
        return self._starts[0], self._ends[-1]

    def pieces(self, start: float, end: float, width: float) -> Pieces:
        """What to draw of the time from ``start`` to ``end`` on ``width`` pixels: at most one piece for each pixel."""
        # The window is on the screen long before there is anything to draw here, and without numpy sooner.
        import numpy as np

        from desktop.lab.pieces import pieces_of

        # Views, gone when this returns: an array that is looked at cannot grow.
        starts, ends, *before = map(np.frombuffer, (self._starts, self._ends, *self._before))
        return pieces_of(starts, ends, before, start, end, width)

    def at(self, moment: float, tolerance: float = 0.0) -> Span | None:
        """The span that runs at a moment, or the nearest within ``tolerance`` seconds."""
        index = bisect_right(self._starts, moment)
        near = [self.spans[one] for one in (index - 1, index) if 0 <= one < len(self.spans)]
        best = min(near, key=lambda span: _distance(span, moment), default=None)
        return best if best is not None and _distance(best, moment) <= tolerance else None

    def between(self, start: float, end: float) -> Sequence[Span]:
        """Spans that touch this stretch of time."""
        return self.spans[bisect_right(self._ends, start) : bisect_left(self._starts, end)]

    def busy(self) -> float:
        """Seconds that were not idle."""
        return sum(sums[-1] - sums[0] for sums in self._before)

    def _sum_from(self, place: int) -> None:
        for sums in self._before:
            del sums[place + 1 :]
        for span in self.spans[place:]:
            for sums in self._before:
                sums.append(sums[-1])
            self._before[_PLACE[span.stage]][-1] += span.seconds


class Tracks:
    """All tracks, and the gaps of the window."""

    def __init__(self, capacity: int = CAPACITY) -> None:
        self._capacity = capacity
        self._tracks: dict[str, Track] = {}
        self.gaps: list[Gap] = []
        self.dropped = 0
        """Spans that were forgotten for want of room."""

    def clear(self) -> None:
        """Forget everything."""
        self._tracks.clear()
        self.gaps.clear()
        self.dropped = 0

    def add(self, spans: Iterable[Span]) -> None:
        """Take in what was recorded."""
        for span in spans:
            track = self._tracks.get(span.track)
            if track is None:
                track = self._tracks[span.track] = Track(span.track)
            track.add(span)
        while (excess := len(self)) > self._capacity:
            longest = max(self._tracks.values(), key=len)
            count = max(len(longest) // 4, min(excess - self._capacity, len(longest)))
            longest.drop(count)
            self.dropped += count

    def add_gap(self, gap: Gap) -> None:
        """Take in a gap of the window's event loop."""
        insort(self.gaps, gap, key=lambda one: one.start)
        del self.gaps[: -self._capacity]

    def __len__(self) -> int:
        return sum(map(len, self._tracks.values()))

    def rows(self) -> list[Track]:
        """The window first, then the others by name, numbers counted as numbers; an empty track is left out."""
        window = self._tracks.get(WINDOW) or Track(WINDOW)
        others = [track for name, track in self._tracks.items() if name != WINDOW and len(track)]
        return [window, *sorted(others, key=lambda track: _order(track.name))]

    def count(self) -> int:
        """How many :meth:`rows` there are; at least the window's."""
        return 1 + sum(name != WINDOW and len(track) > 0 for name, track in self._tracks.items())

    def track(self, name: str) -> Track | None:
        """One of them, if anything was recorded on it."""
        return self._tracks.get(name)

    def range(self) -> tuple[float, float] | None:
        """From the first to the last moment of which anything is known."""
        ends = [track.range() for track in self._tracks.values() if len(track)]
        ends += [(gap.start, gap.end) for gap in (self.gaps[:1] + self.gaps[-1:])]
        if not ends:
            return None
        return min(start for start, _ in ends), max(end for _, end in ends)

    def stages(self) -> set[Stage]:
        """Those that occur."""
        return {STAGES[place] for track in self._tracks.values() for place in track.used}

    def gaps_between(self, start: float, end: float) -> list[Gap]:
        """Gaps of the window that touch this stretch of time; they never overlap."""
        first = bisect_right(self.gaps, start, key=lambda gap: gap.end)
        return self.gaps[first : bisect_left(self.gaps, end, key=lambda gap: gap.start)]

    def busy_between(self, start: float, end: float) -> bool:
        """Whether the window itself did a step in this stretch of time."""
        track = self._tracks.get(WINDOW)
        return track is not None and bool(track.between(start, end))

    def all_spans(self) -> list[Span]:
        """Every span, track by track."""
        return [span for track in self._tracks.values() for span in track.spans]

    def cause(self, start: float, end: float) -> tuple[Span | None, int]:
        """What ran longest on the window's own track in this stretch of time, and how many others did."""
        track = self._tracks.get(WINDOW)
        spans = track.between(start, end) if track is not None else []
        return main_cause(spans, Gap(start, end)), max(len(spans) - 1, 0)


def _distance(span: Span, moment: float) -> float:
    return max(span.start - moment, moment - span.end, 0.0)


def _order(name: str) -> tuple[str, int]:
    word, _, number = name.rpartition(" ")
    return (word, int(number)) if number.isdecimal() else (name, 0)
