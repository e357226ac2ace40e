"""Blocking really blocks, async I/O really takes turns, and neither loses anything; with a real library."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer

from desktop.dispatcher import Dispatcher
from desktop.end_signals import EndSignals
from desktop.lab.in_window import InWindow
from engine.events import OverviewChanged
from engine.library import Library
from engine.records import DocumentState, Mode
from engine.settings import Settings
from engine.trace import WINDOW


@pytest.fixture
def dispatcher(qtbot: Any, dispatch: Callable[[Path], Dispatcher], tmp_path: Path) -> Dispatcher:
    made = dispatch(tmp_path / "library")
    with qtbot.waitSignal(made.opened, timeout=20_000):
        made.start()
    return made


@pytest.fixture
def in_window(dispatcher: Dispatcher) -> InWindow:
    return InWindow(dispatcher)


@pytest.fixture
def notes(tmp_path: Path) -> list[str]:
    paths = []
    for number in range(6):
        path = tmp_path / f"note-{number}.txt"
        path.write_text(f"Note {number}. " + f"The window {number} stays free while the work goes on elsewhere. " * 40)
        paths.append(str(path))
    return paths


def states(qtbot: Any, dispatcher: Dispatcher) -> dict[DocumentState, int]:
    """What the library says now."""
    found: list[dict[DocumentState, int]] = []
    dispatcher._post(lambda library: found.append(library.overview().by_state))
    qtbot.waitUntil(lambda: bool(found), timeout=20_000)
    return {state: count for state, count in found[0].items() if count}


def test_blocking_leaves_no_turn_to_anything_else(
    qtbot: Any, dispatcher: Dispatcher, in_window: InWindow, notes: list[str]
) -> None:
    turns: list[bool] = []
    running = False
    real = dispatcher.open_here

    def open_here() -> Any:
        nonlocal running
        running = True
        return real()

    dispatcher.open_here = open_here  # type: ignore[method-assign]
    timer = QTimer()
    timer.setInterval(0)
    timer.timeout.connect(lambda: turns.append(running))
    timer.start()
    qtbot.waitUntil(lambda: turns.count(False) > 0)
    tracks: set[str] = set()
    dispatcher.spans_recorded.connect(lambda spans: tracks.update(span.track for span in spans))
    with qtbot.waitSignal(in_window.ended, timeout=60_000):
        in_window.ended.connect(timer.stop)
        in_window.start(Mode.BLOCKING, notes[:2])
    assert turns.count(True) == 0
    assert states(qtbot, dispatcher) == {DocumentState.READY: 2}
    qtbot.waitUntil(lambda: WINDOW in tracks)


@pytest.mark.skipif(sys.platform == "win32", reason="there, programs are not ended by signals")
def test_a_request_to_end_is_heard_in_the_middle_of_blocking(
    qtbot: Any, dispatcher: Dispatcher, in_window: InWindow, tmp_path: Path
) -> None:
    book = tmp_path / "book.txt"
    book.write_text("".join(f"Chapter {number} tells how the harbour fills at night. " for number in range(8_000)))
    ends = EndSignals(in_window.leave_off)
    hear = dispatcher._hear

    def end_once_a_page_is_there(event: Any) -> None:
        hear(event)
        if isinstance(event, OverviewChanged) and event.overview.pages_read:
            dispatcher._hear = hear  # type: ignore[method-assign]
            os.kill(os.getpid(), signal.SIGTERM)

    dispatcher._hear = end_once_a_page_is_there  # type: ignore[method-assign]
    with qtbot.waitSignals([in_window.ended, ends.came], timeout=60_000):
        in_window.start(Mode.BLOCKING, [str(book)])
    ends.remove()
    assert DocumentState.READY not in states(qtbot, dispatcher)


def test_async_takes_turns_while_the_request_stays_open(
    qtbot: Any, dispatcher: Dispatcher, in_window: InWindow, notes: list[str]
) -> None:
    turns = 0
    timer = QTimer()
    timer.setInterval(0)

    def turn() -> None:
        nonlocal turns
        turns += in_window._task is not None

    timer.timeout.connect(turn)
    timer.start()
    with qtbot.waitSignal(in_window.ended, timeout=60_000):
        in_window.start(Mode.ASYNC, notes)
        assert in_window.busy
    timer.stop()
    assert turns > 6
    assert not in_window.busy
    assert states(qtbot, dispatcher) == {DocumentState.READY: 6}


def test_async_can_be_cancelled(qtbot: Any, dispatcher: Dispatcher, in_window: InWindow, notes: list[str]) -> None:
    def cancel_once_it_runs() -> None:
        if in_window._task is not None:
            timer.stop()
            in_window.cancel()

    timer = QTimer()
    timer.setInterval(0)
    timer.timeout.connect(cancel_once_it_runs)
    with qtbot.waitSignal(in_window.ended, timeout=60_000):
        in_window.start(Mode.ASYNC, notes)
        timer.start()
    left = states(qtbot, dispatcher)
    # Nothing of it is left to be worked on.
    assert set(left) <= {DocumentState.CANCELLED, DocumentState.READY}
    assert left.get(DocumentState.READY, 0) < 6


def test_what_is_interrupted_by_a_quit_is_done_later(
    qtbot: Any, dispatcher: Dispatcher, in_window: InWindow, notes: list[str]
) -> None:
    in_window.start(Mode.ASYNC, notes)
    qtbot.waitUntil(lambda: in_window._task is not None, timeout=20_000)
    in_window.interrupt()
    assert not in_window.busy
    qtbot.waitUntil(lambda: states(qtbot, dispatcher) == {DocumentState.READY: 6}, timeout=60_000)


def test_the_rest_is_done_in_the_background(
    qtbot: Any, dispatcher: Dispatcher, in_window: InWindow, notes: list[str]
) -> None:
    with qtbot.waitSignal(in_window.ended, timeout=60_000):
        in_window.start(Mode.BLOCKING, notes[:1], rest=notes)
    qtbot.waitUntil(lambda: states(qtbot, dispatcher) == {DocumentState.READY: 6}, timeout=60_000)


DYING = """
import os, signal, sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from desktop.dispatcher import Dispatcher
from desktop.end_signals import EndSignals
from desktop.lab.in_window import InWindow
from engine.events import DocumentsChanged
from engine.records import Mode
from engine.settings import Settings

class Dying(Dispatcher):
    def _hear(self, event):
        if isinstance(event, DocumentsChanged):
            os.kill(os.getpid(), signal.SIGKILL)
        super()._hear(event)

if __name__ == "__main__":
    folder, *paths = sys.argv[1:]
    qt = QCoreApplication([])
    dispatcher = Dying(Path(folder), Settings(workers=1, give_way=False))
    in_window = InWindow(dispatcher)
    dispatcher.opened.connect(lambda: in_window.start(Mode.BLOCKING, paths[:1], rest=paths))
    dispatcher.start()
    qt.exec()
"""
"""A program that dies as soon as the first document is in hand."""


def test_killed_with_the_first_document_in_hand_the_rest_is_on_disk(tmp_path: Path, notes: list[str]) -> None:
    folder = tmp_path / "library"
    died = subprocess.run([sys.executable, "-c", DYING, folder, *notes], timeout=60, check=False)
    assert died.returncode == -signal.SIGKILL
    library = Library.open(folder, Settings(workers=1, give_way=False))
    library.run(Mode.ASYNC)
    assert library.overview().by_state[DocumentState.READY] == 6
    library.close()


@pytest.mark.parametrize("rest", [False, True])
def test_what_was_wanted_is_put_down_when_the_program_ends_before_it_was_begun(
    rest: bool, qtbot: Any, dispatch: Callable[[Path], Dispatcher], in_window: InWindow, notes: list[str]
) -> None:
    dispatcher = in_window._dispatcher
    in_window.start(Mode.BLOCKING, notes[:2], rest=notes if rest else ())
    in_window.interrupt()
    dispatcher.stop()
    assert dispatcher.wait(20_000)
    again = dispatch(dispatcher._folder)
    again.start()
    count = 6 if rest else 2
    qtbot.waitUntil(lambda: states(qtbot, again) == {DocumentState.READY: count}, timeout=60_000)


def test_when_it_cannot_be_run_here_that_is_told_and_the_dispatcher_goes_on(
    qtbot: Any, dispatcher: Dispatcher, in_window: InWindow, notes: list[str]
) -> None:
    with qtbot.waitSignals([in_window.failed, in_window.ended], timeout=60_000):
        in_window.start(Mode.BLOCKING, [])
    with qtbot.waitSignal(dispatcher.task_done, timeout=60_000):
        dispatcher.add(notes[:1])
    assert states(qtbot, dispatcher) == {DocumentState.READY: 1}


def test_calls_are_answered_while_the_dispatcher_stands_aside(qtbot: Any, dispatcher: Dispatcher) -> None:
    with qtbot.waitSignal(dispatcher.stood_aside, timeout=20_000):
        dispatcher.stand_aside()
    assert states(qtbot, dispatcher) == {}
    dispatcher.go_on()


def test_a_dispatcher_that_is_asked_again_at_once_answers_again(qtbot: Any, dispatcher: Dispatcher) -> None:
    for _ in range(20):
        with qtbot.waitSignal(dispatcher.stood_aside, timeout=20_000):
            dispatcher.stand_aside()
        dispatcher.go_on()
    assert states(qtbot, dispatcher) == {}


def test_a_dispatcher_that_stands_aside_can_be_stopped(
    qtbot: Any, dispatch: Callable[[Path], Dispatcher], tmp_path: Path
) -> None:
    made = dispatch(tmp_path / "library")
    made.stand_aside()
    with qtbot.waitSignal(made.stood_aside, timeout=20_000):
        made.start()
    made.stop()
    assert made.wait(20_000)
