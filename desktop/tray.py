"""The icon in the system's tray while there is work: how far it is, and a way to pause it."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from desktop import wording
from desktop.theme import Theme
from engine.records import Overview

_SIZE = 64
_RING = 8
_STEPS = 20
"""The icon is drawn anew when another twentieth is done; trays redraw slowly."""
_TOLD_MS = 10_000
"""How long a notification stays, and the icon with it: in many trays, one goes with the other."""


class Tray(QObject):
    """Is seen only while documents are in work, something is told, or nothing else of the program is seen."""

    open_wanted = Signal()
    pause_wanted = Signal(bool)
    """Whether to pause or to go on."""
    quit_wanted = Signal()
    told = Signal()
    """A notification was there for long enough."""

    def __init__(self, icon: QIcon, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._plain = icon
        self._theme = theme
        self._paused = False
        self._wanted = False
        self._drawn: tuple[int, bool] | None = None
        self._telling = QTimer(self)
        self._telling.setSingleShot(True)
        self._telling.setInterval(_TOLD_MS)
        self._telling.timeout.connect(self._end_telling)
        self._menu = QMenu()
        self._line = self._menu.addAction("")
        self._line.setEnabled(False)
        self._menu.addSeparator()
        self._menu.addAction(self.tr("Show the window"), self.open_wanted.emit)
        self._pause = self._menu.addAction("", lambda: self.pause_wanted.emit(not self._paused))
        self._menu.addSeparator()
        self._menu.addAction(self.tr("Quit"), self.quit_wanted.emit)
        self._icon = QSystemTrayIcon(icon, self)
        self._icon.setContextMenu(self._menu)
        self._icon.activated.connect(self._activated)
        self._icon.messageClicked.connect(self.open_wanted)

    @property
    def line(self) -> str:
        """How far the work is, in words."""
        return self._line.text()

    @property
    def visible(self) -> bool:
        """Whether there is a tray, and the icon in it."""
        return self._icon.isVisible() and QSystemTrayIcon.isSystemTrayAvailable()

    @property
    def tells(self) -> bool:
        """Whether a notification is shown beside the icon just now."""
        return self._telling.isActive()

    def show_overview(self, overview: Overview, window_hidden: bool) -> None:
        """How far the work is."""
        at_work = bool(overview.unsettled or overview.listing)
        line = wording.overview_line(overview)
        self._paused = overview.paused
        self._line.setText(line)
        self._pause.setText(self.tr("Resume work") if self._paused else self.tr("Pause work"))
        self._pause.setVisible(at_work or self._paused)
        self._icon.setToolTip(f"Meanwhile: {line}")
        looks = (int(overview.progress * _STEPS) if at_work else -1, self._paused)
        if looks != self._drawn:
            self._drawn = looks
            self._icon.setIcon(self._with_ring(looks[0] / _STEPS) if at_work else self._plain)
        self._wanted = at_work or window_hidden
        self._appear()

    def hide(self) -> None:
        """Nothing is to be seen any more."""
        self._telling.stop()
        self._icon.hide()

    def tell(self, title: str, body: str) -> bool:
        """Show a notification beside the icon; False where there is none."""
        if not self.visible or not QSystemTrayIcon.supportsMessages():
            return False
        self._icon.showMessage(title, body, self._plain, _TOLD_MS)
        self._telling.start()
        return True

    def _appear(self) -> None:
        self._icon.setVisible(QSystemTrayIcon.isSystemTrayAvailable() and (self._wanted or self.tells))

    def _end_telling(self) -> None:
        self._appear()
        self.told.emit()

    def _with_ring(self, share: float) -> QIcon:
        colours = self._theme.colours
        pixmap = QPixmap(_SIZE, _SIZE)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inside = _SIZE - 2 * _RING - 4
        painter.drawPixmap(_RING + 2, _RING + 2, self._plain.pixmap(inside, inside))
        ring = QRectF(0, 0, _SIZE, _SIZE).adjusted(_RING / 2, _RING / 2, -_RING / 2, -_RING / 2)
        painter.setPen(QPen(QColor(colours.track), _RING))
        painter.drawEllipse(ring)
        painter.setPen(QPen(QColor(colours.quiet if self._paused else colours.accent), _RING))
        painter.drawArc(ring, 90 * 16, -round(share * 360 * 16))
        painter.end()
        return QIcon(pixmap)

    def _activated(self, how: QSystemTrayIcon.ActivationReason) -> None:
        if how in (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick):
            self.open_wanted.emit()
