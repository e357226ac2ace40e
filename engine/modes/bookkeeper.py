"""The parent's side of every step: lease it, put its result down, tell the listener. All modes share it.

Workers compute, only the bookkeeper changes state; it lives in one thread, with the library's writer connection.
"""

from __future__ import annotations

import json
import logging
import os
import time
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from engine.errors import DocumentError, LibraryError
from engine.events import (
    AllRead,
    DocumentsChanged,
    DocumentsListed,
    DocumentsRemoved,
    Listener,
    OverviewChanged,
    SpansRecorded,
    TaskDone,
)
from engine.modes.progress import Progress
from engine.paths import printable
from engine.phrases import counted
from engine.pipeline.batches import Batch
from engine.pool.listing import reason_for
from engine.pool.opening import open_in_time
from engine.pool.policies import after_loss
from engine.records import DocumentState, Fault, Opened, ReadDone, Reason
from engine.store import control, documents, forgetting, merging, queue, vectors
from engine.store.database import Database
from engine.store.queue import ListedFile, Listing, ReadLease
from engine.store.vectors import MissingText
from engine.trace import DISPATCHER, Recorder, Span, Stage, clock

_log = logging.getLogger(__name__)

OTHERS_SECONDS = 0.2
"""So often is asked whether another process added something."""
OVERVIEW_SECONDS = 0.5
SPANS_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class OpenDocument:
    """A leased document with its file open; whoever has it closes the descriptor."""

    lease: ReadLease
    descriptor: int
    name: str
    size: int


class Bookkeeper:
    """Puts down what happens to a library's documents.

    Args:
        database: the library's writer connection.
        model: id of the active model.
        listener: is told what changed.
        trace: where spans go; everything that the mode does is recorded there, too.
        track: the name of the thread it lives in.
        task_id: the one task to attend to; None for the whole queue.
    """

    def __init__(
        self,
        database: Database,
        model: str,
        listener: Listener,
        trace: Recorder | None = None,
        track: str = DISPATCHER,
        task_id: int | None = None,
    ) -> None:
        self.trace = trace or Recorder(on=False)
        self.track = track
        self._task_id = task_id
        self._database = database
        self._model = model
        self._listener = listener
        self._progress = Progress(database)
        self._cursor = 0
        self._others_seen = -1
        self._others_due = 0.0
        self._overview_due = 0.0
        self._spans_due = 0.0
        self._names: dict[int, str] = {}

    # Listing

    def next_listing(self) -> Listing | None:
        """The oldest task whose paths are not walked yet."""
        return queue.next_listing(self._database, self._task_id)

    def open_listings(self) -> list[Listing]:
        """Tasks whose paths are not walked yet, oldest first."""
        return queue.open_listings(self._database, self._task_id)

    def listed(self, task_id: int, files: Sequence[ListedFile]) -> None:
        """Make documents of files that a task names."""
        with self._storing("1 file" if len(files) == 1 else f"{len(files)} files"):
            recorded = queue.record_listed(self._database, task_id, files)
        for file in files:
            if file.reason is not None:
                _log_end(file.path, DocumentState.FAILED, file.reason)
        if recorded.new:
            self._listener(DocumentsListed(task_id, recorded.new))
        if recorded.changed:
            self._listener(DocumentsChanged(frozenset(recorded.changed)))
        if recorded.removed:
            self._listener(DocumentsRemoved(frozenset(recorded.removed)))

    def listing_done(self, task_id: int) -> None:
        """All paths of the task are walked."""
        queue.finish_listing(self._database, task_id)
        self._tell_if_all_read()

    def is_wanted(self, task_id: int) -> bool:
        """Whether the task's paths are still to be walked: it may be cancelled meanwhile."""
        return queue.is_listing(self._database, task_id)

    def known_file(self, path: str, size: int, mtime_ns: int) -> str | None:
        """The SHA-256 last found at the path, if the file is unchanged."""
        return queue.known_file(self._database, path, size, mtime_ns)

    # Reading

    def has_next(self, most_deaths: int) -> bool:
        """Whether there is something to list, or a document to lease with which the program died no more often."""
        return queue.is_listing(self._database, self._task_id) or queue.has_next(
            self._database, most_deaths=most_deaths, task_id=self._task_id
        )

    def lease(self, *, most_deaths: int = queue.MAX_DEATHS, step: int | None = None) -> OpenDocument | None:
        """Open the next document that can be opened; those that cannot are settled on the way.

        Args:
            most_deaths: not those with which the program died more often than that, in a row.
            step: the step that will read it.
        """
        began = clock()
        while (lease := self._next_lease(most_deaths)) is not None:
            self._changed(lease.document_id)
            try:
                document = self._open(lease)
                self._names[lease.document_id] = document.name
                self.trace.record(
                    Span(self.track, Stage.LEASE, document.name, began, clock(), lease.document_id, step=step)
                )
                return document
            except DocumentError as error:
                self.refused(lease.document_id, error.state, error.reason)
                began = clock()
        return None

    def _next_lease(self, most_deaths: int) -> ReadLease | None:
        return queue.lease_read(self._database, most_deaths=most_deaths, task_id=self._task_id)

    def _open(self, lease: ReadLease) -> OpenDocument:
        """Open the document at the first of its locations where it is still what was listed."""
        error: DocumentError | None = None
        for path, size, mtime_ns in lease.locations:
            try:
                descriptor = open_in_time(path)
            except (OSError, ValueError) as failure:
                error = reason_for(path, failure)
                continue
            status = os.fstat(descriptor)
            if (status.st_size, status.st_mtime_ns) == (size, mtime_ns):
                return OpenDocument(lease, descriptor, os.path.basename(path), size)  # noqa: PTH119 - much quicker than PurePath
            os.close(descriptor)
            self._list_again(path)
            error = DocumentError("The file was changed after it was added.", "Its new content is listed anew.")
        raise error or DocumentError("No file with this content is left.", "Add it again.")

    def _list_again(self, path: str) -> None:
        queue.add_task(self._database, [path])

    def read(self, document_id: int, batch: Batch, *, step: int | None = None) -> None:
        """Put down what a read step brought."""
        name = self._names.get(document_id, "")
        with self._storing(name, document_id, pages=len(batch) if isinstance(batch, tuple) else 0, step=step):
            if isinstance(batch, Opened):
                documents.commit_opened(self._database, document_id, batch)
            elif isinstance(batch, ReadDone):
                documents.finish_read(self._database, document_id, batch.pages, batch.facts)
            else:
                documents.commit_pages(self._database, self._model, document_id, batch)
        if isinstance(batch, ReadDone):
            self._names.pop(document_id, None)
            self._tell_if_all_read()
        self._changed(document_id)

    def refused(self, document_id: int, state: DocumentState, reason: Reason) -> None:
        """The document cannot become ready."""
        with self._storing(self._names.pop(document_id, ""), document_id):
            queue.settle(self._database, document_id, state, reason)
        for row in documents.rows(self._database, [document_id]):
            _log_end(row.path, state, reason)
        self._tell_if_all_read()
        self._changed(document_id)

    def give_back(self, document_id: int) -> None:
        """A lease ends unused, through no fault of the document."""
        self._names.pop(document_id, None)
        queue.release(self._database, document_id, uncount=True)
        self._changed(document_id)

    def give_all_back(self, document_ids: Iterable[int]) -> None:
        """Leave: leases end unused. A library that cannot be written now finds out by itself that they did."""
        with suppress(LibraryError), self._database.hurried():
            for document_id in document_ids:
                self.give_back(document_id)

    def lost(self, document_id: int, how: str) -> None:
        """A worker was lost while it read the document."""
        for row in documents.rows(self._database, [document_id]):
            _log.info("reading %s %s", json.dumps(printable(row.path), ensure_ascii=False), how)
        state, reason = after_loss(queue.count_loss(self._database, document_id), how)
        if reason is not None:
            self.refused(document_id, state, reason)
            return
        self._names.pop(document_id, None)
        queue.release(self._database, document_id)
        self._changed(document_id)

    def no_longer_wanted(self, document_ids: Iterable[int]) -> set[int]:
        """Those of these leased documents that were cancelled or removed meanwhile."""
        ids = set(document_ids)
        states = queue.states_of(self._database, ids)
        return {one for one in ids if states.get(one) is not DocumentState.READING}

    def is_paused(self) -> bool:
        """Whether a person has paused the work."""
        return control.is_paused(self._database)

    # Embedding

    def missing_texts(self, limit: int) -> list[MissingText]:
        """The next texts without a vector; each is handed out once until :meth:`rewind`."""
        found = vectors.missing_texts(self._database, self._model, self._cursor, limit, self._task_id)
        if found:
            self._cursor = found[-1].id
        return found

    def still_missing(self, texts: Sequence[MissingText]) -> list[MissingText]:
        """Those of the texts that still wait for a vector: documents may be cancelled or removed meanwhile."""
        waiting = vectors.still_missing(self._database, self._model, [text.id for text in texts])
        return [text for text in texts if text.id in waiting]

    def rewind(self) -> None:
        """Hand texts out from the first again: those that still lack a vector."""
        self._cursor = 0

    def recount(self) -> None:
        """Count anew what is embedded of the documents in work, should a count ever have gone wrong."""
        vectors.recount(self._database, self._model)

    def embedded(
        self, texts: Sequence[MissingText], matrix: npt.NDArray[np.int8], *, step: int | None = None
    ) -> frozenset[int]:
        """Put down the vectors of texts, shape (texts, dimensions); returns the documents they belong to."""
        with self._storing(passages(len(texts)), step=step):
            found, _ = vectors.commit_vectors(self._database, self._model, [text.id for text in texts], matrix)
        changed = frozenset(found)
        if changed:
            self._listener(DocumentsChanged(changed))
        return changed

    def text_lost(self, text: MissingText, how: str) -> None:
        """Embedding this text alone lost a worker: its documents are set aside."""
        reason = Reason(
            f"Embedding a passage of it {how}.", "It was set aside; the passages before stay searchable.", Fault.OURS
        )
        for document_id in vectors.documents_with(self._database, text.id):
            self.refused(document_id, DocumentState.SET_ASIDE, reason)

    # Telling

    def unread(self) -> bool:
        """Whether something is still to be listed or read, so that not all words can be found."""
        return queue.is_listing(self._database) or bool(
            self._database.value("SELECT EXISTS (SELECT 1 FROM documents WHERE state IN ('queued', 'reading'))")
        )

    def unsettled(self) -> bool:
        """Whether there is anything left to do."""
        return self.unread() or bool(
            self._database.value("SELECT EXISTS (SELECT 1 FROM documents WHERE state = 'embedding')")
        )

    def others_added(self) -> bool:
        """Whether another process changed the library since the last call; asked at most every 0.2 s.

        Raises:
            LibraryError: the library is no longer where it was.
        """
        if time.monotonic() < self._others_due:
            return False
        self._database.check_in_place()
        self._others_due = time.monotonic() + OTHERS_SECONDS
        seen, self._others_seen = self._others_seen, self._database.changed_by_others()
        return seen != self._others_seen

    def tell(self, *, running: bool, now: bool = False) -> None:
        """Tell totals and finished tasks, at most twice a second unless ``now``, and less often if it takes long."""
        self._tell_spans(now=now)
        if not now and time.monotonic() < self._overview_due:
            return
        began = time.monotonic()
        for task_id in queue.finish_tasks(self._database) if running else ():
            self._listener(TaskDone(task_id))
        overview = self._progress.overview(running=running)
        if overview.tokens_per_second:
            self._progress.note_rate(overview.tokens_per_second)
        self._listener(OverviewChanged(overview))
        took = time.monotonic() - began
        self._overview_due = time.monotonic() + max(OVERVIEW_SECONDS, 20 * took)

    def tidy(self) -> bool:
        """Remove some texts that nothing refers to any more; returns whether there may be more."""
        return vectors.collect_garbage(self._database) > 0

    def put_in_order(self) -> bool:
        """Do a step of what can wait for a quiet moment; returns whether there may be more.

        Remove what is left in the file of what a person removed, and make searching by words faster.
        """
        return forgetting.forget_some(self._database) or merging.merge_some(self._database)

    def _tell_spans(self, *, now: bool) -> None:
        if not self.trace.on or (not now and time.monotonic() < self._spans_due):
            return
        self._spans_due = time.monotonic() + SPANS_SECONDS
        spans = self.trace.take()
        if spans:
            self._listener(SpansRecorded(spans))

    def _storing(
        self, name: str, document_id: int | None = None, *, pages: int = 0, step: int | None = None
    ) -> AbstractContextManager[None]:
        return self.trace.span(self.track, Stage.STORE, name, document_id, pages=pages, step=step)

    def _tell_if_all_read(self) -> None:
        if not self.unread():
            self._listener(AllRead())

    def _changed(self, document_id: int) -> None:
        self._listener(DocumentsChanged(frozenset({document_id})))


def passages(count: int) -> str:
    """The name of a span that deals with so many texts."""
    return counted("%Ln passage(s)", count)


def _log_end(path: str, state: DocumentState, reason: Reason) -> None:
    """The path stands in quotes, so that a report can leave its folders out."""
    _log.info("%s %s: %s", state.value, json.dumps(printable(path), ensure_ascii=False), reason.message)
