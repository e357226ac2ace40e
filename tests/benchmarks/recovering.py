"""How soon another worker stands in for one that was killed, and how soon the program is gone when asked to quit.

The worker is killed with SIGKILL, and another one has come when it says that its model is loaded. The program is the
real window; it is asked with SIGTERM, as the system does at a logout: while nothing is at work, while documents are
embedded, while a folder of large files is listed, and while another program has the library locked.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from engine.library import Library, installed_model
from engine.pool.messages import Started
from engine.pool.supervisor import FromWorker, PoolEvent, Supervisor
from engine.settings import Settings
from engine.store.database import Database
from engine.store.lock import QueueLock
from tests.benchmarks import corpus, measure
from tests.benchmarks.first_words import until

PAGES = 200
LARGE_FILES = 20
PATIENCE_SECONDS = 60.0


def stand_ins(kills: int) -> list[float]:
    """Seconds from a worker's end by SIGKILL until the one in its place is warm."""
    inbox: SimpleQueue[PoolEvent] = SimpleQueue()
    pool = Supervisor(Settings(workers=2), installed_model(), inbox.put)
    pool.start()

    def one_is_warm() -> bool:
        event = inbox.get(timeout=PATIENCE_SECONDS)
        pool.take(event)
        return isinstance(event, FromWorker) and isinstance(event.report, Started)

    until(lambda: one_is_warm() and pool.warm)
    taken = []
    for _ in range(kills):
        began = time.perf_counter()
        os.kill(pool.processes()[0], signal.SIGKILL)
        until(one_is_warm)
        taken.append(time.perf_counter() - began)
    pool.stop()
    return taken


def quit_once(folder: Path, add: Path | None, is_there: Callable[[Library], bool], *, locked: bool) -> float:
    """Seconds from the request to quit until the process has ended."""
    with closing(Library.open(folder, Settings())) as library:
        if add is not None:
            library.add([add])
        process = subprocess.Popen(
            [measure.MEANWHILE, "--library", folder, "--workers", "2", "--on-close", "quit"],
            stderr=subprocess.DEVNULL,
        )
        until(lambda: QueueLock(folder).is_held() and is_there(library))
        with closing(Database(folder)) as other:
            if locked:
                other.execute("BEGIN IMMEDIATE")
            began = time.perf_counter()
            process.send_signal(signal.SIGTERM)
            process.wait(PATIENCE_SECONDS)
            return time.perf_counter() - began


def quits(runs: int) -> dict[str, dict[str, float]]:
    """The same by what is at work."""
    with tempfile.TemporaryDirectory(prefix="meanwhile-bench-") as temporary:
        folder = Path(temporary)
        manuals, large = folder / "manuals", folder / "large"
        for one in (manuals, large):
            one.mkdir()
        corpus.cut_manuals(manuals, PAGES)
        for number in range(LARGE_FILES):
            with (large / f"{number}.txt").open("wb") as file:
                file.truncate(1_000_000_000 + number)
        cases = {
            "nothing": (None, lambda library: not library.overview().listing, False),
            "embedding": (manuals, _embeds, False),
            "listing": (large, lambda library: library.overview().listing, False),
            "library_locked": (manuals, _embeds, True),
        }
        found = {}
        for name, (add, is_there, locked) in cases.items():
            found[name] = _summary(
                [quit_once(folder / f"{name}-{run}", add, is_there, locked=locked) for run in range(runs)]
            )
            measure.say(name, found[name])
        return found


def _embeds(library: Library) -> bool:
    return library.overview().embedded > 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--runs", type=int, default=3)
    arguments = parser.parse_args()
    measure.find_a_screen("recovering")
    result: dict[str, Any] = {"benchmark": "recovering", "machine": measure.machine()}
    result["stand_in_seconds"] = _summary(stand_ins(arguments.kills))
    measure.say(result["stand_in_seconds"])
    result["quit_seconds"] = quits(arguments.runs)
    result["longest_quit_seconds"] = max(one["max"] for one in result["quit_seconds"].values())
    measure.report(result)


def _summary(seconds: list[float]) -> dict[str, float]:
    return {"median": round(measure.median(seconds), 2), "max": round(max(seconds), 2)}


if __name__ == "__main__":
    main()
