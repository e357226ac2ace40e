"""One process at a time runs the queue of a library."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from engine.errors import LibraryBusyError, LibraryError
from engine.store.lock import QueueLock

if TYPE_CHECKING:
    from tests.conftest import SmallDisk


def test_only_one_has_the_lock_and_the_other_is_told_who(tmp_path: Path) -> None:
    first, second = QueueLock(tmp_path), QueueLock(tmp_path)
    first.acquire()
    with pytest.raises(LibraryBusyError, match=f"process {os.getpid()}"):
        second.acquire()
    first.release()
    second.acquire()
    second.release()


def test_looking_whether_somebody_has_it_takes_nothing(tmp_path: Path) -> None:
    holder, onlooker = QueueLock(tmp_path), QueueLock(tmp_path)
    assert not onlooker.is_held()
    holder.acquire()
    assert onlooker.is_held()
    assert holder.is_held()
    holder.release()
    assert not onlooker.is_held()
    holder.acquire()
    holder.release()


def test_giving_back_what_one_does_not_have_leaves_the_holder_its_lock(tmp_path: Path) -> None:
    holder, other = QueueLock(tmp_path), QueueLock(tmp_path)
    holder.acquire()
    other.release()
    assert other.is_held()
    with pytest.raises(LibraryBusyError, match="process"):
        other.acquire()
    holder.release()


def test_the_lock_ends_with_its_process_however_it_ends(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from engine.store.lock import QueueLock\n"
        f"lock = QueueLock(Path({str(tmp_path)!r})); lock.acquire(); print('held', flush=True); sys.stdin.read()"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=Path(__file__).parents[3]
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(LibraryBusyError, match=f"process {holder.pid}"):
            QueueLock(tmp_path).acquire()
        holder.kill()
    lock = QueueLock(tmp_path)
    lock.acquire()
    lock.release()


def test_a_damaged_note_about_the_holder_is_no_obstacle(tmp_path: Path) -> None:
    holder = QueueLock(tmp_path)
    holder.acquire()
    for path in tmp_path.glob("*.json"):
        path.write_text("{")
    with pytest.raises(LibraryBusyError, match="Another Meanwhile is at work"):
        QueueLock(tmp_path).acquire()
    holder.release()


def test_a_folder_that_cannot_be_used_is_told_as_such(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(LibraryError, match="cannot be used"):
        QueueLock(tmp_path / "file").acquire()


def test_a_full_disk_leaves_no_room_for_the_note_but_is_no_obstacle(small_disk: SmallDisk) -> None:
    QueueLock(small_disk.folder).is_held()  # now the lock's own file is there
    small_disk.fill(leave=0)
    holder = QueueLock(small_disk.folder)
    holder.acquire()
    with pytest.raises(LibraryBusyError, match="Another Meanwhile is at work"):
        QueueLock(small_disk.folder).acquire()
    holder.release()
    assert not QueueLock(small_disk.folder).is_held()
