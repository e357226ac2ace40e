"""The page beside the hits: what it asks for, what it shows, and what it says when there is no page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QWheelEvent
from PySide6.QtWidgets import QApplication

from desktop.opening import Opener
from desktop.search.page_view import LARGEST_ZOOM, PageView
from desktop.search.preview_pane import KEPT_BYTES, PreviewPane
from desktop.search.text_view import TextView
from desktop.theme import LIGHT, Theme
from engine.records import Hit, PagePicture, PageText, PageWanted, Passage, Reason

MakeHit = Callable[..., Hit]


def picture(
    page: int = 12, pages: int = 20, boxes: tuple[tuple[float, float, float, float], ...] = (), **size: int
) -> PagePicture:
    """White paper of a common shape."""
    width, height = size.get("width", 60), size.get("height", 85)
    return PagePicture(page, pages, str(page), width, height, 4 * width, b"\xff" * (4 * width * height), boxes)


class Shelf:
    """Stands where the engine would, and brings what it is told to."""

    def __init__(self, qtbot: Any, theme: Theme) -> None:
        self.pane = PreviewPane(Opener(), theme)
        self.asked: list[PageWanted] = []
        self.pane.wanted.connect(self.asked.extend)
        qtbot.addWidget(self.pane)
        self.pane.resize(500, 600)
        self.pane.show()

    def bring(self, page: PagePicture | PageText | Reason) -> None:
        """What was asked for last and first."""
        wanted = self.asked[0]
        self.asked.clear()
        self.pane.accept(wanted, page)


@pytest.fixture
def shelf(qtbot: Any, light: Theme) -> Shelf:
    return Shelf(qtbot, light)


def test_the_page_of_a_hit_is_asked_for_with_its_passage_and_as_wide_as_the_view(shelf: Shelf, hit: MakeHit) -> None:
    one = hit(page=12, chunk_id=7)
    shelf.pane.show_hit(one, 1, 1)
    (wanted,) = shelf.asked
    assert wanted == PageWanted(1, 12, wanted.width, Passage(one.start, one.end, one.text), 7)
    shelf.bring(picture(boxes=((0.1, 0.1, 0.9, 0.2),)))
    assert wanted.width == shelf.pane.page.wanted_width()
    assert shelf.pane.page.isVisible()
    assert shelf.pane._page_label.text() == "Page 12 of 20"
    assert not shelf.pane.missing.words


def test_neighbours_are_asked_for_after_it_and_are_there_at_once(shelf: Shelf, hit: MakeHit) -> None:
    first, second = hit(page=1), hit(page=2)
    shelf.pane.show_hit(first, 1, 2, [second])
    mine, neighbours = shelf.asked
    assert (mine.page, neighbours.page) == (1, 2)
    shelf.pane.accept(mine, picture(1))
    shelf.pane.accept(neighbours, picture(2))
    assert shelf.pane.page.picture == picture(1)
    shelf.asked.clear()
    shelf.pane.show_hit(second, 2, 2, [first])
    assert shelf.asked == []
    assert shelf.pane.page.picture == picture(2)


def test_a_page_that_comes_too_late_is_not_shown(shelf: Shelf, hit: MakeHit) -> None:
    shelf.pane.show_hit(hit(page=1), 1, 2)
    (late,) = shelf.asked
    shelf.pane.show_hit(hit(page=2), 2, 2)
    shelf.pane.accept(late, picture(1))
    assert shelf.pane.shown is None


def test_what_is_kept_has_a_bound(shelf: Shelf, hit: MakeHit) -> None:
    width = 1000
    large = picture(width=width, height=KEPT_BYTES // (4 * width) // 2)
    for page in range(1, 6):
        shelf.pane.show_hit(hit(page=page), page, 5)
        shelf.bring(large)
    assert sum(len(one.pixels) for one in shelf.pane._kept.values() if isinstance(one, PagePicture)) <= KEPT_BYTES


def test_pages_are_turned_and_the_passage_stays_on_its_own(shelf: Shelf, hit: MakeHit) -> None:
    shelf.pane.show_hit(hit(page=12), 1, 1)
    shelf.bring(picture(12))
    shelf.pane.turn(1)
    assert (shelf.asked[0].page, shelf.asked[0].passage) == (13, None)
    shelf.bring(picture(13))
    shelf.pane.turn(-1)
    assert shelf.pane._page_label.text() == "Page 12 of 20"
    shelf.pane.turn(100)
    assert shelf.asked == []


def test_an_answer_that_comes_again_does_not_take_one_back_from_where_one_has_leafed(
    shelf: Shelf, hit: MakeHit
) -> None:
    shelf.pane.show_hit(hit(page=12, score=0.5), 1, 1)
    shelf.bring(picture(12))
    shelf.pane.turn(1)
    shelf.bring(picture(13))
    shelf.pane.show_hit(hit(page=12, score=0.4), 2, 3)
    assert shelf.asked == []
    assert shelf.pane._page_label.text() == "Page 13 of 20"
    shelf.pane.show_hit(hit(page=12, start=5), 2, 3)
    assert shelf.asked[0].page == 12


def test_a_format_without_pages_is_asked_for_by_its_chunk_and_tells_its_part(shelf: Shelf, hit: MakeHit) -> None:
    shelf.pane.show_hit(hit(page=None, page_label="", chunk_id=7), 1, 1)
    assert (shelf.asked[0].page, shelf.asked[0].chunk_id) == (None, 7)
    shelf.bring(PageText(3, 5, "some text", (0, 4)))
    assert shelf.pane.text.marked_text() == "some"
    assert shelf.pane._page_label.text() == "Part 3 of 5"
    shelf.pane.turn(1)
    assert shelf.asked[0].page == 4
    shelf.bring(PageText(4, 5, "more"))
    shelf.pane.turn(-1)
    assert shelf.pane.text.toPlainText() == "some text"


def test_a_file_that_is_gone_leaves_its_text_and_two_ways_to_help(qtbot: Any, shelf: Shelf, hit: MakeHit) -> None:
    shelf.pane.show_hit(hit(), 1, 1)
    shelf.bring(PageText(12, 20, "what it said", None, Reason("The file is not there any more."), missing=True))
    assert shelf.pane.text.toPlainText() == "what it said"
    assert "not there any more" in shelf.pane.missing.words
    with qtbot.waitSignal(shelf.pane.missing.locate_wanted):
        qtbot.mouseClick(shelf.pane.missing.locate, Qt.MouseButton.LeftButton)
    # It may be back by now.
    shelf.pane.show_hit(hit(), 1, 1)
    assert shelf.asked


def test_a_broken_page_is_said_and_never_waited_for(shelf: Shelf, hit: MakeHit) -> None:
    shelf.pane.show_hit(hit(), 1, 1)
    shelf.bring(PageText(12, 20, "", None, Reason("Page 12 is broken and cannot be drawn.")))
    assert shelf.pane.missing.words == "Page 12 is broken and cannot be drawn."
    assert not shelf.pane.missing.locate.isVisible()
    assert shelf.pane.words == "The library holds no text of this page."
    assert not shelf.pane._slow.isActive()
    shelf.pane.show_hit(hit(document_id=2), 1, 1)
    shelf.bring(Reason("This document is no longer in the library."))
    assert shelf.pane.words == "This document is no longer in the library."


def test_a_passage_that_is_not_on_the_page_any_more_is_said(shelf: Shelf, hit: MakeHit) -> None:
    shelf.pane.show_hit(hit(), 1, 1)
    shelf.bring(picture(12))
    assert "may have changed" in shelf.pane.missing.words


def test_zoom_asks_for_a_sharper_page_once_it_is_settled(qtbot: Any, shelf: Shelf, hit: MakeHit) -> None:
    shelf.pane.show_hit(hit(), 1, 1)
    width = shelf.asked[0].width
    shelf.bring(picture())
    for _ in range(3):
        shelf.pane.zoom_by(1.25)
    qtbot.waitUntil(lambda: bool(shelf.asked))
    assert [one.width for one in shelf.asked] == [pytest.approx(width * 1.25**3, abs=2)]


def test_copy_takes_the_whole_passage(shelf: Shelf, hit: MakeHit) -> None:
    shelf.pane.show_hit(hit(text="all of it"), 1, 1)
    shelf.pane.copy()
    assert QGuiApplication.clipboard().text() == "all of it"


def test_the_passage_is_marked_on_paper_and_comes_into_sight(qtbot: Any, theme: Theme) -> None:
    view = PageView(theme)
    qtbot.addWidget(view)
    view.resize(400, 300)
    view.show()
    view.show_picture(picture(boxes=((0.2, 0.8, 0.8, 0.85),)), go_to_passage=True)
    (mark,) = view.marks()
    assert view.viewport().rect().contains(mark.toRect())
    seen = view.viewport().grab().toImage()
    # By day and by night: paper stays white.
    assert seen.pixelColor(mark.center().toPoint()) == QColor(LIGHT.mark)
    assert seen.pixelColor(mark.center().toPoint() - QPoint(0, 40)) == QColor("white")


def test_the_passage_stays_in_sight_in_a_window_of_another_size(qtbot: Any, light: Theme) -> None:
    view = PageView(light)
    qtbot.addWidget(view)
    view.resize(1000, 600)
    view.show()
    view.show_picture(picture(boxes=((0.1, 0.7, 0.9, 0.72),)), go_to_passage=True)
    for width, height in ((400, 300), (900, 300)):
        view.resize(width, height)
        there = view.marks()[0].center().toPoint()
        assert view.viewport().rect().contains(there)
        assert view.viewport().grab().toImage().pixelColor(there) == QColor(LIGHT.mark)
    view.verticalScrollBar().setValue(view.verticalScrollBar().value() - 20)
    there += QPoint(0, 20)
    assert view.viewport().grab().toImage().pixelColor(there) == QColor(LIGHT.mark)


def test_ctrl_and_the_wheel_zoom_within_bounds(qtbot: Any, light: Theme) -> None:
    view = PageView(light)
    qtbot.addWidget(view)
    view.show_picture(picture(), go_to_passage=True)

    def turn(steps: int, keys: Qt.KeyboardModifier) -> None:
        middle = QPointF(50, 50)
        wheel = QWheelEvent(
            middle,
            middle,
            QPoint(),
            QPoint(0, 120 * steps),
            Qt.MouseButton.NoButton,
            keys,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(view.viewport(), wheel)

    turn(1, Qt.KeyboardModifier.ControlModifier)
    assert view.zoom == 1.25
    turn(50, Qt.KeyboardModifier.ControlModifier)
    assert view.zoom == LARGEST_ZOOM
    turn(-1, Qt.KeyboardModifier.NoModifier)
    assert view.zoom == LARGEST_ZOOM


@pytest.mark.parametrize("before", ["", "a line\n" * 400, "\N{GRINNING FACE} " * 900])
def test_a_marked_text_comes_into_sight_wherever_it_stands(qtbot: Any, light: Theme, before: str) -> None:
    view = TextView(light)
    qtbot.addWidget(view)
    view.resize(400, 300)
    view.show()
    text = before + "here it is" + "\nmore" * 400
    view.show_text(PageText(1, 1, text, (len(before), len(before) + 10)), go_to_passage=True)
    assert view.marked_text() == "here it is"
    assert view.viewport().rect().contains(view.cursorRect())
