from __future__ import annotations

from time import perf_counter
from typing import Any

from desktop.pulse import Pulse, PulseSummary


def test_it_sees_how_long_the_event_loop_was_held_up(qtbot: Any) -> None:
    pulse = Pulse()
    pulse.start()
    qtbot.waitSignal(pulse.gap).wait()
    until = perf_counter() + 0.2
    while perf_counter() < until:
        pass
    qtbot.waitUntil(lambda: pulse.summary().max >= 150)
    pulse.stop()
    assert pulse.summary().beats >= 2


def test_it_keeps_one_minute() -> None:
    pulse = Pulse()
    for second in range(200):
        pulse.record(float(second), gap=float(second))
    assert pulse.summary() == PulseSummary(beats=61, p50=169.0, p99=198.0, max=199.0)


def test_before_the_first_beat_there_is_nothing() -> None:
    assert Pulse().summary() == PulseSummary(0, 0.0, 0.0, 0.0)
