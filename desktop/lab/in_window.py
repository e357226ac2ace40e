"""Blocking and async I/O for real: the window's own thread runs the steps, while the dispatcher stands aside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.dispatcher import Dispatcher
from engine.errors import MeanwhileError
from engine.records import Mode

if TYPE_CHECKING:
    # Loaded when somebody runs something like this; the window is painted without.
    from asyncio import Task

    from desktop.lab.qt_loop import QtLoop


class InWindow(QObject):
    """Runs one request at a time in the thread of the window.

    All of the request is put down in the library before any of it is begun: whatever goes wrong, or if the program is
    ended, the dispatcher works it off in the background.
    """

    began = Signal(object)
    """``Mode``: from here on the person waits. Whoever hears it paints now, for blocking leaves no time later."""
    ended = Signal()
    """The person can act again."""
    failed = Signal(object)
    """``Reason``: it could not be run like this; what was added is run in the background."""

    def __init__(self, dispatcher: Dispatcher, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._dispatcher = dispatcher
        self._order: tuple[Mode, list[str], list[str]] | None = None
        self._begun = False
        self._is_down = False
        self._stop_blocking: Callable[[], None] | None = None
        self._loop: QtLoop | None = None
        self._task: Task[None] | None = None
        self._cancelled = False
        dispatcher.stood_aside.connect(self._run)

    @property
    def busy(self) -> bool:
        """Whether a request is open."""
        return self._order is not None

    def start(self, mode: Mode, paths: Sequence[str], rest: Sequence[str] = ()) -> None:
        """Run ``paths`` in the window; ``rest`` is worked off in the background afterwards, and may hold them too."""
        if self.busy:
            self._dispatcher.add([*paths, *rest])
            return
        self._cancelled = self._begun = self._is_down = False
        self._order = (mode, list(paths), list(rest))
        self.began.emit(mode)
        self._dispatcher.stand_aside()

    def cancel(self) -> None:
        """End an open async request; what is not done of it becomes cancelled."""
        if self._task is not None:
            self._cancelled = True
            self._task.cancel()

    def interrupt(self) -> None:
        """End an open request because the program ends; what is not done of it is done after the next start."""
        if self._task is not None and self._loop is not None:
            self._task.cancel()
            self._loop.work_off()
        elif self._order is not None and not self._begun:
            self._end()

    def leave_off(self) -> None:
        """Let blocking end after its next step; may be called in the middle of one, by the handler of a signal."""
        if self._stop_blocking is not None:
            self._stop_blocking()

    def _run(self) -> None:
        if self._order is None or self._begun:
            return
        self._begun = True
        mode, paths, rest = self._order
        try:
            if mode is Mode.BLOCKING:
                self._block(paths, rest)
            else:
                from desktop.lab.qt_loop import QtLoop

                self._loop = QtLoop.open()
                self._task = self._loop.start(self._take_turns(paths, rest))
                self._task.add_done_callback(self._settle)
                return
        except MeanwhileError as error:
            self.failed.emit(error.reason)
        finally:
            if self._task is None:
                self._end()

    def _put_down(self, add: Callable[[list[str]], int], paths: list[str], rest: list[str]) -> int:
        """All at once, for the window may be dead for long from here on; returns the task to be run now."""
        if rest:
            add(rest)
        task_id = add(paths)
        self._is_down = True
        return task_id

    def _block(self, paths: list[str], rest: list[str]) -> None:
        library = self._dispatcher.open_here()
        self._stop_blocking = library.stop
        try:
            library.run_task(self._put_down(library.add, paths, rest))
        finally:
            self._stop_blocking = None
            library.close()

    async def _take_turns(self, paths: list[str], rest: list[str]) -> None:
        from asyncio import CancelledError

        library = self._dispatcher.open_here()
        try:
            task_id = self._put_down(library.add, paths, rest)
            try:
                await library.run_task_async(task_id)
            except CancelledError:
                if not self._cancelled:
                    raise
                library.cancel_task(task_id)
        finally:
            library.close()

    def _settle(self, task: Task[None]) -> None:
        if self._loop is not None:
            self._loop.close()
        self._loop = self._task = None
        try:
            if not task.cancelled() and (error := task.exception()) is not None:
                if not isinstance(error, MeanwhileError):
                    raise error
                self.failed.emit(error.reason)
        finally:
            self._end()

    def _end(self) -> None:
        wanted: list[str] = []
        if self._order is not None and not self._is_down:
            _, paths, rest = self._order
            wanted = rest if self._cancelled else [*paths, *rest]
        self._order = None
        if wanted:
            self._dispatcher.add(wanted)
        self._dispatcher.go_on()
        self.ended.emit()
