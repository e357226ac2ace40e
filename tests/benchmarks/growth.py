"""Whether a page costs the same in a library of a million chunks as in one of a few thousand: time and disk space.

Pages of manuals, their sentences mixed anew, and made-up vectors go through the real store code in transactions of the
real size: pages with their full-text index, what lacks a vector, vectors, the end of the document. Nothing is read or
embedded, so what is left is what grows if anything does.
"""

from __future__ import annotations

import argparse
import gc
import hashlib
import random
import re
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2 as pdfium

from engine.modes.background import WINDOW_TEXTS, cut_steps
from engine.records import Chunk, DocumentFacts, Opened, PageRead
from engine.store import documents, queue, vectors
from engine.store.database import Database
from engine.store.queue import ListedFile
from models.catalogue import DEFAULT
from tests.benchmarks import corpus, measure

PAGES = 90
CHUNKS_PER_PAGE = 3
PAGES_AT_ONCE = 8
"""So many pages a worker reads between two messages."""
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True, slots=True)
class Stretch:
    """What the documents cost that were added while the library grew up to a size."""

    chunks: int
    cpu_ms_per_page: float
    wall_ms_per_page: float
    slowest_transaction_ms: float
    bytes_per_page: float
    """Of the whole library so far."""


class Filler:
    """Adds documents, one after another."""

    def __init__(self, folder: Path) -> None:
        self.database = Database(folder)
        self._chance = random.Random(1)  # noqa: S311 - texts to measure with
        self._vectors = np.random.default_rng(1).integers(-127, 128, (4096, DEFAULT.dimensions), np.int8)
        self._sentences = list(_sentences())
        self._model = DEFAULT.id
        self._cursor = 0
        self.documents = self.pages = self.chunks = 0
        self.slowest = 0.0
        vectors.activate_model(self.database, self._model)

    def add_document(self, pages: int = PAGES) -> None:
        path = f"/library/{self.documents // 1000:03}/report {self.documents:06}.pdf"
        task_id = queue.add_task(self.database, [path])
        listed = ListedFile(path, 1_000_000, 1_700_000_000 * 10**9, hashlib.sha256(path.encode()).hexdigest())
        document_id = queue.record_listed(self.database, task_id, [listed]).new[0]
        queue.finish_listing(self.database, task_id)
        queue.lease_read(self.database)
        documents.commit_opened(self.database, document_id, Opened("PDF", "application/pdf", True, pages))
        for first in range(1, pages + 1, PAGES_AT_ONCE):
            made = [self._page(number) for number in range(first, min(first + PAGES_AT_ONCE, pages + 1))]
            self._timed(documents.commit_pages, self.database, self._model, document_id, made)
        documents.finish_read(self.database, document_id, pages, DocumentFacts(title=path))
        self._embed()
        queue.finish_tasks(self.database)
        self.documents += 1
        self.pages += pages

    def _embed(self) -> None:
        while texts := vectors.missing_texts(self.database, self._model, self._cursor, WINDOW_TEXTS):
            self._cursor = texts[-1].id
            for step in cut_steps(texts):
                matrix = self._vectors[self._chance.randrange(len(self._vectors) - len(step)) :][: len(step)]
                self._timed(vectors.commit_vectors, self.database, self._model, [text.id for text in step], matrix)

    def _page(self, number: int) -> PageRead:
        chunks = []
        for place in range(CHUNKS_PER_PAGE):
            text = " ".join(self._chance.choices(self._sentences, k=8)) + f" {self._chance.randrange(10**9)}"
            chunks.append(Chunk(number, 1_000 * place, 1_000 * place + len(text), text, len(text) // 5, ""))
        self.chunks += len(chunks)
        return PageRead(number, tuple(chunks))

    def _timed(self, call: Any, *arguments: Any) -> None:
        began = time.perf_counter()
        call(*arguments)
        self.slowest = max(self.slowest, time.perf_counter() - began)

    def size(self) -> int:
        """Bytes of the database, whether they are in the file yet or in the log beside it."""
        return int(self.database.value("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"))


def _sentences() -> Iterator[str]:
    for path in corpus.manuals():
        with closing(pdfium.PdfDocument(path)) as document:
            for page in range(corpus.CONTENTS, min(len(document), 200)):
                for sentence in _SENTENCE.split(document[page].get_textpage().get_text_bounded()):
                    if 40 < len(sentence) < 300:
                        yield sentence


def grow(folder: Path, sizes: list[int]) -> list[Stretch]:
    filler = Filler(folder)
    stretches = []
    # The first ones also warm everything up.
    while filler.chunks < sizes[0] // 2:
        filler.add_document()
    for size in sizes:
        while filler.chunks < size * 0.9:
            filler.add_document()
        gc.collect()
        filler.slowest = 0.0
        pages, cpu, wall = filler.pages, time.process_time(), time.perf_counter()
        while filler.chunks < size:
            filler.add_document()
        pages = filler.pages - pages
        stretches.append(
            Stretch(
                filler.chunks,
                round((time.process_time() - cpu) * 1000 / pages, 3),
                round((time.perf_counter() - wall) * 1000 / pages, 3),
                round(filler.slowest * 1000, 1),
                round(filler.size() / filler.pages),
            )
        )
        measure.say(stretches[-1])
    filler.database.close()
    return stretches


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--chunks", type=int, default=200_000, help="size at the end; the promise is about 1,000,000")
    arguments = parser.parse_args()
    sizes = [size for size in (3_000, 10_000, 30_000, 100_000, 300_000) if size < arguments.chunks]
    with tempfile.TemporaryDirectory(prefix="meanwhile-bench-") as temporary:
        stretches = grow(Path(temporary), [*sizes, arguments.chunks])
    first, last = stretches[0], stretches[-1]
    measure.report(
        {
            "benchmark": "growth",
            "machine": measure.machine(),
            "time_ratio": round(last.cpu_ms_per_page / first.cpu_ms_per_page, 3),
            "space_ratio": round(last.bytes_per_page / first.bytes_per_page, 3),
            "stretches": [asdict(stretch) for stretch in stretches],
        }
    )


if __name__ == "__main__":
    main()
