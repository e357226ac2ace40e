"""One line of the results: a document's heading, or a passage with its words marked."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop import wording
from desktop.documents import badge
from desktop.search.results_model import HIT_ROLE, LINE_ROLE, WHY_ROLE, LineKind, about, place_in
from desktop.theme import GRID, Theme
from engine.records import Hit, Snippet

MEASURE = 96 * GRID
"""Longer lines are hard to read."""
KEPT_LAYOUTS = 200
"""Passages that are ready to be painted: two windows full of them."""
LINES = 3
"""How many lines of a passage are shown."""

_Index = QModelIndex | QPersistentModelIndex
_TEXT_LEFT = 2 * GRID + badge.WIDTH + 12
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)


class ResultsDelegate(QStyledItemDelegate):
    """Paints a ``Hit``, or the document above its hits."""

    def __init__(self, theme: Theme, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self._strong = QFontMetrics(theme.fonts.strong)
        self._small = QFontMetrics(theme.fonts.small)
        # Laid out once for its height and once more for each time it is painted, a passage would cost a millisecond.
        self._layouts: OrderedDict[tuple[Snippet, int], QTextLayout] = OrderedDict()
        theme.changed.connect(self._layouts.clear)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: ARG002, N802 - Qt's signature
        """A heading has one height; a passage as many lines as it needs, up to :data:`LINES`."""
        width = self._view.viewport().width()
        kind: LineKind = index.data(LINE_ROLE)
        if kind is LineKind.HEADING:
            return QSize(width, self._heading_height())
        if kind is LineKind.MORE:
            return QSize(width, self._small.height() + 2 * GRID)
        hit: Hit = index.data(HIT_ROLE)
        layout = self._laid_out(hit.snippet, min(width - _TEXT_LEFT - 2 * GRID, MEASURE))
        above = self._small.height() + GRID // 2 if place_in(hit) else 0
        below = self._small.height() + GRID // 2 if index.data(WHY_ROLE) else 0
        return QSize(width, above + self._snippet_height(layout) + below + 2 * GRID)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one line."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(option.direction)
        hit: Hit = index.data(HIT_ROLE)
        kind: LineKind = index.data(LINE_ROLE)
        if kind is LineKind.HEADING:
            self._paint_heading(painter, option, hit)
        else:
            text = self._paint_ground(painter, option)
            if kind is LineKind.HIT:
                self._paint_hit(painter, text, hit, index.data(WHY_ROLE))
            else:
                self._paint_more(painter, text, index.data())
        painter.restore()

    def _heading_height(self) -> int:
        needed = max(self._strong.height() + 2 + self._small.height(), badge.HEIGHT)
        return needed + 2 * GRID + GRID // 2

    def _paint_heading(self, painter: QPainter, option: QStyleOptionViewItem, hit: Hit) -> None:
        theme, colours = self._theme, self._theme.colours
        # More air above than below: a heading belongs to what follows.
        area: QRect = option.rect.adjusted(0, 2 * GRID, 0, -GRID // 2)
        text = area.adjusted(_TEXT_LEFT, 0, -2 * GRID, 0)
        left = QRect(area.left() + 2 * GRID, area.top(), badge.WIDTH, area.height())
        badge.paint_badge(
            painter, QStyle.visualRect(option.direction, area, left), badge.label_of(hit.path, hit.kind), theme
        )
        top = area.top() + (area.height() - self._strong.height() - 2 - self._small.height()) // 2
        name_at = QRect(text.left(), top, text.width(), self._strong.height())
        place_at = QRect(text.left(), name_at.bottom() + 3, text.width(), self._small.height())
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
        middle = Qt.TextElideMode.ElideMiddle
        painter.setFont(theme.fonts.strong)
        painter.setPen(theme.colour(colours.text))
        name = self._strong.elidedText(wording.name_of(hit.path, hit.title), middle, text.width())
        painter.drawText(QStyle.visualRect(option.direction, area, name_at), flags, name)
        painter.setFont(theme.fonts.small)
        if hit.exists is False:
            gone = QCoreApplication.translate("search", "Not there any more")
            painter.setPen(theme.colour(colours.caution))
            painter.drawText(QStyle.visualRect(option.direction, area, place_at), flags, gone)
            place_at.setLeft(place_at.left() + self._small.horizontalAdvance(gone + "  "))
        painter.setPen(theme.colour(colours.quiet))
        place = self._small.elidedText(about(hit), middle, place_at.width())
        painter.drawText(QStyle.visualRect(option.direction, area, place_at), flags, place)

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> QRect:
        """What is under a line that can be chosen; returns where its text goes."""
        theme, colours = self._theme, self._theme.colours
        area: QRect = option.rect
        text = area.adjusted(_TEXT_LEFT, GRID, -2 * GRID, -GRID)
        text.setWidth(min(text.width(), MEASURE))
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(colours.selected if selected else colours.hover))
            ground = text.adjusted(-GRID, 1 - GRID, GRID, GRID - 1)
            painter.drawRoundedRect(QStyle.visualRect(option.direction, area, ground), GRID, GRID)
        return QStyle.visualRect(option.direction, area, text)

    def _paint_more(self, painter: QPainter, text: QRect, words: str) -> None:
        painter.setFont(self._theme.fonts.small)
        painter.setPen(self._theme.colour(self._theme.colours.accent))
        painter.drawText(text, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), words)

    def _paint_hit(self, painter: QPainter, text: QRect, hit: Hit, why: str) -> None:
        theme, colours = self._theme, self._theme.colours
        place = place_in(hit)
        if place:
            line = QRect(text.left(), text.top(), text.width(), self._small.height())
            painter.setFont(theme.fonts.small)
            painter.setPen(theme.colour(colours.accent))
            shown = self._small.elidedText(place, Qt.TextElideMode.ElideRight, line.width())
            painter.drawText(line, _LEFT, shown)
            text.setTop(line.bottom() + 1 + GRID // 2)
        painter.setPen(theme.colour(colours.text))
        layout = self._laid_out(hit.snippet, text.width())
        for number in range(min(layout.lineCount(), LINES)):
            layout.lineAt(number).draw(painter, QPointF(text.topLeft()))
        if why:
            below = QRect(text.left(), text.bottom() + 1 - self._small.height(), text.width(), self._small.height())
            painter.setFont(theme.fonts.small)
            painter.setPen(theme.colour(colours.quiet))
            shown = self._small.elidedText(why, Qt.TextElideMode.ElideRight, below.width())
            painter.drawText(below, _LEFT, shown)

    def _laid_out(self, snippet: Snippet, width: int) -> QTextLayout:
        """The passage in lines of at most ``width``; what is beyond the last one shown is cut with an ellipsis."""
        kept = self._layouts.get((snippet, width))
        if kept is None:
            kept = self._layouts[snippet, width] = self._lay_out(snippet, width)
            if len(self._layouts) > KEPT_LAYOUTS:
                self._layouts.popitem(last=False)
        return kept

    def _lay_out(self, snippet: Snippet, width: int) -> QTextLayout:
        # One character for one, so that the marks stay where they are.
        text = "".join(c if c.isprintable() else " " for c in snippet.text)
        layout = self._lines_of(text, snippet.marks, width)
        if layout.lineCount() > LINES:
            last = layout.lineAt(LINES - 1)
            end = len(text.encode("utf-16-le")[: 2 * (last.textStart() + last.textLength())].decode("utf-16-le"))
            while end > 0 and layout.lineCount() > LINES:
                end = max(text.rfind(" ", 0, end), 0)
                layout = self._lines_of(text[:end].rstrip() + " …", snippet.marks, width)
        return layout

    def _lines_of(self, text: str, marks: tuple[tuple[int, int], ...], width: int) -> QTextLayout:
        layout = QTextLayout(text, self._theme.fonts.body)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        look = QTextCharFormat()
        look.setBackground(QColor(self._theme.colours.mark))
        look.setForeground(QColor(self._theme.colours.on_mark))
        ranges = []
        for start, end in marks:
            one = QTextLayout.FormatRange()
            one.start = utf16(text, start)
            one.length = utf16(text, end) - one.start
            one.format = look
            ranges.append(one)
        layout.setFormats(ranges)
        layout.beginLayout()
        y = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(width, 8 * GRID))
            line.setPosition(QPointF(0, y))
            y += line.height() + 2
        layout.endLayout()
        return layout

    def _snippet_height(self, layout: QTextLayout) -> int:
        shown = min(layout.lineCount(), LINES)
        if shown == 0:
            return 0
        last = layout.lineAt(shown - 1)
        return int(last.y() + last.height() + 1)


def utf16(text: str, position: int) -> int:
    """Qt counts UTF-16 units where Python counts characters."""
    return len(text[:position].encode("utf-16-le")) // 2
