"""The field in which a person searches."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.theme import GRID, Theme


class QueryField(QLineEdit):
    """Searches while the person types, once they pause for a moment."""

    query_changed = Signal(str)
    """The query without surrounding space; "" when it was cleared."""
    down_pressed = Signal()
    """The person wants to go on in the results."""
    entered = Signal()
    """Enter: open what was found."""

    PAUSE_MS = 150

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._asked = ""
        self.setObjectName("query")
        self.setAccessibleName(self.tr("Search"))
        self.setPlaceholderText(self.tr("Search by words or by meaning"))
        self.setFont(theme.fonts.strong)
        self.setFixedHeight(5 * GRID)
        # Otherwise dropped files would end here, as text.
        self.setAcceptDrops(False)
        self._leading = self.addAction(theme.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self._clear = QAction(theme.icon("close"), self.tr("Clear"), self)
        self._clear.triggered.connect(self.clear)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(self.PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.textChanged.connect(self._on_text)
        theme.changed.connect(self._dress)

    def take_up(self, text: str) -> None:
        """Go on typing here with a letter that was typed elsewhere."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.end(False)
        self.insert(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Esc clears, Down goes to the results, Enter opens."""
        match event.key():
            case Qt.Key.Key_Escape if self.text():
                self.clear()
            case Qt.Key.Key_Down:
                self.down_pressed.emit()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._pause.stop()
                if not self._ask():
                    self.entered.emit()
            case _:
                super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """While the field is empty, its shortcut stands at the far end."""
        super().paintEvent(event)
        if self.text() or self.hasFocus():
            return
        painter = QPainter(self)
        painter.setFont(self._theme.fonts.small)
        painter.setPen(self._theme.colour(self._theme.colours.quiet))
        hint = QKeySequence("Ctrl+K").toString(QKeySequence.SequenceFormat.NativeText)
        area = self.rect().adjusted(2 * GRID, 0, -12, 0)
        painter.setLayoutDirection(self.layoutDirection())
        painter.drawText(area, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), hint)
        painter.end()

    def _on_text(self, text: str) -> None:
        if text and self._clear not in self.actions():
            self.addAction(self._clear, QLineEdit.ActionPosition.TrailingPosition)
        elif not text:
            self.removeAction(self._clear)
        if text.strip():
            self._pause.start()
        else:
            self._pause.stop()
            self._ask()

    def _ask(self) -> bool:
        query = self.text().strip()
        if query == self._asked:
            return False
        self._asked = query
        self.query_changed.emit(query)
        return True

    def _dress(self) -> None:
        self._leading.setIcon(self._theme.icon("search"))
        self._clear.setIcon(self._theme.icon("close"))
