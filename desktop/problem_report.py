"""Reporting a problem: the command writes the report, the window says where it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDateTime, QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop import wording
from desktop.own_command import CommandRun, own_command
from engine.records import Fault, Reason


class ProblemReport(QObject):
    """Asks for a place and has the report written there."""

    told = Signal(object)
    """``Reason``: that it is being written, where it is, or why there is none."""
    written = Signal(str)
    """Path of the report."""

    def __init__(
        self,
        library: Path,
        parent: QObject | None = None,
        command: Callable[..., list[str]] = own_command,
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._command = command
        self._run: CommandRun | None = None

    def ask(self, window: QWidget) -> None:
        """Ask where to put it; the window stays alive meanwhile."""
        name = QDateTime.currentDateTime().toString("'meanwhile-report-'yyyyMMdd-HHmmss'.zip'")
        dialog = QFileDialog(window, self.tr("Save the report"), str(Path.home() / name))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setDefaultSuffix("zip")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.write)
        dialog.open()

    def write(self, path: str) -> None:
        """Write it, unless one is being written; ``written`` or a reason follows."""
        if self._run is not None and self._run.running:
            return
        run = CommandRun(self._command("report", "--library", str(self._library), "--output", path))
        run.ended.connect(lambda code: self._ended(code, path))
        self._run = run
        self.told.emit(Reason(self.tr("Checking the installation and writing the report…"), fault=Fault.MACHINE))
        run.start()

    def _ended(self, code: int, path: str) -> None:
        if code == 0:
            self._tell_where(path)
        elif self._run is not None:
            self._tell_why_not(self._run.trouble or self._run.output.strip())

    def _tell_why_not(self, why: str) -> None:
        self.told.emit(Reason(self.tr("There is no report: {}").format(wording.known_again(why)), fault=Fault.MACHINE))

    def _tell_where(self, path: str) -> None:
        self.told.emit(
            Reason(
                self.tr("The report is in {}.").format(wording.displayable(wording.below_home(path))),
                self.tr(
                    "It holds the log, versions and facts about documents that failed, never what is in them. "
                    "Have a look at it before you send it to anybody."
                ),
                Fault.MACHINE,
            )
        )
        self.written.emit(path)
