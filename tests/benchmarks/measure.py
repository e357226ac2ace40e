"""What the benchmarks share: running a command under observation, and saying what machine this is."""

from __future__ import annotations

import json
import math
import os
import platform
import shutil
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import psutil

ROOT = Path(__file__).resolve().parents[2]
MEANWHILE = Path(sys.executable).with_name("meanwhile")
SAMPLE_SECONDS = 0.25


@dataclass(frozen=True, slots=True)
class Run:
    """One command that ran to its end."""

    facts: dict[str, Any]
    """The JSON object that it printed."""
    wall_seconds: float
    """From starting the process to its end, so with the interpreter's start and all imports."""
    peak_memory_mb: float
    """Greatest memory of the process and all its descendants at one moment; 0 when nobody watched."""


def run(command: Sequence[str | Path], *, watched: bool = False) -> Run:
    """Runs a command that prints one JSON object, if wanted with an eye on the memory of its process tree.

    Raises SystemExit when the command fails.
    """
    # An installed program is compiled: where Python may not keep what it compiled, every start would do that again.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=environment)
    with TreeMemory(process.pid) if watched else nullcontext() as memory:
        output, _ = process.communicate()
        wall = time.perf_counter() - started
    if process.returncode != 0:
        raise SystemExit(f"exit {process.returncode}: {' '.join(map(str, command[:8]))}")
    return Run(json.loads(output), wall, memory.peak_mb if memory else 0.0)


class TreeMemory:
    """Samples the memory of a process and its descendants, four times a second while in its ``with`` block.

    The sum of PSS where the system tells it (Linux: a page shared by n processes counts 1/n in each, so that the
    sum is what the tree really takes); elsewhere the sum of USS, which leaves shared pages out.
    """

    def __init__(self, pid: int) -> None:
        self.peak_mb = 0.0
        self._root = psutil.Process(pid)
        self._left = threading.Event()
        self._thread = threading.Thread(target=self._sample, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._left.set()
        self._thread.join()

    def _sample(self) -> None:
        while not self._left.wait(SAMPLE_SECONDS):
            self.peak_mb = max(self.peak_mb, self._now_mb())

    def _now_mb(self) -> float:
        total = 0
        try:
            tree = [self._root, *self._root.children(recursive=True)]
        except psutil.NoSuchProcess:
            return 0.0
        for process in tree:
            try:
                memory = process.memory_full_info()
            except (psutil.NoSuchProcess, psutil.AccessDenied):
                continue
            total += getattr(memory, "pss", memory.uss)
        return total / 1e6


def find_a_screen(benchmark: str) -> None:
    """Without a display, starts over on a virtual one; where there is none either, the window is drawn unseen."""
    if sys.platform != "linux" or any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))):
        return
    if virtual := shutil.which("xvfb-run"):
        screen = ["-a", "-s", "-screen 0 1600x1000x24"]
        again = [sys.executable, "-m", f"tests.benchmarks.{benchmark}", *sys.argv[1:]]
        os.execv(virtual, [virtual, *screen, *again])  # noqa: S606
    os.environ["QT_QPA_PLATFORM"] = "offscreen"


def machine() -> dict[str, Any]:
    """The kind of machine, for the reader of the figures."""
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "memory_gb": round(psutil.virtual_memory().total / 1e9),
        "system": f"{platform.system()} {platform.release().split('-')[0]}",
        "python": platform.python_version(),
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


def median(values: Iterable[float], digits: int = 3) -> float:
    return round(statistics.median(values), digits)


def percentile(values: Sequence[float], percent: float) -> float:
    """The smallest value that ``percent`` of the values do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(len(ordered) * percent / 100) - 1)]


def say(*words: object) -> None:
    """Progress, for whoever waits; standard output carries the result alone."""
    print(*words, file=sys.stderr, flush=True)


def report(result: dict[str, Any]) -> None:
    print(json.dumps(result, indent=2))
