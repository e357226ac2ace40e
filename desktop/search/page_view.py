"""A page of a PDF as it looks, with the passage marked where it stands."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from desktop.theme import GRID, LIGHT, Theme
from engine.records import Box, PagePicture

ZOOM_STEP = 1.25
SMALLEST_ZOOM = 0.5
LARGEST_ZOOM = 4.0
_MARGIN = 2 * GRID
_SETTLED_MS = 120
_AROUND = 2.0
"""A mark is so much larger than the letters, all around."""


class PageView(QAbstractScrollArea):
    """Shows a picture of a page; asks for one of another size when it is zoomed or the view becomes wider."""

    width_changed = Signal()
    """A picture of :meth:`wanted_width` pixels would be sharper."""
    page_turned = Signal(int)
    """-1 or 1: the person wants the page before or after."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._zoom = 1.0
        self._picture: PagePicture | None = None
        self._image = QImage()
        self._strokes = QPainterPath()
        self._strokes_of: tuple[PagePicture | None, QSize] | None = None
        self.setObjectName("page")
        self.setAccessibleName(self.tr("Page"))
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.viewport().setBackgroundRole(self.backgroundRole())
        # A picture that comes while the person still drags the edge would be of the wrong size again.
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(_SETTLED_MS)
        self._settled.timeout.connect(self.width_changed)
        theme.changed.connect(self.viewport().update)

    @property
    def zoom(self) -> float:
        """1.0 is as wide as the view."""
        return self._zoom

    @property
    def picture(self) -> PagePicture | None:
        """What is shown."""
        return self._picture

    def wanted_width(self, view: int | None = None) -> int:
        """Device pixels across that the page takes at present, or would in a view of this width."""
        return max(64, round(self._page_width(view) * self.devicePixelRatioF()))

    def show_picture(self, picture: PagePicture, *, go_to_passage: bool) -> None:
        """Show a page; its passage comes into sight, or the view stays where it is."""
        self._picture = picture
        # The image lives on the bytes of the picture, which is kept as long.
        self._image = QImage(picture.pixels, picture.width, picture.height, picture.stride, QImage.Format.Format_RGB32)
        self._set_bars()
        if go_to_passage:
            self._go_to_passage(picture.boxes)
        self.viewport().update()

    def clear(self) -> None:
        """Show nothing."""
        self._picture = None
        self._image = QImage()
        self._set_bars()
        self.viewport().update()

    def set_zoom(self, zoom: float) -> None:
        """Zoom; what is in the middle stays there."""
        zoom = min(max(zoom, SMALLEST_ZOOM), LARGEST_ZOOM)
        if zoom == self._zoom:
            return
        middle = self._middle()
        self._zoom = zoom
        self._set_bars()
        self._go_to_middle(middle)
        self.viewport().update()
        self._settled.start()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's signature
        """The page on the ground, and the passage as if marked with a pen."""
        colours = self._theme.colours
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), self._theme.colour(colours.window))
        if self._picture is None:
            painter.end()
            return
        page = self._page_rect()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(page, self._image)
        if self._picture.boxes:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
            painter.setClipRect(page)
            # Paper is white by day and by night.
            painter.fillPath(self._pen_strokes().translated(page.topLeft()), QColor(LIGHT.mark))
            painter.setClipping(False)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(self._theme.colour(colours.border), 1))
        painter.drawRect(page.adjusted(-0.5, -0.5, 0.5, 0.5))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The page stays as wide as the view; sharp again in a moment."""
        super().resizeEvent(event)
        middle, at_top = self._middle(), self.verticalScrollBar().value() == 0
        self._set_bars()
        # The page grows and shrinks with the view: what was read stays in sight.
        if not at_top:
            self._go_to_middle(middle)
        self._settled.start()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """With Ctrl, zoom."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self._zoom * ZOOM_STEP ** (event.angleDelta().y() / 120))
            event.accept()
        else:
            super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Take the page in hand."""
        self._grip = event.position().toPoint()
        if event.button() is Qt.MouseButton.LeftButton and self._picture is not None:
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Move it."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            here = event.position().toPoint()
            moved: QPoint = here - self._grip
            self._grip = here
            self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() - moved.x())
            self.verticalScrollBar().setValue(self.verticalScrollBar().value() - moved.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002, N802 - Qt's signature
        """Let go."""
        self.viewport().unsetCursor()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Scrolling past an edge by Page Up and Page Down turns the page."""
        bar = self.verticalScrollBar()
        if event.key() == Qt.Key.Key_PageDown and bar.value() == bar.maximum():
            self.page_turned.emit(1)
        elif event.key() == Qt.Key.Key_PageUp and bar.value() == bar.minimum():
            self.page_turned.emit(-1)
        elif event.key() == Qt.Key.Key_Home:
            bar.setValue(bar.minimum())
        elif event.key() == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        else:
            super().keyPressEvent(event)

    def marks(self) -> list[QRectF]:
        """Where the passage stands in the viewport at present."""
        return self._marks_on(self._page_rect())

    def _page_width(self, view: int | None = None) -> float:
        # As if the bar were always there: whether it is depends on the height, and that on the width.
        room = (view or self.width()) - self.verticalScrollBar().sizeHint().width() - 2 * _MARGIN
        return max(8 * GRID, room) * self._zoom

    def _page_size(self) -> QSize:
        if self._picture is None:
            return QSize(0, 0)
        width = self._page_width()
        return QSize(round(width), round(width * self._picture.height / self._picture.width))

    def _page_rect(self) -> QRectF:
        size, view = self._page_size(), self.viewport().size()
        left = max(_MARGIN, (view.width() - size.width()) // 2) - self.horizontalScrollBar().value()
        top = max(_MARGIN, (view.height() - size.height()) // 2) - self.verticalScrollBar().value()
        return QRectF(left, top, size.width(), size.height())

    def _set_bars(self) -> None:
        size, view = self._page_size(), self.viewport().size()
        for bar, length, seen in (
            (self.horizontalScrollBar(), size.width(), view.width()),
            (self.verticalScrollBar(), size.height(), view.height()),
        ):
            bar.setPageStep(seen)
            bar.setSingleStep(5 * GRID)
            bar.setRange(0, max(0, length + 2 * _MARGIN - seen) if length else 0)

    def _middle(self) -> list[float]:
        """What part of the page, across and down, lies in the middle of the view."""
        bars = (self.horizontalScrollBar(), self.verticalScrollBar())
        return [(bar.value() + bar.pageStep() / 2) / max(1, bar.maximum() + bar.pageStep()) for bar in bars]

    def _go_to_middle(self, middle: Sequence[float]) -> None:
        for bar, share in zip((self.horizontalScrollBar(), self.verticalScrollBar()), middle, strict=True):
            bar.setValue(round(share * (bar.maximum() + bar.pageStep()) - bar.pageStep() / 2))

    def _go_to_passage(self, boxes: Sequence[Box]) -> None:
        self.horizontalScrollBar().setValue(0)
        bar = self.verticalScrollBar()
        if not boxes:
            bar.setValue(0)
            return
        height = self._page_size().height()
        top = min(box[1] for box in boxes) * height + _MARGIN
        bottom = max(box[3] for box in boxes) * height + _MARGIN
        # In the middle when it fits, otherwise its beginning with some air above.
        room = bar.pageStep() - (bottom - top)
        bar.setValue(round(top - max(room / 2, 4 * GRID)))

    def _pen_strokes(self) -> QPainterPath:
        """On a page at the origin; made once for each picture and size, as scrolling needs it each time."""
        key = (self._picture, self._page_size())
        if self._strokes_of != key:
            path = QPainterPath()
            path.setFillRule(Qt.FillRule.WindingFill)
            page = QRectF(QPointF(0, 0), QSizeF(self._page_size()))
            for mark in self._marks_on(page):
                path.addRoundedRect(mark, 2, 2)
            # Where two lines touch, the pen must not be seen twice.
            self._strokes_of, self._strokes = key, path.simplified()
        return self._strokes

    def _marks_on(self, page: QRectF) -> list[QRectF]:
        return [self._box(page, *box) for box in self._picture.boxes] if self._picture else []

    def _box(self, page: QRectF, left: float, top: float, right: float, bottom: float) -> QRectF:
        corner = QPointF(page.left() + left * page.width(), page.top() + top * page.height())
        box = QRectF(corner, QPointF(page.left() + right * page.width(), page.top() + bottom * page.height()))
        return box.adjusted(-_AROUND, -_AROUND, _AROUND, _AROUND)
