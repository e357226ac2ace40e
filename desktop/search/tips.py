"""The sheet of search tips."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QPushButton, QWidget

from desktop.theme import GRID


class SearchTips(QDialog):
    """What a query can say; each example can be taken over into the search field."""

    example_wanted = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Search tips"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        tips = (
            (
                "why does a window freeze",
                self.tr("Ask as you would ask a person: what means it is found, too"),
            ),
            ('"event loop"', self.tr("These words, one after the other")),
            ("freez*", self.tr("All words that begin like this")),
            ("window -linux", self.tr("Without this word")),
            ("type:pdf", self.tr("Only documents of this kind, or with this ending")),
            ("in:reports", self.tr("Only documents in a folder of this name, or below one")),
            ("name:invoice", self.tr("Only files with this in their name")),
            ("-in:archive", self.tr("Without documents in such a folder; -type: and -name: likewise")),
            ("after:2024-01 before:2025", self.tr("Only documents of this time")),
        )
        grid = QGridLayout(self)
        grid.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 3 * GRID)
        grid.setHorizontalSpacing(3 * GRID)
        grid.setVerticalSpacing(GRID)
        for line, (example, words) in enumerate(tips):
            button = QPushButton(example)
            button.setProperty("small", True)
            button.setAutoDefault(False)
            button.setToolTip(self.tr("Put it into the search field"))
            button.clicked.connect(lambda _, text=example: self._take(text))
            grid.addWidget(button, line, 0, Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(QLabel(words), line, 1)
        more = QLabel(
            self.tr(
                "All of this can be combined; filters alone list the documents, the newest first.\n"
                "Capital letters and accents do not matter; “report” finds “reports”."
            )
        )
        more.setProperty("quiet", True)
        more.setContentsMargins(0, GRID, 0, 0)
        grid.addWidget(more, len(tips), 0, 1, 2)
        grid.setSizeConstraint(QGridLayout.SizeConstraint.SetFixedSize)

    def _take(self, example: str) -> None:
        self.example_wanted.emit(example)
        self.close()
