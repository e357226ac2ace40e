"""What is wrong with a query, in plain words, right below the field."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from desktop import wording
from desktop.theme import GRID
from engine.records import Reason


class QueryNote(QLabel):
    """A line that is there only while something is wrong."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("query_note")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setContentsMargins(2 * GRID, 0, 2 * GRID, 12)
        self.hide()

    def tell(self, reason: Reason | None) -> None:
        """Say what is wrong; None: nothing is."""
        if reason is not None:
            self.setText(wording.why(reason))
        self.setVisible(reason is not None)
