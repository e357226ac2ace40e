"""How long a cancelled document keeps its worker, and how soon the worker is at work on the next one.

Another process cancels what is being read in the middle, as ``meanwhile cancel`` does; so what is measured includes
until the order is noticed. Every third time the worker is stopped (SIGSTOP) before, so that it cannot let go.

And how many passages of a document that is cancelled are still embedded, and how long that goes on.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import Any

from engine.store import control
from engine.store.database import Database
from tests.benchmarks import measure
from tests.end_to_end.conftest import Maker, Program, wait_until

WORDS = 150_000
"""Reading so many takes a second or so: time enough to cancel in the middle."""
STUCK_EVERY = 3


def cancel_in_turn(program: Program, tries: int) -> list[tuple[bool, float, float]]:
    """Per try: whether the worker was stuck, seconds until the next document is leased, until its first page is there.

    A document is leased when a worker is free for it.
    """
    found: list[tuple[bool, float, float]] = []
    process = program.start("work", "--workers", "1")
    with closing(Database(program.library)) as database:

        def being_read(but: int, pages: int) -> int | None:
            at_work: int | None = database.value(
                "SELECT id FROM documents WHERE state = 'reading' AND id <> ? AND pages_read >= ?", (but, pages)
            )
            return at_work

        for number in range(tries):
            document = wait_until(lambda: being_read(but=0, pages=1), "a document is read")
            stuck = number % STUCK_EVERY == STUCK_EVERY - 1
            if stuck:
                program.workers(process)[0].suspend()
            began = time.monotonic()
            control.cancel_documents(database, [document], keep_pages=True)
            wait_until(lambda: being_read(but=document, pages=0), "the next one is leased")  # noqa: B023
            leased = time.monotonic() - began
            wait_until(lambda: being_read(but=document, pages=1), "the next one is read")  # noqa: B023
            found.append((stuck, leased, time.monotonic() - began))
    return found


def cancel_embedding(program: Program) -> dict[str, float]:
    """Cancel the only document once some of its passages are embedded, and wait until nothing is at work."""
    process = program.start("work", "--workers", "1")
    wait_until(lambda: program.progress()[2] > 0, "some passages are embedded")
    with closing(Database(program.library)) as database:
        (document,) = (row[0] for row in database.rows("SELECT id FROM documents"))
        control.cancel_documents(database, [document], keep_pages=True)
    began, before = time.monotonic(), program.progress()[2]
    process.wait()
    seconds = time.monotonic() - began
    return {"passages_embedded_after": program.progress()[2] - before, "at_rest_ms": round(seconds * 1000, 1)}


def summary(seconds: list[float]) -> dict[str, float]:
    """Of at least one figure, in milliseconds."""
    milliseconds = [one * 1000 for one in seconds]
    return {
        "p50_ms": measure.median(milliseconds, 1),
        "p95_ms": round(measure.percentile(milliseconds, 95), 1),
        "max_ms": round(max(milliseconds), 1),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tries", type=int, default=30)
    tries = parser.parse_args().tries
    with tempfile.TemporaryDirectory(prefix="meanwhile-bench-") as name:
        maker = Maker(Path(name) / "documents")
        maker.notes(tries + 1, words=WORDS)
        program = Program(Path(name) / "library", Path(name))
        program.add(maker.folder)
        try:
            found = cancel_in_turn(program, tries)
        finally:
            program.end_all()
        book = Maker(Path(name) / "book")
        book.notes(1, words=WORDS)
        program = Program(Path(name) / "another library", Path(name))
        program.add(book.folder)
        try:
            facts: dict[str, Any] = {"embedding": cancel_embedding(program)}
        finally:
            program.end_all()
    for words, kind in (("worker_lets_go", False), ("worker_is_stuck", True)):
        figures = [one for one in found if one[0] is kind]
        facts[words] = {
            "tries": len(figures),
            "next_document_leased": summary([leased for _, leased, _ in figures]),
            "its_first_page_put_down": summary([read for _, _, read in figures]),
        }
    measure.report(facts)


if __name__ == "__main__":
    main()
