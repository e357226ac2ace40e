"""Real drags on a real (virtual) screen: from a file manager, of what is no file, of very much, onto a dock."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.end_to_end.conftest import Program
from tests.end_to_end.screen import MIDDLE, ROOT, Meanwhile, Screen, dropped, needs_a_screen, wait_until

LIST = (400, 400)
NOWHERE = (640, 785)
DOCK = (32, 768)
FIRST_FILE = (204, 95)
"""Where a file manager shows the first file, from its window's corner."""

pytestmark = [needs_a_screen, pytest.mark.timeout(300), pytest.mark.usefixtures("meanwhile")]


@pytest.fixture
def meanwhile(screen: Screen, program: Program) -> Iterator[Meanwhile]:
    one = Meanwhile(screen, program.library)
    running = one.open()
    yield one
    one.quit(running)


def notes(folder: Path, count: int, words: int = 5) -> list[Path]:
    """Texts that differ."""
    folder.mkdir()
    paths = [folder / f"note {number}.txt" for number in range(count)]
    for number, path in enumerate(paths):
        path.write_text(" ".join(f"harbour {number} lamp {word * number}." for word in range(words)))
    return paths


def cursor_over(screen: Screen, place: tuple[int, int]) -> bytes:
    """The mouse's picture when it drags over this place; the answer of what is there may take its time."""
    screen.move_over(*place)
    return screen.cursor()


def refusal(screen: Screen, arrow: bytes) -> bytes:
    """The picture of a mouse that drags over the bare screen, which takes nothing."""
    wait_until(lambda: cursor_over(screen, NOWHERE) != arrow, "the bare screen refuses")
    return screen.cursor()


def acceptance(screen: Screen, arrow: bytes, forbidden: bytes) -> bytes:
    """The picture of a mouse that drags over the window, which copies files."""
    wait_until(lambda: screen.welcomed() and screen.cursor() not in (arrow, forbidden), "the cursor says: copied")
    return screen.cursor()


def drag_all_from_file_manager(screen: Screen, folder: Path, to: tuple[int, int], taken: Callable[[], bool]) -> None:
    """Open a folder in the file manager, select everything in it, drag it and let go; close it when all was taken."""
    manager = screen.start("pcmanfm", "--no-desktop", str(folder))
    screen.place(folder.name, 20, 20, 560, 300)
    window = screen.window(folder.name)
    screen.focus(folder.name)
    screen.xdotool("mousemove", "--window", window, "400", "200", "click", "1", "key", "ctrl+a")
    x, y = FIRST_FILE
    screen.xdotool("mousemove", "--window", window, str(x), str(y), "mousedown", "1")
    for step in (5, 10, 15, 20, 25):
        screen.xdotool("mousemove", "--window", window, str(x + step), str(y + step))
    wait_until(lambda: screen.welcomed(to), "the window welcomes the drag")
    screen.let_go()
    wait_until(taken, "the drop is in the library")
    manager.kill()
    manager.wait()


@pytest.mark.skipif(shutil.which("pcmanfm") is None, reason="needs pcmanfm")
def test_files_from_a_file_manager_onto_the_empty_window_then_onto_the_list_while_it_works(
    screen: Screen, program: Program, tmp_path: Path
) -> None:
    notes(tmp_path / "first", 3, words=20_000)
    notes(tmp_path / "second", 4)

    def tasks() -> int:
        return len(program.rows("SELECT id FROM tasks"))

    drag_all_from_file_manager(screen, tmp_path / "first", MIDDLE, lambda: tasks() == 1)
    drag_all_from_file_manager(screen, tmp_path / "second", LIST, lambda: tasks() == 2)
    wait_until(lambda: program.rows("SELECT count(*) FROM locations") == [(7,)], "both drops are listed")
    assert program.progress()[0] < 7
    # A drop copies: whatever the file manager proposed, its files are still there.
    assert len(list(tmp_path.glob("*/note *.txt"))) == 7


def test_links_and_text_meet_the_forbidden_cursor_and_files_do_not(
    screen: Screen, program: Program, tmp_path: Path
) -> None:
    arrow = screen.cursor()
    for kind, offered in (("links", "https://example.org/a.pdf"), ("text", "some words")):
        source = screen.drag_source(kind, [offered])
        screen.pick_up(source)
        forbidden = refusal(screen, arrow)
        assert not any(screen.welcomed() for _ in range(3))
        assert screen.cursor() == forbidden
        screen.let_go()
        assert dropped(source) == "IgnoreAction"
        source.kill()
        source.wait()

    source = screen.drag_source("files", notes(tmp_path / "notes", 1))
    screen.pick_up(source)
    acceptance(screen, arrow, forbidden)
    wait_until(lambda: cursor_over(screen, NOWHERE) == forbidden, "the drag has left the window")
    screen.let_go()
    assert dropped(source) == "IgnoreAction"
    assert program.rows("SELECT id FROM tasks") == []


def test_five_thousand_files_at_once(screen: Screen, program: Program, tmp_path: Path) -> None:
    paths = notes(tmp_path / "notes", 5000)
    source = screen.drag_source("files", paths)
    screen.pick_up(source)
    wait_until(lambda: screen.welcomed(), "the window welcomes the drag")
    screen.let_go()
    assert dropped(source) == "CopyAction"
    wait_until(lambda: program.rows("SELECT count(*) FROM locations") == [(5000,)], "all of them are listed")


@pytest.mark.skipif(shutil.which("tint2") is None, reason="needs tint2")
def test_files_onto_the_icon_in_a_dock(screen: Screen, program: Program, tmp_path: Path) -> None:
    files = notes(tmp_path / "notes", 2)
    entry = tmp_path / "meanwhile.desktop"
    entry.write_text(
        f"[Desktop Entry]\nType=Application\nName=Meanwhile\nIcon={ROOT}/resources/icons/meanwhile-64.png\n"
        f"Exec={sys.executable} -m desktop --library {program.library} %F\nPath={ROOT}\n"
    )
    dock = tmp_path / "tint2rc"
    dock.write_text(
        "rounded = 0\nbackground_color = #202020 100\n\npanel_items = L\npanel_position = bottom left horizontal\n"
        "panel_size = 64 64\npanel_background_id = 1\nlauncher_icon_size = 48\n"
        f"launcher_item_app = {entry}\n"
    )
    screen.start("tint2", "-c", str(dock))
    wait_until(lambda: screen.xdotool("search", "--onlyvisible", "--class", "tint2"), "the dock appears")
    arrow = screen.cursor()
    source = screen.drag_source("files", files)
    screen.pick_up(source)
    forbidden = refusal(screen, arrow)
    copied = acceptance(screen, arrow, forbidden)
    # Not welcomed by the window any more: what the mouse shows next is the dock's answer.
    wait_until(lambda: cursor_over(screen, NOWHERE) == forbidden, "the drag has left the window")
    wait_until(lambda: cursor_over(screen, DOCK) == copied, "the dock takes the drag")
    screen.let_go()
    assert dropped(source) == "CopyAction"
    wait_until(
        lambda: program.rows("SELECT count(*) FROM locations") == [(2,)],
        "the files that the dock started the program with are in the library",
    )
