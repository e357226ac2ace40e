"""Opening what may be something else by now, on drives that may not answer."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import psutil
import pytest

from engine.pool import opening
from engine.pool.opening import open_in_time


def openers() -> list[threading.Thread]:
    return [one for one in threading.enumerate() if one.name == "open"]


def test_a_file_is_opened_and_what_is_none_is_not(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("The lamp.")
    descriptor = open_in_time(str(tmp_path / "note.txt"))
    assert os.read(descriptor, 100) == b"The lamp."
    os.close(descriptor)
    os.mkfifo(tmp_path / "pipe")
    for name in ("pipe", "gone.txt", "no\0name"):
        with pytest.raises(OSError, match=r"no file any more|No such file|null byte"):
            open_in_time(str(tmp_path / name))


def test_its_thread_ends_with_whoever_opens(tmp_path: Path) -> None:
    (tmp_path / "note.txt").touch()
    before = set(openers())

    def open_some() -> None:
        for _ in range(3):
            os.close(open_in_time(str(tmp_path / "note.txt")))

    somebody = threading.Thread(target=open_some)
    somebody.start()
    somebody.join()
    for one in set(openers()) - before:
        one.join(60)
    assert set(openers()) <= before


def test_a_drive_that_does_not_answer_is_given_up_and_the_next_file_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "_DISK_SECONDS", 0.2)
    monkeypatch.setattr(os, "O_NONBLOCK", 0)  # so that a pipe lets its reader wait as such a drive does
    monkeypatch.setattr("stat.S_ISREG", lambda _: True)
    (tmp_path / "note.txt").touch()
    os.close(open_in_time(str(tmp_path / "note.txt")))
    before = psutil.Process().num_fds()
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(TimeoutError, match="does not answer"):
        open_in_time(str(tmp_path / "pipe"))
    os.close(open_in_time(str(tmp_path / "note.txt")))
    (waiting, _) = openers()[-2:]
    # It answers after all, too late: nobody is left who would close what is open.
    os.close(os.open(tmp_path / "pipe", os.O_WRONLY))
    waiting.join(60)
    assert not waiting.is_alive()
    assert psutil.Process().num_fds() == before
