"""What a comparison measured. Nothing here is claimed or computed from a model of the modes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from engine.records import Mode
from engine.trace import WINDOW, Span, Stage

_TICK_SECONDS = 1e-9
"""The clock tells no less."""
LONG_BLOCK_MS = 50.0
"""From here on a person may feel it: the browsers' line for a long task."""
BAD_BLOCK_MS = 200.0
"""From here on a click feels slow: the browsers' line for a poor interaction."""

Loop = Literal["asyncio", "qt"]


class WorkloadKind(StrEnum):
    """What is run; the value is what ``--workload`` and ``--json`` say."""

    DOCUMENTS = "documents"
    LESSON = "lesson"


@dataclass(frozen=True, slots=True)
class Gap:
    """The event loop was held up: a beat was due at ``start`` and came at ``end`` (seconds on the trace clock)."""

    start: float
    end: float

    @property
    def milliseconds(self) -> float:
        """How late the beat came."""
        return (self.end - self.start) * 1000


@dataclass(frozen=True, slots=True)
class Rhythm:
    """The beats of an event loop over one run."""

    loop: Loop
    interval_ms: float
    due: int
    """Beats that a free loop would have made."""
    missed: int
    """Of these, how many did not happen because the loop was held up."""
    longest_ms: float
    """The longest time for which the loop was held up."""
    gaps: tuple[Gap, ...]
    """Times for which the loop was held up for an interval or more, ascending."""


@dataclass(frozen=True, slots=True)
class Restart:
    """What was found when a run was killed in the middle and its library opened again."""

    survived: bool | None
    """Whether the work was finished after the restart without anybody adding it again; None when it was not tried."""
    words: str
    """What happened, in a sentence."""


@dataclass(frozen=True, slots=True)
class Sample:
    """Counters at one moment."""

    at: float
    """Seconds on the trace clock."""
    queue_depth: int
    """Documents that are listed and not settled."""
    memory_mb: float
    """Resident memory of this process and its workers; pages that they share count in each."""


@dataclass(frozen=True, slots=True)
class ModeResult:
    """One mode's run.

    ``seconds`` and ``returns_after_seconds`` are seconds of the workload: what was measured times ``speed``. All other
    times, those of spans and gaps among them, are as measured, on the trace clock.
    """

    mode: Mode
    speed: float
    """How many times faster than told the workload was played; 1 for documents."""
    began: float
    """When the person asked for it."""
    ended: float
    """When the last result was stored."""
    returned: float
    """When the person could act again: the call was over, or the task's id was there."""
    rhythm: Rhythm
    documents: int
    """Documents that are ready."""
    pages: int
    processes: int
    """Processes that worked: this one, and the workers."""
    spans: tuple[Span, ...]
    """Ascending by start."""
    spans_dropped: int
    samples: tuple[Sample, ...]
    restart: Restart
    cancelled: bool
    """It was ended before all was done: the figures are those of a part."""

    @property
    def seconds(self) -> float:
        """From the request until all is done."""
        return (self.ended - self.began) * self.speed

    @property
    def returns_after_seconds(self) -> float:
        """From the request until the person can act again."""
        return (self.returned - self.began) * self.speed

    @property
    def longest_block_ms(self) -> float:
        """The longest time for which the event loop was held up, as measured."""
        return self.rhythm.longest_ms

    @property
    def missed_beats(self) -> int:
        """Heartbeats that did not happen, of ``rhythm.due``."""
        return self.rhythm.missed

    @property
    def long_blocks(self) -> int:
        """How many times the loop was held up for longer than 50 ms."""
        return sum(gap.milliseconds > LONG_BLOCK_MS for gap in self.rhythm.gaps)

    @property
    def pages_per_second(self) -> float:
        """Pages (of the lesson: files) per second of the workload; 0 when nothing was done, or in no time."""
        return self.pages / self.seconds if self.seconds >= _TICK_SECONDS else 0.0

    @property
    def tracks(self) -> tuple[str, ...]:
        """Who appears in the spans: the window first, whether it did anything or not, workers by number."""
        return in_track_order({WINDOW} | {span.track for span in self.spans})

    def cause_of(self, gap: Gap) -> Span | None:
        """The span on the window's track that took the largest share of a gap; None when the window did none of it."""
        return main_cause((span for span in self.spans if span.track == WINDOW), gap)

    @property
    def worst_gap(self) -> Gap | None:
        """The longest gap; None when the loop was never held up for an interval."""
        return max(self.rhythm.gaps, key=lambda gap: gap.end - gap.start, default=None)

    @property
    def cause(self) -> str:
        """What held the window up longest, in words; empty when nothing of the window's own did."""
        gap = self.worst_gap
        longest = None if gap is None else self.cause_of(gap)
        if gap is None or longest is None:
            return ""
        took = f"The window was blocked for {gap.milliseconds:,.0f} ms"
        length = gap.end - gap.start
        if _shared(longest, gap) > _MOST * length:
            return f"{took} by {longest.stage.value} {longest.name}."
        shares: dict[Stage, float] = {}
        for span in self.spans:
            if span.track == WINDOW and (share := _shared(span, gap)) > 0:
                shares[span.stage] = shares.get(span.stage, 0.0) + share / length
        ranked = sorted(shares.items(), key=lambda item: -item[1])
        words = [f"{stage.value} {share:.0%}" for stage, share in ranked[:3] if share >= _LEAST]
        return f"{took}: {', '.join(words)}; the longest step was {longest.stage.value} {longest.name}."


@dataclass(frozen=True, slots=True)
class ComparisonResult:
    """One workload in the modes that were run, in the order in which they were."""

    kind: WorkloadKind
    title: str
    """The workload in words: "8 documents", "3 files at a simulated service, 20 times faster"."""
    results: tuple[ModeResult, ...]
    conclusion: str
    """What to conclude from these figures; empty unless all three modes were run to their end."""
    cancelled: bool = False

    def of(self, mode: Mode) -> ModeResult | None:
        """The mode's run; None when it was not run."""
        return next((one for one in self.results if one.mode is mode), None)


_MOST = 0.8
_LEAST = 0.01
_AS_LONG = 0.95


def main_cause(spans: Iterable[Span], gap: Gap) -> Span | None:
    """The span that took most of a gap; of those that took about as long the first, so that all who ask name one."""
    taken = [(_shared(span, gap), span) for span in spans]
    longest = max((seconds for seconds, _ in taken), default=0.0)
    as_long = (span for seconds, span in taken if seconds > 0 and seconds >= _AS_LONG * longest)
    return min(as_long, key=lambda span: span.start, default=None)


def _shared(span: Span, gap: Gap) -> float:
    return min(span.end, gap.end) - max(span.start, gap.start)


def in_track_order(tracks: Iterable[str]) -> tuple[str, ...]:
    """Tracks as they are shown from above: the window first, then by kind and number."""
    return tuple(sorted(tracks, key=_track_order))


_TRACKS = ("window", "dispatcher", "listing", "reader", "remote", "worker")


def _track_order(track: str) -> tuple[int, int, str]:
    kind, _, number = track.partition(" ")
    return (
        _TRACKS.index(kind) if kind in _TRACKS else len(_TRACKS),
        int(number) if number.isdecimal() else 0,
        track,
    )
