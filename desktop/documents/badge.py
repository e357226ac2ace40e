"""The small sheet of paper in front of a document that says what kind it is."""

from __future__ import annotations

import os

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from desktop.theme import Theme

WIDTH = 32
HEIGHT = 36
_FOLD = 8.0


def label_of(path: str, kind: str) -> str:
    """At most four letters: the file name's ending when it is short enough, otherwise the start of the kind."""
    ending = os.path.splitext(path)[1][1:]  # noqa: PTH122 - text, thirty times a second
    if ending.isascii() and ending.isalnum() and len(ending) <= 4:
        return ending.upper()
    return kind[:4].upper()


def paint_badge(painter: QPainter, at: QRect, label: str, theme: Theme) -> None:
    """Draw the sheet in the middle of ``at``."""
    colours = theme.colours
    # On half pixels, where a line of one pixel is sharp.
    left = at.left() + (at.width() - WIDTH) // 2 + 0.5
    top = at.top() + (at.height() - HEIGHT) // 2 + 0.5
    right, bottom = left + WIDTH - 1, top + HEIGHT - 1
    sheet = QPainterPath(QPointF(left + 3, top))
    sheet.lineTo(right - _FOLD, top)
    sheet.lineTo(right, top + _FOLD)
    sheet.lineTo(right, bottom - 3)
    sheet.quadTo(right, bottom, right - 3, bottom)
    sheet.lineTo(left + 3, bottom)
    sheet.quadTo(left, bottom, left, bottom - 3)
    sheet.lineTo(left, top + 3)
    sheet.quadTo(left, top, left + 3, top)
    painter.setPen(QPen(theme.colour(colours.badge_edge), 1))
    painter.setBrush(theme.colour(colours.badge))
    painter.drawPath(sheet)
    fold = QPainterPath(QPointF(right - _FOLD, top))
    fold.lineTo(right - _FOLD, top + _FOLD)
    fold.lineTo(right, top + _FOLD)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(fold)
    painter.setFont(theme.fonts.badge)
    painter.setPen(theme.colour(colours.quiet))
    painter.drawText(QRectF(left, top + _FOLD, WIDTH - 1, HEIGHT - 1 - _FOLD), Qt.AlignmentFlag.AlignCenter, label)
