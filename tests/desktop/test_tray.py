"""The icon in the tray: what it says, what it shows and what can be asked of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtGui import QAction, QColor

from desktop.theme import Theme
from desktop.tray import Tray
from engine.records import DocumentState, Overview

MakeOverview = Callable[..., Overview]


@pytest.fixture
def tray(qapp: Any, light: Theme) -> Tray:  # noqa: ARG001 - a menu needs an application
    return Tray(light.app_icon(), light)


def action(tray: Tray, words: str) -> QAction:
    return next(one for one in tray._menu.actions() if one.text() == words and one.isVisible())


def ring(tray: Tray, colour: str) -> int:
    """How many pixels of the icon have this colour."""
    image = tray._icon.icon().pixmap(64, 64).toImage()
    wanted = QColor(colour).rgb()
    return sum(image.pixel(x, y) == wanted for x in range(image.width()) for y in range(image.height()))


def test_its_line_and_its_ring_show_how_far_the_work_is(tray: Tray, light: Theme, overview: MakeOverview) -> None:
    drawn = []
    for progress in (0.25, 0.5, 0.75):
        tray.show_overview(overview(by_state={DocumentState.QUEUED: 4}, progress=progress), False)
        drawn.append(ring(tray, light.colours.accent))
    assert 0 < drawn[0] < drawn[1] < drawn[2]
    assert tray.line == "0 of 4 documents"
    assert tray._icon.toolTip() == "Meanwhile: 0 of 4 documents"
    tray.show_overview(overview(by_state={DocumentState.QUEUED: 4}, progress=0.75, paused=True), False)
    assert ring(tray, light.colours.accent) == 0
    assert ring(tray, light.colours.quiet) > 0
    tray.show_overview(overview(by_state={DocumentState.READY: 4}, progress=1.0), True)
    assert ring(tray, light.colours.accent) == ring(tray, light.colours.track) == 0


def test_work_is_paused_and_taken_up_again(qtbot: Any, tray: Tray, overview: MakeOverview) -> None:
    for words, paused in (("Pause work", False), ("Resume work", True)):
        tray.show_overview(overview(by_state={DocumentState.QUEUED: 4}, paused=paused), False)
        with qtbot.waitSignal(tray.pause_wanted) as asked:
            action(tray, words).trigger()
        assert asked.args == [not paused]
    tray.show_overview(overview(by_state={DocumentState.READY: 4}), True)
    assert not tray._pause.isVisible()


def test_the_window_and_the_end_can_be_asked_for(qtbot: Any, tray: Tray) -> None:
    for words, signal in (("Show the window", tray.open_wanted), ("Quit", tray.quit_wanted)):
        with qtbot.waitSignal(signal):
            action(tray, words).trigger()
