from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QTimer

from desktop.lab.qt_loop import QtLoop


@pytest.fixture
def loop() -> Iterator[QtLoop]:
    made = QtLoop.open()
    yield made
    made.close()


def test_coroutines_wait_for_sleeps_threads_and_each_other(qtbot: Any, loop: QtLoop) -> None:
    here = threading.current_thread()

    async def one(number: int) -> tuple[int, bool, bool]:
        await asyncio.sleep(0.001 * number)
        thread = await asyncio.to_thread(threading.current_thread)
        return number, thread is not here, threading.current_thread() is here

    async def all_of_them() -> list[tuple[int, bool, bool]]:
        return await asyncio.gather(*(one(number) for number in range(5)))

    task = loop.start(all_of_them())
    qtbot.waitUntil(task.done)
    assert task.result() == [(number, True, True) for number in range(5)]


def test_other_events_get_their_turn_between_any_two_callbacks(qtbot: Any, loop: QtLoop) -> None:
    order: list[str] = []
    timer = QTimer()
    timer.setInterval(0)
    timer.timeout.connect(lambda: order.append("qt"))
    timer.start()

    async def compute(name: str) -> None:
        for _ in range(3):
            order.append(name)
            await asyncio.sleep(0)

    async def both() -> None:
        await asyncio.gather(compute("a"), compute("b"))

    task = loop.start(both())
    qtbot.waitUntil(task.done)
    timer.stop()
    assert "".join(order).count("ab") == 0


def test_a_cancelled_task_hears_of_it_and_limits_hold(qtbot: Any, loop: QtLoop) -> None:
    heard: list[str] = []
    inside = 0
    most = 0

    async def wait(limit: asyncio.Semaphore) -> None:
        nonlocal inside, most
        try:
            async with limit:
                inside += 1
                most = max(most, inside)
                await asyncio.sleep(3600)
        except asyncio.CancelledError:
            heard.append("cancelled")
            raise

    async def all_of_them() -> None:
        limit = asyncio.Semaphore(2)
        await asyncio.gather(*(wait(limit) for _ in range(4)))

    task = loop.start(all_of_them())
    qtbot.waitUntil(lambda: most == 2)
    task.cancel()
    loop.work_off()
    assert task.cancelled()
    assert heard == ["cancelled"] * 4


def test_an_exception_reaches_who_awaits(qtbot: Any, loop: QtLoop) -> None:
    async def stumble() -> None:
        await asyncio.to_thread(int, "no number")

    task = loop.start(stumble())
    qtbot.waitUntil(task.done)
    assert isinstance(task.exception(), ValueError)


def test_nothing_runs_after_it_is_closed(loop: QtLoop) -> None:
    loop.close()
    with pytest.raises(RuntimeError):
        loop.call_soon(print)
