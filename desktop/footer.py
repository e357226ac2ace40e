"""The slim line at the bottom: the whole library at a glance."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from desktop import wording
from desktop.theme import GRID, Theme
from engine.records import Overview

_BAR = 3


class Footer(QWidget):
    """A bar over the full width while there is work, and the figures in words."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._progress: float | None = None
        self.setObjectName("footer")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(5 * GRID)
        self.setAccessibleName(self.tr("Progress of the library"))
        self._words = QLabel()
        self._words.setProperty("quiet", True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._share = QLabel()
        self._share.setProperty("quiet", True)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * GRID, _BAR, 2 * GRID, 0)
        row.addWidget(self._words, 1)
        row.addWidget(self._share)
        theme.changed.connect(self.update)

    @property
    def words(self) -> str:
        """What stands there."""
        return self._words.text()

    def say(self, text: str) -> None:
        """Show a passing word until the next figures come."""
        self._words.setText(text)

    def show_overview(self, overview: Overview) -> None:
        """Show the newest figures."""
        at_work = bool(overview.unsettled or overview.listing)
        self._progress = overview.progress if at_work else None
        self._words.setText(wording.overview_line(overview))
        self._share.setText(wording.percent(overview.progress) if at_work else "")
        self.setAccessibleDescription(self._words.text())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The bar lies on the upper edge."""
        super().paintEvent(event)
        if self._progress is None:
            return
        colours = self._theme.colours
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        full = QRectF(0, 0, self.width(), _BAR)
        painter.fillRect(full, self._theme.colour(colours.track))
        done = QRectF(full)
        done.setWidth(full.width() * self._progress)
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            done.moveRight(full.right())
        painter.fillRect(done, self._theme.colour(colours.accent))
        painter.end()
