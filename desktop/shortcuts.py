"""The sheet of keyboard shortcuts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QLabel, QWidget

from desktop import wording
from desktop.app_menu import HELP, PAUSE, QUIT, SETTINGS, SHORTCUTS
from desktop.documents.actions import COPY, REMOVE, RETRY
from desktop.search.hit_actions import COPY as COPY_PASSAGE
from desktop.search.hit_actions import LIKE, SHOW_IN_FOLDER, WHY, WITHIN
from desktop.search.preview_pane import FIT_WIDTH, PAGE_AFTER, PAGE_BEFORE, ZOOM_IN, ZOOM_OUT
from desktop.search.results_header import PREVIEW
from desktop.sheet import Sheet
from desktop.theme import GRID, Theme

BETWEEN_KEYS = " · "
"""Between keys that do the same."""

_Group = tuple[str, tuple[tuple[tuple[QKeySequence, ...], str], ...]]


class ShortcutsSheet(Sheet):
    """What can be done without a mouse, in two columns."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        groups = (
            (
                self.tr("Anywhere"),
                (
                    ((QKeySequence("Ctrl+F"), QKeySequence("Ctrl+K"), QKeySequence("/")), self.tr("Search")),
                    ((QKeySequence("Ctrl+O"),), self.tr("Add files")),
                    ((QKeySequence("Ctrl+Shift+O"),), self.tr("Add a folder")),
                    ((QKeySequence("Ctrl+V"),), self.tr("Add what was copied")),
                    ((PAUSE,), self.tr("Pause or resume work")),
                    ((QKeySequence("Ctrl+L"),), self.tr("Lab: timeline and comparison")),
                    ((QKeySequence("Ctrl+1"),), self.tr("Run the next documents blocking")),
                    ((QKeySequence("Ctrl+2"),), self.tr("… with async I/O")),
                    ((QKeySequence("Ctrl+3"),), self.tr("… in the background")),
                    ((SETTINGS,), self.tr("Settings")),
                    ((HELP,), self.tr("Help")),
                    ((SHORTCUTS,), self.tr("This sheet")),
                    ((QKeySequence("F10"),), self.tr("Menu")),
                    ((QUIT,), self.tr("Quit")),
                ),
            ),
            (
                self.tr("In the list of documents"),
                (
                    ((QKeySequence(Qt.Key.Key_Return),), self.tr("Open")),
                    ((QKeySequence("Ctrl+A"),), self.tr("Select all")),
                    ((COPY,), self.tr("Copy path")),
                    ((RETRY,), self.tr("Try again")),
                    ((REMOVE,), self.tr("Remove from the library")),
                    ((QKeySequence("Shift+F10"),), self.tr("All that can be done")),
                ),
            ),
            (
                self.tr("While searching"),
                (
                    ((QKeySequence(Qt.Key.Key_Down),), self.tr("Go to the hits, and to the next")),
                    ((QKeySequence(Qt.Key.Key_Up),), self.tr("The hit before; from the first, the query")),
                    ((QKeySequence("F3"),), self.tr("Next hit, from anywhere")),
                    ((QKeySequence("Shift+F3"),), self.tr("The hit before, from anywhere")),
                    ((QKeySequence(Qt.Key.Key_Return),), self.tr("Open the chosen hit")),
                    ((SHOW_IN_FOLDER,), self.tr("Show its file in the folder")),
                    ((COPY_PASSAGE,), self.tr("Copy the passage")),
                    ((LIKE,), self.tr("More like this")),
                    ((WITHIN,), self.tr("Search within this document")),
                    ((WHY,), self.tr("Say why each was found")),
                    ((QKeySequence(Qt.Key.Key_Escape),), self.tr("Back to the query; clear it")),
                ),
            ),
            (
                self.tr("The page beside the hits"),
                (
                    ((PREVIEW,), self.tr("Show or hide it")),
                    ((PAGE_AFTER,), self.tr("Next page")),
                    ((PAGE_BEFORE,), self.tr("The page before")),
                    ((ZOOM_IN, QKeySequence("Ctrl+=")), self.tr("Larger")),
                    ((ZOOM_OUT,), self.tr("Smaller")),
                    ((FIT_WIDTH,), self.tr("As wide as there is room")),
                ),
            ),
        )
        columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(6 * GRID)
        # As many lines on the left as on the right, more or less.
        for some in (groups[:2], groups[2:]):
            grid = QGridLayout()
            grid.setHorizontalSpacing(4 * GRID)
            grid.setVerticalSpacing(GRID // 2)
            grid.setAlignment(Qt.AlignmentFlag.AlignTop)
            _fill(grid, some, theme)
            columns.addLayout(grid, 1)
        self.add_page(columns)
        if columns.sizeHint().width() > self.screen().availableSize().width() - 8 * GRID:
            columns.setDirection(QBoxLayout.Direction.TopToBottom)
            columns.setSpacing(GRID)
        self.fit(columns.sizeHint().width() + 6 * GRID)


def _fill(grid: QGridLayout, groups: Sequence[_Group], theme: Theme) -> None:
    line = 0
    for heading, entries in groups:
        title = QLabel(heading)
        title.setFont(theme.fonts.title)
        title.setContentsMargins(0, GRID, 0, GRID // 2)
        grid.addWidget(title, line, 0, 1, 2)
        for keys, words in entries:
            line += 1
            key = QLabel(BETWEEN_KEYS.join(map(wording.key_name, keys)))
            key.setProperty("quiet", True)
            grid.addWidget(QLabel(words), line, 0)
            grid.addWidget(key, line, 1, Qt.AlignmentFlag.AlignRight)
        line += 1
