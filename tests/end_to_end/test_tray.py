"""The icon in a real tray: seen while there is work, clicked, and telling something that can be clicked, too."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest

from desktop.theme import LIGHT
from tests.end_to_end.screen import Screen, needs_a_screen, wait_until

# Prints where its icon and its notification are, and what is asked of it.
PROGRAM = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from desktop.theme import ColourScheme, Theme
from desktop.tray import Tray
from engine.paths import resources
from engine.records import DocumentState, Overview

app = QApplication(["tray"])
app.setQuitOnLastWindowClosed(False)
theme = Theme(app, resources(), ColourScheme.LIGHT)
tray = Tray(theme.app_icon(), theme)
facts = dict(pages_read=0, chunks=0, embedded=0, listing=False, running=True, pages_per_second=None,
             tokens_per_second=None, eta_seconds=None)
at_work = Overview(by_state={DocumentState.QUEUED: 4}, progress=0.75, **facts)
done = Overview(by_state={DocumentState.READY: 4}, progress=1.0, **facts)

def say(what, area):
    if area.width() > 1 and area.height() > 1:
        print(what, area.center().x(), area.center().y(), flush=True)
        return True
    return False

def balloon():
    return next((one for one in app.topLevelWidgets() if one.metaObject().className() == "QBalloonTip"), None)

def is_taken_in():
    return tray._icon.geometry().top() > 400  # the tray is at the bottom

steps = [
    lambda: tray.show_overview(at_work, False) or is_taken_in() and say("icon", tray._icon.geometry()),
    lambda: balloon() is not None and balloon().isVisible() and say("told", balloon().frameGeometry()),
]

def look():
    if steps and steps[0]():
        steps.pop(0)

def opened():
    print("open", flush=True)
    if len(steps) == 1:
        assert tray.tell("All documents are ready", "4 documents ready.")
        tray.show_overview(done, False)

tray.open_wanted.connect(opened)
looks = QTimer(interval=20)
looks.timeout.connect(look)
looks.start()
app.exec()
"""

pytestmark = [needs_a_screen, pytest.mark.skipif(shutil.which("tint2") is None, reason="needs tint2")]


def test_it_is_seen_clicked_and_tells(screen: Screen) -> None:
    screen.start("tint2")
    wait_until(lambda: screen.xdotool("search", "--onlyvisible", "--class", "tint2"), "the tray appears")
    program = screen.start(sys.executable, "-c", PROGRAM)
    place = said(program, "icon")
    wait_until(lambda: screen.pixels(LIGHT.accent) > 10, "the ring is drawn")
    screen.xdotool("mousemove", *place, "click", "1")
    said(program, "open")
    place = said(program, "told")
    screen.xdotool("mousemove", *place, "click", "1")
    said(program, "open")


def said(program: subprocess.Popen[str], what: str) -> list[str]:
    """What the program says of something, which has to be the next it speaks of."""
    assert program.stdout is not None
    word, *rest = program.stdout.readline().split()
    assert word == what
    return rest
