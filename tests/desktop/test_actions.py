"""The context menu and its keys: only what fits the selection, for one document or for many."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QApplication, QMenu, QMessageBox

from desktop.search.scope import Scope
from desktop.window import Window
from engine.records import Answer, Coverage, DocumentRow, DocumentState, Hit, Like, Overview

State = DocumentState
OTHERS = Qt.KeyboardModifier.ControlModifier
MakeOverview = Callable[..., Overview]


@pytest.fixture
def show(window: Window, row: Callable[..., DocumentRow], overview: MakeOverview) -> Callable[..., None]:
    """Put documents in these states into the list, ids from 1; only ``loaded`` of their rows are at hand."""

    def fill(*states: DocumentState, pages_read: int = 0, loaded: int | None = None) -> None:
        rows = [row(id=one, path=f"/a/{one}.pdf", state=s, pages_read=pages_read) for one, s in enumerate(states, 1)]
        window.show_overview(overview(by_state={state: states.count(state) for state in states}))
        window.documents.append([one.id for one in rows])
        window.documents.accept(rows[:loaded])

    return fill


def select(window: Window, *places: int) -> None:
    window.list.clearSelection()
    for place in places:
        index = window.documents.index(place)
        window.list.selectionModel().select(index, QItemSelectionModel.SelectionFlag.Select)


def enabled(menu: QMenu) -> list[str]:
    """What can be chosen, without the keys beside it."""
    return [one.text().partition("\t")[0] for one in menu.actions() if one.isEnabled() and not one.isSeparator()]


def choose(menu: QMenu, text: str) -> None:
    next(one for one in menu.actions() if one.text().startswith(text)).trigger()


ALWAYS = ["Open", "Show in folder", "Copy path"]
REMOVE = ["Remove from the library"]


@pytest.mark.parametrize(
    ("state", "fits"),
    [
        (State.QUEUED, ["Cancel"]),
        (State.READING, ["Cancel"]),
        (State.EMBEDDING, ["Cancel"]),
        (State.READY, []),
        (State.UNSUPPORTED, []),
        (State.FAILED, ["Try again"]),
        (State.SET_ASIDE, ["Try again"]),
        (State.CANCELLED, ["Try again"]),
    ],
)
def test_only_what_fits_a_document_is_offered(
    window: Window, show: Callable[..., None], state: DocumentState, fits: list[str]
) -> None:
    show(state)
    select(window, 0)
    assert enabled(window.actions_on_documents.menu()) == ALWAYS + fits + REMOVE


def test_pages_can_be_removed_with_a_cancel_once_there_are_some(
    qtbot: Any, window: Window, show: Callable[..., None]
) -> None:
    show(State.READING, pages_read=3)
    select(window, 0)
    menu = window.actions_on_documents.menu()
    assert "Cancel and remove its pages" in enabled(menu)
    with qtbot.waitSignal(window.actions_on_documents.cancel_wanted) as wanted:
        choose(menu, "Cancel")
    assert wanted.args == [[1], True]
    with qtbot.waitSignal(window.actions_on_documents.cancel_wanted) as wanted:
        choose(menu, "Cancel and remove its pages")
    assert wanted.args == [[1], False]


def test_what_fits_some_of_many_is_offered_for_them(window: Window, show: Callable[..., None]) -> None:
    show(State.FAILED, State.QUEUED, State.READY)
    select(window, 0, 1)
    assert enabled(window.actions_on_documents.menu()) == [
        "Copy 2 paths",
        "Try again",
        "Cancel",
        "Remove from the library…",
    ]
    select(window, 2)
    assert "Try again" not in enabled(window.actions_on_documents.menu())


def test_rows_that_are_not_at_hand_are_judged_by_what_there_is_at_all(
    window: Window, show: Callable[..., None]
) -> None:
    show(State.READY, State.READY, State.FAILED, loaded=1)
    select(window, 0, 1, 2)
    offered = enabled(window.actions_on_documents.menu())
    assert "Try again" in offered
    assert "Cancel" not in offered


def test_keys_act_on_all_that_is_selected(qtbot: Any, window: Window, show: Callable[..., None]) -> None:
    show(State.FAILED, State.FAILED, State.READY)
    window.list.setFocus()
    qtbot.keyClick(window.list, Qt.Key.Key_A, OTHERS)
    with qtbot.waitSignal(window.actions_on_documents.retry_wanted) as wanted:
        qtbot.keyClick(window.list, Qt.Key.Key_R, OTHERS)
    assert wanted.args == [[1, 2, 3]]
    qtbot.keyClick(window.list, Qt.Key.Key_C, OTHERS)
    assert QGuiApplication.clipboard().text() == "/a/1.pdf\n/a/2.pdf\n/a/3.pdf"
    assert window.footer.words == "3 paths copied"


def test_paths_that_are_not_at_hand_are_asked_for(qtbot: Any, window: Window, show: Callable[..., None]) -> None:
    show(State.READY, State.READY, loaded=1)
    window.list.selectAll()
    with qtbot.waitSignal(window.actions_on_documents.paths_wanted) as wanted:
        choose(window.actions_on_documents.menu(), "Copy 2 paths")
    assert wanted.args == [[1, 2]]


def test_one_document_is_removed_without_a_question(qtbot: Any, window: Window, show: Callable[..., None]) -> None:
    show(State.READY, State.READY)
    window.list.setFocus()
    select(window, 1)
    with qtbot.waitSignal(window.actions_on_documents.remove_wanted) as wanted:
        qtbot.keyClick(window.list, Qt.Key.Key_Delete)
    assert wanted.args == [[2]]
    assert window.footer.words == "1 document removed from the library; the files are untouched"


@pytest.mark.parametrize(("answer", "removed"), [("Remove", [[1, 2]]), ("Cancel", [])])
def test_many_are_removed_after_one_question(
    window: Window, show: Callable[..., None], qtbot: Any, answer: str, removed: list[list[int]]
) -> None:
    asked: list[Iterable[int]] = []
    window.actions_on_documents.remove_wanted.connect(asked.append)
    show(State.READY, State.READY)
    window.list.setFocus()
    window.list.selectAll()
    qtbot.keyClick(window.list, Qt.Key.Key_Delete)
    box = window.findChild(QMessageBox)
    assert "Remove 2 documents" in box.text()
    assert "files themselves stay" in box.informativeText()
    assert asked == []
    qtbot.mouseClick(next(one for one in box.buttons() if answer in one.text()), Qt.MouseButton.LeftButton)
    assert asked == removed


@pytest.mark.parametrize("has_menu_key", [True, False])
def test_the_menu_opens_by_key_at_the_current_row(
    qtbot: Any, window: Window, show: Callable[..., None], has_menu_key: bool
) -> None:
    show(State.READY, State.READY)
    window.list.setFocus()
    window.list.selectRow(1)
    with qtbot.waitSignal(window.list.menu_requested) as requested:
        if has_menu_key:
            by_key = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
            QApplication.sendEvent(window.list.viewport(), by_key)
        else:
            qtbot.keyClick(window.list, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    at = window.list.viewport().mapFromGlobal(requested.args[0])
    assert window.list.indexAt(at).row() == 1
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    menu.close()


def test_all_of_a_hundred_thousand_are_selected_at_once(window: Window) -> None:
    window.documents.append(range(1, 100_001))
    window.list.selectAll()
    assert window.list.selected_ids() == list(range(1, 100_001))


def test_a_search_is_narrowed_to_what_is_selected(qtbot: Any, window: Window, show: Callable[..., None]) -> None:
    show(State.READY, State.READY, pages_read=1)
    window.list.setFocus()
    window.list.selectAll()
    qtbot.keyClick(window.list, Qt.Key.Key_D, OTHERS)
    assert window.query.scope == Scope("In 2 documents", within=(1, 2))
    assert window.query.chip.isVisible()
    qtbot.mouseClick(window.query.chip, Qt.MouseButton.LeftButton)
    assert window.query.scope is None
    select(window, 1)
    window.list.setFocus()
    qtbot.keyClick(window.list, Qt.Key.Key_M, OTHERS)
    assert window.query.scope is not None
    assert window.query.scope.like == Like(2)
    qtbot.keyClick(window.query, Qt.Key.Key_Escape)
    assert window.query.scope is None
    assert not window.search.isVisible()


@pytest.fixture
def beside(qtbot: Any, window: Window, show: Callable[..., None], hit: Callable[..., Hit]) -> Window:
    """Wide enough for both lists, with a document selected in the one and the keyboard at a hit in the other."""
    window.resize(1320, 700)
    show(State.READY, State.READY, pages_read=1)
    select(window, 0)
    window.query.setText("window")
    qtbot.keyClick(window.query, Qt.Key.Key_Return)
    found = hit(document_id=2, path="/a/2.pdf", chunk_id=7)
    window.search.show_answer(Answer("window", 0.01, Coverage(1, 1), (found,), window.search.request))
    qtbot.keyClick(window.query, Qt.Key.Key_Down)
    assert window.list.isVisible()
    assert window.focusWidget() is window.search.list
    return window


def test_delete_on_a_hit_removes_no_document(qtbot: Any, beside: Window) -> None:
    asked: list[Iterable[int]] = []
    beside.actions_on_documents.remove_wanted.connect(asked.append)
    qtbot.keyClick(beside.search.list, Qt.Key.Key_Delete)
    assert asked == []
    beside.list.setFocus()
    qtbot.keyClick(beside.list, Qt.Key.Key_Delete)
    assert asked == [[1]]


def test_keys_that_both_lists_know_act_on_the_one_with_the_keyboard(qtbot: Any, beside: Window) -> None:
    hits = beside.search.list
    chosen = hits.hit()
    assert chosen is not None
    qtbot.keyClick(hits, Qt.Key.Key_C, OTHERS)
    assert QGuiApplication.clipboard().text() == chosen.text
    with qtbot.waitSignal(beside.search.scope_wanted, timeout=0) as wanted:
        qtbot.keyClick(hits, Qt.Key.Key_D, OTHERS)
    assert wanted.args[0].within == (2,)
    hits.setFocus()
    with qtbot.waitSignal(beside.search.scope_wanted, timeout=0) as wanted:
        qtbot.keyClick(hits, Qt.Key.Key_M, OTHERS)
    assert wanted.args[0].like == Like(2, 7)
    beside.list.setFocus()
    qtbot.keyClick(beside.list, Qt.Key.Key_C, OTHERS)
    assert QGuiApplication.clipboard().text() == "/a/1.pdf"


def test_the_keys_of_a_list_hold_nowhere_else(window: Window) -> None:
    keys = [one for one in window.findChildren(QShortcut) if isinstance(one.parent(), QAbstractItemView)]
    assert {one.parent() for one in keys} == {window.list, window.search.list}
    assert {one.context() for one in keys} == {Qt.ShortcutContext.WidgetShortcut}
