"""The slim line at the bottom: the whole library at a glance."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from desktop import wording
from desktop.search.elided_label import ElidedLabel
from desktop.theme import GRID, Theme
from engine.records import Overview

_BAR = 3
_SAID_MS = 4_000


class Footer(QWidget):
    """A bar over the full width while there is work, the figures in words, and a way to pause."""

    pause_wanted = Signal(bool)
    """Whether to pause or to go on."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._overview: Overview | None = None
        self.setObjectName("footer")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(5 * GRID)
        self.setAccessibleName(self.tr("Progress of the library"))
        self._words = ElidedLabel(Qt.TextElideMode.ElideRight)
        self._words.setProperty("quiet", True)
        self._share = QLabel()
        self._share.setProperty("quiet", True)
        self.pause = QPushButton()
        self.pause.setProperty("flat", True)
        self.pause.setProperty("small", True)
        self.pause.clicked.connect(self._pause_clicked)
        self.pause.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * GRID, _BAR, GRID, 0)
        row.setSpacing(GRID)
        row.addWidget(self._words, 1)
        row.addWidget(self._share)
        row.addWidget(self.pause)
        # For how long what was said stands before the figures come back.
        self._said = QTimer(self)
        self._said.setSingleShot(True)
        self._said.timeout.connect(self._show)
        theme.changed.connect(self._show)

    @property
    def words(self) -> str:
        """What stands there."""
        return self._words.text()

    def say(self, text: str) -> None:
        """Show a passing word until the next figures come."""
        self._words.setText(text)

    def confirm(self, text: str) -> None:
        """Show what was done, long enough to read it."""
        self._words.setText(text)
        self._said.start(_SAID_MS)

    def hold_off(self, waiting: bool) -> None:
        """The work in the background cannot be paused or taken up while a person waits for something else."""
        self.pause.setDisabled(waiting)

    def show_overview(self, overview: Overview) -> None:
        """Show the newest figures."""
        self._overview = overview
        self._show()

    def _show(self) -> None:
        overview = self._overview
        if overview is None:
            return
        at_work = bool(overview.unsettled or overview.listing)
        line = wording.overview_line(overview)
        if not self._said.isActive():
            self._words.setText(line)
        self._share.setText(wording.percent(overview.progress) if at_work else "")
        self.pause.setVisible(at_work or overview.paused)
        self.pause.setText(self.tr("Resume") if overview.paused else self.tr("Pause"))
        colour = self._theme.colours.accent
        self.pause.setIcon(self._theme.icon("resume" if overview.paused else "pause", colour))
        self.setAccessibleDescription(line)
        self.update()

    def _pause_clicked(self) -> None:
        if self._overview is not None:
            self.pause_wanted.emit(not self._overview.paused)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The bar lies on the upper edge."""
        super().paintEvent(event)
        overview = self._overview
        if overview is None or not (overview.unsettled or overview.listing):
            return
        colours = self._theme.colours
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        full = QRectF(0, 0, self.width(), _BAR)
        painter.fillRect(full, self._theme.colour(colours.track))
        done = QRectF(full)
        done.setWidth(full.width() * overview.progress)
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            done.moveRight(full.right())
        painter.fillRect(done, self._theme.colour(colours.quiet if overview.paused else colours.accent))
        painter.end()
