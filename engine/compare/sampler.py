"""Looks at memory and at the queue, four times a second, in a thread of its own."""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Callable

import psutil

from engine.compare.results import Sample
from engine.trace import clock

_INTERVAL_SECONDS = 0.25
_MAX_SAMPLES = 20_000


class Sampler:
    """Samples this process and its workers from :meth:`start` to :meth:`stop`.

    Args:
        workers: process ids of the workers now.
    """

    def __init__(self, workers: Callable[[], list[int]]) -> None:
        self.queue_depth = 0
        """Set by whoever knows; the last value counts."""
        self.most_workers = 0
        self._workers = workers
        self._samples: deque[Sample] = deque(maxlen=_MAX_SAMPLES)
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="sampler", daemon=True)

    def start(self) -> None:
        """Begin; once."""
        self._thread.start()

    def stop(self) -> tuple[Sample, ...]:
        """End; all samples, ascending."""
        self._ended.set()
        if self._thread.is_alive():
            self._thread.join()
        return tuple(self._samples)

    def _watch(self) -> None:
        self._sample()
        while not self._ended.wait(_INTERVAL_SECONDS):
            self._sample()

    def _sample(self) -> None:
        workers = self._workers()
        self.most_workers = max(self.most_workers, len(workers))
        memory = 0
        for pid in (os.getpid(), *workers):
            try:
                memory += psutil.Process(pid).memory_info().rss
            except psutil.NoSuchProcess:
                continue  # it ended between being listed and being asked
        self._samples.append(Sample(clock(), self.queue_depth, memory / 1024**2))
