"""The line above the list: how many documents, and, when some need attention, a way to see only those."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from desktop import wording
from desktop.theme import GRID, Theme
from engine.records import Overview


class DocumentsHeader(QWidget):
    """Title and count; while there is trouble, a chip that narrows the list down to it."""

    trouble_wanted = Signal()
    """Show the documents that need attention, as they are now."""
    all_wanted = Signal()
    """Show all documents again."""
    retry_all_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._troubled = 0
        self._overview: Overview | None = None
        self.setFixedHeight(5 * GRID)
        self._title = QLabel(self.tr("Documents"))
        self._title.setFont(theme.fonts.title)
        self._count = QLabel()
        self._count.setProperty("quiet", True)
        self.chip = QPushButton()
        self.chip.setProperty("chip", True)
        self.chip.setCheckable(True)
        self.chip.hide()
        self.retry_all = QPushButton(self.tr("Try all again"))
        self.retry_all.setProperty("flat", True)
        self.retry_all.setProperty("small", True)
        self.retry_all.hide()
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(2 * GRID, 0, 2 * GRID, 0)
        row.setSpacing(GRID)
        row.addWidget(self._title)
        row.addWidget(self._count)
        row.addStretch(1)
        row.addWidget(self.retry_all)
        row.addWidget(self.chip)
        self.chip.toggled.connect(self._toggled)
        self.retry_all.clicked.connect(self.retry_all_wanted)
        theme.changed.connect(self._dress)
        self._dress()

    def hold_off(self, waiting: bool) -> None:
        """Nothing can be tried again while a person waits for something else."""
        self.retry_all.setDisabled(waiting)

    def show_overview(self, overview: Overview) -> None:
        """New totals of the library."""
        # The first rows come a moment before the first totals.
        self._count.setText(wording.number(overview.documents) if overview.documents else "")
        self._troubled = troubled = overview.troubled
        self.chip.setAccessibleName(wording.attention(troubled))
        self.chip.setVisible(troubled > 0)
        self._arrange()
        if not troubled:
            self.show_all()
        elif self.chip.isChecked() and overview != self._overview:
            self.trouble_wanted.emit()
        self._overview = overview

    def show_all(self) -> None:
        """Take the filter off."""
        self.chip.setChecked(False)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Where there is no room for all, title and words give way."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        self._title.show()
        self.chip.setText(wording.attention(self._troubled))
        if self.chip.isChecked() and not self._fits():
            self._title.hide()
        if not self._fits():
            self.chip.setText(wording.number(self._troubled))

    def _fits(self) -> bool:
        row = self._row
        row.invalidate()
        return row.sizeHint().width() <= self.width()

    def _toggled(self, on: bool) -> None:
        self._count.setVisible(not on)
        self.retry_all.setVisible(on)
        self.chip.setToolTip(self.tr("Show all documents") if on else self.tr("Show only these"))
        self._arrange()
        (self.trouble_wanted if on else self.all_wanted).emit()

    def _dress(self) -> None:
        self.chip.setIcon(self._theme.icon("state-failed", self._theme.colours.caution))
