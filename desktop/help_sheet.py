"""Help that fits on one page."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from desktop.sheet import Sheet
from desktop.theme import GRID, Theme


class HelpSheet(Sheet):
    """What one can do here, in the order in which one does it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Help"))
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setAlignment(Qt.AlignmentFlag.AlignTop)
        grid.setHorizontalSpacing(3 * GRID)
        grid.setVerticalSpacing(12)
        grid.setColumnStretch(1, 1)
        for line, (title, words) in enumerate(self._entries()):
            name = QLabel(title)
            name.setFont(theme.fonts.title)
            said = QLabel(escape(words))
            said.setWordWrap(True)
            said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            name.setBuddy(said)
            grid.addWidget(name, line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(said, line, 1)
        self.add_page(grid)
        self.fit(60 * self.fontMetrics().horizontalAdvance("m"))

    def _entries(self) -> tuple[tuple[str, str], ...]:
        return (
            (
                self.tr("Add"),
                self.tr(
                    "Drop files and folders anywhere in the window, paste them, or choose them with Add. The files "
                    "stay where they are; Meanwhile only reads them."
                ),
            ),
            (
                self.tr("Go on"),
                self.tr(
                    "The window is free at once. Each document is first read, and can then be found by its words; then "
                    "its passages are embedded, and it can be found by what it means. Pause, quit, switch the machine "
                    "off: it goes on where it was."
                ),
            ),
            (
                self.tr("Find"),
                self.tr(
                    "Ask in your own words, with Ctrl+F from anywhere. Every hit says where it stands and why it was "
                    "found; the page stands beside it. The question mark in the search field tells what else can be "
                    "asked."
                ),
            ),
            (
                self.tr("When something fails"),
                self.tr(
                    "A document that cannot be read says why, and what you can do. Show those alone with the mark "
                    "above the list, mend them, and try again."
                ),
            ),
            (
                self.tr("See why"),
                self.tr(
                    "The switch above the lower edge runs the next documents in three ways: only in the background "
                    "does the window stay free. The pulse beside it shows how late the window is; the lab compares "
                    "all three."
                ),
            ),
            (
                self.tr("Libraries"),
                self.tr(
                    "All of it lies in one folder, your library. The menu opens others, makes new ones, copies one "
                    "while it is in use, and moves it."
                ),
            ),
            (
                self.tr("Your own machine"),
                self.tr(
                    "Nothing leaves it: no network, no account, no statistics. What reads a document is locked in and "
                    "can open no other file. Check the installation tries all of that."
                ),
            ),
        )
