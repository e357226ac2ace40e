"""The heartbeat of an event loop: how late a beat comes is how long the loop was held up."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from engine.compare.results import Gap, Loop, Rhythm
from engine.trace import clock as trace_clock

if TYPE_CHECKING:
    from asyncio import TimerHandle

INTERVAL_MS = 8.0
MAX_GAPS = 100_000


class Heart(Protocol):
    """Beats on the loop that a mode occupies. Both methods are called in that loop's thread."""

    def start(self) -> None:
        """Forget what was and begin to beat."""

    def stop(self) -> Rhythm:
        """End; if the loop has not run since the last beat, the time since then counts, too."""


class Beats:
    """The arithmetic of a heart: whoever has a loop calls :meth:`beat` from it, an interval after the last time.

    Args:
        loop: what kind of loop beats.
        interval_ms: how much later than the last beat the next one is due.
        clock: seconds.
    """

    def __init__(self, loop: Loop, interval_ms: float = INTERVAL_MS, clock: Callable[[], float] = trace_clock) -> None:
        self.interval_ms = interval_ms
        self._loop: Loop = loop
        self._clock = clock
        self.start()

    def start(self) -> None:
        """Forget what was; the next beat is due an interval from now."""
        self._made = 0
        self._missed = 0
        self._longest_ms = 0.0
        self._gaps: list[Gap] = []
        self._due = self._clock() + self.interval_ms / 1000

    def beat(self) -> float:
        """The loop has come round; returns by how many milliseconds it was late."""
        late_ms = self._note(self._clock())
        self._made += 1
        return late_ms

    def stop(self) -> Rhythm:
        """What was until now, a beat that is overdue included."""
        self._note(self._clock())
        return Rhythm(
            self._loop, self.interval_ms, self._made + self._missed, self._missed, self._longest_ms, tuple(self._gaps)
        )

    def _note(self, now: float) -> float:
        late_ms = max(0.0, (now - self._due) * 1000)
        missed = int(late_ms / self.interval_ms)
        if missed and len(self._gaps) < MAX_GAPS:
            self._gaps.append(Gap(self._due, now))
        self._missed += missed
        self._longest_ms = max(self._longest_ms, late_ms)
        self._due = now + self.interval_ms / 1000
        return late_ms


class AsyncioHeart:
    """Beats on the asyncio loop that is running when it is started."""

    def __init__(self) -> None:
        self._beats = Beats("asyncio")
        self._next: TimerHandle | None = None

    def start(self) -> None:
        """See :class:`Heart`."""
        self._beats.start()
        self._schedule()

    def stop(self) -> Rhythm:
        """See :class:`Heart`."""
        if self._next is not None:
            self._next.cancel()
            self._next = None
        return self._beats.stop()

    def _schedule(self) -> None:
        from asyncio import get_running_loop  # loaded already here, and not for the window's own heart

        self._next = get_running_loop().call_later(self._beats.interval_ms / 1000, self._beat)

    def _beat(self) -> None:
        self._beats.beat()
        self._schedule()
