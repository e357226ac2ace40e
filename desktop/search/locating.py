"""Finds the file of a document again: a person names one, the library tells whether it is the one."""

from __future__ import annotations

import os
from collections.abc import Collection
from threading import Thread

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop import wording
from desktop.intake import Intake
from engine.records import Fault, Hit, Reason


class Locating(QObject):
    """Asks where a file is now, has it added, and says what became of it."""

    chosen = Signal(object)
    """``Intake``: to be added."""
    owner_wanted = Signal(str)
    """A path: whose file is it? To be told by :meth:`told`."""
    other_file = Signal(object)
    """``Reason``: what was chosen is not the file that is missing."""
    found = Signal(str)
    """The file is where it was said to be, in words."""

    DISK_MS = 500
    """So long is looked for the folder where the file was; a network drive that is gone may take for ever."""

    _looked = Signal(object, str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._asked: Hit | None = None
        self._missing: Hit | None = None
        self._path = ""
        self._new: set[int] = set()
        self._looked.connect(self._open)

    def ask(self, hit: Hit) -> None:
        """Ask where the file of this hit's document is now, beginning where it was."""
        self._asked = hit
        QTimer.singleShot(self.DISK_MS, self, lambda: self._open(hit, ""))

        def look() -> None:
            folder = os.path.dirname(hit.path)  # noqa: PTH120 - text, whatever the name holds
            self._looked.emit(hit, folder if os.path.isdir(folder) else "")  # noqa: PTH112

        Thread(target=look, name="locating", daemon=True).start()

    def listed(self, ids: Collection[int]) -> None:
        """These documents are new in the library."""
        if self._missing is not None:
            self._new.update(ids)
            self.owner_wanted.emit(self._path)

    def task_done(self) -> None:
        """Something that was added is settled."""
        if self._missing is not None:
            self.owner_wanted.emit(self._path)

    def told(self, path: str, owner: int | None) -> None:
        """The file at a path is that of this document, if of any."""
        missing = self._missing
        if missing is None or path != self._path or owner is None:
            return
        self._missing = None
        if owner == missing.document_id:
            self.found.emit(self.tr("{} is found again").format(wording.name_of(missing.path, missing.title)))
            return
        what = self.tr("{} is another file than the one that is missing.").format(wording.name_of(path, ""))
        if owner in self._new:
            became = self.tr("It was added as a document of its own.")
        else:
            became = self.tr("It is in the library already, as a document of its own.")
        self.other_file.emit(Reason(what, became, Fault.FILE))

    def _open(self, hit: Hit, folder: str) -> None:
        if self._asked is not hit:
            return
        self._asked = None
        name = wording.displayable(os.path.basename(hit.path))  # noqa: PTH119 - as above
        dialog = QFileDialog(self._window, self.tr("Where is {} now?").format(name), folder)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda path: self._choose(hit, path))
        dialog.open()

    def _choose(self, hit: Hit, path: str) -> None:
        self._missing, self._path = hit, path
        self._new.clear()
        self.chosen.emit(Intake([path], 0))
