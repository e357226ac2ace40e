"""What can be done with documents in the list."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMenu, QMessageBox

from desktop.documents.model import DocumentsModel
from desktop.documents.view import DocumentsView
from desktop.list_gestures import give_keys
from desktop.opening import Opener
from desktop.search.hit_actions import LIKE, WITHIN
from desktop.search.scope import like_document, within_document, within_documents
from desktop.theme import Theme
from desktop.wording import key_name
from engine.paths import printable
from engine.records import DocumentRow, DocumentState, Overview

COPY = QKeySequence("Ctrl+C")
RETRY = QKeySequence("Ctrl+R")
REMOVE = QKeySequence(Qt.Key.Key_Delete)

_RETRIABLE = (DocumentState.FAILED, DocumentState.SET_ASIDE, DocumentState.CANCELLED)
_UNSETTLED = tuple(state for state in DocumentState if not state.settled)


class DocumentActions(QObject):
    """The context menu of the list, and the same actions by keyboard, for all documents that are selected."""

    retry_wanted = Signal(object)
    """``list[int]``"""
    cancel_wanted = Signal(object, bool)
    """``list[int]``, and whether pages that were read stay searchable."""
    remove_wanted = Signal(object)
    """``list[int]``"""
    paths_wanted = Signal(object)
    """``list[int]``: whose paths should be handed to :meth:`copy`."""
    scope_wanted = Signal(object)
    """``Scope``: search, narrowed to what is selected."""
    done = Signal(str)
    """What was done, in words, where nothing else shows it."""

    def __init__(self, view: DocumentsView, model: DocumentsModel, opener: Opener, theme: Theme) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self._opener = opener
        self._theme = theme
        self._by_state: dict[DocumentState, int] = {}
        self._held_off = False
        view.open_requested.connect(self._open)
        view.menu_requested.connect(self._show_menu)
        give_keys(
            view,
            (COPY, self._copy_paths),
            (RETRY, self._retry),
            (REMOVE, self._remove),
            (WITHIN, self._search_within),
            (LIKE, self._search_like),
        )

    def hold_off(self, waiting: bool) -> None:
        """Nothing can be tried again or searched for while a person waits for something else."""
        self._held_off = waiting

    def show_overview(self, overview: Overview) -> None:
        """What kinds of documents there are at all."""
        self._by_state = overview.by_state

    def menu(self) -> QMenu:
        """A menu for what is selected; what makes no sense for it is disabled."""
        ids = self._view.selected_ids()
        rows = self._model.known(ids)
        one = rows[0] if len(ids) == len(rows) == 1 else None
        unsettled = self._any(_UNSETTLED, ids, rows)
        menu = QMenu(self._view)

        def add(icon: str, text: str, keys: str, call: Callable[[], None], enabled: bool = True) -> None:
            action = menu.addAction(self._theme.icon(icon), f"{text}\t{keys}" if keys else text)
            action.triggered.connect(call)
            action.setEnabled(enabled)

        add("open", _tr("Open"), key_name(QKeySequence("Return")), self._open_selected, one is not None)
        add("folder", _tr("Show in folder"), "", self._show_in_folder, one is not None)
        copy = _tr("Copy %Ln path(s)", len(ids))
        add("copy", copy, key_name(COPY), self._copy_paths)
        menu.addSeparator()
        within = _tr("Search within it") if one else _tr("Search within these")
        add(
            "within",
            within,
            key_name(WITHIN),
            self._search_within,
            not self._held_off and (len(rows) < len(ids) or any(row.pages_read for row in rows)),
        )
        add(
            "like",
            _tr("More like this"),
            key_name(LIKE),
            self._search_like,
            not self._held_off and one is not None and one.pages_read > 0,
        )
        menu.addSeparator()
        retriable = not self._held_off and self._any(_RETRIABLE, ids, rows)
        add("retry", _tr("Try again"), key_name(RETRY), self._retry, retriable)
        add("state-cancelled", _tr("Cancel"), "", lambda: self._cancel(keep_pages=True), unsettled)
        if unsettled and (len(rows) < len(ids) or any(row.pages_read for row in rows if not row.state.settled)):
            with_pages = _tr("Cancel and remove its pages") if one else _tr("Cancel and remove their pages")
            add("state-cancelled", with_pages, "", lambda: self._cancel(keep_pages=False))
        menu.addSeparator()
        remove = _tr("Remove from the library") if len(ids) == 1 else _tr("Remove from the library…")
        add("remove", remove, key_name(REMOVE), self._remove)
        return menu

    def copy(self, paths: Sequence[str]) -> None:
        """Put paths on the clipboard, one per line."""
        QGuiApplication.clipboard().setText("\n".join(paths))
        self.done.emit(_tr("%Ln path(s) copied", len(paths)))

    def _any(self, states: Sequence[DocumentState], ids: Sequence[int], rows: Sequence[DocumentRow]) -> bool:
        """Whether one of the documents is in one of these states, or may be: not every row is at hand."""
        if any(row.state in states for row in rows):
            return True
        return len(rows) < len(ids) and any(self._by_state.get(state) for state in states)

    def _show_menu(self, where: QPoint) -> None:
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(where)

    def _open(self, row: DocumentRow) -> None:
        self._opener.open(row.path)

    def _open_selected(self) -> None:
        for row in self._selected():
            self._open(row)

    def _show_in_folder(self) -> None:
        for row in self._selected():
            self._opener.show_in_folder(row.path)

    def _search_within(self) -> None:
        ids, rows = self._view.selected_ids(), self._selected()
        if len(ids) == len(rows) == 1:
            self.scope_wanted.emit(within_document(rows[0].id, rows[0].path, rows[0].title))
        elif ids:
            self.scope_wanted.emit(within_documents(ids))

    def _search_like(self) -> None:
        ids, rows = self._view.selected_ids(), self._selected()
        if len(ids) == len(rows) == 1:
            self.scope_wanted.emit(like_document(rows[0].id, rows[0].path, rows[0].title))

    def _selected(self) -> list[DocumentRow]:
        return self._model.known(self._view.selected_ids())

    def _copy_paths(self) -> None:
        ids = self._view.selected_ids()
        rows = self._model.known(ids)
        if len(rows) < len(ids):
            self.paths_wanted.emit(ids)
        elif rows:
            self.copy([printable(row.path) for row in rows])

    def _retry(self) -> None:
        if not self._held_off:
            self.retry_wanted.emit(self._view.selected_ids())

    def _cancel(self, *, keep_pages: bool) -> None:
        self.cancel_wanted.emit(self._view.selected_ids(), keep_pages)

    def _remove(self) -> None:
        ids = self._view.selected_ids()
        if len(ids) > 1:
            self._ask(ids)
        elif ids:
            self._remove_now(ids)

    def _ask(self, ids: list[int]) -> None:
        box = QMessageBox(self._view.window())
        box.setWindowTitle(_tr("Remove from the library"))
        box.setIconPixmap(box.windowIcon().pixmap(48, 48))
        box.setText(_tr("Remove %Ln document(s) from the library?", len(ids)))
        box.setInformativeText(_tr("They can no longer be searched. The files themselves stay where they are."))
        remove = box.addButton(_tr("Remove"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(remove)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.accepted.connect(lambda: self._remove_now(ids))
        box.open()

    def _remove_now(self, ids: list[int]) -> None:
        self.remove_wanted.emit(ids)
        self.done.emit(_tr("%Ln document(s) removed from the library; the files are untouched", len(ids)))


def _tr(text: str, count: int = -1) -> str:
    return QCoreApplication.translate("documents", text, None, count)
