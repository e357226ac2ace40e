"""One line of the results: a document's heading, or a passage with its words marked."""

from __future__ import annotations

from collections import OrderedDict
from typing import TypeVar

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
FADED = 0.4
"""Opacity of hits that answer another question than the one that was asked."""
LINES = 3
"""How many lines of a passage are shown."""

_Index = QModelIndex | QPersistentModelIndex
_Key = tuple[Snippet, int]
_Kept = TypeVar("_Kept")
_CUT = " …"
_TEXT_LEFT = 2 * GRID + badge.WIDTH + GRID
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)


class ResultsDelegate(QStyledItemDelegate):
    """Paints a ``Hit``, or the document above its hits."""

    def __init__(self, theme: Theme, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self.faded = False
        self._strong = QFontMetrics(theme.fonts.strong)
        self._small = QFontMetrics(theme.fonts.small)
        self._body = QFontMetrics(theme.fonts.body)
        # Of all passages the height is wanted at once, the rest only of the few in sight: their cuts and marks would
        # hold up the window for all.
        self._heights: OrderedDict[_Key, int] = OrderedDict()
        self._layouts: OrderedDict[_Key, QTextLayout] = OrderedDict()
        theme.changed.connect(self._heights.clear)
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
        height = self._height(hit.snippet, min(width - _TEXT_LEFT - 2 * GRID, MEASURE))
        above = self._small.height() + GRID // 2 if place_in(hit) else 0
        below = self._small.height() + GRID // 2 if index.data(WHY_ROLE) else 0
        return QSize(width, above + height + below + 2 * GRID)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one line."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(option.direction)
        painter.setOpacity(FADED if self.faded else 1.0)
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
        middle = Qt.TextElideMode.ElideMiddle
        painter.setFont(theme.fonts.strong)
        painter.setPen(theme.colour(colours.text))
        name = self._strong.elidedText(wording.name_of(hit.path, hit.title), middle, text.width())
        painter.drawText(QStyle.visualRect(option.direction, area, name_at), _LEFT, name)
        painter.setFont(theme.fonts.small)
        if hit.exists is False:
            gone = QCoreApplication.translate("search", "Not there any more")
            painter.setPen(theme.colour(colours.caution))
            painter.drawText(QStyle.visualRect(option.direction, area, place_at), _LEFT, gone)
            place_at.setLeft(place_at.left() + self._small.horizontalAdvance(gone + "  "))
        painter.setPen(theme.colour(colours.quiet))
        place = self._small.elidedText(about(hit), middle, place_at.width())
        painter.drawText(QStyle.visualRect(option.direction, area, place_at), _LEFT, place)

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

    def _height(self, snippet: Snippet, width: int) -> int:
        """Pixels that the lines of a passage take, at most :data:`LINES` of them."""
        kept = self._heights.get((snippet, width))
        if kept is None:
            layout = self._lines_of(_one_line(snippet.text), (), width)
            shown = min(layout.lineCount(), LINES)
            last = layout.lineAt(shown - 1)
            kept = _keep(self._heights, (snippet, width), int(last.y() + last.height() + 1) if shown else 0)
        return kept

    def _laid_out(self, snippet: Snippet, width: int) -> QTextLayout:
        """The passage in lines of at most ``width``; what is beyond the last one shown is cut with an ellipsis."""
        kept = self._layouts.get((snippet, width))
        if kept is None:
            kept = _keep(self._layouts, (snippet, width), self._lay_out(snippet, width))
        return kept

    def _lay_out(self, snippet: Snippet, width: int) -> QTextLayout:
        text = _one_line(snippet.text)
        layout = self._lines_of(text, snippet.marks, width)
        if layout.lineCount() <= LINES:
            return layout
        last = layout.lineAt(LINES - 1)
        units = text.encode("utf-16-le")
        begin, end = (
            len(units[: 2 * unit].decode("utf-16-le", "ignore"))
            for unit in (last.textStart(), last.textStart() + last.textLength())
        )
        while end > begin and self._body.horizontalAdvance(text[begin:end].rstrip() + _CUT) > width:
            # At a word's end; where a line is all one word, as in Chinese, anywhere.
            space = text.rfind(" ", begin, end)
            end = space if space > begin else end - 1
        marks = tuple((start, min(stop, end)) for start, stop in snippet.marks if start < end)
        return self._lines_of(text[:end].rstrip() + _CUT, marks, width)

    def _lines_of(self, text: str, marks: tuple[tuple[int, int], ...], width: int) -> QTextLayout:
        """Those that are shown, and one more if there is more."""
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
        while layout.lineCount() <= LINES and (line := layout.createLine()).isValid():
            line.setLineWidth(max(width, 8 * GRID))
            line.setPosition(QPointF(0, y))
            y += line.height() + 2
        layout.endLayout()
        return layout


def _one_line(text: str) -> str:
    """One character for one, so that the marks stay where they are."""
    return text if text.isprintable() else "".join(c if c.isprintable() else " " for c in text)


def _keep(kept: OrderedDict[_Key, _Kept], key: _Key, value: _Kept) -> _Kept:
    """Keep the newest few."""
    kept[key] = value
    if len(kept) > KEPT_LAYOUTS:
        kept.popitem(last=False)
    return value


def utf16(text: str, position: int) -> int:
    """Qt counts UTF-16 units where Python counts characters."""
    return len(text[:position].encode("utf-16-le")) // 2
