"""The view of the list of documents."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from desktop.documents.delegate import DocumentDelegate
from desktop.documents.model import ROW_ROLE, DocumentsModel
from desktop.list_gestures import is_typed, menu_place
from desktop.theme import Theme


class DocumentsView(QTableView):
    """Scrolls smoothly through 100,000 rows.

    A table of one column rather than a ``QListView``, which lays out all its items again at every insertion:
    192 ms for ten more at 100,000, against 0.1 ms here.
    """

    open_requested = Signal(object)
    """``DocumentRow``: Enter or a double click."""
    menu_requested = Signal(QPoint)
    """For what is selected, and where on the screen."""
    typed = Signal(str)
    """Text typed while the list has the focus: it belongs into the search field."""

    def __init__(self, model: DocumentsModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._documents = model
        self._theme = theme
        self._invites = False
        self.setAccessibleName(self.tr("Documents"))
        self.setModel(model)
        delegate = DocumentDelegate(theme, self)
        self.setItemDelegate(delegate)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(delegate.row_height)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalScrollBar().setSingleStep(delegate.row_height // 2)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().valueChanged.connect(self._tell_window)
        model.rowsInserted.connect(self._tell_window)
        model.rowsRemoved.connect(self._tell_window)
        model.modelReset.connect(self._tell_window)
        self.doubleClicked.connect(self._open)
        theme.changed.connect(self.viewport().update)

    def selected_ids(self) -> list[int]:
        """Ids of the documents that are selected, ascending."""
        # By ranges: with an index for each row, Ctrl+A over 100,000 documents would be felt.
        spans = self.selectionModel().selection().toList()
        return sorted(one for span in spans for one in self._documents.ids_between(span.top(), span.bottom()))

    def reveal(self, document_id: int) -> None:
        """Scroll so that this document is at the top."""
        position = self._documents.position(document_id)
        if position is not None:
            # Rows that have just come are not laid out yet: the view would scroll to where the list ended before.
            self.executeDelayedItemsLayout()
            self.scrollTo(self._documents.index(position), QAbstractItemView.ScrollHint.PositionAtTop)

    def invite(self, wanted: bool) -> None:
        """Say, or say no longer, how documents come into an empty library."""
        if wanted is not self._invites:
            self._invites = wanted
            self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The rows; without any, what one can do."""
        super().paintEvent(event)
        if self._invites and not self._documents.rowCount():
            painter = QPainter(self.viewport())
            painter.setPen(self._theme.colour(self._theme.colours.quiet))
            words = self.tr("Drop files and folders here")
            painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter, words)
            painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Who comes by keyboard sees where they are."""
        super().focusInEvent(event)
        by_keyboard = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        if by_keyboard and not self.selectionModel().hasSelection():
            self.selectRow(max(self.currentIndex().row(), 0))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Other rows may be in sight now."""
        super().resizeEvent(event)
        self._tell_window()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """The first show and the return from the tray look again."""
        super().changeEvent(event)
        self._tell_window()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter opens; letters go to the search field, never to Qt's type-ahead: it would read every row."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        elif is_typed(event):
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def moveCursor(  # noqa: N802 - Qt's name
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Home and End go to the first and the last row: a table's ends of a row are nowhere in one column."""
        if action is QAbstractItemView.CursorAction.MoveHome:
            return self._documents.index(0)
        if action is QAbstractItemView.CursorAction.MoveEnd:
            return self._documents.index(self._documents.rowCount() - 1)
        return super().moveCursor(action, modifiers)

    def keyboardSearch(self, search: str) -> None:  # noqa: N802 - Qt's name
        """Nothing: see :meth:`keyPressEvent`."""

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """For what is selected; the press before has selected what is under the mouse."""
        if self.selectionModel().hasSelection():
            self.menu_requested.emit(menu_place(self, event))

    def _open(self, index: QModelIndex) -> None:
        row = index.data(ROW_ROLE)
        if row is not None:
            self.open_requested.emit(row)

    def _tell_window(self) -> None:
        first, last = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        if last < 0:
            last = self._documents.rowCount() - 1
        if first >= 0:
            self._documents.show_window(first, last)
