"""A worker with half a processor rests as long as it works."""

from __future__ import annotations

import pytest

from engine.pool.throttle import MAX_REST_SECONDS, Throttle


class Worker:
    """Uses processor time and rests, without either taking any."""

    def __init__(self, percent: int) -> None:
        self.used = 0.0
        self.rests: list[float] = []
        self._throttle = Throttle(percent, lambda: self.used, self.rests.append)

    def step(self, seconds: float) -> None:
        self.used += seconds
        self._throttle.rest()


@pytest.mark.parametrize(("percent", "rest"), [(50, 0.2), (25, 0.6), (80, 0.05)])
def test_the_rest_is_in_proportion_to_the_work(percent: int, rest: float) -> None:
    worker = Worker(percent)
    worker.step(0.2)
    worker.step(0.2)
    assert worker.rests == pytest.approx([rest, rest])


def test_a_whole_processor_means_no_rest() -> None:
    worker = Worker(100)
    worker.step(10)
    assert worker.rests == []


def test_a_long_rest_is_taken_in_parts() -> None:
    worker = Worker(50)
    worker.step(2.5)
    assert worker.rests == [MAX_REST_SECONDS]
    worker.step(0)
    worker.step(0)
    worker.step(0)
    assert sum(worker.rests) == pytest.approx(2.5)
