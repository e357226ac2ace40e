"""One process at a time runs the queue of a library.

The lock is the system's own and ends with the process that holds it, however that process ends; a note beside it
says for people who holds it.
"""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path

import filelock

from engine.errors import LibraryBusyError, LibraryError
from engine.phrases import phrase, word

_LOOKING_SECONDS = 0.2
_LOCK_NAME = "queue.lock"
_OWNER_NAME = "queue.owner.json"


class QueueLock:
    """The right to run the queue of the library in ``folder``."""

    def __init__(self, folder: Path) -> None:
        self._lock = filelock.FileLock(folder / _LOCK_NAME, thread_local=False)
        self._owner = folder / _OWNER_NAME

    def acquire(self) -> None:
        """Take the lock, or learn that another process has it; waits no longer than one that only looks.

        Raises:
            LibraryBusyError: another process has it; says which.
            LibraryError: the folder cannot be written.
        """
        try:
            self._lock.acquire(timeout=_LOOKING_SECONDS, poll_interval=_LOOKING_SECONDS / 4)
        except filelock.Timeout:
            raise LibraryBusyError(
                f"{self._who()} is at work on this library already.",
                "It also works off what you add here. Close it to let this one take over.",
            ) from None
        except OSError as error:
            raise LibraryError(
                f"The library folder {self._owner.parent} cannot be used: {error}.",
                "Check that there is space left and that you may write to it, or name another one with --library.",
            ) from error
        # On a full disk nobody learns who holds the lock, but it is held.
        with contextlib.suppress(OSError):
            self._owner.write_text(json.dumps({"process": os.getpid()}))

    def release(self) -> None:
        """Give the lock back."""
        if self.is_ours:
            self._owner.unlink(missing_ok=True)
            self._lock.release()

    @property
    def is_ours(self) -> bool:
        """Whether it was taken here."""
        return self._lock.is_locked

    def is_held(self) -> bool:
        """Whether any process runs the queue now."""
        if self.is_ours:
            return True
        try:
            with self._lock.acquire(blocking=False):
                return False
        except filelock.Timeout:
            return True

    def _who(self) -> str:
        try:
            number = int(json.loads(self._owner.read_text())["process"])
        except (OSError, ValueError, KeyError, TypeError):
            return word("Another Meanwhile")  # it has the lock and is about to write its note
        return phrase("Another Meanwhile (process {})", f"{number}")
