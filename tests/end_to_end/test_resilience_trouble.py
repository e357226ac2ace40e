"""The machine is in trouble: work pauses with a plain message, and goes on when the cause is gone."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import apsw
import psutil
import pytest

from engine.records import DocumentState
from tests.end_to_end.conftest import Program, wait_until

if TYPE_CHECKING:
    from tests.conftest import SmallDisk
    from tests.end_to_end.conftest import Maker

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="makes trouble the way Linux lets it be made")
PAGES = 200


def is_paused(program: Program, process: subprocess.Popen[str], *, times: int = 1) -> bool:
    assert process.poll() is None, program.said(process)
    return program.said(process).count("Work is paused.") >= times


def all_is_well(program: Program, process: subprocess.Popen[str], expected: dict[str, DocumentState]) -> None:
    assert process.wait(60) == 0, program.said(process)
    assert "work goes on" in program.said(process)
    program.check(expected)


def test_work_pauses_while_the_disk_is_full(small_disk: SmallDisk, maker: Maker, tmp_path: Path) -> None:
    program = Program(small_disk.folder / "library", tmp_path)
    expected = maker.notes(10) | maker.pdf("book.pdf", pages=PAGES)
    program.add(maker.folder)
    small_disk.fill(leave=350 * 1024)
    process = program.start("work")
    try:
        wait_until(lambda: is_paused(program, process), "it says that it pauses")
        assert "is full" in program.said(process)
        small_disk.free()
        all_is_well(program, process, expected)
    finally:
        program.end_all()


def test_work_pauses_while_nothing_can_be_written(program: Program, maker: Maker) -> None:
    expected = maker.notes(10) | maker.pdf("book.pdf", pages=PAGES)
    program.add(maker.folder)
    process = program.start("work")
    wait_until(lambda: program.progress()[1] > 0, "something is put down")
    limits = psutil.Process(process.pid)
    limits.rlimit(resource.RLIMIT_FSIZE, (100 * 1024, resource.RLIM_INFINITY))
    wait_until(lambda: is_paused(program, process), "it says that it pauses")
    limits.rlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    all_is_well(program, process, expected)


def test_work_pauses_while_another_program_locks_the_library(program: Program, maker: Maker) -> None:
    expected = maker.notes(10) | maker.pdf("book.pdf", pages=PAGES)
    program.add(maker.folder)
    process = program.start("work")
    wait_until(lambda: program.progress()[1] > 0, "something is put down")
    with closing(apsw.Connection(str(program.library / "library.sqlite3"))) as other:
        other.set_busy_timeout(5_000)
        other.execute("BEGIN IMMEDIATE")
        wait_until(lambda: is_paused(program, process), "it says that it pauses")
        assert "locked by another program" in program.said(process)
        other.execute("ROLLBACK")
    all_is_well(program, process, expected)


def test_work_pauses_while_the_library_is_elsewhere(program: Program, maker: Maker, tmp_path: Path) -> None:
    expected = maker.notes(10) | maker.pdf("book.pdf", pages=PAGES)
    program.add(maker.folder)
    process = program.start("work")
    wait_until(lambda: program.progress()[1] > 0, "something is put down")
    program.library.rename(tmp_path / "elsewhere")
    wait_until(lambda: is_paused(program, process), "it says that it pauses")
    assert "moved, replaced or removed" in program.said(process)
    (tmp_path / "elsewhere").rename(program.library)
    all_is_well(program, process, expected)


SILENCE_SECONDS = 4
"""A worker may be silent for so long; the machine sleeps longer."""


def test_a_machine_that_slept_costs_no_worker(program: Program, maker: Maker) -> None:
    expected = maker.notes(10) | maker.pdf("book.pdf", pages=600, different=60)
    program.add(maker.folder)
    process = program.start("work", "--workers", "2", settings={"silence_seconds": SILENCE_SECONDS})
    wait_until(lambda: program.progress()[1] > 0 and len(program.workers(process)) == 2, "both workers are at work")
    before = program.workers(process)
    os.killpg(process.pid, signal.SIGSTOP)
    woken = time.monotonic() + SILENCE_SECONDS + 1
    wait_until(lambda: time.monotonic() > woken, "the machine has slept")
    os.killpg(process.pid, signal.SIGCONT)
    put_down = program.progress()[1]
    wait_until(lambda: program.progress()[1] > put_down or process.poll() is not None, "work goes on")
    assert program.workers(process) in (before, [])
    assert process.wait(60) == 0, program.said(process)
    program.check(expected)
    assert program.rows("SELECT sum(losses), max(attempts) FROM documents") == [(0, 1)]


def test_a_library_that_is_deleted_meanwhile_is_told_and_not_made_anew(program: Program, maker: Maker) -> None:
    maker.notes(10)
    maker.pdf("book.pdf", pages=PAGES)
    program.add(maker.folder)
    process = program.start("work")
    wait_until(lambda: program.progress()[1] > 0, "something is put down")
    shutil.rmtree(program.library)
    wait_until(lambda: is_paused(program, process), "it says that it pauses")
    process.terminate()
    assert process.wait(60) == 130
    assert not program.library.exists()
