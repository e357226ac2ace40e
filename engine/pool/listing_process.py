"""The listing process: walks what tasks name, away from the window's process, whose interpreter it would hold up.

It opens files to hash their bytes, and takes none apart; so it needs no sandbox, and what it says is believed.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.pool import entries, process
from engine.settings import Settings
from engine.store.queue import ListedFile, Listing
from engine.trace import Span

_log = logging.getLogger(__name__)

_BATCHES_WAITING = 4
"""So many batches of files may wait to be put down; then the walk waits, too."""


@dataclass(frozen=True, slots=True)
class Files:
    """What the process says: these were found for a task, in so much time."""

    task_id: int
    files: list[ListedFile]
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class TaskWalked:
    """All paths of a task are walked."""

    task_id: int


@dataclass(frozen=True, slots=True)
class WalkEnded:
    """The last that it says: all tasks are walked, unless something was in the way."""

    error: Exception | None = None


Said = Files | TaskWalked | WalkEnded


class Walk:
    """A walk through what some tasks name, one after another, in a process of its own, which ends with it.

    Args:
        folder: the library's; what it knows already need not be hashed again.
        deliver: is called by a thread of this object with all that the process says, until :meth:`leave_off`, and at
            last with None if that was not the end of the walk: the process was lost. Walked again, it passes quickly
            over the files that are listed already. Whoever has put files down calls :meth:`take_more`.
    """

    def __init__(
        self,
        folder: Path,
        listings: Sequence[Listing],
        settings: Settings,
        deliver: Callable[[Walk, Said | None], None],
    ) -> None:
        self._deliver = deliver
        self._left_off = threading.Event()
        self._room = threading.Semaphore(_BATCHES_WAITING)
        self._process, self._connection = process.start(
            entries.walk,
            folder,
            listings,
            settings.skipped_endings,
            settings.trace,
            settings.give_way,
            name=process.LISTING_NAME,
        )
        threading.Thread(target=self._listen, name="listing", daemon=True).start()

    def take_more(self) -> None:
        """Files that were delivered are put down."""
        self._room.release()

    def leave_off(self) -> None:
        """End the process, also where a disk does not answer it; nothing is delivered any more."""
        self._left_off.set()
        self._room.release()
        process.kill(self._process)

    def _listen(self) -> None:
        said: Said | None = None
        try:
            while not isinstance(said, WalkEnded) and not self._left_off.is_set():
                # Pickled, as both sides are ours and names of files need not be valid text.
                said = self._connection.recv()
                if isinstance(said, Files):
                    self._room.acquire()
                self._tell(said)
        except (EOFError, OSError):
            self._tell(None)
        except Exception:  # noqa: BLE001 - a thread has no caller, and whoever waits for this walk shall not for ever
            _log.exception("what a listing process said is not understood")
            self._tell(None)
        process.kill(self._process)
        self._process.join()
        self._connection.close()

    def _tell(self, said: Said | None) -> None:
        if not self._left_off.is_set():
            self._deliver(self, said)
