"""The check of the installation with a result that one can read; the doctor is a process of its own."""

from __future__ import annotations

import json
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QLabel, QProgressBar, QWidget

from desktop import wording
from desktop.own_command import CommandRun
from desktop.sheet import Sheet
from desktop.theme import GRID, Theme

_WIDTH, _HEIGHT = 80 * GRID, 48 * GRID


class DoctorSheet(Sheet):
    """Checks at once when it is opened; each line says what was tried, and what came of it."""

    def __init__(self, theme: Theme, parent: QWidget, doctor: Sequence[str]) -> None:
        super().__init__(parent)
        self._theme = theme
        self._told = ""
        self.setWindowTitle(self.tr("Check the installation"))
        self._verdict = QLabel()
        self._verdict.setFont(theme.fonts.heading)
        self._verdict.setWordWrap(True)
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(GRID // 2)
        self._bar.setAccessibleName(self.tr("Checking…"))
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(12)
        self._grid.setColumnStretch(2, 1)
        self._grid.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.column.addWidget(self._verdict)
        self.column.addWidget(self._bar)
        self.add_page(self._grid)
        self._copy = self.add_button(self.tr("Copy"), lambda: QGuiApplication.clipboard().setText(self._told))
        self._again = self.add_button(self.tr("Check again"), self.check)
        self._run = CommandRun([*doctor, "--json"])
        self._run.ended.connect(self._ended)
        self.finished.connect(self._run.leave)
        self.fit(self.grown(_WIDTH), self.grown(_HEIGHT))
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
        if self._run.running:
            return
        self._conclude(self.tr("Checking…"), self._theme.colours.text)
        self._bar.show()
        for button in (self._again, self._copy):
            button.setEnabled(False)
        self._run.start()

    def _ended(self) -> None:
        self._clear()
        colours = self._theme.colours
        try:
            checks = json.loads(self._run.output)["checks"]
        except (ValueError, KeyError, TypeError):
            self._told = self._run.trouble
            self._add(0, False, self.tr("Check"), self._told)
            self._conclude(self.tr("The check could not be carried out."), colours.problem)
        else:
            for line, check in enumerate(checks):
                name, detail = wording.known_again(str(check["name"])), wording.known_again(str(check["detail"]))
                self._add(line, bool(check["ok"]), name, detail)
            # Copied to be sent to somebody: as the command says it.
            marks = {True: "ok", False: "wrong"}
            self._told = "\n".join(f"{marks[bool(one['ok'])]} {one['name']}: {one['detail']}" for one in checks)
            if all(one["ok"] for one in checks):
                self._conclude(self.tr("Everything is in place and works."), colours.ready)
            else:
                self._conclude(self.tr("Something is wrong."), colours.problem)
        self._bar.hide()
        self.fit(self.width(), self.height())
        for button in (self._again, self._copy):
            button.setEnabled(True)

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

    def _conclude(self, words: str, colour: str) -> None:
        self._verdict.setText(words)
        self._verdict.setStyleSheet(f"color: {colour}")
