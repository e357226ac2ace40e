"""Measures what this process and all below it use: processor time and memory."""

from __future__ import annotations

import sys
import threading

import psutil

_INTERVAL_SECONDS = 0.5


class Meter:
    """Samples the process tree in a thread of its own, twice a second, while used as a context.

    Memory is the proportional set size where the system tells it (Linux): pages that processes share count once.
    Processor time is the last sample of each process, so up to 0.5 s of one that ended is missed.
    """

    def __init__(self) -> None:
        self.peak_memory_mb = 0.0
        self._processor_seconds: dict[int, float] = {}
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="meter", daemon=True)
        self._root = psutil.Process()
        self._before = _processor_seconds(self._root)

    def __enter__(self) -> Meter:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    @property
    def cpu_seconds(self) -> float:
        """Processor seconds of the whole tree since the start of the context."""
        return sum(self._processor_seconds.values()) - self._before

    def _watch(self) -> None:
        while not self._ended.wait(_INTERVAL_SECONDS):
            self._sample()
        self._sample()

    def _sample(self) -> None:
        memory = 0
        for process in [self._root, *self._root.children(recursive=True)]:
            try:
                self._processor_seconds[process.pid] = _processor_seconds(process)
                memory += _memory(process)
            except (psutil.NoSuchProcess, psutil.AccessDenied):
                continue  # it ended between being listed and being asked
        self.peak_memory_mb = max(self.peak_memory_mb, memory / 1024**2)


def _processor_seconds(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


def _memory(process: psutil.Process) -> int:
    return int(process.memory_full_info().pss if sys.platform == "linux" else process.memory_info().rss)
