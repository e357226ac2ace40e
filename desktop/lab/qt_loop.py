"""An asyncio event loop that is Qt's own: coroutines run in the window's thread, between its other events.

Small on purpose: what coroutines of this program need, no sockets, no child processes. Stepping one of asyncio's own
loops from a timer would run all that is ready in one go; here every callback is an event by itself, so that painting
and input get their turn between any two of them, as in any loop that asyncio and a window share fairly.
"""

from __future__ import annotations

import asyncio
import contextvars
import logging
from collections import deque
from collections.abc import Callable, Coroutine, Generator
from concurrent.futures import Executor, ThreadPoolExecutor
from time import perf_counter
from typing import Any, TypeVar, TypeVarTuple

from PySide6.QtCore import QObject, Qt, QTimer, Signal

T = TypeVar("T")
_Ts = TypeVarTuple("_Ts")

log = logging.getLogger(__name__)


class _Wake(QObject):
    """Brings a callback from another thread into the window's."""

    wanted = Signal()


class QtLoop(asyncio.AbstractEventLoop):
    """Runs coroutines as events of the Qt loop that is running; to be used in the window's thread only.

    Of its methods, only :meth:`call_soon_threadsafe` may be called by other threads.
    """

    def __init__(self, threads: int = 8) -> None:
        self._ready: deque[tuple[asyncio.Handle, Callable[..., object], tuple[Any, ...], contextvars.Context]] = deque()
        self._timers: dict[int, QTimer] = {}
        self._closed = False
        self._inside = False
        self._executor = ThreadPoolExecutor(threads, thread_name_prefix="reading")
        # One callback per timeout: a list of timers that are all due would be worked off without looking at events.
        self._next = QTimer()
        self._next.setInterval(0)
        self._next.timeout.connect(self._run_next)
        self._wake = _Wake()
        self._wake.wanted.connect(self._go_on, Qt.ConnectionType.QueuedConnection)

    @classmethod
    def open(cls) -> QtLoop:
        """A new loop; sockets and child processes, which a whole one has to know, are asked of nobody here."""
        return cls()

    def start(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        """Begin with a coroutine; it goes on while Qt's loop runs."""
        return self.create_task(work)

    def close(self) -> None:
        """Run nothing any more; threads that still read are not waited for."""
        self._closed = True
        self._next.stop()
        for timer in self._timers.values():
            timer.stop()
        self._timers.clear()
        self._ready.clear()
        self._executor.shutdown(wait=False, cancel_futures=True)

    def work_off(self) -> None:
        """Run all that is ready without going back to Qt's loop; after everything was cancelled, so that it ends."""
        while self._ready:
            self._run_next()

    # What asyncio calls

    def call_soon(
        self, callback: Callable[[*_Ts], object], *args: *_Ts, context: contextvars.Context | None = None
    ) -> asyncio.Handle:
        """As :class:`asyncio.AbstractEventLoop` says."""
        handle = self._put(callback, args, context)
        self._go_on()
        return handle

    def call_soon_threadsafe(
        self, callback: Callable[[*_Ts], object], *args: *_Ts, context: contextvars.Context | None = None
    ) -> asyncio.Handle:
        """As :class:`asyncio.AbstractEventLoop` says."""
        handle = self._put(callback, args, context)
        self._wake.wanted.emit()
        return handle

    def call_later(
        self, delay: float, callback: Callable[[*_Ts], object], *args: *_Ts, context: contextvars.Context | None = None
    ) -> asyncio.TimerHandle:
        """As :class:`asyncio.AbstractEventLoop` says."""
        return self.call_at(self.time() + delay, callback, *args, context=context)

    def call_at(
        self, when: float, callback: Callable[[*_Ts], object], *args: *_Ts, context: contextvars.Context | None = None
    ) -> asyncio.TimerHandle:
        """As :class:`asyncio.AbstractEventLoop` says."""
        context = context or contextvars.copy_context()
        handle = asyncio.TimerHandle(when, callback, args, self, context)
        timer = QTimer()
        timer.setSingleShot(True)
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.setInterval(max(round((when - self.time()) * 1000), 0))
        key = id(timer)

        def due() -> None:
            self._timers.pop(key, None)
            self._ready.append((handle, callback, args, context))
            self._go_on()

        timer.timeout.connect(due)
        self._timers[key] = timer
        timer.start()
        return handle

    def time(self) -> float:
        """Seconds on the clock of all measurements."""
        return perf_counter()

    def create_future(self) -> asyncio.Future[Any]:
        """As :class:`asyncio.AbstractEventLoop` says."""
        return asyncio.Future(loop=self)

    def create_task(
        self,
        coro: Generator[Any, None, T] | Coroutine[Any, Any, T],
        *,
        name: str | None = None,
        context: contextvars.Context | None = None,
    ) -> asyncio.Task[T]:
        """As :class:`asyncio.AbstractEventLoop` says."""
        return asyncio.Task(coro, loop=self, name=name, context=context)

    def run_in_executor(self, executor: Executor | None, func: Callable[[*_Ts], T], *args: *_Ts) -> asyncio.Future[T]:
        """As :class:`asyncio.AbstractEventLoop` says."""
        return asyncio.wrap_future((executor or self._executor).submit(func, *args), loop=self)

    def is_running(self) -> bool:
        """Until it is closed: Qt's loop is what runs."""
        return not self._closed

    def is_closed(self) -> bool:
        """As :class:`asyncio.AbstractEventLoop` says."""
        return self._closed

    def get_debug(self) -> bool:
        """Never."""
        return False

    def call_exception_handler(self, context: dict[str, Any]) -> None:
        """Log what no coroutine took in."""
        log.error("%s", context.get("message"), exc_info=context.get("exception"))

    def _timer_handle_cancelled(self, handle: asyncio.TimerHandle) -> None:
        """Nothing: a cancelled handle is passed over when it is due."""

    # The running

    def _put(
        self, callback: Callable[..., object], args: tuple[Any, ...], context: contextvars.Context | None
    ) -> asyncio.Handle:
        if self._closed:
            raise RuntimeError("Event loop is closed")
        context = context or contextvars.copy_context()
        handle = asyncio.Handle(callback, args, self, context)
        self._ready.append((handle, callback, args, context))
        return handle

    def _go_on(self) -> None:
        if self._ready and not self._next.isActive() and not self._closed:
            self._next.start()

    def _run_next(self) -> None:
        if self._inside:  # a dialog opened by a callback lets Qt's loop run inside of it
            return
        if not self._ready:
            self._next.stop()
            return
        handle, callback, args, context = self._ready.popleft()
        if not self._ready:
            self._next.stop()
        if handle.cancelled():
            return
        # Only while a callback runs: outside, the window's thread is in no asyncio loop, and asyncio.run may be used.
        asyncio._set_running_loop(self)
        self._inside = True
        try:
            context.run(callback, *args)
        finally:
            self._inside = False
            asyncio._set_running_loop(None)
