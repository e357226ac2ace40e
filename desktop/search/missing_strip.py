"""A strip above the page: what is wrong with it, and what a person can do when the file is gone."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop import wording
from desktop.theme import GRID, Theme
from engine.records import Reason


class MissingStrip(QWidget):
    """Says a reason; of a file that is not where it was, offers to locate it or to remove the document."""

    locate_wanted = Signal()
    remove_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("missing")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._icon = QLabel()
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.locate = QPushButton(self.tr("Locate…"))
        self.remove = QPushButton(self.tr("Remove from the library"))
        self._ways = QWidget()
        ways = QHBoxLayout(self._ways)
        ways.setContentsMargins(0, 0, 0, 0)
        ways.setSpacing(GRID)
        for button, signal in ((self.locate, self.locate_wanted), (self.remove, self.remove_wanted)):
            button.setProperty("small", True)
            button.clicked.connect(signal)
            ways.addWidget(button)
        ways.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(GRID)
        words.addWidget(self._text)
        words.addWidget(self._ways)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        row.setSpacing(GRID)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        theme.changed.connect(self._dress)
        self._dress()
        self.hide()

    @property
    def words(self) -> str:
        """What stands there; "" while nothing is wrong."""
        return self._text.text() if not self.isHidden() else ""

    def say(self, reason: Reason, *, can_be_helped: bool = False) -> None:
        """Say it; ``can_be_helped``: by locating the file, or by removing the document."""
        self._text.setText(wording.why(reason))
        self._ways.setVisible(can_be_helped)
        self.show()

    def _dress(self) -> None:
        colours = self._theme.colours
        self._icon.setPixmap(self._theme.pixmap("state-failed", colours.caution, 16, self.devicePixelRatioF()))
