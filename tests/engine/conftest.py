"""A real library database, and a hand that does to it what the modes do, one step at a time."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from engine.records import Chunk, DocumentFacts, DocumentRow, Opened, PageRead
from engine.store import documents, queue, vectors
from engine.store.database import Database
from engine.store.queue import ListedFile, Recorded

MODEL = "a-model"
DIMENSIONS = 4


class Hand:
    """Adds, reads and embeds made-up documents in a real database."""

    model = MODEL
    dimensions = DIMENSIONS

    def __init__(self, database: Database) -> None:
        self.database = database
        self._times = itertools.count(1)

    def file(self, path: str, content: str) -> ListedFile:
        """A file as listing hands it on; each time it seems to be written anew."""
        data = content.encode("utf-8", "surrogateescape")
        return ListedFile(path, len(data), next(self._times), hashlib.sha256(data).hexdigest())

    def list(self, *files: ListedFile) -> Recorded:
        """One task that lists these files to its end."""
        task_id = queue.add_task(self.database, [file.path for file in files])
        recorded = queue.record_listed(self.database, task_id, files)
        queue.finish_listing(self.database, task_id)
        return recorded

    def add(self, path: str, content: str) -> int:
        """One file; returns the id of its document, new or not."""
        recorded = self.list(self.file(path, content))
        return (*recorded.new, *recorded.changed)[0]

    def page(self, number: int, *texts: str) -> PageRead:
        """A page with a chunk for each text."""
        starts = itertools.accumulate((len(text) + 1 for text in texts), initial=0)
        return PageRead(
            number,
            tuple(
                Chunk(number, start, start + len(text), text, len(text.split()) + 2)
                for start, text in zip(starts, texts, strict=False)
            ),
        )

    def commit(self, document_id: int, *pages: PageRead) -> None:
        documents.commit_pages(self.database, self.model, document_id, pages)

    def finish(self, document_id: int, pages: int, facts: DocumentFacts | None = None) -> None:
        documents.finish_read(self.database, document_id, pages, facts or DocumentFacts())

    def read(self, path: str, *pages: Sequence[str], facts: DocumentFacts | None = None, kind: str = "Text") -> int:
        """A document that is listed, leased and read to its end: for each page the texts of its chunks."""
        document_id = self.add(path, "\f".join(itertools.chain.from_iterable(pages)) or path)
        lease = queue.lease_read(self.database)
        assert lease is not None
        assert lease.document_id == document_id
        documents.commit_opened(self.database, document_id, Opened(kind, "text/plain", True, len(pages)))
        self.commit(document_id, *(self.page(number, *texts) for number, texts in enumerate(pages, 1)))
        self.finish(document_id, len(pages), facts)
        return document_id

    def missing(self, model: str = MODEL) -> list[str]:
        """Texts that wait for their vector."""
        return [text.text for text in vectors.missing_texts(self.database, model, 0, 1_000)]

    def embed(self, limit: int = 1_000, model: str = MODEL) -> tuple[set[int], set[int]]:
        """Give up to ``limit`` waiting texts made-up vectors."""
        waiting = vectors.missing_texts(self.database, model, 0, limit)
        matrix = np.ones((len(waiting), DIMENSIONS), np.int8)
        return vectors.commit_vectors(self.database, model, [text.id for text in waiting], matrix)

    def row(self, document_id: int) -> DocumentRow:
        """The document as the list shows it."""
        (found,) = documents.rows(self.database, [document_id])
        return found

    def paths(self) -> dict[str, int]:
        """Where every file's document is."""
        return {
            path.decode("utf-8", "surrogateescape"): document_id
            for path, document_id in self.database.rows("SELECT path, document_id FROM locations")
        }


@pytest.fixture
def open_database(library_folder: Path) -> Iterator[Callable[..., Database]]:
    """Open the library; all connections are closed at the end."""
    opened: list[Database] = []

    def open_one(folder: Path = library_folder, *, read_only: bool = False) -> Database:
        opened.append(Database(folder, read_only=read_only))
        return opened[-1]

    yield open_one
    for one in opened:
        one.close()


@pytest.fixture
def database(open_database: Callable[..., Database]) -> Database:
    """An empty library."""
    return open_database()


@pytest.fixture
def hand(database: Database) -> Hand:
    """Does to the library what the modes do."""
    vectors.activate_model(database, MODEL)
    return Hand(database)
