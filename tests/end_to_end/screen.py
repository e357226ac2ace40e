"""A virtual screen with a window manager, a mouse and a keyboard; things to drag, and the program to drop them on."""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from desktop.theme import LIGHT

ROOT = Path(__file__).resolve().parents[2]
NEEDED = ("Xvfb", "openbox", "xdotool")
DEADLINE = 60.0
MIDDLE = (700, 450)
"""Of the window, where there is only room to drop things."""
FRAME = 50
"""Pixels that a window manager puts around a window, at most."""

needs_a_screen = pytest.mark.skipif(
    sys.platform != "linux" or any(shutil.which(name) is None for name in NEEDED),
    reason=f"needs {', '.join(NEEDED)}",
)

# Offers each line of its standard input that comes after the kind of drag: "files", "links" or "text".
DRAG_SOURCE = """
import sys
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDrag
from PySide6.QtWidgets import QApplication, QWidget

kind, *offered = sys.stdin.read().splitlines()

class Source(QWidget):
    is_pressed = False

    def mousePressEvent(self, event):
        self.is_pressed = True

    def mouseMoveEvent(self, event):
        # One drag for one press: moves that come late shall not begin another one, which nobody would end.
        if not self.is_pressed:
            return
        self.is_pressed = False
        drag = QDrag(self)
        mime = QMimeData()
        if kind == "text":
            mime.setText(offered[0])
        else:
            mime.setUrls([QUrl.fromLocalFile(one) if kind == "files" else QUrl(one) for one in offered])
        drag.setMimeData(mime)
        print("dragging", flush=True)
        done = drag.exec(Qt.DropAction.CopyAction | Qt.DropAction.MoveAction)
        # Whoever reads the next line may end this process, and a window that was not told that the drag has left it
        # takes the next one for the same.
        QApplication.sync()
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
        # To ask takes processes and pictures of the screen: what is waited for needs the processor, too.
        time.sleep(0.05)
    return pytest.fail(f"waited {DEADLINE:.0f} s in vain until {what}")


class Screen:
    """What is on it, and what a person can do to it."""

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

    def place(self, title: str, x: int, y: int, width: int, height: int) -> None:
        """Have a window lie there, its frame included; returns when it does, for what is dragged goes by places."""
        window = self.window(title)

        def lies_there() -> bool:
            # Without --sync, which waits for ever when the window has come back in this size by itself.
            self.xdotool("windowsize", window, str(width), str(height), "windowmove", window, str(x), str(y))
            told = self.xdotool("getwindowgeometry", "--shell", window)
            now = dict(line.split("=") for line in told.splitlines())
            if (now["WIDTH"], now["HEIGHT"]) != (str(width), str(height)):
                return False
            return 0 <= int(now["X"]) - x <= FRAME and 0 <= int(now["Y"]) - y <= FRAME

        wait_until(lies_there, f"{title} lies in its place")

    def pixels(self, colour: str) -> int:
        """How many pixels of the screen have exactly this colour."""
        assert self._watcher.stdin is not None
        assert self._watcher.stdout is not None
        self._watcher.stdin.write(colour + "\n")
        self._watcher.stdin.flush()
        return int(self._watcher.stdout.readline())

    def drag_source(self, kind: str, offered: Sequence[str | Path]) -> subprocess.Popen[str]:
        """A window at the top left from which files, links or text can be dragged."""
        source = self.start(sys.executable, "-c", DRAG_SOURCE)
        assert source.stdin is not None
        source.stdin.write("\n".join([kind, *map(str, offered)]))
        source.stdin.close()
        self.xdotool("windowmove", "--sync", self.window("A folder"), "20", "20")
        return source

    def pick_up(self, source: subprocess.Popen[str]) -> None:
        """Begin to drag what the source offers."""
        self.xdotool("mousemove", "100", "80", "mousedown", "1", "mousemove", "130", "100", "mousemove", "150", "110")
        assert source.stdout is not None
        assert source.stdout.readline() == "dragging\n"

    def move_over(self, x: int, y: int) -> None:
        """Go on dragging; two small steps, for what a drag passes over is told at each."""
        self.xdotool("mousemove", str(x - 5), str(y), "mousemove", str(x), str(y))

    def welcomed(self, place: tuple[int, int] = MIDDLE) -> bool:
        """Whether the window says that letting go adds what is dragged over it."""
        self.move_over(*place)
        return self.pixels(LIGHT.selected) > 100_000

    def let_go(self) -> None:
        self.xdotool("mouseup", "1")

    def cursor(self) -> bytes:
        """The picture that the mouse has just now."""
        return _cursor_picture(self.environment["DISPLAY"])


class _CursorImage(ctypes.Structure):
    """``XFixesCursorImage``."""

    _fields_ = [
        ("x", ctypes.c_short),
        ("y", ctypes.c_short),
        ("width", ctypes.c_ushort),
        ("height", ctypes.c_ushort),
        ("xhot", ctypes.c_ushort),
        ("yhot", ctypes.c_ushort),
        ("serial", ctypes.c_ulong),
        ("pixels", ctypes.POINTER(ctypes.c_ulong)),
    ]


def _cursor_picture(display: str) -> bytes:
    x11, fixes = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXfixes.so.3")
    x11.XOpenDisplay.restype = ctypes.c_void_p
    fixes.XFixesGetCursorImage.restype = ctypes.POINTER(_CursorImage)
    connection = ctypes.c_void_p(x11.XOpenDisplay(display.encode()))
    try:
        image = fixes.XFixesGetCursorImage(connection).contents
        return b"".join(
            (image.pixels[index] & 0xFFFFFFFF).to_bytes(4, "big") for index in range(image.width * image.height)
        )
    finally:
        x11.XCloseDisplay(connection)


def dropped(source: subprocess.Popen[str]) -> str:
    """What became of a drag, as its source was told."""
    assert source.stdout is not None
    return source.stdout.readline().removeprefix("dropped ").strip()


@contextmanager
def virtual_screen() -> Iterator[Screen]:
    """An X server of its own; everything that was started on it ends with it."""
    processes: list[subprocess.Popen[str]] = []
    reading, writing = os.pipe()
    server = subprocess.Popen(
        # Left alone for a moment, it would begin anew and turn away whoever comes just then.
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-noreset"],
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

    def __init__(
        self, screen: Screen, library: Path, command: Sequence[str] = (sys.executable, "-m", "desktop")
    ) -> None:
        self.library = library
        self.command = command
        self._screen = screen

    def open(self) -> subprocess.Popen[str]:
        """Start it; its window then lies at 300, 150 and is 900 by 600 pixels large."""
        process = self._screen.start(*self.command, "--library", str(self.library), "--theme", "light")
        self._screen.place("Meanwhile", 300, 150, 900, 600)
        return process

    def quit(self, process: subprocess.Popen[str]) -> None:
        """Quit as a person does: a click on the title, so that no other window gets the keys, and the keys."""

        def ended() -> bool:
            # Not waited for: it may be on its way out.
            if shown := self._screen.xdotool("search", "--onlyvisible", "--name", "^Meanwhile$"):
                title = ("mousemove", "--window", shown.splitlines()[0], "200", "-10")
                self._screen.xdotool(*title, "click", "1", "key", "ctrl+q")
            with suppress(subprocess.TimeoutExpired):
                process.wait(1.0)
            return process.poll() is not None

        wait_until(ended, "the program quits")
        assert process.returncode == 0

    def states(self) -> dict[str, int]:
        """Documents by state."""
        done = subprocess.run(
            [*self.command, "status", "--json", "--documents", "--library", str(self.library)],
            cwd=ROOT,
            env=self._screen.environment,
            capture_output=True,
            text=True,
            check=True,
            timeout=DEADLINE,
        )
        counts: dict[str, int] = {}
        for item in json.loads(done.stdout)["items"]:
            counts[item["state"]] = counts.get(item["state"], 0) + 1
        return counts
