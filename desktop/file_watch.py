"""Says when a file was changed, by whomever."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

_QUIET_MS = 200
"""So long nothing has to happen: a file that is being written is not read half."""


class FileWatch(QObject):
    """Watches one file, whether it is written, put in the place of another, made or removed."""

    changed = Signal()
    """It may say something else now."""

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self._watcher = QFileSystemWatcher(self)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_QUIET_MS)
        self._soon.timeout.connect(self.changed)
        for happened in (self._watcher.fileChanged, self._watcher.directoryChanged):
            happened.connect(self._stir)
        with suppress(OSError):
            # Where there is no folder yet, nothing could be seen to appear in it.
            path.parent.mkdir(parents=True, exist_ok=True)
        self._watch()

    def _stir(self) -> None:
        self._watch()
        self._soon.start()

    def _watch(self) -> None:
        """The folder tells of a file that comes, the file of what is written into it; one that was replaced is new."""
        watched = {*self._watcher.files(), *self._watcher.directories()}
        for path in (self._path.parent, self._path):
            if str(path) not in watched and path.exists():
                self._watcher.addPath(str(path))
