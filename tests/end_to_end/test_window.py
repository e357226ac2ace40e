"""The real program on a real (virtual) screen: a drag from another window, a search, a quit in the middle."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.theme import LIGHT
from engine.records import DocumentState
from tests.end_to_end.conftest import Program
from tests.end_to_end.screen import Meanwhile, Screen, dropped, needs_a_screen, wait_until

COUNT = 16

pytestmark = needs_a_screen


def write_documents(folder: Path) -> None:
    """Documents that differ, of several chunks each."""
    folder.mkdir()
    for number in range(COUNT):
        lines = [
            f"Paragraph {line} of report {number}: the loop of window {line * number} stays free." for line in range(40)
        ]
        (folder / f"report {number}.txt").write_text("\n\n".join(lines))


def ready(program: Program) -> int:
    """How many documents are."""
    return list(program.states().values()).count(DocumentState.READY)


@pytest.mark.timeout(300)
def test_drag_quit_at_once_go_on_and_search_meanwhile(screen: Screen, program: Program, tmp_path: Path) -> None:
    documents = tmp_path / "reports"
    write_documents(documents)
    meanwhile = Meanwhile(screen, program.library)
    # So slow that it is at work until it is ended, however long that takes here.
    screen.environment["MEANWHILE_PROCESSOR_SHARE"] = "10"
    running = meanwhile.open()
    del screen.environment["MEANWHILE_PROCESSOR_SHARE"]

    source = screen.drag_source("files", [documents])
    screen.pick_up(source)
    wait_until(screen.welcomed, "the window welcomes the drag")
    screen.let_go()
    assert dropped(source) == "CopyAction"

    meanwhile.quit(running)
    assert ready(program) < COUNT

    running = meanwhile.open()
    screen.focus("Meanwhile")
    screen.xdotool("key", "ctrl+k")
    screen.xdotool("type", "--delay", "20", "window report")
    wait_until(lambda: screen.pixels(LIGHT.mark) > 100, "the words of a hit are marked on the screen")
    wait_until(lambda: ready(program) == COUNT, "all documents are ready")
    meanwhile.quit(running)
    assert set(program.states().values()) == {DocumentState.READY}
