"""Tells a process that hangs from one that cannot get on."""

from __future__ import annotations

import time

from engine.pool import priority

AWAY_SECONDS = 1.0
"""Looks that lie further apart mean that this process itself did not run: the machine slept, perhaps."""
_LOOK_SECONDS = 0.1
"""Less, and a process that runs seems to stand still: the system counts in steps."""


class Patience:
    """How long a process may take to answer; what keeps it from working does not count.

    That is a processor that other programs have, as far as the system tells, or a machine that sleeps.

    Args:
        for_disks: nor does a disk that it waits for. Not for files that people add: a drive may never answer.
    """

    def __init__(self, pid: int, seconds: float, *, for_disks: bool = False) -> None:
        self._pid = pid
        self._for_disks = for_disks
        self._seconds = self._left = seconds
        self._looked = time.monotonic()
        self._waited = priority.seconds_kept_waiting(pid)
        self._ran: float | None = None
        self._in_line = False

    def is_over(self) -> bool:
        """Whether it hangs; to be asked several times a second."""
        now = time.monotonic()
        passed = now - self._looked
        if passed >= _LOOK_SECONDS:
            self._looked = now
            self._look(passed)
        return self._left <= 0 and not self._in_line

    def _look(self, passed: float) -> None:
        waited = priority.seconds_kept_waiting(self._pid)
        # Less than before, when one of its threads has ended.
        kept, self._waited = max(0.0, waited - self._waited), waited
        if passed <= AWAY_SECONDS and not (self._for_disks and priority.waits_for_disk(self._pid)):
            self._left = min(self._left - passed + kept, self._seconds)
        before, self._ran = self._ran, priority.seconds_run(self._pid)
        # What it waits for its turn is counted only when that has come.
        self._in_line = self._ran is not None and self._ran == before
