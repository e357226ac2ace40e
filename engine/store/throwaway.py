"""Folders for throw-away libraries: gone when they are done with, at the latest when the next one is made.

Who uses one holds a lock in it, which ends with the process however that ends; so what a killed process left is told
from what is in use.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import filelock

_PREFIX = "meanwhile-throwaway-"
_LOCK_NAME = "in-use.lock"


class ThrowawayFolder:
    """A fresh folder, to be used as a context or removed by :meth:`remove`."""

    def __init__(self) -> None:
        sweep()
        self.path = Path(tempfile.mkdtemp(prefix=_PREFIX))
        self._lock = filelock.FileLock(self.path / _LOCK_NAME, thread_local=False)
        self._lock.acquire()

    def __enter__(self) -> Path:
        return self.path

    def __exit__(self, *_: object) -> None:
        self.remove()

    def remove(self) -> None:
        """Remove it with all that is in it; what cannot be removed now goes with the next :func:`sweep`."""
        self._lock.release()
        shutil.rmtree(self.path, ignore_errors=True)


def sweep() -> None:
    """Remove the folders that processes which are gone have left."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        if not (folder / _LOCK_NAME).exists():
            continue  # somebody is just making it
        lock = filelock.FileLock(folder / _LOCK_NAME)
        try:
            lock.acquire(blocking=False)
        except (filelock.Timeout, OSError):  # in use, or another person's
            continue
        lock.release()
        shutil.rmtree(folder, ignore_errors=True)
