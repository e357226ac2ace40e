from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtTest import QAbstractItemModelTester

from desktop.search.pane import SearchPane
from desktop.search.query_field import QueryField
from desktop.search.results_model import HIT_ROLE, LINE_ROLE, SHOWN_AT_FIRST, LineKind, ResultsModel
from desktop.theme import Theme
from engine.records import Answer, Coverage, Hit, Overview, Reason

MakeHit = Callable[..., Hit]


class Reader(QObject):
    """Takes the place of the program that opens documents."""

    failed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[tuple[str, int | None]] = []

    def open(self, path: str, page: int | None = None) -> None:
        self.opened.append((path, page))


def test_typing_asks_once_after_a_pause(qtbot: Any, light: Theme) -> None:
    field = QueryField(light)
    qtbot.addWidget(field)
    asked: list[str] = []
    field.query_changed.connect(asked.append)
    qtbot.keyClicks(field, " free window ")
    qtbot.waitUntil(lambda: asked == ["free window"])
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert asked == ["free window", ""]
    assert field.text() == ""


def test_enter_asks_at_once_and_then_opens(qtbot: Any, light: Theme) -> None:
    field = QueryField(light)
    qtbot.addWidget(field)
    asked: list[str] = []
    field.query_changed.connect(asked.append)
    field.setText("window")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert asked == ["window"]
    with qtbot.waitSignal(field.entered):
        qtbot.keyClick(field, Qt.Key.Key_Return)


def test_hits_are_grouped_by_document_in_the_order_of_the_best(hit: MakeHit) -> None:
    model = ResultsModel()
    hits = [hit(document_id=one, page=page) for one, page in ((5, 1), (2, 9), (5, 3), (2, 4))]
    model.show_answer(Answer("q", 0.01, Coverage(1, 1), tuple(hits)))
    lines = [model.index(line) for line in range(model.rowCount())]
    shown = [
        (line.data(LINE_ROLE) is LineKind.HEADING, line.data(HIT_ROLE).document_id, line.data(HIT_ROLE).page)
        for line in lines
    ]
    assert shown == [(True, 5, 1), (False, 5, 1), (False, 5, 3), (True, 2, 9), (False, 2, 9), (False, 2, 4)]
    assert not lines[0].flags() & Qt.ItemFlag.ItemIsSelectable


def test_what_one_document_has_in_plenty_is_folded_until_it_is_wanted(hit: MakeHit) -> None:
    model = ResultsModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    many = Answer("q", 0.01, Coverage(1, 1), tuple(hit(document_id=5, page=page) for page in range(1, 21)))
    model.show_answer(many)
    more = SHOWN_AT_FIRST + 1
    assert model.rowCount() == 1 + SHOWN_AT_FIRST + 1
    assert model.index(more).data() == "17 more passages in this document"
    model.unfold(more)
    assert [model.index(row).data(HIT_ROLE).page for row in range(1, model.rowCount())] == list(range(1, 21))
    model.show_answer(many)
    assert model.rowCount() == 1 + 20
    del tester


def pane_for(qtbot: Any, theme: Theme) -> tuple[SearchPane, Reader]:
    reader = Reader()
    pane = SearchPane(reader, theme)  # type: ignore[arg-type]  # opens nothing on this machine
    qtbot.addWidget(pane)
    pane.resize(600, 400)
    pane.show()
    return pane, reader


def words_of(pane: SearchPane) -> str:
    return "\n".join(label.text() for label in (pane._status, pane._message) if label.isVisible())


def test_a_hit_opens_at_its_page(qtbot: Any, light: Theme, hit: MakeHit) -> None:
    pane, reader = pane_for(qtbot, light)
    pane.search("window")
    pane.show_answer(Answer("window", 0.01, Coverage(1, 1), (hit(page=12), hit(page=13, start=5))))
    pane.open_first()
    pane.focus_results()
    qtbot.keyClick(pane.list, Qt.Key.Key_Down)
    qtbot.keyClick(pane.list, Qt.Key.Key_Return)
    assert reader.opened == [(hit().path, 12), (hit().path, 13)]


def test_coverage_is_said_while_it_is_not_complete(qtbot: Any, light: Theme, hit: MakeHit) -> None:
    pane, _ = pane_for(qtbot, light)
    pane.search("window")
    pane.show_answer(Answer("window", 0.012, Coverage(1000, 615), (hit(),)))
    assert words_of(pane) == "1 passage in 1 document · 12 ms · 61 % by meaning so far"
    pane.show_answer(Answer("window", 0.012, Coverage(1000, 1000), (hit(),)))
    assert "by meaning" not in words_of(pane)


def test_an_answer_to_an_older_question_is_not_shown(qtbot: Any, light: Theme, hit: MakeHit) -> None:
    pane, _ = pane_for(qtbot, light)
    pane.search("new")
    pane.show_answer(Answer("old", 0.01, Coverage(1, 1), (hit(),)))
    assert pane.results.rowCount() == 0


def test_nothing_found_says_what_to_do(qtbot: Any, light: Theme) -> None:
    pane, _ = pane_for(qtbot, light)
    pane.search("zebra")
    pane.show_answer(Answer("zebra", 0.01, Coverage(10, 10)))
    assert "Nothing found for “zebra”." in words_of(pane)
    pane.show_failure("zebra", Reason("The model is missing.", "Run make setup."))
    assert words_of(pane).endswith("The model is missing.\nRun make setup.")


def test_it_asks_again_as_more_can_be_found_and_keeps_the_chosen_hit(
    qtbot: Any, light: Theme, hit: MakeHit, overview: Callable[..., Overview]
) -> None:
    pane, _ = pane_for(qtbot, light)
    pane.search("window")
    pane.show_answer(Answer("window", 0.01, Coverage(2, 1), (hit(page=1), hit(page=2))))
    pane.list.setCurrentIndex(pane.results.index(2))
    with qtbot.waitSignal(pane.asked, timeout=5000):
        pane.library_changed(overview(chunks=3, embedded=2))
    pane.show_answer(Answer("window", 0.01, Coverage(3, 3), (hit(page=3), hit(page=2), hit(page=1))))
    assert pane.list.currentIndex().data(HIT_ROLE).page == 2
