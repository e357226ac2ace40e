"""Copies a library while it is in use, and moves one that is not."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import apsw

from engine.errors import LibraryError
from engine.store.database import FILE_NAME, OWN_NAMES, Database
from engine.store.lock import QueueLock

_PAGES_AT_ONCE = 2_000
_COUNTED = ("tasks", "documents", "locations", "chunks", "texts", "embeddings")
_BESIDE = ("window.ini",)
"""What else is kept in a library's folder and moves with it."""

Told = Callable[[float], None]
Stopped = Callable[[], bool]


def back_up(folder: Path, target: Path, told: Told = lambda _: None, stopped: Stopped = lambda: False) -> bool:
    """Copy the library in ``folder``, as it is at this moment, into the folder ``target``; whoever uses it goes on.

    Args:
        folder: the library's folder.
        target: made if it does not exist; afterwards a library like any other.
        told: is given the share that is copied, 0.0 … 1.0.
        stopped: asked between pieces; when it says so, nothing is left behind.

    Returns:
        Whether it was carried out.

    Raises:
        LibraryError: the library cannot be read, ``target`` holds one already, or cannot be written.
    """
    if (target / FILE_NAME).exists():
        raise LibraryError(f"There is a library in {target} already.", "Choose an empty folder.")
    part = target / f"{FILE_NAME}.part"
    with _told_plainly(target), closing(Database(folder, read_only=True)) as source:
        made = not target.exists()
        target.mkdir(parents=True, exist_ok=True)
        try:
            # One look at the library for the whole copy: what is written meanwhile is not in it.
            with source.snapshot() as connection:
                counts = _counts(connection)
                if not _copy(connection, part, told, stopped):
                    return False
            _check(part, counts)
            part.rename(target / FILE_NAME)
            _sync(target)
        finally:
            part.unlink(missing_ok=True)
            part.with_name(f"{part.name}-journal").unlink(missing_ok=True)
            if made and not any(target.iterdir()):
                target.rmdir()
    return True


def move(folder: Path, target: Path, told: Told = lambda _: None, stopped: Stopped = lambda: False) -> bool:
    """Move the library in ``folder`` to ``target``: copied, checked, and only then removed where it was.

    Arguments and result as in :func:`back_up`.

    Raises:
        LibraryBusyError: somebody works on it.
        LibraryError: as in :func:`back_up`.
    """
    lock = QueueLock(folder)
    lock.acquire()
    try:
        if not back_up(folder, target, told, stopped):
            return False
        with _told_plainly(target):
            for name in _BESIDE:
                if (folder / name).is_file():
                    shutil.copy2(folder / name, target / name)
            for path in folder.iterdir():
                if path.name.startswith(FILE_NAME) or path.name in _BESIDE:
                    path.unlink()
    finally:
        lock.release()
    with _told_plainly(folder):
        for path in folder.iterdir():
            if path.name.startswith(OWN_NAMES):
                path.unlink()
        if not any(folder.iterdir()):
            folder.rmdir()
    return True


def _copy(connection: apsw.Connection, part: Path, told: Told, stopped: Stopped) -> bool:
    part.unlink(missing_ok=True)
    with closing(apsw.Connection(str(part))) as copy:
        copy.pragma("synchronous", "full")
        with copy.backup("main", connection, "main") as backup:
            while not backup.done:
                if stopped():
                    return False
                backup.step(_PAGES_AT_ONCE)
                told(1 - backup.remaining / max(backup.page_count, 1))
    return True


def _check(part: Path, counts: list[int]) -> None:
    with closing(apsw.Connection(str(part))) as copy:
        problems = [row[0] for row in copy.execute("PRAGMA quick_check") if row[0] != "ok"]
        if problems or _counts(copy) != counts:
            raise LibraryError(f"The copy in {part.parent} is not like the library.", "Try again on another disk.")
        # As a rollback journal, it is one file with nothing beside it.
        copy.pragma("journal_mode", "delete")


def _counts(connection: apsw.Connection) -> list[int]:
    return [int(connection.execute(f"SELECT count(*) FROM {name}").get) for name in _COUNTED]  # noqa: S608 - ours


def _sync(folder: Path) -> None:
    """Have the new name on disk, too, before anything old is removed; Windows does that by itself."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextmanager
def _told_plainly(target: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, apsw.Error) as error:
        raise LibraryError(
            f"The library cannot be copied to {target}: {error}.",
            "Check that there is space left and that you may write there.",
        ) from error
