"""The real program on a real (virtual) screen: a drag from another window, a search, a quit in the middle."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop.theme import LIGHT

ROOT = Path(__file__).resolve().parents[2]
NEEDED = ("Xvfb", "openbox", "xdotool")
DEADLINE = 60.0
COUNT = 16

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or any(shutil.which(name) is None for name in NEEDED),
    reason=f"needs {', '.join(NEEDED)}",
)

DRAG_SOURCE = """
import sys
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDrag
from PySide6.QtWidgets import QApplication, QWidget

class Source(QWidget):
    def mouseMoveEvent(self, event):
        drag = QDrag(self)
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(path) for path in sys.argv[1:]])
        drag.setMimeData(mime)
        print("dragging", flush=True)
        done = drag.exec(Qt.DropAction.CopyAction | Qt.DropAction.MoveAction)
        print("dropped", done.name, flush=True)

app = QApplication(["source"])
source = Source()
source.setWindowTitle("A folder")
source.resize(200, 100)
source.show()
app.exec()
"""

# Answers each colour on its standard input with the number of its pixels on the screen.
WATCHER = """
import sys
from PySide6.QtGui import QColor, QGuiApplication, QImage

app = QGuiApplication(["watcher"])
for line in sys.stdin:
    picture = app.primaryScreen().grabWindow(0).toImage().convertToFormat(QImage.Format.Format_RGB32)
    wanted = QColor(line.strip()).rgb().to_bytes(4, sys.byteorder)
    print(sum(bytes(picture.constScanLine(y)).count(wanted) for y in range(picture.height())), flush=True)
"""


def wait_until(condition: Callable[[], Any], what: str) -> Any:
    """Ask again until the condition is true; fails after the deadline."""
    until = time.monotonic() + DEADLINE
    while time.monotonic() < until:
        if found := condition():
            return found
    return pytest.fail(f"waited {DEADLINE:.0f} s in vain until {what}")


class Screen:
    """A virtual screen with a window manager, a mouse and a keyboard."""

    def __init__(self, display: str, processes: list[subprocess.Popen[str]]) -> None:
        self.environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        self.environment.pop("WAYLAND_DISPLAY", None)
        self._processes = processes
        self._watcher = self.start(sys.executable, "-c", WATCHER)

    def start(self, *command: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            command, cwd=ROOT, env=self.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._processes.append(process)
        return process

    def xdotool(self, *arguments: str) -> str:
        done = subprocess.run(
            ["xdotool", *arguments], env=self.environment, capture_output=True, text=True, check=False, timeout=DEADLINE
        )
        return done.stdout.strip()

    def window(self, title: str) -> str:
        """Id of the window with this title, once it is shown."""
        found = wait_until(lambda: self.xdotool("search", "--onlyvisible", "--name", f"^{title}$"), f"{title} appears")
        return str(found).splitlines()[0]

    def focus(self, title: str) -> None:
        self.xdotool("windowactivate", "--sync", self.window(title))

    def pixels(self, colour: str) -> int:
        assert self._watcher.stdin is not None
        assert self._watcher.stdout is not None
        self._watcher.stdin.write(colour + "\n")
        self._watcher.stdin.flush()
        return int(self._watcher.stdout.readline())


@pytest.fixture
def screen() -> Iterator[Screen]:
    processes: list[subprocess.Popen[str]] = []
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x800x24", "-nolisten", "tcp"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
        text=True,
    )
    os.close(writing)
    with os.fdopen(reading) as number:
        display = f":{number.readline().strip()}"
    try:
        made = Screen(display, processes)
        made.start("openbox")
        yield made
    finally:
        for process in (*reversed(processes), server):
            process.send_signal(signal.SIGKILL)
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    pipe.close()


class Meanwhile:
    """The program, and what can be asked about its library from outside."""

    def __init__(self, screen: Screen, library: Path) -> None:
        self._screen = screen
        self._library = library

    def open(self) -> subprocess.Popen[str]:
        process = self._screen.start(
            sys.executable, "-m", "desktop", "--library", str(self._library), "--theme", "light"
        )
        window = self._screen.window("Meanwhile")
        # Without --sync, which waits for ever when the window has come back in this size by itself.
        self._screen.xdotool("windowsize", window, "900", "600")
        self._screen.xdotool("windowmove", window, "300", "150")
        return process

    def states(self) -> dict[str, int]:
        """Documents by state."""
        done = subprocess.run(
            [sys.executable, "-m", "desktop", "status", "--json", "--documents", "--library", str(self._library)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
            timeout=DEADLINE,
        )
        counts: dict[str, int] = {}
        for item in json.loads(done.stdout)["items"]:
            counts[item["state"]] = counts.get(item["state"], 0) + 1
        return counts


def write_documents(folder: Path) -> None:
    """Documents that differ, of several chunks each."""
    folder.mkdir()
    for number in range(COUNT):
        lines = [
            f"Paragraph {line} of report {number}: the loop of window {line * number} stays free." for line in range(80)
        ]
        (folder / f"report {number}.txt").write_text("\n\n".join(lines))


@pytest.mark.timeout(300)
def test_drag_quit_at_once_go_on_and_search_meanwhile(screen: Screen, tmp_path: Path) -> None:
    documents = tmp_path / "reports"
    write_documents(documents)
    meanwhile = Meanwhile(screen, tmp_path / "library")
    program = meanwhile.open()

    source = screen.start(sys.executable, "-c", DRAG_SOURCE, str(documents))
    screen.xdotool("windowmove", "--sync", screen.window("A folder"), "20", "20")
    screen.xdotool("mousemove", "100", "80", "mousedown", "1", "mousemove", "130", "100", "mousemove", "150", "110")
    assert source.stdout is not None
    assert source.stdout.readline() == "dragging\n"

    def over_the_window() -> bool:
        screen.xdotool("mousemove_relative", "5", "0", "mousemove", "700", "450")
        return screen.pixels(LIGHT.selected) > 100_000

    wait_until(over_the_window, "the window welcomes the drag")
    screen.xdotool("mouseup", "1")
    assert source.stdout.readline() == "dropped CopyAction\n"

    screen.focus("Meanwhile")
    screen.xdotool("key", "ctrl+q")
    assert program.wait(DEADLINE) == 0
    assert meanwhile.states().get("ready", 0) < COUNT

    program = meanwhile.open()
    screen.focus("Meanwhile")
    screen.xdotool("key", "ctrl+k")
    screen.xdotool("type", "--delay", "20", "window report")
    wait_until(lambda: screen.pixels(LIGHT.mark) > 100, "the words of a hit are marked on the screen")
    wait_until(lambda: meanwhile.states() == {"ready": COUNT}, "all documents are ready")
    screen.xdotool("key", "ctrl+q")
    assert program.wait(DEADLINE) == 0
