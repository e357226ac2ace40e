"""Exceptions nobody caught: into the log, and to the person in plain words. Never silently lost."""

from __future__ import annotations

import logging
import sys
import threading
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QCoreApplication, QObject, Signal

from desktop import wording
from engine.records import Fault, Reason

log = logging.getLogger(__name__)


class Mishaps(QObject):
    """Takes in every exception nobody caught, in whatever thread."""

    happened = Signal(object)
    """``Reason``; delivered in the window's thread."""

    def __init__(self, log_file: Path) -> None:
        super().__init__()
        self._log_file = log_file

    def install(self) -> None:
        """Become the process's last resort."""
        sys.excepthook = self._on_exception
        threading.excepthook = lambda args: self._on_exception(args.exc_type, args.exc_value, args.exc_traceback)

    def remove(self) -> None:
        """Hand the hooks back."""
        sys.excepthook, threading.excepthook = sys.__excepthook__, threading.__excepthook__

    def _on_exception(
        self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QCoreApplication.quit()
            return
        log.critical("unhandled exception", exc_info=(kind, error or kind(), trace))
        self.happened.emit(
            Reason(
                self.tr("Something went wrong in Meanwhile itself ({}).").format(kind.__name__),
                self.tr("Your documents are safe. The details are in {}.").format(
                    wording.below_home(str(self._log_file))
                ),
                Fault.OURS,
            )
        )
