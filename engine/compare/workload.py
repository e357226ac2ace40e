"""What every workload can do: the same work, handed over in each of the three ways."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from engine.compare.results import Restart, Sample, WorkloadKind
from engine.records import Mode
from engine.trace import Span

Stopped = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run has done, from its request to its end."""

    documents: int
    pages: int
    ended: float | None
    """When the last result was stored, on the trace clock; None when there was none."""
    processes: int
    spans: tuple[Span, ...]
    spans_dropped: int
    samples: tuple[Sample, ...]


class Run(Protocol):
    """One mode's run of a workload, in a folder of its own; each is used once."""

    def prepare(self) -> None:
        """Get warm: whatever the mode has ready in a program that has been open for a while. In any one thread."""

    def run_blocking(self) -> None:
        """Do everything in the calling thread."""

    async def run_async(self) -> None:
        """Do everything on the running loop."""

    def hand_over(self) -> None:
        """Put the request down for the background and return."""

    def is_done(self) -> bool:
        """Whether the background has done everything; raises what went wrong there."""

    def finish(self, began: float) -> Outcome:
        """End what still runs and say what was done since ``began``. In any one thread."""


class Workload(Protocol):
    """Something that can be run in every mode."""

    @property
    def kind(self) -> WorkloadKind:
        """Its kind."""

    @property
    def speed(self) -> float:
        """How many times faster than told it is played."""

    def prepare(self, stopped: Stopped) -> None:
        """Find out what has to be known before the first run; ends early when ``stopped`` says so. In any thread."""

    def title(self, documents: int) -> str:
        """In words, once it is known how many documents it has."""

    def start(self, mode: Mode, folder: Path, stopped: Stopped) -> Run:
        """A run in this mode, in an empty folder; ends early when ``stopped`` says so."""

    def try_restart(self, mode: Mode, folder: Path, stopped: Stopped) -> Restart:
        """Start it in a process of its own, kill that in the middle, and see what becomes of the work."""
