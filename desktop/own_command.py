"""How a command of Meanwhile is run as a process of its own, so that the window stays free."""

from __future__ import annotations

import sys
import weakref
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QObject, QProcess, Signal
from shiboken6 import isValid

_LAST_MS = 1_000
"""So long a quit waits for a command to tidy up."""
NOT_RUN = -1
"""In place of an exit code: it could not be started, or crashed."""


def own_command(*arguments: str) -> list[str]:
    """The program of this very Python, or of the packaged application, with these arguments."""
    program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "engine"]
    return [*program, *arguments]


class CommandRun(QObject):
    """A command that a person watches; it can be run again when it has ended."""

    said = Signal(str)
    """A line of its standard output."""
    ended = Signal(int)
    """Its exit code, or :data:`NOT_RUN`."""

    def __init__(self, command: Sequence[str]) -> None:
        super().__init__()
        self.output = ""
        """All that it has said so far."""
        self.trouble = ""
        """Once it has ended: what it said on standard error, or why it did not start."""
        # Not a child: it outlives whoever watched for the moment it takes to tidy up, even who goes without a word.
        # Taken along, it would be waited for, and its end told to a window that is half taken apart.
        self._process = QProcess()
        self._let_go = weakref.finalize(self, _let_go, self._process)
        self._let_go.atexit = False  # Qt is gone by then
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self._quit)
        self._process.setProgram(command[0])
        self._process.setArguments(list(command[1:]))
        self._process.readyReadStandardOutput.connect(self._read)
        self._process.finished.connect(self._finished)
        self._process.errorOccurred.connect(self._not_started)

    @property
    def running(self) -> bool:
        """Whether it is under way."""
        return isValid(self._process) and self._process.state() is not QProcess.ProcessState.NotRunning

    def start(self) -> None:
        """Run it, unless it is under way."""
        if not self.running:
            self.output = self.trouble = ""
            self._process.start()

    def leave(self) -> None:
        """Nobody watches any more: end it politely, so that it leaves no process and no file behind."""
        if not self._let_go.alive:
            return
        process = self._process
        process.readyReadStandardOutput.disconnect(self._read)
        process.finished.disconnect(self._finished)
        process.errorOccurred.disconnect(self._not_started)
        self._let_go()

    def _quit(self) -> None:
        self.leave()
        # Left before, it may have ended and be gone by now.
        if isValid(self._process):
            self._process.waitForFinished(_LAST_MS)

    def _read(self) -> None:
        text = self._process.readAllStandardOutput().toStdString()
        self.output += text
        for line in text.splitlines():
            self.said.emit(line)

    def _finished(self, code: int, status: QProcess.ExitStatus) -> None:
        self._read()
        self.trouble = self._process.readAllStandardError().toStdString().strip()
        self.ended.emit(code if status is QProcess.ExitStatus.NormalExit else NOT_RUN)

    def _not_started(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self.trouble = self._process.errorString()
            self.ended.emit(NOT_RUN)


def _let_go(process: QProcess) -> None:
    """End it politely, unless it has ended; the application keeps the object until then."""
    if process.state() is QProcess.ProcessState.NotRunning:
        return
    process.setParent(QCoreApplication.instance())
    process.finished.connect(process.deleteLater)
    if sys.platform == "win32":
        process.kill()
    else:
        process.terminate()
