"""Workers of the running program are killed, stopped and poisoned: only what they had in hands is affected."""

from __future__ import annotations

import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import pytest

from engine.records import DocumentState
from tests.end_to_end.conftest import wait_until

if TYPE_CHECKING:
    from tests.end_to_end.conftest import Maker, Program

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures/documents"
POISON_OFFSET = 3712
"""With 0xFF in this place of stores.xls, the native reader ends its whole process (SIGABRT)."""


def write_poison(folder: Path) -> dict[str, DocumentState]:
    """A document that kills whoever reads it."""
    content = bytearray((FIXTURES / "stores.xls").read_bytes())
    content[POISON_OFFSET] = 0xFF
    (folder / "poison.xls").write_bytes(content)
    return {"poison.xls": DocumentState.SET_ASIDE}


def is_reading(program: Program) -> bool:
    return bool(program.progress()[1]) and bool(program.rows("SELECT 1 FROM documents WHERE state = 'reading'"))


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSEGV, signal.SIGSTOP])
def test_a_lost_worker_costs_one_step_and_another_stands_in(
    program: Program, maker: Maker, say: Callable[[str], None], how: signal.Signals
) -> None:
    expected = maker.notes(30) | maker.pdf("book.pdf", pages=300, words=24)
    program.add(maker.folder)
    process = program.start("work", "--workers", "2", settings={"silence_seconds": 2})
    wait_until(lambda: is_reading(program) and len(program.workers(process)) == 2, "both workers are at work")
    before = program.workers(process)
    before[0].send_signal(how)
    began = time.monotonic()
    wait_until(lambda: set(program.workers(process)) - set(before), "another worker stands in")
    say(f"{how.name}: another worker stood in after {time.monotonic() - began:.2f} s")
    assert process.wait(60) == 0, program.said(process)
    program.check(expected)
    assert program.rows("SELECT count(*) FROM documents WHERE attempts > 1")[0][0] <= 1


def test_the_server_that_starts_workers_may_die_too(program: Program, maker: Maker) -> None:
    expected = maker.notes(30) | maker.pdf("book.pdf", pages=300, words=24)
    program.add(maker.folder)
    process = program.start("work", "--workers", "2")
    wait_until(lambda: is_reading(program) and len(program.workers(process)) == 2, "both workers are at work")
    server = program.workers(process)[0].parent()
    if server is None or server.pid == process.pid:
        pytest.skip("workers are started without a server here")
    server.kill()
    assert process.wait(60) == 0, program.said(process)
    program.check(expected)


def test_the_process_that_lists_may_die_too(program: Program, maker: Maker) -> None:
    expected = maker.notes(20)
    large = maker.folder / "note of great length.txt"
    with large.open("wb") as file:
        file.truncate(2**40)
    program.add(maker.folder)
    process = program.start("work")
    killed: set[int] = set()
    for _ in range(2):
        wait_until(lambda: {one.pid for one in program.readers(process, large)} - killed, "it is being hashed")
        (lister,) = program.readers(process, large)
        killed.add(lister.pid)
        lister.kill()
    wait_until(lambda: {one.pid for one in program.readers(process, large)} - killed, "another one stands in")
    large.write_text("It was shortened.")
    assert process.wait(60) == 0, program.said(process)
    program.check(expected | {large.name: DocumentState.READY})


def test_a_document_that_kills_its_worker_each_time_is_set_aside_in_plain_words(program: Program, maker: Maker) -> None:
    expected = maker.notes(12)
    expected |= write_poison(maker.folder)
    process = program.start("index", maker.folder, "--workers", "2")
    assert process.wait(60) == 1
    program.check(expected)
    assert program.reason("poison.xls") == "Reading it crashed a worker process (SIGABRT) 2 times."
    assert "poison.xls" in program.said(process)


def test_a_document_that_was_repaired_is_ready_after_a_retry(program: Program, maker: Maker) -> None:
    expected = maker.notes(1)
    expected |= write_poison(maker.folder)
    program.ask("index", maker.folder)
    shutil.copy(FIXTURES / "stores.xls", maker.folder / "poison.xls")
    assert program.facts("retry", "--failed") == {"documents": 1}
    program.ask("work")
    program.check(expected | {"poison.xls": DocumentState.READY})


def kill_while_reading(program: Program, attempt: int) -> None:
    """Kill the whole program while its only worker, stopped before it is warm, has the only document in hands."""
    process = program.start("work", "--workers", "1")
    wait_until(lambda: program.rows("SELECT 1 FROM documents WHERE attempts = ?", attempt), "the document is in hands")
    for worker in program.workers(process):
        worker.suspend()
    program.kill(process)
    assert program.rows("SELECT state FROM documents") == [("reading",)]


def test_a_document_with_which_the_program_died_twice_is_tried_last_and_alone(program: Program, maker: Maker) -> None:
    suspect = maker.notes(1)
    program.add(maker.folder)
    kill_while_reading(program, attempt=1)
    kill_while_reading(program, attempt=2)
    assert program.rows("SELECT state, deaths, attempts FROM documents") == [("reading", 1, 2)]

    expected = suspect | maker.notes(20)
    program.add(maker.folder)
    assert program.ask("work", "--workers", "2")["ready"] == len(expected)
    program.check(expected)
    # Vectors are numbered as they are put down: all others were embedded before the suspect was even read.
    order = program.rows(
        "SELECT document_id FROM embeddings JOIN chunks USING (text_id) ORDER BY embeddings.id, chunks.id"
    )
    assert order[-1] == (1,)
    assert len(order) == len(expected)


def test_a_document_that_died_with_the_program_and_loses_its_workers_is_set_aside(
    program: Program, maker: Maker
) -> None:
    maker.folder.mkdir()
    expected = write_poison(maker.folder)
    program.add(maker.folder)
    kill_while_reading(program, attempt=1)
    kill_while_reading(program, attempt=2)
    assert program.ask("work")["set_aside"] == 1
    program.check(expected)


@pytest.mark.parametrize("mode", ["blocking", "async"])
def test_what_killed_the_program_is_left_to_a_worker_by_modes_that_have_none(
    program: Program, maker: Maker, mode: str
) -> None:
    expected = maker.notes(3) | write_poison(maker.folder)
    first = program.start("index", maker.folder, "--mode", mode)
    assert first.wait(60) == -signal.SIGABRT
    second = program.start("index", maker.folder, "--mode", mode)
    assert second.wait(60) == 1, program.said(second)
    program.check(expected)


def test_workers_end_with_the_program_even_when_they_are_stopped(program: Program, maker: Maker) -> None:
    maker.notes(30)
    maker.pdf("book.pdf", pages=200)
    process = program.start("index", maker.folder, "--workers", "1")
    # From the first result on a worker has settled in; before, nobody would notice if it was stopped.
    wait_until(lambda: program.progress()[1] > 0, "something is put down")
    workers = program.workers(process)
    for worker in workers:
        worker.suspend()
    process.kill()
    process.wait(60)
    _, alive = psutil.wait_procs(workers, timeout=20)
    for worker in alive:
        worker.kill()
    assert alive == []
