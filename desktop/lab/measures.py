"""How measured times are put into words and onto an axis."""

from __future__ import annotations

import math
from dataclasses import dataclass

from desktop.wording import figure, number

_STEPS = (1, 2, 5)


def span_of_time(seconds: float) -> str:
    """A measured duration with its unit, as precise as it can be read: 0.4 ms, 12 ms, 1,840 ms, 12.3 s, 2 min 5 s."""
    milliseconds = seconds * 1000
    if milliseconds < 10:
        return figure(f"{milliseconds:.1f} ms")
    if milliseconds < 10_000:
        return f"{number(round(milliseconds))} ms"
    return seconds_of(seconds)


def seconds_of(seconds: float) -> str:
    """The same where whole runs are compared: always in seconds or minutes."""
    if seconds < 0.1:
        return figure(f"{seconds:.3f} s")
    if seconds < 10:
        return figure(f"{seconds:.2f} s")
    if seconds < 100:
        return figure(f"{seconds:.1f} s")
    minutes, rest = divmod(round(seconds), 60)
    if minutes < 60:
        return f"{minutes} min {rest} s"
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min"


def rate(per_second: float) -> str:
    """So many per second, with two digits that tell something: 0.062, 0.18, 17.3, 1,240.5."""
    return figure(f"{per_second:.2g}" if per_second < 1 else f"{per_second:,.1f}")


@dataclass(frozen=True, slots=True)
class Axis:
    """Round moments to mark, and how they are written."""

    first: float
    step: float
    unit: str
    factor: float
    """Seconds per unit."""
    decimals: int

    def ticks(self, end: float) -> list[float]:
        """All moments to mark up to ``end``, in seconds."""
        count = math.floor((end - self.first) / self.step + 1e-9) + 1
        return [self.first + self.step * place for place in range(max(count, 0))]

    def word(self, moment: float) -> str:
        """How a moment is written."""
        value = moment / self.factor
        value = 0.0 if abs(value) < self.step / self.factor / 1000 else value
        return figure(f"{value:.{self.decimals}f} {self.unit}")


def axis(start: float, end: float, count: float) -> Axis:
    """Round steps for about ``count`` marks between two moments in seconds."""
    wanted = max((end - start) / max(count, 1.0), 1e-7)
    if wanted >= 60:
        hours = 3600.0 * math.ceil(wanted / 3600)
        step = next((one for one in (60.0, 120.0, 300.0, 600.0, 1800.0) if one >= wanted), hours)
        unit, factor, decimals = "min", 60.0, 0
    else:
        size = 10.0 ** math.floor(math.log10(wanted))
        step = next((size * one for one in _STEPS if size * one >= wanted * 0.999), size * 10)
        unit, factor = ("s", 1.0) if step >= 0.1 else ("ms", 0.001)
        decimals = max(0, -math.floor(math.log10(step / factor) + 1e-9))
    return Axis(math.ceil(start / step - 1e-9) * step, step, unit, factor, decimals)
