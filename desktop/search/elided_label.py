"""A line of text that is cut where there is no room for all of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QStyle


class ElidedLabel(QLabel):
    """Never asks for more room than it is given; ``mode`` says where it is cut.

    Where a shorter wording is given too, that is shown before anything is cut.
    """

    def __init__(self, mode: Qt.TextElideMode = Qt.TextElideMode.ElideMiddle) -> None:
        super().__init__()
        self._mode = mode
        self._shorter: Sequence[str] = ()

    def say(self, text: str, *shorter: str) -> None:
        """Show a text or, where there is no room for it, the first of the shorter wordings that fits."""
        self._shorter = shorter
        self.setText(text)
        self.update()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As high as its font, and of any width."""
        return QSize(1, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The same: it takes what is left."""
        return self.minimumSizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's signature
        """The text, or what there is room for."""
        painter = QPainter(self)
        metrics, wordings = self.fontMetrics(), (self.text(), *self._shorter)
        fitting = (one for one in wordings if metrics.horizontalAdvance(one) <= self.width())
        text = metrics.elidedText(next(fitting, wordings[-1]), self._mode, self.width())
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
        self.style().drawItemText(
            painter,
            self.rect(),
            int(QStyle.visualAlignment(self.layoutDirection(), Qt.AlignmentFlag.AlignLeft)) | flags,
            self.palette(),
            self.isEnabled(),
            text,
            self.foregroundRole(),
        )
        painter.end()
