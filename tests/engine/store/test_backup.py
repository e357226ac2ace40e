"""A library is copied while it is written, and moved when nobody uses it; nothing is half done."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import apsw
import pytest

from engine.errors import LibraryBusyError, LibraryError
from engine.store import queue
from engine.store.backup import back_up, move
from engine.store.database import FILE_NAME, Database
from engine.store.lock import QueueLock


@pytest.fixture
def database(library_folder: Path) -> Iterator[Database]:
    """A library of some megabytes, so that it is copied in several pieces."""
    with closing(Database(library_folder)) as made:
        for _ in range(40):
            queue.add_task(made, [f"/a/{number:0>600}" for number in range(800)])
        yield made


def tasks(folder: Path) -> int:
    with closing(Database(folder, read_only=True)) as copy:
        return int(copy.value("SELECT count(*) FROM tasks"))


def test_a_copy_is_a_library_as_it_was_when_it_was_begun(
    database: Database, library_folder: Path, tmp_path: Path
) -> None:
    shares: list[float] = []

    def write_meanwhile(share: float) -> None:
        shares.append(share)
        queue.add_task(database, ["/a/b"])

    assert back_up(library_folder, tmp_path / "copies" / "first", write_meanwhile)
    assert len(shares) > 2
    assert shares == sorted(shares)
    assert shares[-1] == 1
    assert tasks(tmp_path / "copies" / "first") == 40
    assert tasks(library_folder) == 40 + len(shares)
    assert {one.name for one in (tmp_path / "copies" / "first").iterdir()} >= {FILE_NAME}


def test_what_is_stopped_leaves_nothing_behind(database: Database, library_folder: Path, tmp_path: Path) -> None:
    assert not back_up(library_folder, tmp_path / "copy", stopped=lambda: True)
    assert not (tmp_path / "copy").exists()
    queue.add_task(database, ["/still/usable"])


@pytest.mark.usefixtures("database")
def test_a_library_is_never_overwritten(library_folder: Path, tmp_path: Path) -> None:
    back_up(library_folder, tmp_path / "copy")
    with pytest.raises(LibraryError, match="already"):
        back_up(library_folder, tmp_path / "copy")


@pytest.mark.usefixtures("database")
def test_a_place_that_cannot_be_written_is_said(library_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(LibraryError, match="cannot be copied"):
        back_up(library_folder, tmp_path / "file" / "copy")


def test_a_moved_library_is_whole_there_and_gone_here(library_folder: Path, tmp_path: Path) -> None:
    with closing(Database(library_folder)) as made:
        queue.add_task(made, ["/a/b"])
    (library_folder / "window.ini").write_text("[window]")
    assert move(library_folder, tmp_path / "elsewhere")
    assert tasks(tmp_path / "elsewhere") == 1
    assert (tmp_path / "elsewhere" / "window.ini").read_text() == "[window]"
    assert not library_folder.exists()


def test_what_else_lies_in_the_folder_stays(library_folder: Path, tmp_path: Path) -> None:
    with closing(Database(library_folder)):
        (library_folder / "mine.txt").write_text("not Meanwhile's")
    assert move(library_folder, tmp_path / "elsewhere")
    assert [one.name for one in library_folder.iterdir()] == ["mine.txt"]


@pytest.mark.usefixtures("database")
def test_a_library_at_work_is_not_moved(library_folder: Path, tmp_path: Path) -> None:
    lock = QueueLock(library_folder)
    lock.acquire()
    try:
        with pytest.raises(LibraryBusyError):
            move(library_folder, tmp_path / "elsewhere")
    finally:
        lock.release()
    assert tasks(library_folder) == 40


@pytest.mark.usefixtures("database")
def test_a_copy_that_differs_is_not_taken(
    library_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from engine.store import backup

    def lossy(connection: apsw.Connection, part: Path, *rest: object) -> bool:
        done = whole(connection, part, *rest)  # type: ignore[arg-type]
        with closing(apsw.Connection(str(part))) as copy:
            copy.execute("DELETE FROM tasks WHERE id = 7")
        return done

    whole = backup._copy
    monkeypatch.setattr(backup, "_copy", lossy)
    with pytest.raises(LibraryError):
        move(library_folder, tmp_path / "elsewhere")
    assert tasks(library_folder) == 40
    assert not (tmp_path / "elsewhere").exists()
