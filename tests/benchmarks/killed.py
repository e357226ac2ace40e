"""A night with power cuts: the program is killed with all its workers again and again while it works off many notes.

``kill -9`` of the whole process group at random moments; then ``meanwhile work`` goes on. What a power cut costs beyond
that are the last moments of progress that the disk had not seen yet, see ``engine/store/database.py``.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from contextlib import closing
from pathlib import Path
from subprocess import TimeoutExpired
from typing import Any

from engine.records import DocumentState
from engine.store import audit
from engine.store.database import Database
from tests.benchmarks import measure
from tests.end_to_end.conftest import Maker, Program

LIVES = (5.0, 30.0)
"""The program lives between so many and so many seconds."""


def work_through(program: Program, kills: int) -> tuple[int, float]:
    """Works the queue off, killed up to ``kills`` times on the way; returns how often it was, and seconds at work."""
    chance = random.Random(5)  # noqa: S311 - always the same
    killed, seconds = 0, 0.0
    while True:
        began = time.monotonic()
        process = program.start("work", "--json")
        try:
            code = process.wait(chance.uniform(*LIVES) if killed < kills else None)
        except TimeoutExpired:
            program.kill(process)
            killed += 1
            seconds += time.monotonic() - began
            measure.say(f"killed {killed} of {kills} times, {program.progress()[0]} ready")
            continue
        if code != 0:
            raise SystemExit(f"It ended with {code}: {program.said(process)}")
        return killed, seconds + time.monotonic() - began


def ledger(program: Program) -> dict[str, Any]:
    """What became of the documents."""
    with closing(Database(program.library)) as database:
        count, attempts = database.row("SELECT count(*), sum(attempts) FROM documents")
        ready = database.value("SELECT count(*) FROM documents WHERE state = ?", (DocumentState.READY,))
        return {"ready": ready, "begun_again": attempts - count, "problems": audit.problems(database)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--files", type=int, default=50_000)
    parser.add_argument("--kills", type=int, default=15)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="meanwhile-bench-", ignore_cleanup_errors=True) as name:
        maker = Maker(Path(name) / "documents")
        maker.notes(arguments.files)
        program = Program(Path(name) / "library", Path(name))
        program.add(maker.folder)
        try:
            killed, seconds = work_through(program, arguments.kills)
            found = ledger(program)
        finally:
            program.end_all()
    measure.report(
        {
            "benchmark": "killed",
            "machine": measure.machine(),
            "files": arguments.files,
            "kills": killed,
            "seconds_at_work": round(seconds, 1),
            "files_per_second": round(arguments.files / seconds, 1),
            "lost": arguments.files - found["ready"],
            **found,
        }
    )


if __name__ == "__main__":
    main()
