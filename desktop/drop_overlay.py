"""The sheet over the whole window while files are dragged above it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.theme import GRID, Theme
from desktop.welcome import paint_drop_area

_ICON = 48


class DropOverlay(QWidget):
    """Says that letting go adds the files; always as large as its parent, and never in the way of the mouse."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._window = parent
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        parent.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Follow the size of the window."""
        if event.type() is QEvent.Type.Resize and watched is self._window:
            self.setGeometry(self._window.rect())
        return False

    def appear(self) -> None:
        """Cover the window."""
        self.setGeometry(self._window.rect())
        self.raise_()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's signature
        """The outline, and what will happen."""
        theme, colours = self._theme, self._theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.colour(colours.selected))
        paint_drop_area(painter, QRectF(self.rect()), theme, colours.accent)
        painter.setFont(theme.fonts.display)
        painter.setPen(theme.colour(colours.text))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.tr("Let go to add"))
        plus = theme.pixmap("add", colours.accent, _ICON, self.devicePixelRatioF())
        middle = self.rect().center()
        painter.drawPixmap(middle.x() - _ICON // 2, middle.y() - _ICON - 3 * GRID, plus)
        painter.end()
