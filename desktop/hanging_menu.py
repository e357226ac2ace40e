"""A menu that hangs below its button, flush with the button's far edge: it never leaves the window."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QMenu, QWidget

from desktop.theme import GRID


class HangingMenu(QMenu):
    """For buttons at the far end of a row, where a menu that begins at the near edge would stick out."""

    def __init__(self, button: QWidget) -> None:
        super().__init__(button)
        self._button = button

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """The last moment to say where."""
        super().showEvent(event)
        under = self._button.rect()
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            corner = under.bottomLeft()
        else:
            corner = under.bottomRight() - QPoint(self.width() - 1, 0)
        self.move(self._button.mapToGlobal(corner + QPoint(0, GRID // 2)))
