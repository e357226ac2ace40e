"""The check of the installation with a result that one can read; the doctor is a process of its own."""

from __future__ import annotations

import json
from collections.abc import Sequence

from PySide6.QtCore import QProcess, Qt
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop import wording
from desktop.theme import GRID, Theme


class DoctorSheet(QDialog):
    """Checks at once when it is opened; each line says what was tried, and what came of it."""

    def __init__(self, theme: Theme, parent: QWidget, doctor: Sequence[str]) -> None:
        super().__init__(parent)
        self._theme = theme
        self._told = ""
        self.setWindowTitle(self.tr("Check the installation"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        # Not a child: it outlives the sheet for the moment it takes to end.
        self._process = QProcess()
        self._process.setProgram(doctor[0])
        self._process.setArguments([*doctor[1:], "--json"])
        self._process.finished.connect(self._finished)
        self._process.errorOccurred.connect(self._not_started)
        self._verdict = QLabel()
        self._verdict.setFont(theme.fonts.heading)
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(GRID // 2)
        self._bar.setAccessibleName(self.tr("Checking…"))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(12)
        self._grid.setColumnStretch(2, 1)
        self._again = QPushButton(self.tr("Check again"))
        self._again.setAutoDefault(False)
        self._again.clicked.connect(self.check)
        self._copy = QPushButton(self.tr("Copy"))
        self._copy.setAutoDefault(False)
        self._copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._told))
        close = QPushButton(self.tr("Close"))
        close.setDefault(True)
        close.clicked.connect(self.close)
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        buttons.addStretch(1)
        for button in (self._copy, self._again, close):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(2 * GRID)
        column.addWidget(self._verdict)
        column.addWidget(self._bar)
        column.addLayout(self._grid)
        column.addStretch(1)
        column.addLayout(buttons)
        self.resize(80 * GRID, 48 * GRID)
        self.check()

    @property
    def verdict(self) -> str:
        """What stands above."""
        return self._verdict.text()

    @property
    def told(self) -> str:
        """All checks as text."""
        return self._told

    def check(self) -> None:
        """Check, unless that is under way."""
        if self._process.state() is not QProcess.ProcessState.NotRunning:
            return
        self._conclude(self.tr("Checking…"), self._theme.colours.text)
        self._bar.show()
        for button in (self._again, self._copy):
            button.setEnabled(False)
        self._process.start()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Nobody waits for the result any more."""
        super().closeEvent(event)
        process = self._process
        process.finished.disconnect(self._finished)
        process.errorOccurred.disconnect(self._not_started)
        if process.state() is not QProcess.ProcessState.NotRunning:
            # Keeps the object until the process has ended.
            process.finished.connect(lambda: process.deleteLater())
            process.kill()

    def _finished(self) -> None:
        said = self._process.readAllStandardOutput().toStdString()
        try:
            checks = json.loads(said)["checks"]
        except (ValueError, KeyError, TypeError):
            self._fail(self._process.readAllStandardError().toStdString().strip())
            return
        self._clear()
        for line, check in enumerate(checks):
            self._add(line, bool(check["ok"]), str(check["name"]), str(check["detail"]))
        marks = {True: "ok", False: "wrong"}
        self._told = "\n".join(f"{marks[bool(one['ok'])]} {one['name']}: {one['detail']}" for one in checks)
        if all(one["ok"] for one in checks):
            self._conclude(self.tr("Everything is in place and works."), self._theme.colours.ready)
        else:
            self._conclude(self.tr("Something is wrong."), self._theme.colours.problem)
        self._be_done()

    def _add(self, line: int, ok: bool, name: str, detail: str) -> None:
        colours = self._theme.colours
        mark = QLabel()
        icon, colour = ("state-ready", colours.ready) if ok else ("state-failed", colours.problem)
        mark.setPixmap(self._theme.pixmap(icon, colour, 16, self.devicePixelRatioF()))
        mark.setAccessibleName(self.tr("In order") if ok else self.tr("Not in order"))
        title = QLabel(name[:1].upper() + name[1:])
        title.setFont(self._theme.fonts.title)
        words = QLabel(wording.displayable(detail))
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for column, part in enumerate((mark, title, words)):
            self._grid.addWidget(part, line, column, Qt.AlignmentFlag.AlignTop)

    def _clear(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()

    def _not_started(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._fail(self._process.errorString())

    def _fail(self, why: str) -> None:
        self._clear()
        self._told = why
        self._add(0, False, self.tr("Check"), why)
        self._conclude(self.tr("The check could not be carried out."), self._theme.colours.problem)
        self._be_done()

    def _be_done(self) -> None:
        self._bar.hide()
        layout = self.layout()
        if layout is not None:
            self.resize(self.width(), max(self.height(), layout.heightForWidth(self.width())))
        for button in (self._again, self._copy):
            button.setEnabled(True)

    def _conclude(self, words: str, colour: str) -> None:
        self._verdict.setText(words)
        self._verdict.setStyleSheet(f"color: {colour}")
