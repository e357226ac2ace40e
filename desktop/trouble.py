"""What stands instead of everything else when the library cannot be used."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop import wording
from desktop.theme import GRID, Theme
from engine.records import Reason


class TroublePane(QWidget):
    """What happened, and what to do, in the middle of an empty page."""

    again_wanted = Signal()
    """Try once more to open the library."""
    other_wanted = Signal()
    """Open another library."""
    new_wanted = Signal()
    """Make a library where there is none."""

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
        column.addSpacing(2 * GRID)
        column.addWidget(self._choice())
        column.addStretch(1)

    def tell(self, reason: Reason) -> None:
        """Say why."""
        said = wording.told(reason)
        self._title.setText(said.message)
        self._hint.setText(said.hint)

    def offer(self) -> None:
        """Let a person choose what to do about a library that is not there."""
        self._buttons.show()
        self._buttons.findChildren(QPushButton)[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _choice(self) -> QWidget:
        self._buttons = QWidget()
        row = QHBoxLayout(self._buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addStretch(1)
        for text, wanted in (
            (self.tr("Try again"), self.again_wanted),
            (self.tr("Open another…"), self.other_wanted),
            (self.tr("Make a new library there"), self.new_wanted),
        ):
            button = QPushButton(text)
            button.setProperty("primary", wanted is self.again_wanted)
            button.clicked.connect(wanted)
            row.addWidget(button)
        row.addStretch(1)
        self._buttons.hide()
        return self._buttons
