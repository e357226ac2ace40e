"""Starts, feeds, watches and replaces worker processes.

One process, one connection and two threads per worker: one thread reads and one writes, so that a worker that stops
in the middle of a message blocks nobody but its own threads. Everything else happens in the caller's thread: the
threads only deliver events, which the caller hands back to :meth:`Supervisor.take`.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from queue import SimpleQueue

import msgspec
import psutil

from engine.errors import ModelError
from engine.phrases import phrase, word
from engine.pool import entries, process
from engine.pool.handover import Handover
from engine.pool.messages import (
    Abandon,
    Abandoned,
    Begun,
    DocumentRead,
    DocumentRefused,
    Embed,
    Embedded,
    EscapeTried,
    Order,
    Read,
    Report,
    Started,
    StepFailed,
    Stop,
    TryEscape,
    WorkerBroken,
    decode_report,
    encode,
)
from engine.pool.patience import AWAY_SECONDS, Patience
from engine.pool.policies import MAX_FAILED_STARTS
from engine.settings import Settings
from models.provisioning import InstalledModel

MAX_IN_FLIGHT = 2
"""One step at work and one waiting, so that a worker never waits for its next order."""
_MAX_MESSAGE_BYTES = 64 * 1024**2
_GRACE_SECONDS = 0.5
_LETTING_GO_SECONDS = 0.3
"""A worker that does not let go of an abandoned step for so long, a page without end perhaps, is ended."""
_SILENT_SECONDS = 0.5
"""From here on a worker is silent: then it is looked at more closely, which costs too much to be done for each step."""
_WEIGH_SECONDS = 0.2
"""So often, at most, the memory of a worker that has more to do is looked at."""
_FAT_SHARE = 0.5
"""A worker that keeps more than this share of its limit between two steps is replaced."""


@dataclass(frozen=True, slots=True)
class FromWorker:
    """A worker said something."""

    worker: int
    report: Report


@dataclass(frozen=True, slots=True)
class Gone:
    """A worker's connection ended."""

    worker: int


PoolEvent = FromWorker | Gone


@dataclass(frozen=True, slots=True)
class Loss:
    """Steps that were lost with their worker."""

    culprit: int | None
    """The step it was working on; None when it was idle."""
    innocent: tuple[int, ...]
    """Steps that had not begun."""
    how: str
    """In words that follow "Reading it …": "crashed a worker process (SIGSEGV)"."""


@dataclass(slots=True)
class _Worker:
    number: int
    process: BaseProcess
    connection: Connection
    outbox: SimpleQueue[tuple[Order, int | None] | None] = field(default_factory=SimpleQueue)
    steps: deque[int] = field(default_factory=deque)
    abandoned: dict[int, float] = field(default_factory=dict)
    """Steps that nobody wants any more, and since when."""
    heavy: bool = False
    """Whether what it works on may take long, so that nothing should wait behind it."""
    begun: int | None = None
    threads: list[threading.Thread] = field(default_factory=list)
    heard: float = field(default_factory=time.monotonic)
    patience: Patience | None = None
    """How long it may still be silent, once it is."""
    weighed: float = 0.0
    """When its memory was last looked at."""
    warm: bool = False
    leaving: bool = False
    how: str = ""


class Supervisor:
    """Keeps ``settings.worker_count`` warm workers; not thread-safe.

    Raises:
        ModelError: from :meth:`take`, when workers cannot be made to work at all.
    """

    def __init__(self, settings: Settings, model: InstalledModel, deliver: Callable[[PoolEvent], None]) -> None:
        self._settings = settings
        self._model = model
        self._deliver = deliver
        self._workers: dict[int, _Worker] = {}
        self._next_number = 0
        self._failed_starts = 0
        self._looked = time.monotonic()

    def start(self) -> None:
        """Start the workers; they report when they are warm, orders may be given at once."""
        self._looked = time.monotonic()
        while len(self._workers) < self._settings.worker_count:
            self._start_one()

    def _start_one(self) -> None:
        number = self._next_number
        self._next_number += 1
        child, connection = process.start(
            entries.work,
            self._model,
            self._settings.worker_memory_mb,
            self._settings.trace,
            self._settings.processor_share,
            self._settings.give_way,
            name=f"meanwhile-worker-{number}",
        )
        one = _Worker(number, child, connection)
        self._workers[number] = one
        for verb, target in (("listen", self._listen), ("speak", self._speak)):
            thread = threading.Thread(target=target, args=(one,), name=f"{verb}-{number}", daemon=True)
            thread.start()
            one.threads.append(thread)

    def _listen(self, one: _Worker) -> None:
        try:
            while True:
                report = decode_report(one.connection.recv_bytes(_MAX_MESSAGE_BYTES))
                self._deliver(FromWorker(one.number, report))
        except (EOFError, OSError):
            pass
        except msgspec.DecodeError:
            one.how = "made a worker process talk nonsense"
        self._deliver(Gone(one.number))

    def _speak(self, one: _Worker) -> None:
        files = Handover(one.connection)
        while (item := one.outbox.get()) is not None:
            order, descriptor = item
            try:
                one.connection.send_bytes(encode(order))
                if descriptor is not None:
                    files.send(descriptor)
            except OSError:
                pass  # the worker is gone; the listening thread says so, and the step is given to another
            finally:
                if descriptor is not None:
                    os.close(descriptor)
        files.close()

    def free(self) -> int | None:
        """The worker to give the next step to, idle ones first; None when all have enough."""
        candidates = [
            one
            for one in self._workers.values()
            if not one.leaving and len(one.steps) < (1 if one.heavy or not one.warm else MAX_IN_FLIGHT)
        ]
        return min(candidates, key=lambda one: len(one.steps)).number if candidates else None

    @property
    def warm(self) -> bool:
        """Whether every worker has loaded its model; any thread may ask."""
        return all(one.warm for one in tuple(self._workers.values()))

    def idle(self, number: int) -> bool:
        """Whether the worker has nothing to do."""
        return not self._workers[number].steps

    def submit(
        self, number: int, order: Read | Embed | TryEscape, descriptor: int | None = None, *, heavy: bool = False
    ) -> None:
        """Give a step to a worker; ``descriptor`` is closed once it is handed over."""
        one = self._workers[number]
        if not one.steps:
            one.heard, one.patience = time.monotonic(), None
        one.steps.append(order.step)
        one.heavy = heavy
        one.outbox.put((order, descriptor))

    def abandon(self, steps: Iterable[int]) -> None:
        """Give up steps that nobody wants any more; a worker that is at work on one leaves off at the next page.

        It stays warm like this; one that does not leave off is ended by :meth:`end_silent` and replaced.
        """
        unwanted = set(steps)
        now = time.monotonic()
        for one in self._workers.values():
            for step in unwanted.intersection(one.steps).difference(one.abandoned):
                one.abandoned[step] = now
                one.outbox.put((Abandon(step), None))

    def take(self, event: PoolEvent) -> Loss | None:
        """Note what an event says of its worker; a lost worker is replaced, and what it held is returned."""
        one = self._workers.get(event.worker)
        if one is None:
            return None
        if isinstance(event, Gone):
            return self._replace(one)
        one.heard, one.patience = time.monotonic(), None
        report = event.report
        if isinstance(report, Started):
            one.warm = True
            self._failed_starts = 0
        elif isinstance(report, WorkerBroken):
            raise ModelError(report.reason.message, report.reason.hint)
        elif isinstance(report, Begun):
            one.begun = report.step
        elif isinstance(report, DocumentRead | DocumentRefused | Embedded | StepFailed | Abandoned | EscapeTried):
            one.steps.remove(report.step)
            one.abandoned.pop(report.step, None)
            one.begun = None
            one.heavy = False
            self._retire_if_fat(one)
        return None

    def _retire_if_fat(self, one: _Worker) -> None:
        if one.steps and one.heard - one.weighed < _WEIGH_SECONDS:
            return
        one.weighed = one.heard
        try:
            used = psutil.Process(one.process.pid).memory_info().rss
        except psutil.NoSuchProcess:
            return
        if used > _FAT_SHARE * self._settings.worker_memory_mb * 1024**2:
            one.leaving = True
            one.outbox.put((Stop(), None))

    def _replace(self, one: _Worker) -> Loss | None:
        self._bury(one)
        if not one.warm:
            self._failed_starts += 1
            if self._failed_starts >= MAX_FAILED_STARTS:
                raise ModelError(
                    f"Worker processes end before they can work ({_ending(one)}).",
                    "Run meanwhile doctor to see what is wrong.",
                )
        self._start_one()
        innocent = tuple(step for step in one.steps if step != one.begun)
        if one.begun is None and not innocent:
            return None
        return Loss(one.begun, innocent, one.how or phrase("crashed a worker process ({})", _ending(one)))

    def _bury(self, one: _Worker) -> None:
        del self._workers[one.number]
        one.outbox.put(None)
        process.kill(one.process)
        one.process.join()
        # Both threads end now that the other side is gone; the connection must not be closed under their hands.
        for thread in one.threads:
            thread.join()
        one.connection.close()

    def end_silent(self) -> None:
        """Kill workers that have something to do and said nothing for too long; their loss is then delivered.

        Also those that cling to a step that was abandoned.
        """
        limit = self._settings.silence_seconds
        now = time.monotonic()
        self._make_up_for(now - self._looked)
        self._looked = now
        for one in self._workers.values():
            if one.warm and one.steps and now - one.abandoned.get(one.steps[0], now) > _LETTING_GO_SECONDS:
                one.how = word("was ended on request")
                process.kill(one.process)
            elif (one.steps or not one.warm) and self._hangs(one, now - one.heard, limit):
                one.how = phrase("left a worker process silent for {} s, so that it had to be ended,", f"{limit}")
                process.kill(one.process)

    def _hangs(self, one: _Worker, silent: float, limit: float) -> bool:
        if silent < _SILENT_SECONDS:
            return False
        one.patience = one.patience or Patience(one.process.pid or 0, limit - silent)
        return one.patience.is_over()

    def _make_up_for(self, seconds: float) -> None:
        """When nobody looked for so long, nobody listened, either, and the workers may have slept as well."""
        if seconds <= AWAY_SECONDS:
            return
        for one in self._workers.values():
            one.heard += seconds
            one.abandoned = {step: since + seconds for step, since in one.abandoned.items()}

    def processes(self) -> list[int]:
        """Process ids of the workers."""
        return [one.process.pid for one in self._workers.values() if one.process.pid is not None]

    def stop(self) -> None:
        """End all workers within about half a second; steps that are not done are dropped."""
        for one in self._workers.values():
            if one.steps or not one.warm:
                process.kill(one.process)
            else:
                one.outbox.put((Stop(), None))
        deadline = time.monotonic() + _GRACE_SECONDS
        for one in list(self._workers.values()):
            one.process.join(max(0.0, deadline - time.monotonic()))
            self._bury(one)


def _ending(one: _Worker) -> str:
    code = one.process.exitcode
    if code is not None and code < 0:
        return signal.Signals(-code).name
    return phrase("exit code {}", f"{code}")
