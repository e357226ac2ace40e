"""What ran when: spans on one clock for all processes, kept in bounded memory until somebody takes them.

The clock is ``time.perf_counter``, which Python documents as system-wide: times taken in a worker can be compared with
those of its parent. It is CLOCK_MONOTONIC on Linux, ``mach_absolute_time`` on macOS and QueryPerformanceCounter on
Windows, where ``time.monotonic`` moves in steps of 16 ms before Python 3.13.
"""

from __future__ import annotations

import itertools
import time
from collections import deque
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum

clock = time.perf_counter
"""Seconds; the same in every process of this machine."""

CAPACITY = 100_000
"""Spans that wait to be taken; about 20 MB. Beyond them the oldest are dropped, and counted."""

WINDOW = "window"
"""The thread that a person's request comes from: the GUI thread, or the main thread of a command."""
DISPATCHER = "dispatcher"
LISTING = "listing"


class Stage(StrEnum):
    """What a span was spent on, in the order in which a document meets it."""

    START = "start"
    """Loading the embedding model, in a worker or in the thread that runs the steps itself."""
    LIST = "list"
    """Walking folders and hashing files."""
    LEASE = "lease"
    """Taking the next step off the queue; for a document its file is opened, too."""
    READ = "read"
    """Bringing a file's bytes into memory. Where the file is mapped, this happens within EXTRACT."""
    EXTRACT = "extract"
    CHUNK = "chunk"
    EMBED = "embed"
    STORE = "store"
    """A transaction: pages, chunks and their index, vectors, or a document's end."""


@dataclass(frozen=True, slots=True)
class Span:
    """Something that one track did from ``start`` to ``end``; spans of one track never overlap."""

    track: str
    """Who did it: "window", "dispatcher", "listing", "worker 1", "reader 1" …"""
    stage: Stage
    name: str
    """For people: the document's file name, or "37 passages"."""
    start: float
    """Seconds on :data:`clock`."""
    end: float
    document_id: int | None = None
    """None when it belongs to no document, or to several."""
    pages: int = 0
    """Pages that were read or stored in it."""
    step: int | None = None
    """Joins what belongs to one step: its lease, the worker's spans and the stores of what it brought."""
    count: int = 1
    """Documents, passages or files that it dealt with."""
    shared: tuple[int, ...] = ()
    """The documents, ascending, when it belongs to several."""

    @property
    def seconds(self) -> float:
        """How long it took."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Timing:
    """A span as whoever took it knows it: without the names that only its parent knows."""

    stage: Stage
    start: float
    end: float
    pages: int = 0


class Lap:
    """What a stopwatch is timing; ``pages`` may be set while it runs."""

    __slots__ = ("pages",)

    def __init__(self) -> None:
        self.pages = 0


class Stopwatch:
    """Times the stages of the steps that one thread runs one after another.

    Args:
        on: False makes it measure nothing.
    """

    def __init__(self, *, on: bool = True) -> None:
        self._on = on
        self._timings: list[Timing] = []

    @contextmanager
    def lap(self, stage: Stage) -> Iterator[Lap]:
        """Time the body, also when it raises."""
        lap = Lap()
        if not self._on:
            yield lap
            return
        start = clock()
        try:
            yield lap
        finally:
            self._timings.append(Timing(stage, start, clock(), lap.pages))

    def take(self) -> tuple[Timing, ...]:
        """All timings since the last call, ascending."""
        taken = tuple(self._timings)
        self._timings.clear()
        return taken


def worker_track(number: int) -> str:
    """The track of a worker process; ``number`` counts from 0 and is never used again."""
    return f"worker {number + 1}"


class Recorder:
    """Keeps the last spans until they are taken. Any thread may record; one takes.

    Args:
        on: False makes every method return at once; nothing is measured, then.
        capacity: spans that are kept at most.
    """

    def __init__(self, *, on: bool = True, capacity: int = CAPACITY) -> None:
        self.on = on
        self.dropped = 0
        """Spans that were not taken in time, known when others are taken."""
        # No lock: appending to a deque and counting are one step each, also where several threads do so.
        self._spans: deque[tuple[int, Span]] = deque(maxlen=capacity)
        self._numbers = itertools.count(1)
        self._taken = 0

    def record(self, *spans: Span) -> None:
        """Keep these spans."""
        self.extend(spans)

    def extend(self, spans: Iterable[Span]) -> None:
        """Keep these spans."""
        if self.on:
            for span in spans:
                self._spans.append((next(self._numbers), span))

    def add(
        self,
        track: str,
        timings: Iterable[Timing],
        name: str,
        document_ids: Collection[int] = (),
        *,
        step: int | None = None,
        count: int = 1,
    ) -> None:
        """Keep what a stopwatch measured of something that belongs to these documents."""
        only = next(iter(document_ids)) if len(document_ids) == 1 else None
        shared = tuple(sorted(document_ids)) if len(document_ids) > 1 else ()
        self.extend(
            Span(track, one.stage, name, one.start, one.end, only, one.pages, step, count, shared) for one in timings
        )

    @contextmanager
    def span(
        self,
        track: str,
        stage: Stage,
        name: str,
        document_id: int | None = None,
        *,
        pages: int = 0,
        step: int | None = None,
    ) -> Iterator[None]:
        """Record how long the body takes, also when it raises."""
        if not self.on:
            yield
            return
        start = clock()
        try:
            yield
        finally:
            self.record(Span(track, stage, name, start, clock(), document_id, pages, step))

    def take(self) -> tuple[Span, ...]:
        """All spans since the last call, in the order in which they were recorded, which is not that of their start."""
        taken = []
        last = self._taken + self.dropped
        # Not more than there are now: others may go on recording.
        for _ in range(len(self._spans)):
            number, span = self._spans.popleft()
            taken.append(span)
            last = max(last, number)
        self._taken += len(taken)
        self.dropped = last - self._taken
        return tuple(taken)
