"""How long a page takes from the wish to see it until it is there, drawn and with its passage found.

Pages of real manuals, asked for one at a time as a person would: at random, then leafing on; in the width of a usual
pane and in twice as many pixels, as on a sharp screen. First while embedding goes on at full load, then at rest.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from queue import SimpleQueue
from typing import Any, TypeVar

from engine.events import AllRead, Event
from engine.library import Library, search_in
from engine.records import DocumentRow, Hit, PagePicture, PageWanted, Passage, SearchRequest
from engine.settings import Settings
from tests.benchmarks import corpus, measure

T = TypeVar("T")
PATIENCE_SECONDS = 60.0
GIVE_UP_SECONDS = 300
QUERY = "how to plot a function of two variables"
PANE = 650
"""Pixels across that a page has in a window of 1200."""


class Reader:
    """Someone who looks at one page after another."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._came: SimpleQueue[object] = SimpleQueue()

    def look(self, wanted: PageWanted) -> float:
        """Milliseconds until the page is there."""
        began = time.perf_counter()
        self._library.start_preview([wanted], lambda _, page: self._came.put(page))
        page = self._came.get(timeout=PATIENCE_SECONDS)
        if not isinstance(page, PagePicture):
            raise SystemExit(f"No page but {page}")
        return (time.perf_counter() - began) * 1000


def at_random(rows: Sequence[DocumentRow], count: int, width: int) -> list[PageWanted]:
    """Any page of any document; each document as likely as it has pages."""
    chosen = random.choices(rows, [row.pages or 0 for row in rows], k=count)  # noqa: S311 - any will do
    return [PageWanted(row.id, random.randint(1, row.pages or 1), width) for row in chosen]  # noqa: S311


def leafing(rows: Sequence[DocumentRow], count: int, width: int) -> list[PageWanted]:
    """Page after page of the longest document."""
    longest = max(rows, key=lambda row: row.pages or 0)
    return [PageWanted(longest.id, 1 + page % (longest.pages or 1), width) for page in range(count)]


def of_hits(hits: Sequence[Hit], count: int, width: int) -> list[PageWanted]:
    """Where hits stand, with the passage to be found on the page."""
    found = [PageWanted(h.document_id, h.page, width, Passage(h.start, h.end, h.text), h.chunk_id) for h in hits]
    return (found * (count // len(found) + 1))[:count]


def summary(reader: Reader, wanted: Sequence[PageWanted]) -> dict[str, Any]:
    """Looks at all of them."""
    times = [reader.look(one) for one in wanted]
    return {
        "pages": len(times),
        "p50_ms": round(measure.percentile(times, 50), 1),
        "p95_ms": round(measure.percentile(times, 95), 1),
        "max_ms": round(max(times), 1),
    }


class Running:
    """A library whose queue runs in a thread of its own, as it does behind the window."""

    def __init__(self, folder: Path) -> None:
        self.all_read = threading.Event()
        self._folder = folder
        self._opened = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        self._opened.wait()

    def _run(self) -> None:
        with closing(Library.open(self._folder, Settings(), listener=self._hear)) as self.library:
            self._opened.set()
            self.library.run(until_empty=False)

    def _hear(self, event: Event) -> None:
        if isinstance(event, AllRead):
            self.all_read.set()

    def ask(self, call: Callable[[Library], T]) -> T:
        """What a call gives that is carried out in the library's thread."""
        answer: SimpleQueue[T] = SimpleQueue()
        self.library.post(lambda: answer.put(call(self.library)))
        return answer.get(timeout=PATIENCE_SECONDS)

    def stop(self) -> None:
        self.library.stop()
        self._thread.join()


def look_around(reader: Reader, rows: Sequence[DocumentRow], hits: Sequence[Hit], count: int) -> dict[str, Any]:
    """In all ways."""
    result = {}
    for name, wanted in (
        ("at_random", at_random(rows, count, PANE)),
        ("at_random_sharp", at_random(rows, count, 2 * PANE)),
        ("leafing", leafing(rows, count, PANE)),
        ("hits", of_hits(hits, count, PANE)),
    ):
        result[name] = summary(reader, wanted)
        measure.say(f"{name}: {result[name]}")
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=200, help="pages to look at, in each way")
    arguments = parser.parse_args()
    random.seed(20261123)
    with tempfile.TemporaryDirectory(prefix="meanwhile-bench-", ignore_cleanup_errors=True) as temporary:
        folder = Path(temporary) / "library"
        running = Running(folder)
        running.ask(lambda library: library.add(corpus.manuals()))
        if not running.all_read.wait(GIVE_UP_SECONDS):
            raise SystemExit(f"Not read within {GIVE_UP_SECONDS} s.")
        rows = running.ask(lambda library: library.rows(library.document_ids()))
        hits = search_in(folder, SearchRequest(QUERY, 50, "words")).hits
        reader = Reader(running.library)
        first = round(reader.look(at_random(rows, 1, PANE)[0]), 1)
        at_work = look_around(reader, rows, hits, arguments.pages)
        embedded = running.ask(lambda library: library.overview().embedded)
        running.ask(lambda library: library.pause())
        measure.say("paused")
        at_rest = look_around(reader, rows, hits, arguments.pages)
        running.stop()
    measure.report(
        {
            "benchmark": "preview",
            "machine": measure.machine(),
            "first_page_ms": first,
            "at_full_load": {"chunks_embedded_meanwhile": embedded, **at_work},
            "at_rest": at_rest,
        }
    )


if __name__ == "__main__":
    main()
