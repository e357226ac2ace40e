"""Whether files are there is told at once, or not at all when a drive does not answer."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from engine.search import presence
from engine.search.presence import Presence


def test_files_are_there_or_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(presence, "WAIT_SECONDS", 10.0)
    there = tmp_path / "there"
    there.touch()
    gone = str(tmp_path / "gone")
    assert Presence().look([str(there), gone, "no\0name"]) == {str(there): True, gone: False, "no\0name": False}
    assert Presence().look([]) == {}


def test_a_drive_that_does_not_answer_holds_nobody_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = threading.Event()
    exists = os.path.exists

    def slow(path: str) -> bool:
        if path.startswith("/drive"):
            answers.wait(20)
        return exists(path)

    monkeypatch.setattr(os.path, "exists", slow)
    looking = Presence()
    away = [f"/drive/{number}" for number in range(3)]
    assert looking.look(away) == dict.fromkeys(away)
    monkeypatch.setattr(presence, "WAIT_SECONDS", 10.0)
    # The thread that is left answers for other drives.
    assert looking.look([str(tmp_path)]) == {str(tmp_path): True}
    answers.set()
    assert looking.look(away) == dict.fromkeys(away, False)
