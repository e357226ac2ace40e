"""Whether files are where they were last seen, without ever waiting long for a disk."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterable

WAIT_SECONDS = 0.02
"""A disk of this machine answers thousands of times in it; a network drive that is away takes minutes."""
KEPT_SECONDS = 5.0


class Presence:
    """Looks after files in threads of its own; what it does not know in time is not known."""

    THREADS = 4

    def __init__(self) -> None:
        self._known: dict[str, tuple[float, bool]] = {}
        self._asked: set[str] = set()
        self._questions: list[str] = []
        self._changed = threading.Condition()
        self._threads = 0

    def ask(self, paths: Iterable[str]) -> None:
        """Begin to look, so that :meth:`look` need not wait."""
        now = time.monotonic()
        with self._changed:
            for path in paths:
                seen = self._known.get(path)
                if path not in self._asked and (seen is None or now - seen[0] > KEPT_SECONDS):
                    self._known.pop(path, None)
                    self._asked.add(path)
                    self._questions.append(path)
            if self._questions and self._threads < self.THREADS:
                self._threads += 1
                threading.Thread(target=self._answer, name="presence", daemon=True).start()

    def look(self, paths: Iterable[str]) -> dict[str, bool | None]:
        """For each path whether a file is there; None when that did not turn out in time."""
        wanted = list(paths)
        self.ask(wanted)
        with self._changed:
            self._changed.wait_for(lambda: all(path in self._known for path in wanted), WAIT_SECONDS)
            return {path: self._known[path][1] if path in self._known else None for path in wanted}

    def _answer(self) -> None:
        """Answer what was asked, then end; a thread that hangs at a drive leaves the others to the rest."""
        while True:
            with self._changed:
                if not self._questions:
                    self._threads -= 1
                    return
                path = self._questions.pop()  # the newest: older ones may be on a drive that is away
            try:
                there = os.path.exists(path)  # noqa: PTH110 - names need not be valid text
            except ValueError:  # a name that no file can have
                there = False
            with self._changed:
                self._known[path] = time.monotonic(), there
                self._asked.discard(path)
                self._changed.notify_all()
