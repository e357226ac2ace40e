"""A worker that was told to leave something of its processor to others rests after its steps."""

from __future__ import annotations

import time
from collections.abc import Callable

MAX_REST_SECONDS = 1.0
"""Longer rests are taken in parts: a worker that is silent for too long would be ended."""


class Throttle:
    """Keeps the share of a processor that this process uses, over some seconds, at ``percent`` or below."""

    def __init__(
        self,
        percent: int,
        used: Callable[[], float] = time.process_time,
        rest: Callable[[float], None] = time.sleep,
    ) -> None:
        self._rest_per_second = 100 / percent - 1
        self._used = used
        self._rest = rest
        self._seen = used()
        self._owed = 0.0

    def rest(self) -> None:
        """Rest in proportion to the processor time used since the last call; what is owed beyond a second waits."""
        if not self._rest_per_second:
            return
        now = self._used()
        self._owed += (now - self._seen) * self._rest_per_second
        self._seen = now
        pause = min(self._owed, MAX_REST_SECONDS)
        self._owed -= pause
        self._rest(pause)
