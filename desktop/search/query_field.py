"""The field in which a person searches."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QFontMetrics, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from desktop import wording
from desktop.search.scope import Scope
from desktop.theme import GRID, Theme

LONGEST = 10_000
"""Characters; what is pasted beyond is cut off."""
_CHIP_LEFT = 4 * GRID + 4
_CHIP_SHARE = 0.45
"""So much of the field a chip may take."""


class QueryField(QLineEdit):
    """Searches while the person types, once they pause for a moment; what it is narrowed to stands in it as a chip."""

    query_changed = Signal(str)
    """The query without surrounding space; "" when it was cleared."""
    scope_changed = Signal(object)
    """``Scope``, or None when the chip was taken away."""
    down_pressed = Signal()
    """The person wants to go on in the results."""
    entered = Signal()
    """Enter: open what was found."""
    tips_wanted = Signal()

    PAUSE_MS = 150

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._asked = ""
        self._scope: Scope | None = None
        self.setObjectName("query")
        self.setAccessibleName(self.tr("Search"))
        self.setPlaceholderText(self.tr("Search by words or by meaning"))
        self.setFont(theme.fonts.strong)
        self.setFixedHeight(5 * GRID)
        self.setMaxLength(LONGEST)
        # Otherwise dropped files would end here, as text.
        self.setAcceptDrops(False)
        self._leading = self.addAction(theme.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self._leading.setText(self.tr("Search"))
        self._tips = self.addAction(theme.icon("help"), QLineEdit.ActionPosition.TrailingPosition)
        self._tips.setText(self.tr("Search tips"))
        self._tips.setToolTip(self.tr("Search tips"))
        self._tips.triggered.connect(self.tips_wanted)
        self._clear = QAction(theme.icon("close"), self.tr("Clear"), self)
        self._clear.triggered.connect(self.clear)
        self.chip = QPushButton(self)
        self.chip.setProperty("scope", True)
        self.chip.setCursor(Qt.CursorShape.ArrowCursor)
        self.chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.chip.setToolTip(self.tr("Search everywhere again"))
        self.chip.clicked.connect(lambda: self.set_scope(None))
        self.chip.hide()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(self.PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.textChanged.connect(self._on_text)
        theme.changed.connect(self._dress)
        self._dress()

    @property
    def scope(self) -> Scope | None:
        """What the search is narrowed to."""
        return self._scope

    def set_scope(self, scope: Scope | None) -> None:
        """Narrow the search down, or no longer; not while nothing can be searched for."""
        if scope == self._scope or not self.isEnabled():
            return
        self._scope = scope
        if scope is not None and scope.like is not None:
            # What is alike is found without words; those of the last search would say something else.
            self._pause.stop()
            self._asked = ""
            self.blockSignals(True)
            self.clear()
            self.blockSignals(False)
            self._show_clear("")
        self._place_chip()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.scope_changed.emit(scope)

    def take_up(self, text: str) -> None:
        """Go on typing here with a letter that was typed elsewhere; not while nothing can be searched for."""
        if not self.isEnabled():
            return
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.end(False)
        self.insert(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Esc clears, Down goes to the results, Enter opens, Backspace at the beginning takes the chip away."""
        match event.key():
            case Qt.Key.Key_Escape if self.text():
                self.clear()
            case Qt.Key.Key_Escape if self._scope is not None:
                self.set_scope(None)
            case Qt.Key.Key_Backspace if (
                self._scope is not None and self.cursorPosition() == 0 and not self.hasSelectedText()
            ):
                self.set_scope(None)
            case Qt.Key.Key_Down:
                self.down_pressed.emit()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._pause.stop()
                if not self._ask():
                    self.entered.emit()
            case _:
                super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The chip keeps to its share."""
        super().resizeEvent(event)
        self._place_chip()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """While the field is empty, its shortcut stands at the far end."""
        super().paintEvent(event)
        if self.text() or self.hasFocus() or self._scope is not None:
            return
        hint = wording.key_name(QKeySequence("Ctrl+F"))
        taken = self.fontMetrics().horizontalAdvance(self.placeholderText())
        if taken + QFontMetrics(self._theme.fonts.small).horizontalAdvance(hint) > self.width() - 12 * GRID:
            return
        painter = QPainter(self)
        painter.setFont(self._theme.fonts.small)
        painter.setPen(self._theme.colour(self._theme.colours.quiet))
        # The placeholder begins where its own language does, whichever way the window goes: this stands opposite.
        end = Qt.AlignmentFlag.AlignLeft if _is_right_to_left(self.placeholderText()) else Qt.AlignmentFlag.AlignRight
        area = self.rect().adjusted(5 * GRID, 0, -5 * GRID, 0)
        painter.drawText(area, int(end | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter), hint)
        painter.end()

    def _on_text(self, text: str) -> None:
        self._show_clear(text)
        if text.strip():
            self._pause.start()
        else:
            self._pause.stop()
            self._ask()

    def _show_clear(self, text: str) -> None:
        if text and self._clear not in self.actions():
            self.addAction(self._clear, QLineEdit.ActionPosition.TrailingPosition)
        elif not text:
            self.removeAction(self._clear)

    def _ask(self) -> bool:
        query = self.text().strip()
        if query == self._asked:
            return False
        self._asked = query
        self.query_changed.emit(query)
        return True

    def _place_chip(self) -> None:
        scope = self._scope
        self.chip.setVisible(scope is not None)
        if scope is None:
            self.setTextMargins(0, 0, 0, 0)
            self.setPlaceholderText(self.tr("Search by words or by meaning"))
            return
        like = scope.like is not None
        self.setPlaceholderText(self.tr("Narrow it down, e.g. type:pdf") if like else self.tr("What do you look for?"))
        metrics = self.chip.fontMetrics()
        room = max(12 * GRID, int(self.width() * _CHIP_SHARE))
        self.chip.setText(metrics.elidedText(scope.label, Qt.TextElideMode.ElideMiddle, room - 5 * GRID))
        self.chip.setAccessibleName(self.tr("{}. Search everywhere again").format(scope.label))
        size = self.chip.sizeHint()
        left = _CHIP_LEFT
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            left = self.width() - _CHIP_LEFT - size.width()
            self.setTextMargins(0, 0, size.width() + GRID, 0)
        else:
            self.setTextMargins(size.width() + GRID, 0, 0, 0)
        self.chip.setGeometry(left, (self.height() - size.height()) // 2, size.width(), size.height())

    def _dress(self) -> None:
        self._leading.setIcon(self._theme.icon("search"))
        self._clear.setIcon(self._theme.icon("close"))
        self._tips.setIcon(self._theme.icon("help"))
        self.chip.setIcon(self._theme.icon("close", self._theme.colours.text))


def _is_right_to_left(text: str) -> bool:
    """Whether a text is read from right to left, told by its first letter with a direction as Qt does."""
    directions = (unicodedata.bidirectional(letter) for letter in text)
    return next((one in ("R", "AL") for one in directions if one in ("L", "R", "AL")), False)
