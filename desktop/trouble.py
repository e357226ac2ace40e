"""What stands instead of everything else when the library cannot be used."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop import wording
from desktop.theme import GRID, Theme
from engine.records import Reason


class TroublePane(QWidget):
    """What happened, and what to do, in the middle of an empty page."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._title = QLabel()
        self._title.setFont(theme.fonts.heading)
        self._hint = QLabel()
        self._hint.setProperty("quiet", True)
        column = QVBoxLayout(self)
        column.setContentsMargins(6 * GRID, 6 * GRID, 6 * GRID, 6 * GRID)
        column.setSpacing(GRID)
        column.addStretch(1)
        for label in (self._title, self._hint):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(label)
        column.addStretch(1)

    def tell(self, reason: Reason) -> None:
        """Say why."""
        said = wording.told(reason)
        self._title.setText(said.message)
        self._hint.setText(said.hint)
