"""The drill in front of the person: workers and the program are killed for real, and nothing is lost."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from PySide6.QtCore import QProcess, Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from desktop.theme import GRID, Theme


class DrillSheet(QDialog):
    """Says what will happen, shows it line by line, and draws the conclusion. Closing it ends the drill.

    The drill is a process of its own: it may keep a processor busy, and the window stays free.
    """

    def __init__(self, theme: Theme, parent: QWidget, drill: Sequence[str]) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setWindowTitle(self.tr("Drill"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        # Not a child: it outlives the sheet for the moment it takes to tidy up.
        self._process = QProcess()
        self._process.setProcessChannelMode(QProcess.ProcessChannelMode.MergedChannels)
        self._process.setProgram(drill[0])
        self._process.setArguments(list(drill[1:]))
        self._process.readyReadStandardOutput.connect(self._read)
        self._process.finished.connect(self._finished)
        self._process.errorOccurred.connect(self._not_started)

        self._verdict = QLabel(self.tr("Will anything get lost?"))
        self._verdict.setFont(theme.fonts.heading)
        intro = QLabel(
            self.tr(
                "The sample documents are put into a library of their own. While they are worked on, workers are "
                "killed, and then the whole program, several times. Your library is not touched. It takes a "
                "quarter of a minute."
            )
        )
        intro.setWordWrap(True)
        intro.setProperty("quiet", True)
        self._lines = QPlainTextEdit()
        self._lines.setReadOnly(True)
        self._lines.setAccessibleName(self.tr("What happens"))
        self._lines.setTabChangesFocus(True)
        self._start = QPushButton(self.tr("Begin"))
        self._start.setProperty("primary", True)
        self._start.setDefault(True)
        self._start.clicked.connect(self._begin)
        close = QPushButton(self.tr("Close"))
        close.setAutoDefault(False)
        close.clicked.connect(self.close)
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        buttons.addStretch(1)
        buttons.addWidget(self._start)
        buttons.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(2 * GRID)
        column.addWidget(self._verdict)
        column.addWidget(intro)
        column.addWidget(self._lines, 1)
        column.addLayout(buttons)
        self.resize(72 * GRID, 56 * GRID)
        self._start.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def verdict(self) -> str:
        """What stands above: the question, what goes on, or the conclusion."""
        return self._verdict.text()

    @property
    def lines(self) -> str:
        """What has happened so far."""
        return self._lines.toPlainText()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """End the drill politely: then it leaves no process and no file behind."""
        super().closeEvent(event)
        process = self._process
        process.readyReadStandardOutput.disconnect(self._read)
        process.finished.disconnect(self._finished)
        process.errorOccurred.disconnect(self._not_started)
        if process.state() is QProcess.ProcessState.NotRunning:
            return
        # Keeps the object until the process has ended.
        process.finished.connect(lambda: process.deleteLater())
        if sys.platform == "win32":
            process.kill()
        else:
            process.terminate()

    def _begin(self) -> None:
        self._lines.clear()
        self._start.setEnabled(False)
        self._conclude(self.tr("Under way…"), self._theme.colours.text)
        self._process.start()

    def _read(self) -> None:
        said = self._process.readAllStandardOutput().toStdString()
        for line in said.splitlines():
            self._lines.appendPlainText(line)

    def _finished(self, code: int) -> None:
        self._read()
        colours = self._theme.colours
        if code == 0:
            self._conclude(self.tr("Nothing was lost."), colours.ready)
        elif code == 1:
            self._conclude(self.tr("Something was lost or done twice: please report this."), colours.problem)
        else:
            self._conclude(self.tr("The drill could not be carried out."), colours.problem)
        self._start.setText(self.tr("Once more"))
        self._start.setEnabled(True)

    def _not_started(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._lines.appendPlainText(self._process.errorString())
            self._finished(2)

    def _conclude(self, words: str, colour: str) -> None:
        self._verdict.setText(words)
        self._verdict.setStyleSheet(f"color: {colour}")
