from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QTimer

from desktop.lab.mode_switch import ModeSwitch, mode_line
from desktop.lab.pulse_strip import PulseGraph, PulseStrip
from desktop.pulse import Pulse
from desktop.theme import Theme
from engine.compare.results import Gap
from engine.records import Mode
from engine.trace import Span, Stage, clock


def test_every_start_begins_in_the_background(qtbot: Any) -> None:
    switch = ModeSwitch()
    qtbot.addWidget(switch)
    assert switch.mode is Mode.BACKGROUND


def test_the_arrow_keys_and_the_actions_choose(qtbot: Any) -> None:
    switch = ModeSwitch()
    qtbot.addWidget(switch)
    with qtbot.waitSignal(switch.mode_changed) as changed:
        qtbot.keyClick(switch, Qt.Key.Key_Left)
    assert changed.args == [Mode.ASYNC]
    with qtbot.waitSignal(switch.mode_changed) as changed:
        switch.choices.actions()[0].trigger()
    assert changed.args == [Mode.BLOCKING]
    qtbot.keyClick(switch, Qt.Key.Key_Left)
    assert switch.mode is Mode.BLOCKING


def test_each_choice_explains_itself(qtbot: Any) -> None:
    switch = ModeSwitch()
    qtbot.addWidget(switch)
    for mode, action in zip((Mode.BLOCKING, Mode.ASYNC, Mode.BACKGROUND), switch.choices.actions(), strict=True):
        assert mode_line(mode) in action.toolTip()
        assert not action.shortcut().isEmpty()


def strip(qtbot: Any, theme: Theme, cause: Span | None, others: int = 0) -> PulseStrip:
    made = PulseStrip(Pulse(), lambda *_: (cause, others), theme)
    qtbot.addWidget(made)
    made.resize(900, 40)
    return made


def test_the_longest_gap_is_told_with_its_cause(qtbot: Any, theme: Theme) -> None:
    cause = Span("window", Stage.EXTRACT, "book.pdf", 0.0, 1.0)
    made = strip(qtbot, theme, cause)
    now = clock()
    made.graph.add(Gap(now - 3.0, now - 3.0 + 1.84))
    made.graph.add(Gap(now - 0.5, now - 0.4))
    assert made.sentence() == "Blocked 1,840 ms by extract book.pdf"
    assert not made.grab().isNull()
    several = strip(qtbot, theme, cause, others=2)
    several.graph.add(Gap(now - 1.0, now))
    assert several.sentence() == "Blocked 1,000 ms by extract book.pdf and 2 more steps"


def test_a_free_window_is_called_free_and_old_gaps_are_forgotten(qtbot: Any, theme: Theme) -> None:
    made = strip(qtbot, theme, None)
    assert made.sentence() == "Free · longest gap 0 ms"
    now = clock()
    made.graph.add(Gap(now - 80.0, now - 70.0))
    made.graph.add(Gap(now - 0.03, now))
    assert made.sentence() == "Free · longest gap 30 ms"


def test_the_counter_counts_clicks(qtbot: Any, theme: Theme) -> None:
    made = strip(qtbot, theme, None)
    for _ in range(3):
        qtbot.mouseClick(made.counter, Qt.MouseButton.LeftButton)
    assert made.clicks == 3
    assert made.counter.text().endswith("3")


def test_the_graph_moves_on_however_often_it_is_told_to_rest(qtbot: Any, light: Theme) -> None:
    graph = PulseGraph(light)
    graph.STILL_MS = 40
    qtbot.addWidget(graph)
    painted: list[None] = []
    graph._paints.timeout.connect(lambda: painted.append(None))
    reminders = QTimer(graph)
    reminders.timeout.connect(lambda: graph.rest(True))
    graph.show()
    graph.rest(True)
    reminders.start(10)
    qtbot.waitUntil(lambda: len(painted) >= 2)


def test_the_heart_beats_only_while_it_can_be_seen(qtbot: Any, light: Theme) -> None:
    pulse = Pulse()
    made = PulseStrip(pulse, lambda *_: (None, 0), light)
    qtbot.addWidget(made)
    with qtbot.waitSignal(pulse.gap):
        made.show()
    made.hide()
    with qtbot.assertNotEmitted(pulse.gap, wait=40):
        pass


def test_the_heart_beats_unseen_while_a_timeline_is_made_of_it(qtbot: Any, light: Theme) -> None:
    pulse = Pulse()
    made = PulseStrip(pulse, lambda *_: (None, 0), light)
    qtbot.addWidget(made)
    with qtbot.waitSignal(pulse.gap):
        made.beat_unseen(True)
    made.show()
    made.hide()
    assert pulse.beating
    made.show()
    made.beat_unseen(False)
    assert pulse.beating
    made.hide()
    assert not pulse.beating
