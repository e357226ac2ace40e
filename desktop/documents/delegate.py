"""One row of the list: kind, name, place, state and a progress bar that is true."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop import wording
from desktop.documents import badge
from desktop.documents.model import ROW_ROLE
from desktop.theme import GRID, Theme
from engine.records import DocumentRow, DocumentState

_ICON = 16
_BAR = 4
_LEAST_PLACE = 8 * GRID
"""Pixels: less of a folder says nothing."""

_Index = QModelIndex | QPersistentModelIndex


class DocumentDelegate(QStyledItemDelegate):
    """Paints a ``DocumentRow``; while it is on its way, a quiet placeholder."""

    def __init__(self, theme: Theme, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self._strong = QFontMetrics(theme.fonts.strong)
        self._small = QFontMetrics(theme.fonts.small)
        word, figures = theme.fonts.body, self._small.horizontalAdvance("9,999 of 9,999 pages")
        reading = QFontMetrics(word).horizontalAdvance(wording.state_word(DocumentState.READING))
        self._column = _ICON + GRID + reading + GRID + figures
        # From this width on, state and progress have a column of their own.
        self._wide = 3 * self._column

    @property
    def row_height(self) -> int:
        """Two lines of text and air, in whole grid units."""
        needed = self._strong.height() + self._small.height() + 3 * GRID
        return -(-needed // GRID) * GRID

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: ARG002, N802 - Qt's signature
        """All rows have one height: that is what makes 100,000 of them cheap."""
        return QSize(2 * GRID, self.row_height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one row."""
        theme, colours = self._theme, self._theme.colours
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(option.direction)
        model: QAbstractItemModel = index.model()
        row: DocumentRow | None = model.data(index, ROW_ROLE)
        area: QRect = option.rect
        ground = None
        if option.state & QStyle.StateFlag.State_Selected:
            ground = colours.selected
        elif option.state & QStyle.StateFlag.State_MouseOver:
            ground = colours.hover
        if ground is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(ground))
            painter.drawRoundedRect(area.adjusted(GRID, 1, -GRID, -1), GRID, GRID)
        if option.state & QStyle.StateFlag.State_HasFocus and self._view.selectionModel().hasSelection():
            # Where the keyboard is; with Ctrl and an arrow it leaves the selection alone.
            painter.setPen(theme.colour(colours.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(
                QRectF(area.adjusted(GRID, 1, -GRID, -1)).adjusted(0.5, 0.5, -0.5, -0.5), GRID, GRID
            )
        if row is None:
            self._paint_placeholder(painter, option)
        else:
            self._paint_row(painter, option, row)
        painter.restore()

    def _paint_row(self, painter: QPainter, option: QStyleOptionViewItem, row: DocumentRow) -> None:
        theme, colours = self._theme, self._theme.colours
        area: QRect = option.rect
        wide = area.width() >= self._wide
        left, right = area.left() + 2 * GRID, area.right() + 1 - 2 * GRID
        text_left = left + badge.WIDTH + GRID
        column = self._column if wide else _ICON
        text_right = right - column - (3 * GRID if wide else GRID)
        first, second = self._lines(area)

        def place(x: int, y: int, width: int, height: int) -> QRect:
            return QStyle.visualRect(option.direction, area, QRect(x, y, width, height))

        badge.paint_badge(
            painter, place(left, area.top(), badge.WIDTH, area.height()), badge.label_of(row.path, row.kind), theme
        )
        settled_quietly = row.state in (DocumentState.CANCELLED, DocumentState.UNSUPPORTED)
        name_colour = colours.quiet if settled_quietly else colours.text
        name = wording.name_of(row.path, row.title)
        name_at = place(text_left, first.top(), text_right - text_left, first.height())
        self._text(painter, name_at, name, theme.fonts.strong, name_colour, Qt.TextElideMode.ElideMiddle)

        icon_left = right - column
        icon_at = place(icon_left, first.top() + (first.height() - _ICON) // 2, _ICON, _ICON)
        ratio = painter.device().devicePixelRatioF()
        state_colour = theme.state_colour(row.state)
        painter.drawPixmap(icon_at, theme.pixmap(f"state-{row.state}", state_colour, _ICON, ratio))

        word, detail = wording.state_word(row.state), wording.detail_of(row)
        in_progress = row.state in (DocumentState.READING, DocumentState.EMBEDDING)
        if wide:
            beside = icon_left + _ICON + GRID
            word_at = place(beside, first.top(), right - beside, first.height())
            self._text(painter, word_at, word, theme.fonts.body, colours.text if in_progress else colours.quiet)
            below = second
            if in_progress:
                self._text(painter, word_at, detail, theme.fonts.small, colours.quiet, far=True)
                bar = place(icon_left, below.top() + (below.height() - _BAR) // 2, column, _BAR)
                self._bar(painter, bar, row, option.direction)
            else:
                detail_at = place(beside, below.top(), right - beside, below.height())
                self._text(painter, detail_at, detail, theme.fonts.small, colours.quiet)
            about = wording.place_of(row.path, row.title)
        else:
            about = f"{word} · {detail}" if detail else word
            if in_progress:
                bar = place(text_left, area.bottom() - 4, right - text_left, 3)
                self._bar(painter, bar, row, option.direction)
        about_colour = colours.quiet
        if row.reason is not None and row.state.settled:
            # The reason stands where the place does otherwise; without it, files of one name could not be told apart.
            self._place_beside(painter, option, name_at, name, wording.place_of(row.path, row.title))
            about = wording.why(row.reason)
            about_colour = state_colour if not settled_quietly else colours.quiet
        about_right = text_right if wide else right
        about_at = place(text_left, second.top(), about_right - text_left, second.height())
        elide = Qt.TextElideMode.ElideMiddle if row.reason is None else Qt.TextElideMode.ElideRight
        self._text(painter, about_at, about, theme.fonts.small, about_colour, elide)

    def _place_beside(
        self, painter: QPainter, option: QStyleOptionViewItem, name_at: QRect, name: str, place: str
    ) -> None:
        """Behind a name, on its base line, where there is room."""
        taken = self._strong.horizontalAdvance(name) + GRID
        if name_at.width() - taken < _LEAST_PLACE:
            return
        top = name_at.top() + self._strong.ascent() - self._small.ascent()
        at = QRect(name_at.left() + taken, top, name_at.width() - taken, self._small.height())
        self._text(
            painter,
            QStyle.visualRect(option.direction, name_at, at),
            place,
            self._theme.fonts.small,
            self._theme.colours.quiet,
            Qt.TextElideMode.ElideMiddle,
        )

    def _lines(self, area: QRect) -> tuple[QRect, QRect]:
        """Where the two lines of text stand, over the full width."""
        both = self._strong.height() + 2 + self._small.height()
        top = area.top() + (area.height() - both) // 2
        first = QRect(area.left(), top, area.width(), self._strong.height())
        return first, QRect(area.left(), first.bottom() + 3, area.width(), self._small.height())

    def _text(
        self,
        painter: QPainter,
        at: QRect,
        text: str,
        font: QFont,
        colour: str,
        elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
        *,
        far: bool = False,
    ) -> None:
        metrics = self._strong if font is self._theme.fonts.strong else QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(self._theme.colour(colour))
        side = Qt.AlignmentFlag.AlignRight if far else Qt.AlignmentFlag.AlignLeft
        painter.drawText(
            at,
            int(side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine),
            metrics.elidedText(text, elide, at.width()),
        )

    def _bar(self, painter: QPainter, at: QRect, row: DocumentRow, direction: Qt.LayoutDirection) -> None:
        """A lighter part for what is read, a full one for what is embedded: both shares are measured, not guessed."""
        theme, colours = self._theme, self._theme.colours
        painter.setPen(Qt.PenStyle.NoPen)
        radius = at.height() / 2
        for share, colour in (
            (1.0, colours.track),
            (wording.read_share(row), colours.read),
            (wording.embedded_share(row), colours.accent),
        ):
            if share <= 0.0:
                continue
            width = max(at.width() * share, at.height())
            left = at.left() if direction is Qt.LayoutDirection.LeftToRight else at.right() + 1 - width
            painter.setBrush(theme.colour(colour))
            painter.drawRoundedRect(QRectF(left, at.top(), width, at.height()), radius, radius)

    def _paint_placeholder(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        area: QRect = option.rect
        left = area.left() + 2 * GRID
        first, second = self._lines(area)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour(self._theme.colours.track))
        text_left = left + badge.WIDTH + GRID
        for block in (
            QRect(left, area.center().y() - badge.HEIGHT // 2, badge.WIDTH, badge.HEIGHT),
            QRect(text_left, first.top() + 3, 200, first.height() - 6),
            QRect(text_left, second.top() + 3, 120, second.height() - 6),
        ):
            painter.drawRoundedRect(QStyle.visualRect(option.direction, area, block), 3, 3)
