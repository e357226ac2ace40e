"""The text of a page or part, with the passage marked."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QTextCursor, QWheelEvent
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from desktop.search.results_delegate import utf16
from desktop.theme import GRID, Theme
from engine.records import PageText


class TextView(QPlainTextEdit):
    """Shows text to be read and copied; nothing in it can be changed."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._zoom = 1.0
        self._marked: tuple[int, int] | None = None
        self.setObjectName("page_text")
        self.setAccessibleName(self.tr("Text of the page"))
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(2 * GRID)
        self.setUndoRedoEnabled(False)
        theme.changed.connect(self._mark)
        self.set_zoom(1.0)

    @property
    def zoom(self) -> float:
        """1.0 is the size of all other text."""
        return self._zoom

    def set_zoom(self, zoom: float) -> None:
        """Make the letters larger or smaller."""
        self._zoom = min(max(zoom, 0.5), 4.0)
        font = self._theme.fonts.body
        sized = type(font)(font)
        if font.pointSizeF() > 0:
            sized.setPointSizeF(font.pointSizeF() * self._zoom)
        else:
            sized.setPixelSize(round(font.pixelSize() * self._zoom))
        self.setFont(sized)

    def show_text(self, page: PageText, *, go_to_passage: bool) -> None:
        """Show a text; its passage comes into sight, or the beginning."""
        if page.text != self.toPlainText():
            self.setPlainText(page.text)
        self._marked = None
        if page.mark is not None:
            self._marked = utf16(page.text, page.mark[0]), utf16(page.text, page.mark[1])
        self._mark()
        if go_to_passage:
            self._go_to_passage()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """With Ctrl, zoom."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self._zoom * 1.25 ** (event.angleDelta().y() / 120))
            event.accept()
        else:
            super().wheelEvent(event)

    def marked_text(self) -> str:
        """What is marked; "" when nothing is."""
        return "\n".join(one.cursor.selectedText() for one in self.extraSelections())

    def _mark(self) -> None:
        marks = []
        start, end = self._marked or (0, 0)
        # Line by line, because Qt paints an end of line, too, as if it were a letter.
        while start < end:
            block = self.document().findBlock(start)
            one = QTextEdit.ExtraSelection()
            one.cursor = QTextCursor(self.document())
            one.cursor.setPosition(start)
            one.cursor.setPosition(min(end, block.position() + block.length() - 1), QTextCursor.MoveMode.KeepAnchor)
            one.format.setBackground(QColor(self._theme.colours.mark))
            one.format.setForeground(QColor(self._theme.colours.on_mark))
            if one.cursor.hasSelection():
                marks.append(one)
            start = block.position() + block.length()
        self.setExtraSelections(marks)

    def _go_to_passage(self) -> None:
        cursor = QTextCursor(self.document())
        if self._marked is None:
            self.setTextCursor(cursor)
            self.verticalScrollBar().setValue(0)
            return
        # From its end to its beginning, so that as much of it as possible is in sight.
        for position in reversed(self._marked):
            cursor.setPosition(position)
            self.setTextCursor(cursor)
            self.ensureCursorVisible()
        line = self.cursorRect().top() / max(1, self.fontMetrics().lineSpacing())
        if line > 3:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + round(line) - 3)
