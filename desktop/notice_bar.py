"""One line at the top for what a person should know, with what they can do."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from desktop import wording
from desktop.theme import GRID, Theme
from engine.records import Fault, Reason

_SHOWN_MS = 6_000
_PER_CHARACTER_MS = 60


class NoticeBar(QWidget):
    """Shows what holds at present, such as that work has to wait, and in front of it what passes.

    A passing notice goes when it was read: by itself after a while, unless the pointer rests on it or the mistake
    is ours. What holds stays, without a way to close it.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._passing: Reason | None = None
        self._held: Reason | None = None
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
        self._close.clicked.connect(self.dismiss)
        row = QHBoxLayout(frame)
        row.setContentsMargins(12, GRID, GRID, GRID)
        row.setSpacing(12)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self._close)
        around = QHBoxLayout(self)
        around.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        around.addWidget(frame)
        self._read = QTimer(self)
        self._read.setSingleShot(True)
        self._read.timeout.connect(self._may_go)
        theme.changed.connect(self._dress)
        self._dress()
        self.hide()

    def tell(self, reason: Reason) -> None:
        """Show a notice that passes."""
        self._passing = reason
        self._read.stop()
        if reason.fault is not Fault.OURS:
            self._read.start(_SHOWN_MS + _PER_CHARACTER_MS * len(_words(reason)))
        self._show()

    def hold(self, reason: Reason) -> None:
        """Show what holds until :meth:`release`."""
        self._held = reason
        self._show()

    def release(self) -> None:
        """What held is over."""
        self._held = None
        self._show()

    def dismiss(self) -> None:
        """The passing notice goes; what holds stays."""
        self._read.stop()
        self._passing = None
        self._show()

    @property
    def text(self) -> str:
        """What stands there."""
        return self._text.text()

    def _show(self) -> None:
        shown = self._passing or self._held
        if shown is not None:
            self._text.setText(_words(shown))
            self._close.setVisible(self._passing is not None)
        self.setVisible(shown is not None)

    def _may_go(self) -> None:
        if self.underMouse():
            self._read.start(_SHOWN_MS)
        else:
            self.dismiss()

    def _dress(self) -> None:
        colours = self._theme.colours
        self._icon.setPixmap(self._theme.pixmap("notice", colours.accent, 16, self.devicePixelRatioF()))
        self._close.setIcon(self._theme.icon("close"))


def _words(reason: Reason) -> str:
    return wording.why(reason)
