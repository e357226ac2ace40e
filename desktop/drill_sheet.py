"""The drill in front of the person: workers and the program are killed for real, and nothing is lost."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QWidget

from desktop import wording
from desktop.own_command import CommandRun
from desktop.sheet import Sheet
from desktop.theme import GRID, Theme


class DrillSheet(Sheet):
    """Says what will happen, shows it line by line, and draws the conclusion. Closing it ends the drill.

    The drill is a process of its own: it may keep a processor busy, and the window stays free.
    """

    def __init__(self, theme: Theme, parent: QWidget, drill: Sequence[str]) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setWindowTitle(self.tr("Drill"))
        self._verdict = QLabel(self.tr("Will anything get lost?"))
        self._verdict.setFont(theme.fonts.heading)
        self._verdict.setWordWrap(True)
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
        self.column.addWidget(self._verdict)
        self.column.addWidget(intro)
        self.column.addWidget(self._lines, 1)
        self._start = self.add_button(self.tr("Begin"), self._begin)
        self._start.setProperty("primary", True)
        self._start.setAutoDefault(True)
        self._start.setDefault(True)
        self._run = CommandRun(drill)
        self._run.said.connect(self._say)
        self._run.ended.connect(self._ended)
        self.finished.connect(self._run.leave)
        self.fit(self.grown(72 * GRID), self.grown(56 * GRID))
        self._start.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def verdict(self) -> str:
        """What stands above: the question, what goes on, or the conclusion."""
        return self._verdict.text()

    @property
    def lines(self) -> str:
        """What has happened so far."""
        return self._lines.toPlainText()

    def _begin(self) -> None:
        self._lines.clear()
        self._start.setEnabled(False)
        self._conclude(self.tr("Under way…"), self._theme.colours.text)
        self._run.start()

    def _say(self, line: str) -> None:
        self._lines.appendPlainText(wording.known_again(line))

    def _ended(self, code: int) -> None:
        if self._run.trouble:
            self._say(self._run.trouble)
        colours = self._theme.colours
        if code == 0:
            self._conclude(self.tr("Nothing was lost."), colours.ready)
        elif code == 1:
            self._conclude(self.tr("Something was lost or done twice: please report this."), colours.problem)
        else:
            self._conclude(self.tr("The drill could not be carried out."), colours.problem)
        self._start.setText(self.tr("Once more"))
        self._start.setEnabled(True)

    def _conclude(self, words: str, colour: str) -> None:
        self._verdict.setText(words)
        self._verdict.setStyleSheet(f"color: {colour}")
