"""Blocking: the calling thread does everything, one document after another. Nothing else happens meanwhile."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence

from engine.errors import DocumentError
from engine.modes.background import WINDOW_TEXTS, cut_steps
from engine.modes.bookkeeper import Bookkeeper, OpenDocument, passages
from engine.pipeline import steps
from engine.pipeline.batches import in_batches
from engine.pool.handover import map_file
from engine.pool.listing import list_files
from engine.records import ReadLimits
from engine.store.queue import Listing
from engine.store.vectors import MissingText
from engine.trace import Stage, Stopwatch
from models.embedder import Embedder
from models.provisioning import InstalledModel
from models.tokenizer import Tokenizer

MOST_DEATHS = 0
"""Read in the program's own process, a document may take it down. One with which it died is left to a worker."""


class Blocking:
    """Runs the queue in the calling thread, but for what only a worker may read, see :data:`MOST_DEATHS`.

    Raises:
        LibraryError: from :meth:`run`, when the library cannot be written any more.
        ModelUnavailableError: when the model cannot be loaded.
    """

    def __init__(
        self, bookkeeper: Bookkeeper, model: InstalledModel, limits: ReadLimits, skip: tuple[str, ...] = ()
    ) -> None:
        self.bookkeeper = bookkeeper
        self.limits = limits
        self._skip = skip
        self.trace = bookkeeper.trace
        with self.trace.span(bookkeeper.track, Stage.START, "embedding model"):
            self.tokenizer = Tokenizer.load(model)
            self.embedder = Embedder.load(model)

    def run(self, stopped: Callable[[], bool]) -> None:
        """Work until nothing is left, or ``stopped`` says so."""
        # Reading may find that a file was changed and has to be listed again.
        while not stopped() and self.bookkeeper.has_next(MOST_DEATHS):
            self._list(stopped)
            while not stopped() and (document := self.bookkeeper.lease(most_deaths=MOST_DEATHS)) is not None:
                self._read(document, stopped)
                self.embed_missing(stopped)
        self.bookkeeper.rewind()
        self.embed_missing(stopped)
        self.tidy(stopped)

    def _list(self, stopped: Callable[[], bool]) -> None:
        while not stopped() and (listing := self.bookkeeper.next_listing()) is not None:

            def left_off(listing: Listing = listing) -> bool:
                return stopped() or not self.bookkeeper.is_wanted(listing.task_id)

            for files in list_files(
                listing.paths,
                self.bookkeeper.known_file,
                left_off,
                skip=self._skip,
                trace=self.trace,
                track=self.bookkeeper.track,
            ):
                self.bookkeeper.listed(listing.task_id, files)
            if not stopped():
                self.bookkeeper.listing_done(listing.task_id)

    def tidy(self, stopped: Callable[[], bool]) -> None:
        """Remove what nothing refers to any more."""
        while not stopped() and self.bookkeeper.tidy():
            pass

    def _read(self, document: OpenDocument, stopped: Callable[[], bool]) -> None:
        try:
            for _ in self.read_batches(document, map_file(document.descriptor), stopped):
                pass
        finally:
            self.let_go(document)

    def read_batches(self, document: OpenDocument, source: steps.Source, stopped: Callable[[], bool]) -> Iterator[None]:
        """Read a document and put it down, giving way after each batch; follow with :meth:`let_go` in any case."""
        document_id = document.lease.document_id
        stopwatch = Stopwatch(on=self.trace.on)
        try:
            events = steps.read(
                source,
                document.name,
                self.tokenizer,
                first_page=document.lease.first_page,
                limits=self.limits,
                stopwatch=stopwatch,
            )
            for batch in in_batches(events):
                self.record(stopwatch, document)
                self.bookkeeper.read(document_id, batch)
                self.bookkeeper.tell(running=True)
                yield
                if stopped():
                    return
        except DocumentError as error:
            self.record(stopwatch, document)
            self.bookkeeper.refused(document_id, error.state, error.reason)

    def let_go(self, document: OpenDocument) -> None:
        """Close the document, and give it back if it is still being read: stopped or interrupted."""
        self.bookkeeper.give_back(document.lease.document_id)
        os.close(document.descriptor)

    def record(self, stopwatch: Stopwatch, document: OpenDocument) -> None:
        """Keep what was measured while the document was read."""
        self.trace.add(self.bookkeeper.track, stopwatch.take(), document.name, [document.lease.document_id])

    def embed_missing(self, stopped: Callable[[], bool]) -> None:
        """Embed all texts that have no vector yet."""
        for texts in self.embed_steps(stopped):
            self.embed(texts)
            self.bookkeeper.tell(running=True)

    def embed_steps(self, stopped: Callable[[], bool]) -> Iterator[list[MissingText]]:
        """The texts that have no vector yet, cut into the same steps that workers are given."""
        while not stopped() and (texts := self.bookkeeper.missing_texts(WINDOW_TEXTS)):
            for step in cut_steps(texts):
                if stopped():
                    return
                if wanted := self.bookkeeper.still_missing(step):
                    yield wanted

    def embed(self, texts: Sequence[MissingText]) -> None:
        """Embed these texts and put their vectors down."""
        stopwatch = Stopwatch(on=self.trace.on)
        with stopwatch.lap(Stage.EMBED):
            matrix = steps.embed(self.embedder, [text.text for text in texts])
        documents = self.bookkeeper.embedded(texts, matrix)
        self.trace.add(self.bookkeeper.track, stopwatch.take(), passages(len(texts)), documents, count=len(texts))
