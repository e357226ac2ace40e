"""Whether the machine's power allows work to begin."""

from __future__ import annotations

import time
from collections.abc import Callable

import psutil

from engine.events import Listener, Notice, WorkGoesOn
from engine.records import Fault, Reason

LOOK_SECONDS = 5.0


def on_battery() -> bool:
    """Whether the machine runs on its battery; False where there is none, or nobody tells."""
    # Not everywhere is there such a function at all.
    look = getattr(psutil, "sensors_battery", None)
    found = look() if look is not None else None
    return found is not None and found.power_plugged is False


class PowerWatch:
    """Says from time to time that work has to wait for the mains, if a person wants that."""

    def __init__(
        self,
        wanted: bool,
        listener: Listener,
        look: Callable[[], bool] = on_battery,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._wanted = wanted
        self._listener = listener
        self._look = look
        self._clock = clock
        self._due = clock()
        self._waits = False

    def waits(self) -> bool:
        """Whether to begin nothing new now; the listener is told when that changes."""
        if not self._wanted or self._clock() < self._due:
            return self._waits
        self._due = self._clock() + LOOK_SECONDS
        before, self._waits = self._waits, self._look()
        if self._waits and not before:
            waits = Reason(
                "Work waits: the machine runs on its battery.",
                "It goes on at the mains, or when you allow it in the settings.",
                Fault.MACHINE,
            )
            self._listener(Notice(waits, lasting=True))
        elif before and not self._waits:
            self._listener(WorkGoesOn())
        return self._waits

    def end(self) -> None:
        """The run ends: what it was told to wait for holds no longer."""
        if self._waits:
            self._waits = False
            self._listener(WorkGoesOn())
