"""The listing process: walks what a task names, away from the window's process, whose interpreter it would hold up.

It opens files to hash their bytes, and takes none apart; so it needs no sandbox, and what it says is believed.
"""

from __future__ import annotations

import pickle
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from engine.pool import entries, process
from engine.settings import Settings
from engine.store.queue import ListedFile, Listing
from engine.trace import Span


@dataclass(frozen=True, slots=True)
class Files:
    """What the process says: it has found these, in so much time."""

    files: list[ListedFile]
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class WalkEnded:
    """The last that it says: all is walked, unless something was in the way."""

    error: Exception | None = None


class Walk:
    """One task's walk in a process of its own, which ends with it.

    Args:
        folder: the library's; what it knows already need not be hashed again.
        deliver: is called by a thread of this object with all that the process says, until :meth:`leave_off`, and at
            last with None if that was not the end of the walk: the process was lost. Walked again, it passes quickly
            over the files that are listed already.
    """

    def __init__(
        self,
        folder: Path,
        listing: Listing,
        settings: Settings,
        deliver: Callable[[Walk, Files | WalkEnded | None], None],
    ) -> None:
        self.listing = listing
        self._deliver = deliver
        self._left_off = threading.Event()
        self._process, self._connection = process.start(
            entries.walk,
            folder,
            listing.paths,
            settings.skipped_endings,
            settings.trace,
            settings.give_way,
            name="meanwhile-listing",
        )
        threading.Thread(target=self._listen, name="listing", daemon=True).start()

    def leave_off(self) -> None:
        """End the process, also where a disk does not answer it; nothing is delivered any more."""
        self._left_off.set()
        process.kill(self._process)

    def _listen(self) -> None:
        said: Files | WalkEnded | None = None
        try:
            while not isinstance(said, WalkEnded):
                # Pickled, as both sides are ours and names of files need not be valid text.
                said = self._connection.recv()
                self._tell(said)
        except (EOFError, OSError, pickle.UnpicklingError):
            self._tell(None)
        process.kill(self._process)
        self._process.join()
        self._connection.close()

    def _tell(self, said: Files | WalkEnded | None) -> None:
        if not self._left_off.is_set():
            self._deliver(self, said)
