"""The sheet of keyboard shortcuts."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QWidget

from desktop.app_menu import PAUSE, SHORTCUTS
from desktop.documents.actions import COPY, REMOVE, RETRY
from desktop.theme import GRID, Theme


class ShortcutsSheet(QDialog):
    """What can be done without a mouse, in two columns."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        groups = (
            (
                self.tr("Anywhere"),
                (
                    (QKeySequence("Ctrl+K"), self.tr("Search")),
                    (QKeySequence("Ctrl+O"), self.tr("Add files")),
                    (QKeySequence("Ctrl+Shift+O"), self.tr("Add a folder")),
                    (QKeySequence("Ctrl+V"), self.tr("Add what was copied")),
                    (PAUSE, self.tr("Pause or resume work")),
                    (QKeySequence("Ctrl+L"), self.tr("Lab: timeline and comparison")),
                    (QKeySequence("Ctrl+1"), self.tr("Run the next documents blocking")),
                    (QKeySequence("Ctrl+2"), self.tr("… with async I/O")),
                    (QKeySequence("Ctrl+3"), self.tr("… in the background")),
                    (SHORTCUTS, self.tr("This sheet")),
                    (QKeySequence("Ctrl+Q"), self.tr("Quit")),
                ),
            ),
            (
                self.tr("While searching"),
                (
                    (QKeySequence(Qt.Key.Key_Down), self.tr("Go to the results")),
                    (QKeySequence(Qt.Key.Key_Return), self.tr("Open the best, or the chosen one")),
                    (QKeySequence(Qt.Key.Key_Escape), self.tr("Back to the query; clear it")),
                ),
            ),
            (
                self.tr("In the list of documents"),
                (
                    (QKeySequence(Qt.Key.Key_Return), self.tr("Open")),
                    (QKeySequence("Ctrl+A"), self.tr("Select all")),
                    (COPY, self.tr("Copy path")),
                    (RETRY, self.tr("Try again")),
                    (REMOVE, self.tr("Remove from the library")),
                    (QKeySequence("Shift+F10"), self.tr("All that can be done")),
                ),
            ),
        )
        grid = QGridLayout(self)
        grid.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 3 * GRID)
        grid.setHorizontalSpacing(4 * GRID)
        grid.setVerticalSpacing(GRID // 2)
        line = 0
        for heading, entries in groups:
            title = QLabel(heading)
            title.setFont(theme.fonts.title)
            title.setContentsMargins(0, GRID, 0, GRID // 2)
            grid.addWidget(title, line, 0, 1, 2)
            for keys, words in entries:
                line += 1
                key = QLabel(keys.toString(QKeySequence.SequenceFormat.NativeText))
                key.setProperty("quiet", True)
                grid.addWidget(QLabel(words), line, 0)
                grid.addWidget(key, line, 1, Qt.AlignmentFlag.AlignRight)
            line += 1
        grid.setSizeConstraint(QGridLayout.SizeConstraint.SetFixedSize)
