"""What adding the same things again costs: ten thousand unchanged files, and a book of which one page was changed."""

from __future__ import annotations

import argparse
import hashlib
import tempfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium

from engine.library import Library
from engine.records import DocumentState
from engine.settings import Settings
from engine.store import queue
from engine.store.database import Database
from engine.store.queue import ListedFile
from tests.benchmarks import corpus, measure


def unchanged(folder: Path, files: int, runs: int) -> dict[str, Any]:
    """Seconds that ``meanwhile index`` takes to see that nothing in a folder has changed."""
    notes = folder / "notes"
    library = folder / "library of notes"
    _pretend_indexed(library, corpus.small_files(notes, files))
    outcomes = [measure.run([measure.MEANWHILE, "index", "--json", "--library", library, notes]) for _ in range(runs)]
    if any(outcome.facts["ready"] != files for outcome in outcomes):
        raise SystemExit("Some files were not recognised.")
    return {
        "files": files,
        "median_seconds": measure.median(outcome.facts["seconds"] for outcome in outcomes),
        "process_median_seconds": measure.median(outcome.wall_seconds for outcome in outcomes),
    }


def _pretend_indexed(library: Path, paths: Sequence[Path]) -> None:
    """Put files down as read and embedded long ago."""
    with closing(Database(library)) as database:
        task_id = queue.add_task(database, [str(path) for path in paths])
        queue.record_listed(database, task_id, [_listed(path) for path in paths])
        queue.finish_listing(database, task_id)
        with database.transaction():
            database.execute("UPDATE documents SET state = ?, read_done = 1", (DocumentState.READY,))
        queue.finish_tasks(database)


def _listed(path: Path) -> ListedFile:
    status = path.stat()
    return ListedFile(str(path), status.st_size, status.st_mtime_ns, hashlib.sha256(path.read_bytes()).hexdigest())


def one_page_changed(folder: Path, pages: int) -> dict[str, Any]:
    """How many passages are embedded anew after one page in the middle of a book was exchanged."""
    sources = [pdfium.PdfDocument(path) for path in corpus.manuals()]
    book = folder / "book.pdf"
    front = list(range(corpus.CONTENTS, corpus.CONTENTS + pages))
    _save(book, [(sources[0], front)])
    with closing(Library.open(folder / "library of a book", Settings.load())) as library:
        first = _index(library, book)
        middle = pages // 2
        _save(
            book,
            [
                (sources[0], front[:middle]),
                (sources[-1], [len(sources[-1]) // 2]),
                (sources[0], front[middle + 1 :]),
            ],
        )
        second = _index(library, book)
    with closing(Database(folder / "library of a book", read_only=True)) as database:
        on_page = database.value("SELECT count(*) FROM chunks WHERE page = ?", (middle + 1,))
    return {
        "pages": pages,
        "passages_of_the_book": first,
        "passages_of_the_changed_page": on_page,
        "passages_embedded_anew": second - first,
    }


def _save(path: Path, parts: Sequence[tuple[pdfium.PdfDocument, list[int]]]) -> None:
    book = pdfium.PdfDocument.new()
    for source, pages in parts:
        book.import_pages(source, pages)
    book.save(path)
    book.close()


def _index(library: Library, book: Path) -> int:
    """Index the book; returns the number of the last vector that was ever put down."""
    library.add([book])
    library.run()
    with closing(Database(library.folder, read_only=True)) as database:
        return int(database.value("SELECT max(id) FROM embeddings"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--pages", type=int, default=60)
    parser.add_argument("--runs", type=int, default=5)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="meanwhile-bench-") as temporary:
        folder = Path(temporary)
        measure.report(
            {
                "benchmark": "reindexing",
                "machine": measure.machine(),
                "unchanged_files": unchanged(folder, arguments.files, arguments.runs),
                "one_page_changed": one_page_changed(folder, arguments.pages),
            }
        )


if __name__ == "__main__":
    main()
