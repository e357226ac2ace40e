"""How long a cancelled document keeps its worker: ``python -m tests.end_to_end.cancelling --tries 20``.

Another process cancels what is being read; measured are the time until the worker is off it, and until the one that
stands in puts the next document's first page down. Nothing is asserted.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

import psutil

from engine.store import control
from engine.store.database import Database
from tests.end_to_end.conftest import Maker, Program, wait_until

WORDS = 1_000_000
"""Reading so many takes some seconds: time enough to cancel in the middle."""


def being_read(program: Program) -> int | None:
    """Id of a document some pages of which are put down and others not."""
    found = program.rows("SELECT id FROM documents WHERE state = 'reading' AND pages_read > 0")
    return found[0][0] if found else None


def measure(program: Program, folder: Path, tries: int) -> tuple[list[float], list[float]]:
    """Seconds until the worker is off the document, and until the next one's first page is put down, per try."""
    off: list[float] = []
    warm: list[float] = []
    program.add(folder)
    process = program.start("work", "--workers", "1")
    with closing(Database(program.library)) as database:
        for _ in range(tries):
            document = wait_until(lambda: being_read(program), "a document is read")
            (worker,) = program.workers(process)
            began = time.monotonic()
            control.cancel_documents(database, [document], keep_pages=True)
            psutil.wait_procs([worker], timeout=60)
            off.append(time.monotonic() - began)
            wait_until(lambda: being_read(program), "the next one is read")
            warm.append(time.monotonic() - began)
    return off, warm


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tries", type=int, default=20)
    tries = parser.parse_args().tries
    with tempfile.TemporaryDirectory(prefix="meanwhile-cancelling-") as name:
        maker = Maker(Path(name) / "documents")
        maker.notes(tries + 1, words=WORDS)
        program = Program(Path(name) / "library", Path(name))
        try:
            off, warm = measure(program, maker.folder, tries)
        finally:
            program.end_all()
    for what, seconds in (("the worker was off it", off), ("the next first page was put down", warm)):
        ordered = sorted(seconds)
        median, p95 = ordered[len(ordered) // 2], ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]
        sys.stdout.write(f"{what} after {median:.2f} s (median), {p95:.2f} s (p95), {ordered[-1]:.2f} s at most\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
