from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from desktop.documents.model import ROW_ROLE, DocumentsModel
from desktop.documents.view import DocumentsView
from desktop.theme import Theme
from engine.records import DocumentRow, DocumentState, Reason

MakeRow = Callable[..., DocumentRow]


class Shelf:
    """Answers a model's requests from made-up rows, and remembers them."""

    def __init__(self, model: DocumentsModel, row: MakeRow) -> None:
        self.asked: list[list[int]] = []
        self.state = DocumentState.QUEUED
        self._model, self._row = model, row
        model.rows_wanted.connect(self._answer)

    def _answer(self, ids: list[int]) -> None:
        self.asked.append(ids)
        self._model.accept([self._row(id=one, state=self.state) for one in ids])


def test_it_is_a_proper_model(row: MakeRow) -> None:
    model = DocumentsModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.append([1, 2, 3])
    model.accept([row(id=2)])
    model.append([7, 9])
    assert model.rowCount() == 5
    del tester


def test_only_what_is_in_sight_is_fetched_of_a_hundred_thousand(qtbot: Any, row: MakeRow) -> None:
    model = DocumentsModel()
    shelf = Shelf(model, row)
    model.append(range(1, 100_001))
    model.show_window(50_000, 50_010)
    qtbot.waitUntil(lambda: bool(shelf.asked))
    assert shelf.asked[0] == list(range(50_001 - model.AHEAD, 50_012 + model.AHEAD))
    assert model.index(50_005).data(ROW_ROLE).id == 50_006
    assert model.index(3).data(ROW_ROLE) is None


def test_a_change_is_fetched_when_in_sight_and_left_when_not(qtbot: Any, row: MakeRow) -> None:
    model = DocumentsModel()
    shelf = Shelf(model, row)
    model.append(range(1, 1001))
    model.show_window(0, 9)
    qtbot.waitUntil(lambda: model.index(0).data(ROW_ROLE) is not None)
    shelf.asked.clear()
    shelf.state = DocumentState.READY
    model.changed({5, 30, 900})
    qtbot.waitUntil(lambda: model.index(4).data(ROW_ROLE).state is DocumentState.READY)
    assert shelf.asked == [[5]]
    model.show_window(25, 35)
    qtbot.waitUntil(lambda: model.index(29).data(ROW_ROLE).state is DocumentState.READY)


def test_a_row_that_changed_while_it_was_on_its_way_is_fetched_again(qtbot: Any, row: MakeRow) -> None:
    model = DocumentsModel()
    asked: list[list[int]] = []
    model.rows_wanted.connect(asked.append)
    model.append([1])
    model.show_window(0, 0)
    qtbot.waitUntil(lambda: asked == [[1]])
    model.changed({1})
    model.accept([row(id=1, state=DocumentState.READING)])
    qtbot.waitUntil(lambda: asked == [[1], [1]])


def test_the_cache_is_bounded(row: MakeRow) -> None:
    model = DocumentsModel()
    many = range(1, 3 * model.CACHED_ROWS)
    model.append(many)
    model.accept([row(id=one) for one in many])
    assert sum(model.index(place).data(ROW_ROLE) is not None for place in range(len(many))) == model.CACHED_ROWS


def test_ids_that_are_known_are_not_listed_twice() -> None:
    model = DocumentsModel()
    model.append([1, 2, 3])
    model.append([3, 5, 4, 2])
    assert [model.position(one) for one in (1, 2, 3, 4, 5, 6)] == [0, 1, 2, 3, 4, None]


def test_removed_documents_leave_the_others_in_their_place(row: MakeRow) -> None:
    model = DocumentsModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.append(range(1, 11))
    model.accept([row(id=one) for one in range(1, 11)])
    model.remove({2, 3, 4, 9, 10, 77})
    assert [model.index(place).data(ROW_ROLE).id for place in range(model.rowCount())] == [1, 5, 6, 7, 8]
    model.remove({1, 5, 6, 7, 8})
    assert model.rowCount() == 0
    del tester


def test_some_documents_can_be_shown_alone_and_all_again() -> None:
    model = DocumentsModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.append(range(1, 11))
    model.show_only([2, 5, 9])
    assert model.filtered
    assert model.ids_between(0, 9) == [2, 5, 9]
    model.append([11])
    model.remove({5, 7})
    assert model.ids_between(0, 9) == [2, 9]
    model.show_only([9])
    assert model.ids_between(0, 9) == [9]
    model.show_only([2, 9])
    assert model.ids_between(0, 9) == [2, 9]
    model.show_all()
    assert model.ids_between(0, 99) == [1, 2, 3, 4, 6, 8, 9, 10, 11]
    model.append([12])
    assert model.rowCount() == 10
    del tester


def test_documents_that_leave_the_narrowed_list_leave_the_selection_of_others(light: Theme, qtbot: Any) -> None:
    model = DocumentsModel()
    view = DocumentsView(model, light)
    qtbot.addWidget(view)
    model.append(range(1, 11))
    model.show_only([2, 5, 9])
    view.selectRow(1)
    model.show_only([5, 9])
    assert view.selected_ids() == [5]


def test_what_is_said_about_a_row_names_state_and_reason(row: MakeRow) -> None:
    model = DocumentsModel()
    model.append([1])
    reason = Reason("It asks for a password.", "Save a copy without one.")
    model.accept([row(path="/a/<b>.pdf", state=DocumentState.FAILED, reason=reason)])
    index = model.index(0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "<b>.pdf, Failed, It asks for a password."
    tip = index.data(Qt.ItemDataRole.ToolTipRole)
    assert "&lt;b&gt;.pdf" in tip
    assert "Save a copy without one." in tip


def test_the_view_asks_for_what_it_shows(qtbot: Any, light: Theme, row: MakeRow) -> None:
    model = DocumentsModel()
    shelf = Shelf(model, row)
    view = DocumentsView(model, light)
    qtbot.addWidget(view)
    view.resize(600, 400)
    view.show()
    model.append(range(1, 100_001))
    qtbot.waitUntil(lambda: model.index(0).data(ROW_ROLE) is not None)
    view.reveal(90_000)
    qtbot.waitUntil(lambda: model.index(89_999).data(ROW_ROLE) is not None)
    assert sum(map(len, shelf.asked)) < 500
    assert view.indexAt(view.viewport().rect().topLeft()).row() == 89_999


def test_what_has_just_come_is_scrolled_to_at_once(qtbot: Any, light: Theme) -> None:
    model = DocumentsModel()
    view = DocumentsView(model, light)
    qtbot.addWidget(view)
    view.resize(600, 400)
    view.show()
    model.append(range(1, 21))
    qtbot.waitUntil(lambda: view.verticalScrollBar().maximum() > 0)
    model.append(range(21, 41))
    view.reveal(21)
    assert view.indexAt(view.viewport().rect().topLeft()).row() == 20


def test_enter_opens_and_letters_go_to_the_search_field(qtbot: Any, light: Theme, row: MakeRow) -> None:
    model = DocumentsModel()
    view = DocumentsView(model, light)
    qtbot.addWidget(view)
    model.append([1])
    model.accept([row()])
    view.setCurrentIndex(model.index(0))
    with qtbot.waitSignal(view.open_requested) as opened:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert opened.args == [row()]
    with qtbot.waitSignal(view.typed) as typed:
        qtbot.keyClick(view, "w")
    assert typed.args == ["w"]
    with qtbot.assertNotEmitted(view.open_requested):
        view.setCurrentIndex(QModelIndex())
        qtbot.keyClick(view, Qt.Key.Key_Return)


@pytest.mark.parametrize("ctrl", [Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier])
def test_home_and_end_go_to_the_first_and_the_last_row(qtbot: Any, light: Theme, ctrl: Qt.KeyboardModifier) -> None:
    model = DocumentsModel()
    view = DocumentsView(model, light)
    qtbot.addWidget(view)
    view.resize(600, 400)
    view.show()
    model.append(range(1, 101))
    qtbot.waitUntil(lambda: view.verticalScrollBar().maximum() > 0)
    for key, place in ((Qt.Key.Key_End, 99), (Qt.Key.Key_Home, 0), (Qt.Key.Key_End, 99)):
        qtbot.keyClick(view, key, ctrl)
        assert view.currentIndex().row() == place
        assert view.viewport().rect().contains(view.visualRect(model.index(place)))
        if ctrl is Qt.KeyboardModifier.NoModifier:
            assert view.selected_ids() == [place + 1]
