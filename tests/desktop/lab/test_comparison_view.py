from __future__ import annotations

import itertools
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QWidget

from desktop.lab.comparison_view import ComparisonView
from desktop.theme import Theme
from engine.compare.results import ComparisonResult, Gap, ModeResult, Restart, Rhythm, WorkloadKind
from engine.records import Mode
from engine.trace import WINDOW, Span, Stage


def result_of(mode: Mode, others: tuple[str, ...]) -> ModeResult:
    spans = [
        Span(track, Stage.EMBED, "a rather long name of a document.pdf", 10.0 + number, 11.0 + number)
        for number, track in enumerate((WINDOW, *others))
    ]
    rhythm = Rhythm("qt", 8.0, 100, 20, 1000.0, (Gap(10.0, 11.0),))
    return ModeResult(
        mode, 1.0, 10.0, 30.0, 10.5, rhythm, 300, 300, 1, tuple(spans), 0, (), Restart(None, ""), cancelled=False
    )


def overlapping(view: ComparisonView) -> list[tuple[QWidget, QWidget]]:
    column = view.timelines[0].parentWidget()
    assert column is not None
    parts = sorted((one for one in column.children() if isinstance(one, QWidget)), key=QWidget.y)
    return [(above, below) for above, below in itertools.pairwise(parts) if above.geometry().bottom() >= below.y()]


@pytest.fixture
def area(qtbot: Any, theme: Theme) -> QScrollArea:
    made = QScrollArea()
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setWidgetResizable(True)
    made.setWidget(ComparisonView(theme))
    qtbot.addWidget(made)
    made.resize(1000, 500)
    made.show()
    return made


@pytest.mark.parametrize("readers", [0, 6, 8, 40])
@pytest.mark.parametrize("width", [700, 2560])
def test_however_many_rows_a_mode_has_nothing_overlaps(qtbot: Any, area: QScrollArea, readers: int, width: int) -> None:
    view = area.widget()
    assert isinstance(view, ComparisonView)
    tracks = {
        Mode.BLOCKING: (),
        Mode.ASYNC: tuple(f"reader {number}" for number in range(1, readers + 1)),
        Mode.BACKGROUND: ("dispatcher", "listing", "worker 1", "worker 2"),
    }
    results = tuple(result_of(mode, others) for mode, others in tracks.items())
    view.show_result(ComparisonResult(WorkloadKind.DOCUMENTS, "300 documents", results, "Some words. " * 40))
    area.resize(width, 500)
    qtbot.waitUntil(lambda: not overlapping(view))
    for timeline, mode in zip(view.timelines, tracks, strict=True):
        last = timeline._row_place(timeline.tracks.count() - 1)
        assert sum(last) <= timeline.height(), mode


def test_beside_a_lessons_seconds_it_is_said_what_is_real_time_and_slow_is_told_from_slower(area: QScrollArea) -> None:
    view = area.widget()
    assert isinstance(view, ComparisonView)
    results = tuple(
        replace(result_of(mode, ()), speed=20.0, pages=pages) for mode, pages in zip(Mode, (25, 71, 74), strict=True)
    )
    view.show_result(ComparisonResult(WorkloadKind.LESSON, "3 files", results, ""))
    assert [view.cells["Speed", mode] for mode in Mode] == ["0.062 files/s", "0.18 files/s", "0.18 files/s"]
    assert view.cells["Longest freeze", Mode.BLOCKING] == "1,000 ms real"
    words = [label.text() for label in view.findChildren(QLabel)]
    assert any("window held up for up to 1,000 ms of real time" in one for one in words)
    assert any("played 20 times faster" in one for one in words)


@pytest.mark.parametrize(("width", "beside"), [(480, False), (900, True), (1920, True)])
def test_what_came_of_it_stands_first_with_the_conclusion_beside_it_where_there_is_room(
    qtbot: Any, area: QScrollArea, width: int, beside: bool
) -> None:
    view = area.widget()
    assert isinstance(view, ComparisonView)
    results = tuple(result_of(mode, ()) for mode in Mode)
    view.show_result(ComparisonResult(WorkloadKind.DOCUMENTS, "3 documents", results, "Some words. " * 40))
    area.resize(width, 500)
    assert view.finding is not None
    table, conclusion = view.finding.table, view.finding.conclusion
    qtbot.waitUntil(lambda: not overlapping(view) and (conclusion.x() > table.geometry().right()) is beside)
    assert beside or conclusion.y() > table.geometry().bottom()
    assert conclusion.height() >= conclusion.heightForWidth(conclusion.width())
    assert view.finding.height() >= max(table.geometry().bottom(), conclusion.geometry().bottom())
    assert view.finding.y() < view.timelines[0].y()
