"""The heartbeat's arithmetic, on a clock that the test moves."""

from __future__ import annotations

import asyncio

from hypothesis import given
from hypothesis import strategies as st

from engine.compare.heart import AsyncioHeart, Beats


class Clock:
    def __init__(self) -> None:
        self.milliseconds = 0.0

    def __call__(self) -> float:
        return self.milliseconds / 1000


def test_a_free_loop_misses_no_beat() -> None:
    clock = Clock()
    beats = Beats("qt", 8.0, clock)
    for _ in range(10):
        clock.milliseconds += 9.0
        beats.beat()
    rhythm = beats.stop()
    assert (rhythm.due, rhythm.missed, rhythm.gaps) == (10, 0, ())


def test_a_loop_that_was_held_up_misses_the_beats_that_were_due_meanwhile() -> None:
    clock = Clock()
    beats = Beats("qt", 8.0, clock)
    clock.milliseconds = 8.0
    beats.beat()
    clock.milliseconds = 8.0 + 8.0 + 80.0
    beats.beat()
    rhythm = beats.stop()
    assert (rhythm.due, rhythm.missed) == (12, 10)
    assert round(rhythm.longest_ms) == 80
    (gap,) = rhythm.gaps
    assert (round(gap.start * 1000), round(gap.end * 1000)) == (16, 96)


def test_a_loop_that_never_ran_again_was_held_up_until_the_end() -> None:
    clock = Clock()
    beats = Beats("asyncio", 8.0, clock)
    clock.milliseconds = 808.0
    rhythm = beats.stop()
    assert (rhythm.due, rhythm.missed, round(rhythm.longest_ms)) == (100, 100, 800)


def test_started_again_nothing_is_left_of_what_was() -> None:
    clock = Clock()
    beats = Beats("qt", 8.0, clock)
    clock.milliseconds = 500.0
    beats.start()
    assert beats.stop().missed == 0


@given(st.lists(st.floats(0.0, 500.0), max_size=60))
def test_no_more_is_missed_than_was_due_and_gaps_ascend(steps: list[float]) -> None:
    clock = Clock()
    beats = Beats("qt", 8.0, clock)
    for step in steps:
        clock.milliseconds += step
        beats.beat()
    rhythm = beats.stop()
    assert 0 <= rhythm.missed <= rhythm.due
    assert all(one.end <= other.start for one, other in zip(rhythm.gaps, rhythm.gaps[1:], strict=False))
    assert all(gap.milliseconds <= rhythm.longest_ms + 1e-6 for gap in rhythm.gaps)


def test_on_a_real_loop_a_call_that_does_not_return_is_seen() -> None:
    async def held_up() -> None:
        heart = AsyncioHeart()
        heart.start()
        while not rhythms:
            beats = heart._beats
            if beats._made >= 2:
                until = asyncio.get_running_loop().time() + 0.05
                while asyncio.get_running_loop().time() < until:
                    pass
                rhythms.append(heart.stop())
            else:
                await asyncio.sleep(0.001)

    rhythms: list[object] = []
    asyncio.run(held_up())
    (rhythm,) = rhythms
    assert rhythm.loop == "asyncio"  # type: ignore[attr-defined]
    assert rhythm.missed >= 4  # type: ignore[attr-defined]
