"""The window's heartbeat: how late a timer comes is how long the event loop was held up."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from time import perf_counter

from PySide6.QtCore import QObject, Qt, QTimer, Signal


@dataclass(frozen=True, slots=True)
class PulseSummary:
    """Gaps of the event loop over the window of time that is kept; milliseconds."""

    beats: int
    p50: float
    p99: float
    max: float


class Pulse(QObject):
    """Beats every 8 ms, unless another pace is set, while it runs and keeps the gaps of the last 60 s.

    A gap is how much later than due a beat came: 0 when the event loop was free. Off until started, because a
    timer at this pace would keep an idle processor awake.
    """

    gap = Signal(float)
    """Milliseconds; one per beat, for whoever draws them."""

    INTERVAL_MS = 8
    KEPT_SECONDS = 60.0

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._beats: deque[tuple[float, float]] = deque()
        self._last = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(self.INTERVAL_MS)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """Begin to beat; what was kept is forgotten."""
        self._beats.clear()
        self._last = perf_counter()
        self._timer.start()

    @property
    def beating(self) -> bool:
        """Whether it runs."""
        return self._timer.isActive()

    def pace(self, interval_ms: int) -> None:
        """Beat at another interval from now on."""
        if interval_ms != self._timer.interval():
            self._timer.setInterval(interval_ms)
            self._last = perf_counter()

    def stop(self) -> None:
        """Stop beating; the summary stays."""
        self._timer.stop()

    def summary(self) -> PulseSummary:
        """The gaps that are kept now; all zero before the first beat."""
        gaps = sorted(gap for _, gap in self._beats)
        if not gaps:
            return PulseSummary(0, 0.0, 0.0, 0.0)
        last = len(gaps) - 1
        return PulseSummary(len(gaps), gaps[last // 2], gaps[round(last * 0.99)], gaps[last])

    def record(self, now: float, gap: float) -> None:
        """Keep one gap (milliseconds) that ended at ``now`` (seconds), and drop those that are too old."""
        self._beats.append((now, gap))
        while self._beats[0][0] < now - self.KEPT_SECONDS:
            self._beats.popleft()

    def _beat(self) -> None:
        now = perf_counter()
        gap = max((now - self._last) * 1000 - self._timer.interval(), 0.0)
        self._last = now
        self.record(now, gap)
        self.gap.emit(gap)
