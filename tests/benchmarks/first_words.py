"""How soon after a drop every page of 500 is found by its words, with the window's queue already running."""

from __future__ import annotations

import argparse
import re
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium

from engine.library import Library, installed_model
from engine.search.hybrid import Searcher
from engine.settings import Settings
from tests.benchmarks import corpus, measure

GIVE_UP_SECONDS = 120
WORD = re.compile(r"\b[a-z]{5,}\b")

Pages = dict[tuple[str, int], str]
"""Words to ask for, by document and page; pages without any word are left out."""


def rare_words(documents: list[Path]) -> Pages:
    """The few words of each page that stand on the fewest pages."""
    words = {}
    for path in documents:
        with closing(pdfium.PdfDocument(path)) as document:
            for number, page in enumerate(document, 1):
                words[str(path), number] = set(WORD.findall(page.get_textpage().get_text_bounded()))
    pages_with = Counter(word for on_page in words.values() for word in on_page)
    return {
        page: " ".join(sorted(on_page, key=lambda word: (pages_with[word], -len(word), word))[:8])
        for page, on_page in words.items()
        if on_page
    }


def is_found(searcher: Searcher, page: tuple[str, int], words: str) -> bool:
    hits = searcher.search(words, k=20, only="words").hits
    return any((hit.path, hit.page) == page for hit in hits)


class Running:
    """A library whose queue runs in a thread of its own, as it does behind the window."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._opened = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        self._opened.wait()

    def _run(self) -> None:
        with closing(Library.open(self._folder, Settings(workers=2))) as self._library:
            self._opened.set()
            self._library.run(until_empty=False)

    def add(self, *paths: Path) -> None:
        """Returns when the task is on disk."""
        added = threading.Event()

        def add() -> None:
            self._library.add(paths)
            added.set()

        self._library.post(add)
        if not added.wait(GIVE_UP_SECONDS):
            raise SystemExit("The queue does not run.")

    def stop(self) -> None:
        self._library.stop()
        self._thread.join()


def measure_once(folder: Path, documents: list[Path], words: Pages) -> dict[str, Any]:
    running = Running(folder)
    first = folder / "first.txt"
    first.write_text("A zephyr at the beginning.\n", encoding="utf-8")
    running.add(first)
    with closing(Searcher(folder, installed_model())) as searcher:
        # A window that has been open for a while has its workers up and warm.
        until(lambda: searcher.search("zephyr").coverage.embedded == 1)
        started = time.perf_counter()
        running.add(*documents)
        confirmed = time.perf_counter() - started
        last_pages = [max(page for page in words if page[0] == str(path)) for path in documents]
        for page in last_pages:
            until(partial(is_found, searcher, page, words[page]))
        seconds = time.perf_counter() - started
        missing = [page for page in words if not is_found(searcher, page, words[page])]
    running.stop()
    return {"add_seconds": round(confirmed, 3), "seconds": round(seconds, 2), "pages_not_found": len(missing)}


def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + GIVE_UP_SECONDS
    while not condition():
        if time.monotonic() > deadline:
            raise SystemExit(f"Nothing was found for {GIVE_UP_SECONDS} seconds.")
        time.sleep(0.05)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=500)
    parser.add_argument("--runs", type=int, default=3)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="meanwhile-bench-") as temporary:
        folder = Path(temporary)
        documents = corpus.cut_manuals(folder, arguments.pages)
        words = rare_words(documents)
        runs = []
        for number in range(arguments.runs):
            library = folder / f"library-{number}"
            library.mkdir()
            runs.append(measure_once(library, documents, words))
            measure.say(f"run {number + 1}: {runs[-1]['seconds']} s")
        measure.report(
            {
                "benchmark": "first_words",
                "machine": measure.machine(),
                "pages": arguments.pages,
                "pages_with_words": len(words),
                "documents": len(documents),
                "median_seconds": measure.median(run["seconds"] for run in runs),
                "runs": runs,
            }
        )


if __name__ == "__main__":
    main()
