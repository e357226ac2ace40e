"""What can be done with a document in the list."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject, QPoint
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMenu

from desktop.documents.view import DocumentsView
from desktop.opening import Opener
from desktop.theme import Theme
from engine.paths import printable
from engine.records import DocumentRow


class DocumentActions(QObject):
    """The context menu of the list, and the same actions by keyboard."""

    def __init__(self, view: DocumentsView, opener: Opener, theme: Theme) -> None:
        super().__init__(view)
        self._view = view
        self._opener = opener
        self._theme = theme
        view.open_requested.connect(self._open)
        view.menu_requested.connect(self._show_menu)
        copy = QAction(view)
        copy.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        copy.triggered.connect(self._copy_selected)
        view.addAction(copy)

    def menu_for(self, row: DocumentRow) -> QMenu:
        """A menu with what makes sense for this document now."""
        menu = QMenu(self._view)
        for icon, text, shortcut, call in (
            ("open", _tr("Open"), _tr("Enter"), lambda: self._open(row)),
            ("folder", _tr("Show in folder"), "", lambda: self._opener.show_in_folder(row.path)),
            ("copy", _tr("Copy path"), QKeySequence(QKeySequence.StandardKey.Copy).toString(), lambda: _copy(row)),
        ):
            label = f"{text}\t{shortcut}" if shortcut else text
            menu.addAction(self._theme.icon(icon), label).triggered.connect(call)
        return menu

    def _show_menu(self, row: DocumentRow, where: QPoint) -> None:
        menu = self.menu_for(row)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(where)

    def _open(self, row: DocumentRow) -> None:
        self._opener.open(row.path)

    def _copy_selected(self) -> None:
        row = self._view.selected()
        if row is not None:
            _copy(row)


def _copy(row: DocumentRow) -> None:
    QGuiApplication.clipboard().setText(printable(row.path))


def _tr(text: str) -> str:
    return QCoreApplication.translate("documents", text)
