"""Walks what a person added and finds out which files these are: by the SHA-256 of their bytes."""

from __future__ import annotations

import hashlib
import os
import stat
import time
from collections.abc import Callable, Iterable, Iterator
from io import BufferedReader
from typing import NamedTuple

from engine.errors import DocumentError, MissingFileError, UnreadableFileError
from engine.paths import printable
from engine.store.database import FILE_NAME, OWN_NAMES
from engine.store.queue import ListedFile
from engine.trace import LISTING, Recorder, Span, Stage, clock

MAX_FILES = 500
MAX_SECONDS = 0.1
LARGE_BYTES = 64 * 1024**2
HASHED_BYTES = 1024**2
"""A file is hashed in blocks of this size; between two of them it can be left off."""

Known = Callable[[str, int, int], str | None]
"""(path, size, modification time in ns) → SHA-256 last found there, if unchanged."""


def list_files(
    paths: Iterable[str],
    known: Known,
    stopped: Callable[[], bool] = lambda: False,
    *,
    skip: tuple[str, ...] = (),
    trace: Recorder | None = None,
    track: str = LISTING,
) -> Iterator[list[ListedFile]]:
    """Files named by ``paths`` directly or by their folders, in batches of up to 500 or 0.1 s, or before a large one.

    Folders are walked depth first in the order of names. Inside folders, hidden entries, a library's own files,
    files whose names end with one of ``skip`` (lower case) and what is no regular file are passed over; when named
    directly, all files are taken and what is no regular file is listed with the reason, like a file that cannot be
    read. Links are followed, each folder entered once, so that a loop of folders ends. It ends early once ``stopped``
    says so, in the middle of a file, too.
    """
    batch: list[ListedFile] = []
    began = clock()
    due = time.monotonic() + MAX_SECONDS

    def record() -> None:
        if trace is not None:
            name = "1 file" if len(batch) == 1 else f"{len(batch)} files"
            trace.record(Span(track, Stage.LIST, name, began, clock(), count=len(batch)))

    for found in _walk(paths, stopped, skip):
        # A large file may take minutes to be hashed; those before it need not wait for that.
        large = isinstance(found, _Found) and found.size > LARGE_BYTES
        if batch and (large or len(batch) >= MAX_FILES or time.monotonic() >= due):
            record()
            yield batch
            batch, began, due = [], clock(), time.monotonic() + MAX_SECONDS
        file = _listed(found.path, known, stopped) if isinstance(found, _Found) else found
        if stopped():
            return
        batch.append(file)
    record()
    yield batch


class _Found(NamedTuple):
    path: str
    size: int


def _walk(paths: Iterable[str], stopped: Callable[[], bool], skip: tuple[str, ...]) -> Iterator[_Found | ListedFile]:
    entered: set[tuple[int, int]] = set()
    # A stack instead of recursion: folders may be nested deeper than Python's calls.
    stack: list[tuple[str, bool]] = [(path, True) for path in reversed(list(paths))]
    while stack and not stopped():
        path, named = stack.pop()
        try:
            status = os.stat(path)  # noqa: PTH116 - names need not be valid text
            if stat.S_ISDIR(status.st_mode):
                if (status.st_dev, status.st_ino) in entered:
                    continue
                if status.st_ino:  # 0 where the file system has no such numbers
                    entered.add((status.st_dev, status.st_ino))
                names = _wanted(os.listdir(path))  # noqa: PTH208
                stack.extend((os.path.join(path, name), False) for name in reversed(names))  # noqa: PTH118
            elif stat.S_ISREG(status.st_mode):
                if named or not path.lower().endswith(skip):
                    yield _Found(path, status.st_size)
            elif named:
                yield _unreadable(
                    path, UnreadableFileError(f"{printable(path)} is no regular file.", "Name a file or a folder.")
                )
        except (OSError, ValueError) as error:
            yield _unreadable(path, reason_for(path, error))


def _wanted(names: list[str]) -> list[str]:
    wanted = sorted(name for name in names if not name.startswith("."))
    # Listing a library's own files changes them: it would never end.
    return [name for name in wanted if not name.startswith(OWN_NAMES)] if FILE_NAME in names else wanted


def _listed(path: str, known: Known, stopped: Callable[[], bool]) -> ListedFile:
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - names need not be valid text
            status = os.fstat(file.fileno())
            sha256 = known(path, status.st_size, status.st_mtime_ns)
            if sha256 is None:
                sha256 = _sha256(file, stopped)
            return ListedFile(path, status.st_size, status.st_mtime_ns, sha256)
    except (OSError, ValueError) as error:
        return _unreadable(path, reason_for(path, error))


def _sha256(file: BufferedReader, stopped: Callable[[], bool]) -> str:
    """The hash of the file's bytes; of no worth once ``stopped`` says so."""
    digest = hashlib.sha256()
    block = memoryview(bytearray(HASHED_BYTES))
    while not stopped() and (count := file.readinto(block)):
        digest.update(block[:count])
    return digest.hexdigest()


def _unreadable(path: str, error: DocumentError) -> ListedFile:
    return ListedFile(path, reason=error.reason)


def reason_for(path: str, error: OSError | ValueError) -> DocumentError:
    """What the system said about a file, in plain words."""
    name = printable(path)
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return MissingFileError(f"{name} does not exist.", "If it was moved or renamed, add it where it is now.")
    if isinstance(error, PermissionError):
        return UnreadableFileError(f"You are not allowed to read {name}.", "Change its permissions, then add it again.")
    if isinstance(error, OSError) and error.strerror:
        return UnreadableFileError(
            f"{_shortened(name)} cannot be read: {error.strerror}.", "Solve that, then add it again."
        )
    return UnreadableFileError(f"{_shortened(name)} is no valid path.", "Check the name, then add it again.")


def _shortened(name: str, limit: int = 200) -> str:
    return name if len(name) <= limit else f"{name[: limit // 2]}…{name[-limit // 2 :]}"
