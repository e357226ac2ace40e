from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QWheelEvent
from PySide6.QtWidgets import QApplication

from desktop.lab.measures import axis, seconds_of, span_of_time
from desktop.lab.timeline import Timeline
from desktop.lab.tracks import Tracks
from desktop.theme import LIGHT, Theme
from engine.compare.results import Gap
from engine.trace import WINDOW, Span, Stage


@pytest.fixture
def tracks() -> Tracks:
    made = Tracks()
    made.add(
        [
            Span("worker 1", Stage.EXTRACT, "book.pdf", 100.0, 104.0, 7, pages=12),
            Span("worker 2", Stage.EMBED, "37 passages", 102.0, 110.0),
        ]
    )
    made.add_gap(Gap(105.0, 106.84))
    made.add_gap(Gap(108.0, 108.02))
    return made


@pytest.fixture
def timeline(qtbot: Any, light: Theme, tracks: Tracks) -> Timeline:
    made = Timeline(tracks, light)
    qtbot.addWidget(made)
    made.resize(800, 300)
    made.show()
    made.show_all()
    made.grab()
    return made


def row_of(timeline: Timeline, name: str) -> float:
    """The middle of a row, in pixels from the top."""
    place = [row.name for row in timeline.tracks.rows()].index(name)
    top, height = timeline._row_place(place)
    return top + height / 2


def test_hovering_names_document_stage_duration_and_pages(timeline: Timeline) -> None:
    words = timeline.words_at(QPointF(timeline.place_of(102.0), row_of(timeline, "worker 1")))
    for expected in ("book.pdf", "Extract", "4,000 ms", "12 pages", "Worker 1"):
        assert expected in words
    assert not timeline.words_at(QPointF(timeline.place_of(108.0), row_of(timeline, "worker 1")))


def test_a_gap_of_the_window_is_told_and_one_nobody_feels_is_not(timeline: Timeline) -> None:
    y = row_of(timeline, WINDOW)
    assert "1,840 ms" in timeline.words_at(QPointF(timeline.place_of(106.0), y))
    assert not timeline.words_at(QPointF(timeline.place_of(108.01), y))
    assert timeline.gap_at(QPointF(timeline.place_of(106.0), row_of(timeline, "worker 1"))) is None


def test_a_click_chooses_the_document_and_a_drag_moves_the_picture(qtbot: Any, timeline: Timeline) -> None:
    where = QPointF(timeline.place_of(102.0), row_of(timeline, "worker 1")).toPoint()
    with qtbot.waitSignal(timeline.document_chosen) as chosen:
        qtbot.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=where)
    assert chosen.args == [7]
    before = timeline.section.start
    with qtbot.assertNotEmitted(timeline.document_chosen):
        qtbot.mousePress(timeline, Qt.MouseButton.LeftButton, pos=where)
        qtbot.mouseMove(timeline, where - QPoint(100, 0))
        qtbot.mouseRelease(timeline, Qt.MouseButton.LeftButton, pos=where - QPoint(100, 0))
    assert timeline.section.start > before
    assert not timeline.following


def test_the_wheel_zooms_where_the_mouse_is(timeline: Timeline) -> None:
    x = timeline.place_of(103.0)
    length = timeline.section.seconds
    none = Qt.KeyboardModifier.NoModifier
    turned = QWheelEvent(
        QPointF(x, 60),
        QPointF(x, 60),
        QPoint(),
        QPoint(0, 240),
        Qt.MouseButton.NoButton,
        none,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(timeline, turned)
    assert timeline.section.seconds < length
    assert abs(timeline.moment_at(x) - 103.0) < 1e-6


def test_the_keyboard_reaches_every_moment(qtbot: Any, timeline: Timeline) -> None:
    whole = (timeline.section.start, timeline.section.end)
    for key in (Qt.Key.Key_Plus, Qt.Key.Key_Plus, Qt.Key.Key_Right):
        qtbot.keyClick(timeline, key)
    assert timeline.section.seconds < whole[1] - whole[0]
    qtbot.keyClick(timeline, Qt.Key.Key_Home)
    assert (timeline.section.start, timeline.section.end) == whole


def test_who_comes_by_keyboard_sees_a_frame_with_four_edges(qtbot: Any, timeline: Timeline) -> None:
    timeline.activateWindow()
    timeline.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(timeline.hasFocus)
    picture = timeline.grab().toImage()
    left, right = timeline._left() - 1, timeline.width() - 1
    top, bottom = timeline._axis, timeline._axis + timeline._rows_height() - 1
    for x, y in ((left, top), (right, top), (left, bottom), (right, bottom)):
        assert picture.pixelColor(x, y) == QColor(LIGHT.accent)


def test_painting_a_hundred_thousand_spans_is_bounded_by_the_pixels(qtbot: Any, theme: Theme) -> None:
    tracks = Tracks()
    tracks.add(
        Span(f"worker {number % 4}", tuple(Stage)[number % 8], "x", number, number + 1.0, number)
        for number in range(100_000)
    )
    for number in range(10_000):
        tracks.add_gap(Gap(number * 10.0, number * 10.0 + 0.3))
    timeline = Timeline(tracks, theme)
    qtbot.addWidget(timeline)
    timeline.resize(1000, 400)
    timeline.show_all()
    timeline.grab()
    assert 0 < timeline.pieces_drawn <= 5 * 1000


def test_very_many_rows_keep_a_bounded_height(qtbot: Any, theme: Theme) -> None:
    tracks = Tracks()
    tracks.add(Span(f"worker {number}", Stage.EMBED, "x", 0.0, 1.0) for number in range(1, 301))
    timeline = Timeline(tracks, theme)
    qtbot.addWidget(timeline)
    assert timeline.minimumSizeHint().height() < 500
    timeline.resize(timeline.minimumSizeHint())
    timeline.show_all()
    assert not timeline.grab().isNull()
    y = row_of(timeline, "worker 299")
    found = timeline.span_at(QPointF(timeline.place_of(0.5), y))
    assert found is not None
    assert found.track == "worker 299"


def test_rows_become_lower_before_the_legend_is_cut(qtbot: Any, light: Theme, tracks: Tracks) -> None:
    timeline = Timeline(tracks, light)
    qtbot.addWidget(timeline)
    timeline.resize(800, 400)
    full = row_of(timeline, "worker 2")
    assert timeline.sizeHint().height() > timeline.minimumSizeHint().height()
    timeline.resize(800, timeline.minimumSizeHint().height())
    top, height = timeline._row_place(timeline.tracks.count() - 1)
    assert row_of(timeline, "worker 2") < full
    assert height >= QFontMetrics(light.fonts.small).height(), "its name still fits"
    # Colours of the legend below the last row.
    picture = timeline.grab().toImage()
    assert top + height < picture.height()
    left = round(timeline.place_of(timeline.section.start))
    below = [picture.pixelColor(left + 5, y).name() for y in range(round(top + height), picture.height())]
    assert len(set(below)) > 1


def test_nothing_at_all_can_be_painted_too(qtbot: Any, theme: Theme) -> None:
    timeline = Timeline(Tracks(), theme)
    qtbot.addWidget(timeline)
    assert not timeline.grab().isNull()


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (0.0, 48.0, ["0 s", "10 s", "20 s", "30 s", "40 s"]),
        (0.0, 0.04, ["0 ms", "10 ms", "20 ms", "30 ms", "40 ms"]),
        (0.0, 2.0, ["0.0 s", "0.5 s", "1.0 s", "1.5 s", "2.0 s"]),
        (0.0, 1000.0, ["0 min", "5 min", "10 min", "15 min"]),
        (-0.3, 1.0, ["0.0 s", "0.5 s", "1.0 s"]),
    ],
)
def test_the_axis_has_round_marks_with_their_unit(start: float, end: float, words: list[str]) -> None:
    made = axis(start, end, 5)
    assert [made.word(moment) for moment in made.ticks(end)] == words


def test_durations_are_written_with_the_precision_they_deserve() -> None:
    assert [span_of_time(seconds) for seconds in (0.0004, 0.012, 1.84, 12.34, 125)] == [
        "0.4 ms",
        "12 ms",
        "1,840 ms",
        "12.3 s",
        "2 min 5 s",
    ]
    assert [seconds_of(seconds) for seconds in (0.001, 2.4, 48.0, 3700)] == ["0.001 s", "2.40 s", "48.0 s", "1 h 1 min"]
