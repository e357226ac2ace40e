from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtTest import QAbstractItemModelTester

from desktop.search.answer_words import caveat, status
from desktop.search.pane import HITS, PREVIEW_FROM, SearchPane
from desktop.search.query_field import QueryField, _is_right_to_left
from desktop.search.results_model import HIT_ROLE, LINE_ROLE, SHOWN_AT_FIRST, WHY_ROLE, LineKind, ResultsModel, about
from desktop.theme import Theme
from engine.records import Answer, Coverage, DocumentState, Hit, Like, Overview, Reason, SearchRequest

MakeHit = Callable[..., Hit]


class Reader(QObject):
    """Takes the place of the program that opens documents."""

    failed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[tuple[str, int | None]] = []

    def open(self, path: str, page: int | None = None) -> None:
        self.opened.append((path, page))


def answer(query: str, *hits: Hit, coverage: Coverage = Coverage(1, 1), **request: Any) -> Answer:  # noqa: B008 - frozen
    return Answer(query, 0.012, coverage, hits, SearchRequest(query, HITS, **request))


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
    model.show_answer(answer("q", *hits))
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
    many = answer("q", *(hit(document_id=5, page=page) for page in range(1, 21)))
    model.show_answer(many)
    more = SHOWN_AT_FIRST + 1
    assert model.rowCount() == 1 + SHOWN_AT_FIRST + 1
    assert model.index(more).data() == "17 more passages in this document"
    model.unfold(more)
    assert [model.index(row).data(HIT_ROLE).page for row in range(1, model.rowCount())] == list(range(1, 21))
    model.show_answer(many)
    assert model.rowCount() == 1 + 20
    del tester


@pytest.mark.parametrize(
    ("ranks", "said"),
    [
        ({"words_rank": 1, "meaning_rank": 3, "cosine": 0.62}, "Best by its words, no. 3 by its meaning (62 % alike)"),
        ({"words_rank": 12, "meaning_rank": None}, "No. 12 by its words alone"),
        ({"words_rank": None, "meaning_rank": 1, "cosine": 0.4}, "Best by its meaning alone (40 % alike)"),
    ],
)
def test_why_a_hit_was_found_is_said_in_words_and_only_to_who_wants_to_know(
    hit: MakeHit, ranks: dict[str, Any], said: str
) -> None:
    model = ResultsModel()
    model.show_answer(answer("q", hit(score=0.0323, **ranks)))
    line = model.index(1)
    assert line.data(WHY_ROLE) == ""
    model.explain(True)
    assert line.data(WHY_ROLE) == f"{said} · score 0.0323"


def test_kind_day_and_place_stand_below_the_title(hit: MakeHit) -> None:
    words = about(hit(kind="PDF", date="2024-01-31", path="/data/report.pdf"))
    assert [part.strip("\u2066\u2069") for part in words.split(" · ")] == ["PDF", "31 Jan 2024", "/data"]
    assert about(hit(date="")).startswith("PDF · ")


def pane_for(qtbot: Any, theme: Theme) -> tuple[SearchPane, Reader]:
    reader = Reader()
    pane = SearchPane(reader, theme)  # type: ignore[arg-type]  # opens nothing on this machine
    qtbot.addWidget(pane)
    pane.resize(600, 400)
    pane.show()
    return pane, reader


def words_of(pane: SearchPane) -> str:
    message = pane._message.text() if pane._message.isVisible() else ""
    return "\n".join(text for text in (pane.header.words, message) if text)


def test_a_hit_opens_at_its_page(qtbot: Any, light: Theme, hit: MakeHit) -> None:
    pane, reader = pane_for(qtbot, light)
    pane.search("window")
    pane.show_answer(answer("window", hit(page=12), hit(page=13, start=5)))
    pane.open_first()
    pane.focus_results()
    qtbot.keyClick(pane.list, Qt.Key.Key_Down)
    qtbot.keyClick(pane.list, Qt.Key.Key_Return)
    assert reader.opened == [(hit().path, 12), (hit().path, 13)]


def test_coverage_is_said_while_it_is_not_complete_and_not_a_moment_longer(
    qtbot: Any, light: Theme, hit: MakeHit, overview: Callable[..., Overview]
) -> None:
    pane, _ = pane_for(qtbot, light)
    pane.search("window")
    pane.library_changed(overview(by_state={DocumentState.EMBEDDING: 4}, chunks=1000, embedded=615))
    assert words_of(pane).endswith("61 % by meaning, 100 % by words")
    pane.show_answer(answer("window", hit(), coverage=Coverage(1000, 615)))
    assert words_of(pane) == "1 passage in 1 document · 12 ms\n61 % by meaning, 100 % by words"
    pane.library_changed(
        overview(by_state={DocumentState.EMBEDDING: 3, DocumentState.QUEUED: 1}, chunks=1000, embedded=800)
    )
    pane.show_answer(answer("window", hit(), coverage=Coverage(1000, 800)))
    assert words_of(pane).endswith("60 % by meaning, 75 % by words")
    with qtbot.waitSignal(pane.asked, timeout=0):
        pane.library_changed(overview(by_state={DocumentState.READY: 4}, chunks=1000, embedded=1000))
    pane.show_answer(answer("window", hit(), coverage=Coverage(1000, 1000)))
    assert "by meaning" not in words_of(pane)


def test_as_many_hits_as_were_asked_for_are_said_to_be_the_best(qtbot: Any, light: Theme, hit: MakeHit) -> None:
    pane, _ = pane_for(qtbot, light)
    many = [hit(document_id=1 + number % 12, page=number) for number in range(HITS)]
    pane.search("window")
    pane.show_answer(answer("window", *many))
    assert words_of(pane).startswith("The best 50 passages in 12 documents")
    pane.show_answer(answer("window", *many[1:]))
    assert words_of(pane).startswith("49 passages in 12 documents")
    pane.search("type:pdf")
    listed = [hit(document_id=number, words_rank=None, meaning_rank=None) for number in range(HITS)]
    pane.show_answer(answer("type:pdf", *listed))
    assert words_of(pane).startswith("The newest 50 documents")
    pane.show_answer(answer("type:pdf", *listed[1:]))
    assert words_of(pane).startswith("49 documents")


def test_coverage_is_what_the_answer_covers_whatever_the_active_model_lacks(
    qtbot: Any, light: Theme, hit: MakeHit, overview: Callable[..., Overview]
) -> None:
    pane, _ = pane_for(qtbot, light)
    pane.search("window")
    pane.show_answer(answer("window", hit(), coverage=Coverage(1000, 1000)))
    pane.library_changed(overview(by_state={DocumentState.EMBEDDING: 4}, chunks=1000, embedded=0))
    assert "by meaning" not in words_of(pane)


def test_an_answer_that_lags_behind_the_library_is_asked_for_once_more(
    qtbot: Any, light: Theme, hit: MakeHit, overview: Callable[..., Overview]
) -> None:
    pane, _ = pane_for(qtbot, light)
    pane.library_changed(overview(by_state={DocumentState.READY: 4}, chunks=1000, embedded=1000))
    pane.search("window")
    with qtbot.waitSignal(pane.asked, timeout=5000):
        pane.show_answer(answer("window", hit(), coverage=Coverage(1000, 990)))
    assert words_of(pane).endswith("99 % by meaning, 100 % by words")


def test_while_an_answer_is_late_the_last_one_is_faded_and_enter_opens_nothing(
    qtbot: Any, light: Theme, hit: MakeHit
) -> None:
    pane, reader = pane_for(qtbot, light)
    pane.search("old")
    pane.show_answer(answer("old", hit()))
    hits = pane.list.viewport()
    before = hits.grab().toImage()
    pane.search("new")
    pane.open_first()
    qtbot.waitUntil(lambda: words_of(pane) == "Searching…")
    assert hits.grab().toImage() != before
    pane.open_first()
    assert reader.opened == []
    pane.show_answer(answer("new", hit()))
    assert hits.grab().toImage() == before
    pane.open_first()
    assert reader.opened == [(hit().path, 12)]


def test_a_wrong_query_leaves_what_was_found_as_it_was(qtbot: Any, light: Theme, hit: MakeHit) -> None:
    pane, reader = pane_for(qtbot, light)
    pane.search("lamp")
    pane.show_answer(answer("lamp", hit(words_rank=None)))
    before = words_of(pane)
    assert "No passage contains" in before
    pane.search("lamp after:yesterday")
    qtbot.waitUntil(lambda: words_of(pane) == "Searching…")
    pane.show_failure(pane.request, Reason("“yesterday” is no day."), True)
    assert words_of(pane) == before
    pane.open_first()
    assert reader.opened == []


NEAR = {"words_rank": None, "meaning_rank": 1}
LISTED = {"words_rank": None, "meaning_rank": None}


@pytest.mark.parametrize(
    ("ranks", "request_", "warned"),
    [
        ([NEAR, NEAR], {}, True),
        ([NEAR, {"words_rank": 1}], {}, False),
        ([NEAR], {"only": "meaning"}, False),
        ([NEAR], {"like": Like(3)}, False),
        ([LISTED], {}, False),
        ([], {}, False),
    ],
)
def test_hits_that_only_mean_something_alike_are_said_to(
    hit: MakeHit, ranks: list[dict[str, Any]], request_: dict[str, Any], warned: bool
) -> None:
    hits = [hit(**rank) for rank in ranks]
    words = "No passage contains these words; these are the nearest by meaning."
    assert caveat(answer("window", *hits, **request_)) == (words if warned else "")


def test_with_little_room_only_the_number_of_hits_is_said(hit: MakeHit) -> None:
    wordings = status(answer("window", hit(), hit(page=13)))
    assert list(wordings) == sorted(wordings, key=len, reverse=True)
    assert wordings[-1] == "2"


def test_an_answer_to_an_older_question_is_not_shown(qtbot: Any, light: Theme, hit: MakeHit) -> None:
    pane, _ = pane_for(qtbot, light)
    pane.search("new")
    pane.show_answer(answer("old", hit()))
    assert pane.results.rowCount() == 0


def test_nothing_found_says_what_to_do(qtbot: Any, light: Theme) -> None:
    pane, _ = pane_for(qtbot, light)
    pane.search("zebra")
    pane.show_answer(answer("zebra"))
    assert "Nothing found for “zebra”." in words_of(pane)
    pane.show_failure(pane.request, Reason("The model is missing.", "Run make setup."), False)
    assert words_of(pane).endswith("The model is missing.\nRun make setup.")


def test_why_nothing_is_found_is_said_of_the_library_as_it_is_now(qtbot: Any, light: Theme) -> None:
    pane, _ = pane_for(qtbot, light)
    pane.search("zebra")
    pane.show_answer(answer("zebra", coverage=Coverage(10, 4)))
    assert "Reading goes on" in words_of(pane)
    pane.show_answer(answer("zebra", coverage=Coverage(10, 10)))
    assert "Try other words" in words_of(pane)


def test_a_wrong_query_leaves_hits_alone_but_not_the_words_that_nothing_was_found(
    qtbot: Any, light: Theme, hit: MakeHit
) -> None:
    pane, _ = pane_for(qtbot, light)
    wrong = Reason("after: needs a year.", "For example after:2024.")
    pane.search("window")
    pane.show_answer(answer("window", hit()))
    pane.search("window after:20x")
    pane.show_failure(pane.request, wrong, True)
    assert pane.results.hits() == [hit()]
    pane.search("zebra")
    pane.show_answer(answer("zebra"))
    pane.search("after:20x")
    pane.show_failure(pane.request, wrong, True)
    assert words_of(pane) == ""
    pane.search("zebra")
    pane.show_answer(answer("zebra"))
    assert "Nothing found for “zebra”." in words_of(pane)


def test_the_page_stands_beside_hits_only(qtbot: Any, light: Theme, hit: MakeHit) -> None:
    pane, _ = pane_for(qtbot, light)
    pane.resize(PREVIEW_FROM, 400)
    pane.search("window")
    assert not pane.preview.isVisible()
    pane.show_answer(answer("window", hit()))
    assert pane.preview.isVisible()
    assert pane.preview.hit == hit()
    pane.search("zebra")
    pane.show_answer(answer("zebra"))
    assert not pane.preview.isVisible()


def test_it_asks_again_as_more_can_be_found_and_keeps_the_chosen_hit(
    qtbot: Any, light: Theme, hit: MakeHit, overview: Callable[..., Overview]
) -> None:
    pane, _ = pane_for(qtbot, light)
    pane.search("window")
    pane.show_answer(answer("window", hit(page=1), hit(page=2)))
    pane.list.setCurrentIndex(pane.results.index(2))
    with qtbot.waitSignal(pane.asked, timeout=5000):
        pane.library_changed(overview(by_state={DocumentState.EMBEDDING: 1}, chunks=3, embedded=2))
    pane.show_answer(answer("window", hit(page=3), hit(page=2), hit(page=1)))
    assert pane.list.currentIndex().data(HIT_ROLE).page == 2


def test_all_hits_of_a_long_answer_are_there_in_a_moment_and_a_better_one_leaves_the_list_where_it_was(
    qtbot: Any, light: Theme, hit: MakeHit
) -> None:
    pane, _ = pane_for(qtbot, light)
    pane.search("window")
    hits = [hit(document_id=one, start=one) for one in range(50)]
    pane.show_answer(answer("window", *hits))
    bar, last = pane.list.verticalScrollBar(), pane.results.index(pane.results.rowCount() - 1)
    assert bar.value() == 0
    qtbot.waitUntil(lambda: pane.list.visualRect(last).bottom() > 50 * 40)
    bar.setValue(bar.maximum() // 2)
    there = bar.value()
    assert there > 0
    pane.show_answer(answer("window", *hits, hit(document_id=50)))
    assert bar.value() == there
    pane.search("windows")
    pane.show_answer(answer("windows", *hits))
    assert bar.value() == 0


def at_its_end(qtbot: Any, pane: SearchPane, hit: MakeHit) -> int:
    """A long answer whose last line stands for more hits, scrolled to its end; returns where the list stands then."""
    pane.search("window")
    long_one = [hit(document_id=50, page=page, start=page) for page in range(10)]
    pane.show_answer(answer("window", *(hit(document_id=one, start=one) for one in range(40)), *long_one))
    view, more = pane.list, pane.results.index(pane.results.rowCount() - 1)
    assert more.data(LINE_ROLE) is LineKind.MORE
    qtbot.waitUntil(lambda: view.visualRect(more).bottom() > 40 * 40)
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    return view.verticalScrollBar().value()


def test_a_long_list_that_becomes_wider_stays_where_it_is(qtbot: Any, light: Theme, hit: MakeHit) -> None:
    pane, _ = pane_for(qtbot, light)
    end = at_its_end(qtbot, pane, hit)
    width = pane.list.viewport().width()
    pane.resize(pane.width() + 40, pane.height())
    qtbot.waitUntil(lambda: pane.list.viewport().width() > width)
    pane.list.doItemsLayout()
    assert pane.list.verticalScrollBar().value() > end * 0.8  # wider, some passages take a line less


def test_a_long_list_stays_where_it_is_when_its_last_line_is_unfolded(qtbot: Any, light: Theme, hit: MakeHit) -> None:
    pane, _ = pane_for(qtbot, light)
    end = at_its_end(qtbot, pane, hit)
    pane.list.clicked.emit(pane.results.index(pane.results.rowCount() - 1))
    pane.list.doItemsLayout()
    assert pane.list.verticalScrollBar().value() >= end


@pytest.mark.parametrize(
    ("text", "answer"), [("Search", False), ("חיפוש", True), ("١٢ بحث", True), ("123 …", False), ("", False)]
)
def test_the_direction_of_a_text_is_told_by_its_first_letter(text: str, answer: bool) -> None:
    assert _is_right_to_left(text) is answer
