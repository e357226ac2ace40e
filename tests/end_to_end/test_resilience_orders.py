"""A person orders from another process: pause, resume, cancel, remove, quit, and a second program at work."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import apsw
import psutil
import pytest

from engine.records import DocumentState
from tests.end_to_end.conftest import wait_until

if TYPE_CHECKING:
    from tests.end_to_end.conftest import Maker, Program

PAGES = 300


def stop_in_the_middle(program: Program, maker: Maker) -> tuple[subprocess.Popen[str], psutil.Process]:
    """The program at work on a book, its only worker stopped with some pages read and others not."""
    maker.pdf("book.pdf", pages=PAGES, words=24, different=10)
    program.add(maker.folder / "book.pdf")
    # It rests after each few pages: at full speed the book would be read while this process waits for its turn.
    process = program.start("work", "--workers", "1", settings={"processor_share": 10})
    wait_until(lambda: program.progress()[1] > 0, "some pages are read")
    (worker,) = program.workers(process)
    worker.suspend()
    assert program.states() == {"book.pdf": DocumentState.READING}
    return process, worker


@pytest.mark.parametrize("discard", [False, True])
def test_a_task_is_cancelled_in_the_middle(
    program: Program, maker: Maker, say: Callable[[str], None], discard: bool
) -> None:
    process, worker = stop_in_the_middle(program, maker)
    order = ["--discard"] if discard else []
    assert program.facts("cancel", "1", *order) == {"documents": 1}
    began = time.monotonic()
    psutil.wait_procs([worker], timeout=60)
    say(f"the worker was taken off the cancelled document {time.monotonic() - began:.2f} s after the command had ended")
    assert process.wait(60) == 0, program.said(process)
    program.check({"book.pdf": DocumentState.CANCELLED})
    assert program.rows("SELECT state FROM tasks") == [("cancelled",)]
    pages, chunks = program.rows("SELECT pages_read, chunks FROM documents")[0]
    assert (pages == chunks == 0) if discard else (0 < pages < PAGES)
    assert bool(program.rows("SELECT 1 FROM texts")) is not discard


def test_what_is_cancelled_goes_on_at_the_next_page_when_it_is_tried_again(program: Program, maker: Maker) -> None:
    process, _ = stop_in_the_middle(program, maker)
    program.facts("cancel", "1")
    assert process.wait(60) == 0
    before = program.rows("SELECT id, page FROM chunks")
    assert program.facts("retry", "1") == {"documents": 1}
    assert program.ask("work")["documents"] == 1
    program.check({"book.pdf": DocumentState.READY})
    assert set(before) < set(program.rows("SELECT id, page FROM chunks"))


def test_a_document_is_removed_in_the_middle(program: Program, maker: Maker) -> None:
    process, worker = stop_in_the_middle(program, maker)
    assert program.facts("remove", maker.folder / "book.pdf") == {"documents": 1}
    psutil.wait_procs([worker], timeout=60)
    assert process.wait(60) == 0, program.said(process)
    program.check({})
    assert program.rows("SELECT 1 FROM texts") == []


def test_a_pause_holds_over_a_kill_until_it_is_lifted(program: Program, maker: Maker) -> None:
    expected = maker.notes(20) | maker.pdf("book.pdf", pages=4 * PAGES, words=24, different=30)
    program.add(maker.folder)
    process = program.start("work")
    wait_until(lambda: program.progress()[1] > 0, "something is put down")
    # Left running, fast ones would be through before the order is given.
    for worker in program.workers(process):
        worker.suspend()
    program.order("pause")
    wait_until(lambda: not program.rows("SELECT 1 FROM documents WHERE state = 'reading'"), "nothing is read any more")
    program.kill(process)
    before = program.progress()
    assert before[0] < len(expected)

    process = program.start("work")
    wait_until(lambda: "paused" in program.said(process), "it says that it is paused")
    with suppress(subprocess.TimeoutExpired):
        process.wait(1)
    assert process.poll() is None
    assert program.progress() == before
    program.order("resume")
    assert process.wait(60) == 0, program.said(process)
    program.check(expected)


def test_a_pause_stops_in_the_middle_of_a_document_which_goes_on_at_its_next_page(
    program: Program, maker: Maker
) -> None:
    stop_in_the_middle(program, maker)
    program.order("pause")
    wait_until(lambda: program.states()["book.pdf"] is DocumentState.QUEUED, "it is left off")
    assert program.rows("SELECT attempts, losses FROM documents") == [(0, 0)]
    pages, before = program.progress()[1], program.rows("SELECT id, page FROM chunks")
    assert pages < PAGES
    program.order("resume")
    read = (DocumentState.EMBEDDING, DocumentState.READY)
    wait_until(lambda: program.states()["book.pdf"] in read, "it is read to its end")
    assert program.rows("SELECT attempts, losses FROM documents") == [(1, 0)]
    assert set(before) < set(program.rows("SELECT id, page FROM chunks"))


@pytest.mark.parametrize("mode", ["background", "blocking"])
def test_what_is_cancelled_is_not_listed_to_its_end(program: Program, maker: Maker, mode: str) -> None:
    expected = maker.notes(1)
    endless = maker.folder / "endless.bin"
    with endless.open("wb") as file:
        file.truncate(2**40)
    program.add(endless)
    process = program.start("index", maker.folder / "note 0.txt", "--mode", mode)

    def is_listed() -> bool:
        return bool(program.readers(process, endless))

    wait_until(is_listed, "it is being hashed")
    if mode == "background":
        program.order("pause")
        wait_until(lambda: not is_listed(), "the pause leaves it off")
        program.order("resume")
        wait_until(is_listed, "it is being hashed again")
    program.order("cancel", "1")
    assert process.wait(60) == 0, program.said(process)
    program.check(expected)


def test_what_is_cancelled_is_not_embedded_to_its_end(program: Program, maker: Maker) -> None:
    maker.pdf("book.pdf", pages=PAGES // 2)
    program.add(maker.folder)
    process = program.start("work", "--workers", "1")
    wait_until(lambda: program.progress()[2] > 0, "some passages are embedded")
    (worker,) = program.workers(process)
    worker.suspend()
    expected = maker.notes(1) | {"book.pdf": DocumentState.CANCELLED}
    assert program.facts("cancel", "1") == {"documents": 1}
    program.add(maker.folder / "note 1.txt")
    wait_until(lambda: program.rows("SELECT 1 FROM locations WHERE document_id = 2"), "the order was seen")
    worker.resume()
    assert process.wait(60) == 0, program.said(process)
    program.check(expected)
    (texts,) = program.rows("SELECT count(*) FROM texts")
    assert program.progress()[2] < texts[0] - 1


def test_a_second_one_says_who_is_at_work_and_can_still_add_and_search(program: Program, maker: Maker) -> None:
    process, worker = stop_in_the_middle(program, maker)
    second = program.start("work")
    assert second.wait(60) == 2
    assert f"Another Meanwhile (process {process.pid}) is at work" in program.said(second)

    expected = maker.notes(3) | {"book.pdf": DocumentState.READY}
    assert program.facts("add", maker.folder)["task"] == 2
    assert program.facts("search", "book", "--only", "words")["hits"]
    assert {task["state"] for task in program.facts("status")["tasks"]} <= {"running", "listing"}
    worker.resume()
    assert process.wait(60) == 0, program.said(process)
    program.check(expected)


def test_a_lock_left_by_a_killed_program_is_taken_over_at_once(program: Program, maker: Maker) -> None:
    process, _ = stop_in_the_middle(program, maker)
    program.kill(process)
    assert (program.library / "queue.owner.json").exists()
    assert program.ask("work")["ready"] == 1
    program.check({"book.pdf": DocumentState.READY})


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_it_quits_when_asked_and_goes_on_next_time(
    program: Program, maker: Maker, say: Callable[[str], None], how: signal.Signals
) -> None:
    expected = maker.notes(10) | maker.pdf("book.pdf", pages=PAGES, words=24)
    process = program.start("index", maker.folder)
    wait_until(lambda: program.progress()[1] > 0, "something is put down")
    workers = program.workers(process)
    began = time.monotonic()
    process.send_signal(how)
    assert process.wait(60) == 130, program.said(process)
    say(f"{how.name}: it had ended after {time.monotonic() - began:.2f} s")
    assert "Nothing is lost: meanwhile work goes on where it was." in program.said(process)
    assert psutil.wait_procs(workers, timeout=10)[1] == []
    assert program.rows("SELECT 1 FROM documents WHERE state = 'reading' OR deaths > 0") == []
    program.ask("work")
    program.check(expected)


def test_it_quits_although_another_program_has_the_library_locked(
    program: Program, maker: Maker, say: Callable[[str], None]
) -> None:
    expected = maker.notes(10) | maker.pdf("book.pdf", pages=PAGES, words=24)
    process = program.start("index", maker.folder)
    wait_until(lambda: program.progress()[1] > 0, "something is put down")
    with closing(apsw.Connection(str(program.library / "library.sqlite3"))) as other:
        other.set_busy_timeout(5_000)
        other.execute("BEGIN IMMEDIATE")
        began = time.monotonic()
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 130
        say(f"it had ended after {time.monotonic() - began:.2f} s")
    assert "Traceback" not in program.said(process)
    program.ask("work")
    program.check(expected)


def bytes_of(library: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(library.iterdir()))


def test_what_is_removed_is_gone_from_the_file_which_shrinks_when_asked_to(program: Program, maker: Maker) -> None:
    expected = maker.notes(5)
    maker.pdf("book.pdf", pages=120)
    (maker.folder / "secret.txt").write_text("The password of the vault is Xylophonquark. " + maker.words(80))
    program.ask("index", maker.folder)
    assert b"vault is Xylophonquark" in bytes_of(program.library)
    size = (program.library / "library.sqlite3").stat().st_size

    program.facts("remove", maker.folder / "secret.txt", maker.folder / "book.pdf")
    # As a single word, too, of which the full-text index may keep the end only.
    assert b"phonquark" not in bytes_of(program.library)
    assert program.rows("SELECT 1 FROM embeddings WHERE text_id NOT IN (SELECT text_id FROM chunks)") == []

    program.facts("remove", maker.folder / "note 0.txt")
    program.facts("remove", "--shrink")
    assert (program.library / "library.sqlite3").stat().st_size < size * 0.7
    del expected["note 0.txt"]
    program.check(expected)
