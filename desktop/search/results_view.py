"""The list of hits: chosen with the arrow keys or the mouse, opened with Enter."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView

from desktop.list_gestures import is_typed, menu_place
from desktop.search.results_delegate import ResultsDelegate
from desktop.search.results_model import HIT_ROLE, LINE_ROLE, LineKind, ResultsModel
from desktop.theme import Theme
from engine.records import Hit

_Index = QModelIndex | QPersistentModelIndex
_LAID_OUT_AT_ONCE = 16
"""Lines; more than fit into most windows."""


class ResultsView(QListView):
    """The passages; Enter or a double click opens, letters go to the search field."""

    opened = Signal(QModelIndex)
    chosen = Signal()
    """Another hit is the current one."""
    left = Signal()
    """Up from the first hit, or Esc."""
    typed = Signal(str)
    """A letter that belongs into the search field."""
    menu_requested = Signal(QPoint)
    """Where on the screen the menu of the chosen hit is wanted."""

    def __init__(self, model: ResultsModel, theme: Theme) -> None:
        super().__init__()
        self._results = model
        self.setAccessibleName(self.tr("Search results"))
        self.setModel(model)
        self._delegate = ResultsDelegate(theme, self)
        self.setItemDelegate(self._delegate)
        self.setMouseTracking(True)
        # What makes Qt lay the passages out again when the width changes.
        self.setWordWrap(True)
        self.setBatchSize(_LAID_OUT_AT_ONCE)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.doubleClicked.connect(self.opened)
        theme.changed.connect(self.viewport().update)

    def hit(self) -> Hit | None:
        """The chosen hit; None when none is, or a line that stands for others."""
        index = self.currentIndex()
        return index.data(HIT_ROLE) if index.isValid() and index.data(LINE_ROLE) is LineKind.HIT else None

    def fade(self, faded: bool) -> None:
        """Show the hits as what was found before, while the answer to another question is on its way."""
        if faded is not self._delegate.faded:
            self._delegate.faded = faded
            self.viewport().update()

    def show_from(self, row: int, scrolled: int) -> None:
        """Choose a line of an answer that has just come; ``scrolled``: where the list stood, if it is to stay there.

        Passages that nobody sees yet are laid out a few at a time: all at once they would hold up the window.
        """
        self.setLayoutMode(QListView.LayoutMode.SinglePass if scrolled else QListView.LayoutMode.Batched)
        self.choose(row)
        self.verticalScrollBar().setValue(scrolled)

    def _scrolled(self, value: int) -> None:
        # While only the first few lines are laid out anew, those that are in sight now would be nowhere.
        if value > 0:
            self.setLayoutMode(QListView.LayoutMode.SinglePass)

    def choose(self, row: int) -> None:
        """Make a line the current one and bring it into sight, with its document's heading when that is above."""
        if row == 1:
            self.scrollToTop()
        self.setCurrentIndex(self._results.index(row))

    def step(self, lines: int) -> None:
        """Go to the next hit, or with -1 to the one before; what is folded away comes out when it is reached."""
        row = self.currentIndex().row() + lines
        while 0 <= row < self._results.rowCount():
            kind: LineKind = self._results.index(row).data(LINE_ROLE)
            if kind is LineKind.MORE and lines > 0:
                self._results.unfold(row)
                kind = LineKind.HIT
            if kind is LineKind.HIT:
                self.choose(row)
                return
            row += lines

    def currentChanged(self, current: _Index, previous: _Index) -> None:  # noqa: N802 - Qt's name
        """Tell it on."""
        super().currentChanged(current, previous)
        self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter opens; Up on the first hit goes back to the query, and so does whatever is typed."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self.currentIndex())
        elif event.key() == Qt.Key.Key_Escape or (event.key() == Qt.Key.Key_Up and self.currentIndex().row() <= 1):
            self.left.emit()
        elif is_typed(event):
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:  # noqa: N802 - Qt's name
        """Nothing: letters go to the search field."""

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """For the chosen hit."""
        if self.hit() is not None:
            self.menu_requested.emit(menu_place(self, event))
