"""What can be done with the chosen hit."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, QPoint, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMenu

from desktop.list_gestures import give_keys
from desktop.opening import Opener
from desktop.search.results_model import ResultsModel
from desktop.search.results_view import ResultsView
from desktop.search.scope import like_hit, within_document
from desktop.theme import Theme
from desktop.wording import key_name
from engine.records import Hit

LIKE = QKeySequence("Ctrl+M")
WITHIN = QKeySequence("Ctrl+D")
WHY = QKeySequence("Ctrl+I")
COPY = QKeySequence("Ctrl+C")
OPEN = QKeySequence("Return")
SHOW_IN_FOLDER = QKeySequence("Ctrl+Return")


class HitActions(QObject):
    """The context menu of the hits, and the same actions by keyboard."""

    scope_wanted = Signal(object)
    """``Scope``: search anew, narrowed to it."""
    locate_wanted = Signal(object)
    """``Hit``: its file is gone, and the person knows where to."""
    remove_wanted = Signal(object)
    """``Hit``: its document is to leave the library."""
    done = Signal(str)
    """What was done, in words, where nothing else shows it."""

    def __init__(self, view: ResultsView, model: ResultsModel, opener: Opener, theme: Theme) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self._opener = opener
        self._theme = theme
        view.menu_requested.connect(self._show_menu)
        give_keys(
            view,
            (LIKE, self._like),
            (WITHIN, self._within),
            (COPY, self._copy),
            (SHOW_IN_FOLDER, self._show_in_folder),
            (QKeySequence("Ctrl+Enter"), self._show_in_folder),
        )

    def menu(self) -> QMenu:
        """A menu for the chosen hit."""
        hit = self._view.hit()
        menu = QMenu(self._view)

        def add(icon: str, text: str, keys: str, call: Callable[[], object]) -> None:
            menu.addAction(self._theme.icon(icon), f"{text}\t{keys}" if keys else text).triggered.connect(call)

        if hit is not None and hit.exists is False:
            add("locate", _tr("Locate the file…"), "", lambda: self.locate_wanted.emit(hit))
            add("remove", _tr("Remove from the library"), "", lambda: self.remove_wanted.emit(hit))
        else:
            add("open", _tr("Open"), key_name(OPEN), self._open)
            add("folder", _tr("Show in folder"), key_name(SHOW_IN_FOLDER), self._show_in_folder)
        add("copy", _tr("Copy the passage"), key_name(COPY), self._copy)
        menu.addSeparator()
        add("like", _tr("More like this"), key_name(LIKE), self._like)
        add("within", _tr("Search within this document"), key_name(WITHIN), self._within)
        menu.addSeparator()
        why = menu.addAction(f"{_tr('Say why each was found')}\t{key_name(WHY)}")
        why.setCheckable(True)
        why.setChecked(self._model.explaining)
        why.triggered.connect(self.explain)
        return menu

    def explain(self) -> None:
        """Have the hits say why they were found, or no longer."""
        self._model.explain(not self._model.explaining)

    def _show_menu(self, where: QPoint) -> None:
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(where)

    def _with_hit(self, call: Callable[[Hit], object]) -> None:
        hit = self._view.hit()
        if hit is not None:
            call(hit)

    def _open(self) -> None:
        self._with_hit(lambda hit: self._opener.open(hit.path, hit.page))

    def _show_in_folder(self) -> None:
        self._with_hit(lambda hit: self._opener.show_in_folder(hit.path))

    def _copy(self) -> None:
        def copy(hit: Hit) -> None:
            QGuiApplication.clipboard().setText(hit.text)
            self.done.emit(_tr("Text of the passage copied"))

        self._with_hit(copy)

    def _like(self) -> None:
        self._with_hit(lambda hit: self.scope_wanted.emit(like_hit(hit)))

    def _within(self) -> None:
        self._with_hit(lambda hit: self.scope_wanted.emit(within_document(hit.document_id, hit.path, hit.title)))


def _tr(text: str) -> str:
    return QCoreApplication.translate("search", text)
