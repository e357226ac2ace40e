"""Films the lesson in all three modes, in the real window: the README's moving picture. ``make pictures`` runs it."""

from __future__ import annotations

import struct
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QApplication

    from desktop.app import Application

FRAME_SECONDS = 0.1
CLICK_MS = 300
END_SECONDS = 6.0
SIZE = (1200, 900)
SPEED = 12.0
_SIGNATURE = b"\x89PNG\r\n\x1a\n"

Frame = tuple["QImage", float]
"""A picture and how many seconds it stands."""


def film_the_lesson(qt: QApplication, application: Application, wait: Callable[..., None], path: Path) -> None:
    """Run the lesson's comparison and film the window; while it is blocked, the last picture stands, as on a screen."""
    from PySide6.QtCore import QTimer

    application.window.resize(*SIZE)
    lab = application.lab
    lab.bar.toggle.trigger()
    lab.pane.show_page(lab.comparison)
    lab.pane.enlarge.click()
    page = lab.comparison
    page.lesson.setChecked(True)
    page.speed.setValue(SPEED)
    page.restarts.setChecked(False)
    taken: list[tuple[float, QImage]] = []

    def take() -> None:
        now = time.monotonic()
        if not taken or now - taken[-1][0] >= FRAME_SECONDS:
            taken.append((now, application.window.grab().toImage()))

    def over() -> bool:
        take()
        return page.result is not None and not page.running

    # What was enlarged is laid out in the next turn of the loop.
    qt.processEvents()
    take()
    # Somebody who clicks on and on, as the lab asks one to: where nothing happens, the window is blocked.
    clicks = QTimer()
    clicks.setInterval(CLICK_MS)
    clicks.timeout.connect(lab.bar.strip.counter.click)
    clicks.start()
    page.start.click()
    wait(qt, over, "the lesson was run in all modes")
    clicks.stop()
    strip = lab.bar.strip
    wait(qt, lambda: "extract" in strip.words.text(), "the longest gap is told with its cause")
    taken.append((time.monotonic(), application.window.grab().toImage()))
    ends = [*(moment for moment, _ in taken[1:]), taken[-1][0] + END_SECONDS]
    frames = [(picture, end - begin) for (begin, picture), end in zip(taken, ends, strict=True)]
    path.write_bytes(b"".join(animated_png(frames)))


def animated_png(frames: list[Frame]) -> Iterator[bytes]:
    """An APNG that plays for ever; after the first, a frame holds only the rectangle that is different.

    The format: W3C, Portable Network Graphics (Third Edition), 11.3.6.
    """
    shown = _pixels(frames[0][0])
    height, width = shown.shape[:2]
    parts = [((0, 0, width, height), frames[0][0], frames[0][1])]
    for picture, seconds in frames[1:]:
        pixels = _pixels(picture)
        rows, columns = np.nonzero((pixels != shown).any(axis=2))
        if not len(rows):
            place, before, stood = parts[-1]
            parts[-1] = (place, before, stood + seconds)
            continue
        left, top = int(columns.min()), int(rows.min())
        parts.append(((left, top, int(columns.max()) - left + 1, int(rows.max()) - top + 1), picture, seconds))
        shown = pixels
    # Where nothing moves, the last picture stands for all of it: it is the one with the result.
    header, *still = _chunks(frames[-1][0])
    yield _SIGNATURE
    yield _chunk(b"IHDR", header)
    yield _chunk(b"acTL", struct.pack(">II", len(parts), 0))
    for one in still:
        yield _chunk(b"IDAT", one)
    number = 0
    for (left, top, wide, high), picture, seconds in parts:
        # Neither clears what was there before nor blends with it.
        delay = struct.pack(">HHBB", round(seconds * 1000), 1000, 0, 0)
        yield _chunk(b"fcTL", struct.pack(">IIIII", number, wide, high, left, top) + delay)
        number += 1
        for one in list(_chunks(picture.copy(left, top, wide, high)))[1:]:
            yield _chunk(b"fdAT", struct.pack(">I", number) + one)
            number += 1
    yield _chunk(b"IEND", b"")


def _pixels(picture: QImage) -> NDArray[np.uint8]:
    from PySide6.QtGui import QImage

    plain = picture.convertToFormat(QImage.Format.Format_RGB32)
    return np.frombuffer(bytes(plain.constBits()), np.uint8).reshape(plain.height(), plain.width(), 4)


def _chunks(picture: QImage) -> Iterator[bytes]:
    """The header of a picture as PNG, and its data."""
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice
    from PySide6.QtGui import QImage

    written = QByteArray()
    buffer = QBuffer(written)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.convertToFormat(QImage.Format.Format_RGB888).save(buffer, "PNG", 0)
    content, at = bytes(written.data()), len(_SIGNATURE)
    while at < len(content):
        (length,) = struct.unpack_from(">I", content, at)
        if content[at + 4 : at + 8] in (b"IHDR", b"IDAT"):
            yield content[at + 8 : at + 8 + length]
        at += length + 12


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
