"""One line at the top for what a person should know, with what they can do."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from desktop.theme import GRID, Theme
from engine.records import Reason


class NoticeBar(QWidget):
    """Shows the latest notice until it is closed or another one comes."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        frame = QWidget()
        frame.setObjectName("notice")
        frame.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._icon = QLabel()
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._close = QToolButton()
        self._close.setAccessibleName(self.tr("Close notice"))
        self._close.clicked.connect(self.hide)
        row = QHBoxLayout(frame)
        row.setContentsMargins(12, GRID, GRID, GRID)
        row.setSpacing(12)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self._close)
        around = QHBoxLayout(self)
        around.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        around.addWidget(frame)
        theme.changed.connect(self._dress)
        self._dress()
        self.hide()

    def tell(self, reason: Reason) -> None:
        """Show a notice."""
        self._text.setText(f"{reason.message} {reason.hint}".strip())
        self.show()

    @property
    def text(self) -> str:
        """What stands there."""
        return self._text.text()

    def _dress(self) -> None:
        colours = self._theme.colours
        self._icon.setPixmap(self._theme.pixmap("notice", colours.accent, 16, self.devicePixelRatioF()))
        self._close.setIcon(self._theme.icon("close"))
