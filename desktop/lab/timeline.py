"""The picture of what ran when: a row for the window and for each other thread or process, a colour per stage."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from desktop import wording
from desktop.lab import measures
from desktop.lab.palette import MARKED, Palette
from desktop.lab.span_words import name_of, stage_label, track_word
from desktop.lab.tracks import STAGES, Track, Tracks
from desktop.theme import GRID, Theme
from engine.compare.results import LONG_BLOCK_MS, Gap
from engine.trace import WINDOW, Span, Stage

ROW = 26
_LOW_ROW = 18
"""So low a row becomes before anything has to be scrolled; never lower than its name."""
_ROOM = 12 * ROW
"""What all rows but the window's may take together; of very many, each gets less."""
_GAP_BAR = 5
"""Height of the line under the window's spans on which its gaps stand."""
_AXIS = 20
"""Height of the line of times above the rows; more with large letters."""
_SHORTEST = 20e-6
"""Nothing finer than this can be zoomed to, seconds."""
_ZOOM_STEP = 1.25
_TICK_ROOM = 84
_LIVE_SPAN = 30.0
"""Seconds in sight while the picture follows what happens."""


@dataclass(slots=True)
class Section:
    """The stretch of time in sight; seconds. Several pictures that hold one section move together."""

    start: float
    end: float

    @property
    def seconds(self) -> float:
        """How long it is."""
        return self.end - self.start


class Timeline(QWidget):
    """Draws tracks; zooms with the wheel, the keys + and -, moves with the mouse and the arrow keys.

    Args:
        origin: which moment is called zero; by default the first of which anything is known.
        factor: seconds of the workload for one measured second, for the axis.
    """

    document_chosen = Signal(int)
    """Id of the document of the span that was clicked."""
    moved = Signal()
    """Another stretch of time is in sight."""
    LIVE_MS = 100

    def __init__(
        self,
        tracks: Tracks,
        theme: Theme,
        *,
        legend: bool = True,
        factor: float = 1.0,
        clock: Callable[[], float] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.tracks = tracks
        self.factor = factor
        self.origin: float | None = None
        self.returned: float | None = None
        """When the person could act again, to be marked."""
        self.label_room: int | None = None
        """Width for the names of the rows, where several pictures stand below each other; None: what they need."""
        self.home: Section | None = None
        """What Home brings into sight; None: everything."""
        self.section = Section(0.0, 1.0)
        self._theme = theme
        self._palette = Palette(theme)
        self._legend = legend
        self._clock = clock
        self._following = True
        # Whether only the last half minute is followed.
        self._tail = False
        self._grabbed: tuple[QPointF, float] | None = None
        self._dragged = False
        self._pieces_drawn = 0
        # What the names needed when the picture was last drawn: asked for at each piece, it took half of a painting.
        self._drawn_label_room: int | None = None
        self._just_shown = False
        self._line_height = QFontMetrics(theme.fonts.small).height()
        self._axis = max(_AXIS, self._line_height + 4)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        # Time goes from left to right in every language.
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setAccessibleName(self.tr("Timeline"))
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(self.LIVE_MS)
        self._again.timeout.connect(self._refresh)
        theme.changed.connect(self.update)

    # What it shows

    def changed(self) -> None:
        """The tracks have grown: paint again soon."""
        if not self._again.isActive():
            self._again.start()

    def show_all(self) -> None:
        """Bring everything into sight, and follow what is added."""
        self._following, self._tail = True, False
        self._fit()
        self.moved.emit()
        self.updateGeometry()
        self.update()

    def follow(self) -> None:
        """Keep the last half minute in sight."""
        self._following = self._tail = True
        self._refresh()

    def look_at(self, start: float, end: float) -> None:
        """Bring this stretch of time into sight."""
        self._following = False
        self.section.start, self.section.end = start, end
        self.moved.emit()
        self.update()

    def go_along(self, other: Timeline) -> None:
        """Look at the same stretch as another picture, each from its own zero."""
        by = self._zero() - other._zero()
        self.section.start, self.section.end = other.section.start + by, other.section.end + by
        self._following = False
        self.update()

    @property
    def following(self) -> bool:
        """Whether what is added comes into sight by itself."""
        return self._following

    @property
    def pieces_drawn(self) -> int:
        """How much the last painting drew: bounded by the pixels, not by the spans."""
        return self._pieces_drawn

    def stages(self) -> list[Stage]:
        """Those that occur, in the order of a document's way."""
        used = self.tracks.stages()
        return [stage for stage in STAGES if stage in used]

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """All rows at full height."""
        return QSize(80 * GRID, self._axis + self._rows_height(ROW) + self._legend_room())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As high as its rows when they are low."""
        return QSize(40 * GRID, self._axis + self._rows_height(self._lowest()) + self._legend_room())

    def place_of(self, moment: float) -> float:
        """Where a moment stands, in pixels from the left."""
        return self._left() + (moment - self.section.start) / self.section.seconds * self._width()

    def moment_at(self, x: float) -> float:
        """The moment at a place."""
        return self.section.start + (x - self._left()) / self._width() * self.section.seconds

    def span_at(self, where: QPointF) -> Span | None:
        """The span under the mouse, or close to it."""
        row = self._row_at(where.y())
        if row is None or where.x() < self._left():
            return None
        return row.at(self.moment_at(where.x()), 3 * self.section.seconds / self._width())

    def gap_at(self, where: QPointF) -> Gap | None:
        """The window's gap under the mouse; None outside of the window's row."""
        row = self._row_at(where.y())
        if row is None or row.name != WINDOW or where.x() < self._left():
            return None
        moment, near = self.moment_at(where.x()), 3 * self.section.seconds / self._width()
        found = [gap for gap in self.tracks.gaps_between(moment - near, moment + near) if _worth(gap)]
        return max(found, key=lambda gap: gap.milliseconds, default=None)

    def words_at(self, where: QPointF) -> str:
        """What hovering tells: rich text; "" over nothing."""
        span, gap = self.span_at(where), self.gap_at(where)
        lines = []
        if span is not None:
            lines.append(name_of(span))
            facts = [stage_label(span.stage), measures.span_of_time(span.seconds)]
            if span.pages:
                facts.append(_tr("%Ln page(s)", span.pages))
            lines.append(" · ".join(facts))
            lines.append(self.tr("{} · at {}").format(track_word(span.track), self._time_word(span.start)))
        if gap is not None:
            lines.append(self.tr("Window held up for {}").format(measures.span_of_time(gap.milliseconds / 1000)))
        return wording.tool_tip(*lines)

    # What a person does

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Zoom where the mouse is; sideways, or with Shift, move."""
        turned = event.angleDelta()
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if shift or abs(turned.x()) > abs(turned.y()):
            self._move(-(turned.x() or turned.y()) / 120 * 0.1)
        elif turned.y():
            self._zoom(_ZOOM_STEP ** (-turned.y() / 120), self.moment_at(event.position().x()))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Take hold of the picture."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._grabbed = (event.position(), self.section.start)
            self._dragged = False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Drag it along."""
        if self._grabbed is None:
            return
        where, start = self._grabbed
        by = event.position().x() - where.x()
        if self._dragged or abs(by) > 4:
            self._dragged = True
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            length = self.section.seconds
            start -= by / self._width() * length
            self.look_at(start, start + length)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A click, unless it was dragged: choose the document."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        self.unsetCursor()
        if self._grabbed is not None and not self._dragged:
            span = self.span_at(event.position())
            if span is not None and span.document_id is not None:
                self.document_chosen.emit(span.document_id)
        self._grabbed = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002, N802 - Qt's signature
        """All of it."""
        self.show_all()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """+ and - zoom, Left and Right move, Home shows all."""
        middle = (self.section.start + self.section.end) / 2
        match event.key():
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal | Qt.Key.Key_Up:
                self._zoom(1 / _ZOOM_STEP, middle)
            case Qt.Key.Key_Minus | Qt.Key.Key_Down:
                self._zoom(_ZOOM_STEP, middle)
            case Qt.Key.Key_Left:
                self._move(-0.1)
            case Qt.Key.Key_Right:
                self._move(0.1)
            case Qt.Key.Key_Home | Qt.Key.Key_0:
                self.show_all()
            case _:
                super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Tell what is under the mouse."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            words = self.words_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    def zoom(self, factor: float) -> None:
        """Show ``factor`` times as much, around the middle."""
        self._zoom(factor, (self.section.start + self.section.end) / 2)

    def _zoom(self, factor: float, around: float) -> None:
        length = max(self.section.seconds * factor, _SHORTEST)
        whole = self.tracks.range()
        if whole is not None:
            length = min(length, max(whole[1] - whole[0], 1.0) * 4)
        share = (around - self.section.start) / self.section.seconds
        start = around - share * length
        self.look_at(start, start + length)

    def _move(self, share: float) -> None:
        by = share * self.section.seconds
        self.look_at(self.section.start + by, self.section.end + by)

    # Painting

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Come into sight empty: all around is laid out and painted anew, too, and together that takes too long."""
        super().showEvent(event)
        self._just_shown = True

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's signature
        """Axis, rows, legend."""
        if self._just_shown:
            self._just_shown = False
            QTimer.singleShot(0, self, self.update)
            return
        began = perf_counter()
        painter = QPainter(self)
        self.paint(painter)
        painter.end()
        # A tenth of the time at most goes into this picture, however much there is to draw.
        self._again.setInterval(max(self.LIVE_MS, round((perf_counter() - began) * 10_000)))

    def paint(self, painter: QPainter) -> None:
        """Draw onto whatever the painter paints on, at this widget's size."""
        if self._following and not self._tail:
            self._fit()
        rows = self.tracks.rows()
        self._drawn_label_room = self.needed_label_room()
        self._pieces_drawn = 0
        self._paint_axis(painter)
        labelled = -float(ROW)
        for place, row in enumerate(rows):
            top, height = self._row_place(place)
            # Of rows that are lower than a line of text, as many are named as there is room for.
            named = top - labelled >= self._line_height or top - labelled >= ROW
            if named:
                labelled = top
            self._paint_row(painter, row, top, height, named=named)
        self._paint_return(painter)
        if self.hasFocus():
            painter.setPen(QPen(self._theme.colour(self._theme.colours.accent), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(self._left() - 1, self._axis, self._width() + 1, self._rows_height() - 1))
        if self._legend:
            top = self._axis + self._rows_height() + GRID
            self._palette.draw_legend(painter, QPointF(self._left(), top), self._width(), self.stages())

    def _paint_axis(self, painter: QPainter) -> None:
        colours = self._theme.colours
        zero = self._zero()
        start, end = ((one - zero) * self.factor for one in (self.section.start, self.section.end))
        axis = measures.axis(start, end, self._width() / _TICK_ROOM)
        painter.setFont(self._theme.fonts.small)
        metrics = QFontMetrics(self._theme.fonts.small)
        right = self._left() + self._width()
        for moment in axis.ticks(end):
            x = round(self.place_of(zero + moment / self.factor)) + 0.5
            painter.setPen(self._theme.colour(colours.border))
            painter.drawLine(QPointF(x, self._axis - 3), QPointF(x, self._axis + self._rows_height()))
            word = axis.word(moment)
            wide = metrics.horizontalAdvance(word)
            # The outermost words stay inside instead of being cut.
            at = min(max(x - wide / 2, self._left()), right - wide)
            painter.setPen(self._theme.colour(colours.quiet))
            painter.drawText(QRectF(at, 0, wide + 2, self._axis - 3), int(Qt.AlignmentFlag.AlignLeft), word)

    def _paint_return(self, painter: QPainter) -> None:
        """A dashed line where the person can act again."""
        if self.returned is None:
            return
        x = self.place_of(self.returned)
        if self._left() <= x <= self._left() + self._width():
            painter.setPen(self._palette.return_pen())
            painter.drawLine(QPointF(x, self._axis - 2), QPointF(x, self._axis + self._rows_height()))

    def _paint_row(self, painter: QPainter, row: Track, top: float, height: float, *, named: bool) -> None:
        colours = self._theme.colours
        left, width = self._left(), self._width()
        if named:
            painter.setFont(self._theme.fonts.small)
            painter.setPen(self._theme.colour(colours.text if row.name == WINDOW else colours.quiet))
            label = QRectF(0, top + min(height - self._line_height, 0) / 2, left - GRID, max(height, self._line_height))
            side = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            painter.drawText(label, side, track_word(row.name))
        bar_height = height * 0.62 if height > 4 else height
        bar = QRectF(left, top + (height - bar_height) / 2 - (2 if row.name == WINDOW else 0), width, bar_height)
        painter.save()
        painter.setClipRect(QRectF(left, top, width, height))
        painter.fillRect(bar, self._palette.idle)
        if len(row):
            self._paint_spans(painter, row, bar)
        if row.name == WINDOW:
            self._paint_gaps(painter, bar)
        painter.restore()

    def _paint_spans(self, painter: QPainter, row: Track, bar: QRectF) -> None:
        metrics = QFontMetrics(self._theme.fonts.badge)
        painter.setFont(self._theme.fonts.badge)
        pieces = row.pieces(self.section.start, self.section.end, bar.width())
        self._pieces_drawn += len(pieces)
        narrow = pieces.right - pieces.left < MARKED
        self._palette.fill_narrow(painter, bar, pieces.where(narrow))
        for piece in pieces.where(~narrow):
            left, right = max(piece.left, 0.0), min(piece.right, bar.width())
            # A hair's breadth of ground between neighbours.
            area = QRectF(bar.left() + left, bar.top(), max(right - left - 0.5, 0.0), bar.height())
            self._palette.fill(painter, area, piece.stage, piece.share)
            if piece.count == 1 and area.width() > 30 and metrics.height() <= area.height():
                word = stage_label(piece.stage)
                name = f"{word} · {name_of(row.spans[piece.first])}"
                room = area.width() - 8
                text = name if metrics.horizontalAdvance(name) <= room else word
                if metrics.horizontalAdvance(text) <= room:
                    painter.setPen(self._palette.ink(piece.stage))
                    painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), text)

    def _paint_gaps(self, painter: QPainter, bar: QRectF) -> None:
        scale = bar.width() / self.section.seconds
        metrics = QFontMetrics(self._theme.fonts.badge)
        painter.setFont(self._theme.fonts.badge)
        drawn_to = -1.0
        for gap in self.tracks.gaps_between(self.section.start, self.section.end):
            if not _worth(gap):
                continue
            left = max((gap.start - self.section.start) * scale, 0.0)
            right = min((gap.end - self.section.start) * scale, bar.width())
            if right <= drawn_to:
                continue
            right = max(right, left + 1.0)
            left = max(left, drawn_to)
            drawn_to = right
            self._pieces_drawn += 1
            area = QRectF(bar.left() + left, bar.bottom() + 1, right - left, _GAP_BAR)
            painter.fillRect(area, self._palette.gap_colour(gap.milliseconds))
            if not self.tracks.busy_between(gap.start, gap.end):
                word = measures.span_of_time(gap.milliseconds / 1000)
                room = QRectF(area.left(), bar.top(), area.width(), bar.height())
                if metrics.horizontalAdvance(word) + 8 <= room.width():
                    painter.setPen(self._palette.ink(None))
                    painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter), word)

    def _refresh(self) -> None:
        if not self.isVisible():
            return
        if self._tail and self._following and self._clock is not None:
            now = self._clock()
            whole = self.tracks.range()
            start = max(whole[0], now - _LIVE_SPAN) if whole is not None else now - _LIVE_SPAN
            self.section.start, self.section.end = start, max(now, start + 1.0)
        self.updateGeometry()
        self.update()

    def _fit(self) -> None:
        if self.home is not None:
            self.section.start, self.section.end = self.home.start, self.home.end
            return
        whole = self.tracks.range()
        if whole is not None:
            air = max((whole[1] - whole[0]) * 0.01, 1e-4)
            self.section.start, self.section.end = whole[0], whole[1] + air

    def _zero(self) -> float:
        if self.origin is not None:
            return self.origin
        whole = self.tracks.range()
        return whole[0] if whole is not None else 0.0

    def _time_word(self, moment: float) -> str:
        return measures.seconds_of((moment - self._zero()) * self.factor)

    def needed_label_room(self) -> int:
        """What the names of the rows need."""
        metrics = QFontMetrics(self._theme.fonts.small)
        names: Sequence[str] = [track_word(row.name) for row in self.tracks.rows()]
        return max((metrics.horizontalAdvance(name) for name in (*names, track_word("worker 10"))), default=0) + GRID

    def _left(self) -> int:
        if self.label_room is not None:
            return self.label_room
        return self.needed_label_room() if self._drawn_label_room is None else self._drawn_label_room

    def _width(self) -> float:
        return max(float(self.width() - self._left() - 1), 1.0)

    def _row_at(self, y: float) -> Track | None:
        for place, row in enumerate(self.tracks.rows()):
            top, height = self._row_place(place)
            if top <= y < top + height:
                return row
        return None

    def _row_place(self, place: int, row: float | None = None) -> tuple[float, float]:
        """Top and height of a row in pixels, where a row may be so high; by default as the widget's height allows."""
        if row is None:
            spare = self.height() - self._axis - self._legend_room()
            row = min(max(spare / max(self.tracks.count(), 1), self._lowest()), ROW)
        if not place:
            return self._axis, row
        height = min(row, _ROOM / (self.tracks.count() - 1))
        return self._axis + row + (place - 1) * height, height

    def _rows_height(self, row: float | None = None) -> int:
        top, height = self._row_place(self.tracks.count() - 1, row)
        return math.ceil(top + height) - self._axis

    def _lowest(self) -> int:
        return min(max(_LOW_ROW, self._line_height), ROW)

    def _legend_room(self) -> int:
        if not self._legend:
            return 0
        return self._palette.legend_height(max(self._width() - GRID, 200), self.stages()) + GRID


def _worth(gap: Gap) -> bool:
    """What nobody can feel is left out."""
    return gap.milliseconds >= LONG_BLOCK_MS


def _tr(text: str, count: int) -> str:
    return QCoreApplication.translate("lab", text, None, count)
