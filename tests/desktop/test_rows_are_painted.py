"""Delegates are judged by the eye; here, that they paint at all: every state, both themes, both directions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QAbstractListModel, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractItemView

from desktop.documents.model import DocumentsModel
from desktop.documents.view import DocumentsView
from desktop.search.results_model import ResultsModel
from desktop.search.results_view import ResultsView
from desktop.theme import Theme
from engine.records import Answer, Coverage, DocumentRow, DocumentState, Hit, Reason, Snippet

WILD_NAMES = [
    "/home/a/" + "long " * 200 + ".pdf",
    "/home/a/דוח שנתי 2024.pdf",
    "/home/a/\udcff\udcfe.txt",
    "/home/a/two\nlines\t.txt",
    "/",
    "",
]


def picture_of(view: QAbstractItemView, direction: Qt.LayoutDirection, width: int = 700) -> QImage:
    view.setLayoutDirection(direction)
    view.resize(width, 700)
    view.show()
    return view.grab().toImage()


def colours_in(picture: QImage) -> set[int]:
    return {picture.pixel(x, y) for x in range(picture.width() - 14) for y in range(0, min(picture.height(), 60), 2)}


@pytest.mark.parametrize("width", [320, 700])
@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
@pytest.mark.parametrize("state", DocumentState)
def test_every_state_of_a_document(
    qtbot: Any,
    theme: Theme,
    row: Callable[..., DocumentRow],
    state: DocumentState,
    direction: Qt.LayoutDirection,
    width: int,
) -> None:
    model = DocumentsModel()
    view = DocumentsView(model, theme)
    qtbot.addWidget(view)
    reason = Reason("It is broken.", "Mend it.") if state in (DocumentState.FAILED, DocumentState.SET_ASIDE) else None
    model.append([1])
    placeholder = picture_of(view, direction, width)
    model.accept([row(state=state, pages_read=7, pages=20, chunks=40, embedded=10, reason=reason)])
    painted = picture_of(view, direction, width)
    assert painted != placeholder
    assert theme.colour(theme.state_colour(state)).rgb() in colours_in(painted)


@pytest.mark.parametrize("width", [400, 1000])
def test_failed_files_of_one_name_can_be_told_apart(
    qtbot: Any, light: Theme, row: Callable[..., DocumentRow], width: int
) -> None:
    model = DocumentsModel()
    view = DocumentsView(model, light)
    qtbot.addWidget(view)
    model.append([1, 2])
    reason = Reason(
        "It is broken.", "Mend it, or have it mended by somebody who knows how such a file is to be mended."
    )
    paths = ("/one/way/scan.pdf", "/another/scan.pdf")
    model.accept([row(id=n + 1, path=paths[n], state=DocumentState.FAILED, reason=reason) for n in range(2)])
    painted = picture_of(view, Qt.LayoutDirection.LeftToRight, width)
    height = view.rowHeight(0)
    assert painted.copy(0, 0, width - 20, height) != painted.copy(0, height, width - 20, height)


def test_the_keyboard_is_seen_where_nothing_is_selected(
    qtbot: Any, theme: Theme, row: Callable[..., DocumentRow]
) -> None:
    model = DocumentsModel()
    view = DocumentsView(model, theme)
    qtbot.addWidget(view)
    model.append([1, 2])
    model.accept([row(id=1), row(id=2)])
    picture_of(view, Qt.LayoutDirection.LeftToRight)
    view.activateWindow()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    assert theme.colour(theme.colours.accent).rgb() not in colours_in(picture_of(view, Qt.LayoutDirection.LeftToRight))
    view.selectRow(1)
    without = picture_of(view, Qt.LayoutDirection.LeftToRight)
    qtbot.keyClick(view, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    outlined = picture_of(view, Qt.LayoutDirection.LeftToRight)
    assert view.selected_ids() == [2]
    accent = theme.colour(theme.colours.accent).rgb()
    assert accent in colours_in(outlined)
    assert accent not in colours_in(without)


@pytest.mark.parametrize("path", WILD_NAMES)
def test_wild_names(qtbot: Any, theme: Theme, row: Callable[..., DocumentRow], path: str) -> None:
    model = DocumentsModel()
    view = DocumentsView(model, theme)
    qtbot.addWidget(view)
    model.append([1])
    model.accept([row(path=path)])
    assert len(colours_in(picture_of(view, Qt.LayoutDirection.LeftToRight))) > 3


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_a_hit_marks_its_words(
    qtbot: Any, theme: Theme, hit: Callable[..., Hit], direction: Qt.LayoutDirection
) -> None:
    # The first character takes two UTF-16 units: a mark counted wrongly would end beside the word.
    snippet = Snippet("𝔐 window" + " and many more words" * 30, ((2, 8),))
    model = ResultsModel()
    view = ResultsView(model, theme)
    qtbot.addWidget(view)
    model.show_answer(Answer("window", 0.01, Coverage(1, 1), (hit(snippet=snippet, heading="", page=None),)))
    picture = picture_of(view, direction)
    mark = theme.colour(theme.colours.mark).rgb()
    marked = [x for x in range(picture.width()) for y in range(picture.height()) if picture.pixel(x, y) == mark]
    letters = view.fontMetrics().horizontalAdvance("window")
    assert letters * 0.9 < max(marked) - min(marked) < letters * 1.1


def test_a_passage_is_cut_after_three_lines(qtbot: Any, light: Theme, hit: Callable[..., Hit]) -> None:
    model: QAbstractListModel = ResultsModel()
    view = ResultsView(model, light)
    qtbot.addWidget(view)
    heights = []
    for words in (30, 300, 3000):
        answer = Answer("x", 0.01, Coverage(1, 1), (hit(snippet=Snippet("word " * words)),))
        model.show_answer(answer)
        picture_of(view, Qt.LayoutDirection.LeftToRight, 400)
        heights.append(view.sizeHintForIndex(model.index(1)).height())
    assert heights[0] == heights[1] == heights[2]
