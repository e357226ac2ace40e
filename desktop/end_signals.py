"""Ctrl+C in the terminal and the system's polite request to end, heard although Qt's loop runs no Python."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable

from PySide6.QtCore import QObject, QSocketNotifier, Signal


class EndSignals(QObject):
    """Turns SIGINT and SIGTERM into a Qt signal.

    Python looks at signals only between two of its own instructions, which an idle Qt loop never executes. So the
    interpreter is told to write to a socket that Qt watches. Where the window's own thread is at work instead, Qt is
    not heard, but Python is: then ``leave_off`` is called in the middle of whatever runs, to make it come to an end.
    """

    came = Signal()

    def __init__(self, leave_off: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._written, self._read = socket.socketpair()
        for end in (self._written, self._read):
            end.setblocking(False)
        self._before = signal.set_wakeup_fd(self._written.fileno())
        self._handlers = {one: signal.signal(one, lambda *_: leave_off()) for one in (signal.SIGINT, signal.SIGTERM)}
        self._notifier = QSocketNotifier(self._read.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._take)

    def remove(self) -> None:
        """Hand signals back to whoever had them."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._before)
        for one, handler in self._handlers.items():
            signal.signal(one, handler)
        self._written.close()
        self._read.close()

    def _take(self) -> None:
        self._read.recv(64)
        self.came.emit()
