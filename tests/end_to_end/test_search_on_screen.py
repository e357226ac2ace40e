"""A search with the keyboard alone, on a real (virtual) screen: to the marked page, and opened there."""

from __future__ import annotations

import os
from pathlib import Path

from desktop.theme import LIGHT
from engine.library import Library
from engine.records import Mode
from engine.settings import Settings
from tests.end_to_end.screen import Meanwhile, Screen, needs_a_screen, wait_until

HANDBOOK = Path(__file__).parents[1] / "fixtures" / "documents" / "handbook.pdf"
IN_A_SNIPPET = 5_000
"""Pixels: the words that are marked in the hits take fewer, a passage on its page takes more."""
A_CHOSEN_BUTTON = 500
"""Pixels: the switch of the modes is there when the documents are."""

pytestmark = needs_a_screen


def viewer(folder: Path) -> Path:
    """A PDF viewer that is the system's default and notes how it is called; returns where."""
    folder.mkdir()
    notes = folder / "called"
    for name, script in (
        ("xdg-mime", "echo org.pwmt.zathura.desktop"),
        ("zathura", f"printf '%s\\n' \"$@\" > {notes}.new && mv {notes}.new {notes}"),
    ):
        program = folder / name
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
    return notes


def test_from_a_key_to_the_marked_page_and_into_the_viewer(screen: Screen, tmp_path: Path) -> None:
    called = viewer(tmp_path / "programs")
    screen.environment["PATH"] = f"{tmp_path / 'programs'}{os.pathsep}{os.environ['PATH']}"
    library = Library.open(tmp_path / "library", Settings(workers=1, give_way=False))
    library.add([HANDBOOK])
    library.run(Mode.BLOCKING)
    library.close()

    meanwhile = Meanwhile(screen, tmp_path / "library")
    program = meanwhile.open()
    wait_until(lambda: screen.pixels(LIGHT.selected) > A_CHOSEN_BUTTON, "the library is open")
    screen.focus("Meanwhile")
    screen.xdotool("key", "ctrl+f")
    # However much of the word is asked for while it is typed, the best page is the same.
    screen.xdotool("type", "--delay", "20", "spare")
    wait_until(lambda: screen.pixels(LIGHT.mark) > IN_A_SNIPPET, "the passage is marked on its page")
    screen.xdotool("key", "Down", "Down")
    screen.xdotool("key", "Up")
    screen.xdotool("key", "Return")
    wait_until(called.exists, "the viewer is called")
    assert called.read_text().splitlines() == ["--page=2", str(HANDBOOK)]
    meanwhile.quit(program)
