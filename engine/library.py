"""The façade of the engine: everything a face can do with one library.

One thread owns a library: the one that opens it and calls :meth:`Library.run`. Only :meth:`Library.post`,
:meth:`Library.stop`, :meth:`Library.start_search` and :meth:`Library.start_preview` may be called from others.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Collection, Sequence
from contextlib import closing, suppress
from pathlib import Path

from engine.errors import ModelError, NoLibraryError, UsageError
from engine.events import DocumentsChanged, DocumentsRemoved, Listener
from engine.modes.progress import Progress, seconds_per_byte, task_status
from engine.modes.session import Session
from engine.paths import printable, text_of, user_models
from engine.pool.preview_process import OnPage, Preview
from engine.pool.query_process import OnAnswer, QueryProcess
from engine.records import (
    Answer,
    DocumentRow,
    DocumentState,
    Like,
    Mode,
    Only,
    Overview,
    PageWanted,
    SearchRequest,
    TaskStatus,
    Totals,
)
from engine.settings import Settings
from engine.store import control, documents, forgetting, queue, vectors
from engine.store.database import FILE_NAME, Database, has_library
from engine.store.lock import QueueLock
from models import catalogue, provisioning
from models.errors import ModelUnavailableError
from models.provisioning import InstalledModel


class Library:
    """One library: a folder with a database, and what is done with it.

    Raises:
        LibraryError: the folder cannot be used.
        NewerLibraryError: a newer version of Meanwhile has written it.
    """

    def __init__(self, folder: Path, settings: Settings, listener: Listener) -> None:
        self.folder = folder
        self.settings = settings
        self._listener = listener
        self._database = Database(folder)
        self._session = Session(folder, settings, self._database, listener)
        self._queries: QueryProcess | None = None
        self._preview = Preview(folder, settings)
        self._progress = Progress(self._database)

    @classmethod
    def open(
        cls, folder: Path, settings: Settings, *, listener: Listener = lambda _: None, make: bool = True
    ) -> Library:
        """Open the library in ``folder``; events go to ``listener``.

        Args:
            folder: of the library.
            settings: hold for its work.
            listener: is called in the thread of whoever runs the queue.
            make: if there is none, make one.

        Raises:
            NoLibraryError: there is none, and none shall be made.
        """
        if not (make or has_library(folder)):
            raise NoLibraryError(
                f"There is no library in {printable(str(folder))}.",
                "If it lies on a drive, connect that first. If it was moved, open it where it is now.",
            )
        return cls(folder, settings, listener)

    # What a person asks for

    def add(self, paths: Sequence[Path | str]) -> int:
        """Put down that these files and folders are wanted and return the task's id; it survives a power cut.

        The files are looked at later, when the queue runs.

        Raises:
            UsageError: no paths are given.
        """
        if not paths:
            raise UsageError("Nothing to add.", "Name at least one file or folder.")
        task_id = queue.add_task(self._database, [os.path.abspath(text_of(path)) for path in paths])  # noqa: PTH100
        self._session.wake()
        return task_id

    def pause(self) -> None:
        """Leave off until resumed, also after a restart; what is read so far is kept, and gone on from."""
        control.pause(self._database)
        self._session.wake()

    def resume(self) -> None:
        """Go on after a pause."""
        control.resume(self._database)
        self._session.wake()

    def is_paused(self) -> bool:
        """Whether a person has paused the work."""
        return control.is_paused(self._database)

    def cancel_task(self, task_id: int, *, keep_pages: bool = True) -> int:
        """Cancel what is left of a task; returns how many documents that cost.

        Args:
            task_id: which.
            keep_pages: what was read stays searchable; otherwise it is removed.

        Raises:
            UsageError: there is no such task.
        """
        self.task(task_id)
        return self._tell(control.cancel_task(self._database, task_id, keep_pages=keep_pages))

    def cancel_documents(self, ids: Sequence[int], *, keep_pages: bool = True) -> int:
        """Cancel those of these documents that are not settled; returns how many were."""
        return self._tell(control.cancel_documents(self._database, ids, keep_pages=keep_pages))

    def retry_task(self, task_id: int) -> int:
        """Try again what failed, was set aside or cancelled of a task; returns how many documents.

        Raises:
            UsageError: there is no such task.
        """
        self.task(task_id)
        return self._tell(control.retry_task(self._database, task_id))

    def retry_failed(self) -> int:
        """Try again all documents that failed or were set aside; returns how many."""
        return self._tell(control.retry_failed(self._database))

    def retry_documents(self, ids: Sequence[int]) -> int:
        """Try again those of these documents that failed, were set aside or cancelled; returns how many."""
        return self._tell(control.retry_documents(self._database, ids))

    def remove_documents(self, ids: Sequence[int]) -> int:
        """Remove documents with their text and vectors from the library, never their files; returns how many."""
        removed = control.remove_documents(self._database, ids)
        if removed:
            self._listener(DocumentsRemoved(frozenset(removed)))
        self._session.wake()
        return len(removed)

    def remove(self, paths: Sequence[Path | str]) -> int:
        """Remove the documents at these paths, or below them; returns how many.

        Raises:
            UsageError: none of the paths is in the library.
        """
        return self.remove_documents(_documents_at(self._database, paths))

    def is_worked_on_by_others(self) -> bool:
        """Whether another process, or another session of this one, has the queue.

        Raises:
            LibraryError: the folder cannot be written.
        """
        return self._session.others_have_queue()

    def shrink(self) -> int | None:
        """Remove every trace of removed documents from the file and give its free space back to the disk.

        Returns:
            How many bytes less the library takes on the disk now; None when somebody reads it just now, so that this
            is done only later: by whoever runs the queue, or when asked for again.
        """
        while vectors.collect_garbage(self._database):
            pass
        freed = self._database.shrink()
        if freed is None:
            forgetting.only_log_left(self._database)
        else:
            forgetting.forgotten(self._database)
        return freed

    def forget_removed(self, seconds: float) -> bool:
        """Clear what was removed out of the file, for so long at most; returns whether nothing of it is left.

        Whoever runs the queue does the same when there is nothing else to do.
        """
        until = time.monotonic() + seconds
        for clean in (vectors.collect_garbage, forgetting.forget_some):
            while time.monotonic() < until and clean(self._database):
                pass
        return not forgetting.is_pending(self._database)

    def _tell(self, changed: set[int]) -> int:
        if changed:
            self._listener(DocumentsChanged(frozenset(changed)))
        self._session.wake()
        return len(changed)

    def search(
        self,
        query: str = "",
        k: int = 10,
        only: Only | None = None,
        *,
        within: Sequence[int] | None = None,
        like: Like | None = None,
    ) -> Answer:
        """Search in the calling process and wait for the answer; see :class:`engine.records.SearchRequest`.

        Raises:
            QueryError: the query makes no sense.
            ModelError: the model cannot be loaded.
        """
        request = SearchRequest(query, k, only, None if within is None else tuple(within), like)
        return search_in(self.folder, request, self.settings.model)

    def start_search(self, request: SearchRequest, on_answer: OnAnswer) -> None:
        """Search in the query process; ``on_answer`` is called in another thread, unless a newer query came first.

        It is given an answer, or an error: a QueryError says what is wrong with the query.
        """
        try:
            self._query_process().search(request, on_answer)
        except ModelError as error:
            on_answer(error)

    def prepare_search(self) -> None:
        """Start the query process and let it load model and vectors, before anybody asks."""
        with suppress(ModelError):  # told to whoever searches
            self._query_process().prepare()

    def _query_process(self) -> QueryProcess:
        if self._queries is None:
            self._queries = QueryProcess(
                self.folder, installed_model(self.settings.model), other_models(self.settings.model)
            )
        return self._queries

    # Looking at it

    def start_preview(self, wanted: Sequence[PageWanted], on_page: OnPage) -> None:
        """Bring a page to look at, then those that will probably be wanted next, unless a newer call comes first.

        ``on_page`` is called in another thread: with a picture of a PDF's page, with the text of any other, or when the
        page cannot be drawn with its text and the reason.
        """
        self._preview.show(wanted, on_page)

    def document_ids(
        self, after: int = 0, limit: int = 10_000, states: Collection[DocumentState] | None = None
    ) -> list[int]:
        """Ids of documents above ``after``, ascending; in all states, or only in these."""
        return documents.ids(self._database, after, limit, states)

    def rows(self, ids: Sequence[int]) -> list[DocumentRow]:
        """The documents with these ids, ascending; those that do not exist are left out."""
        return documents.rows(self._database, ids)

    def document_at(self, path: Path | str) -> int | None:
        """The document whose file this is; None when the library knows no such file."""
        found = control.documents_at(self._database, [os.path.abspath(text_of(path))])  # noqa: PTH100
        return found[0] if found else None

    def overview(self) -> Overview:
        """Totals of the library."""
        return self._progress.overview(running=self._session.running)

    def unsettled_documents(self) -> int:
        """How many documents are in the queue or in work."""
        return self.overview().unsettled

    def tasks(self) -> list[TaskStatus]:
        """All tasks, oldest first."""
        running = QueueLock(self.folder).is_held()
        return [
            task_status(self._database, task_id, state, running=running)
            for task_id, state in queue.tasks(self._database)
        ]

    def task(self, task_id: int) -> TaskStatus:
        """One task.

        Raises:
            UsageError: there is no such task.
        """
        state = dict(queue.tasks(self._database)).get(task_id)
        if state is None:
            raise UsageError(f"There is no task {task_id}.", "Run meanwhile status to see all tasks.")
        return task_status(self._database, task_id, state, running=QueueLock(self.folder).is_held())

    def seconds_per_byte(self) -> float | None:
        """How long one thread takes for a byte of a document, as measured in this library; None before anything was."""
        return seconds_per_byte(self._database, self.settings.worker_count)

    def totals(self, task_ids: Sequence[int]) -> list[Totals]:
        """Sums by state over the documents of some tasks."""
        return documents.totals(self._database, task_ids)

    def newest_task_of(self, document_ids: Sequence[int]) -> int | None:
        """The task that brought these documents, or one of them, last; None when none of them is there any more."""
        return documents.newest_task_of(self._database, document_ids)

    def task_document_ids(self, task_id: int) -> list[int]:
        """Ids of a task's documents, ascending."""
        return documents.ids_of_task(self._database, task_id)

    # Running the queue

    def run(self, mode: Mode = Mode.BACKGROUND, *, until_empty: bool = True, wait_for_lock: bool = False) -> None:
        """Work off the queue in the calling thread, until it is empty or :meth:`stop` is called.

        Args:
            mode: how the steps are run; only BACKGROUND can go on after the queue is empty.
            until_empty: return when there is nothing left to do.
            wait_for_lock: when another process runs the queue, say so in a Notice, attend to calls without
                working, and take over when that process ends.

        Raises:
            LibraryBusyError: another process runs the queue, and not ``wait_for_lock``.
            LibraryError: the library cannot be written any more.
            ModelError: the model is missing, or workers cannot be made to work.
        """
        self._session.run(
            mode, installed_model(self.settings.model), until_empty=until_empty, wait_for_lock=wait_for_lock
        )

    def run_task(self, task_id: int) -> None:
        """Work off one task in the calling thread, blocking it until all is done; everything else stays as it is.

        Raises:
            LibraryBusyError: somebody else runs the queue.
            LibraryError: the library cannot be written any more.
            ModelError: the model is missing.
        """
        self._session.run_task(task_id, installed_model(self.settings.model))

    async def run_task_async(self, task_id: int) -> None:
        """The same in turns with whatever else the running event loop does; may be cancelled.

        Raises:
            LibraryBusyError, LibraryError, ModelError: as :meth:`run_task`.
        """
        await self._session.run_task_async(task_id, installed_model(self.settings.model))

    def use(self, settings: Settings) -> None:
        """Take other settings; those of the work hold from the next :meth:`run` on."""
        if settings.model != self.settings.model and self._queries is not None:
            self._queries.close()
            self._queries = None
        self.settings = settings
        self._session.use(settings)

    def post(self, call: Callable[[], None]) -> None:
        """Have ``call`` carried out in the thread of :meth:`run`, between two of its steps."""
        self._session.post(call)

    def leave_soon(self) -> None:
        """What still has to be written waits no more than a moment for a program that has the library locked."""
        self._database.leave_soon()

    def stop(self) -> None:
        """Make :meth:`run` return soon; what is not done is done after the next start."""
        self._session.stop()

    def close(self) -> None:
        """Close the database and end the query process."""
        if self._queries is not None:
            self._queries.close()
        self._preview.close()
        self._database.close()


def search_in(folder: Path, request: SearchRequest, model: str = catalogue.DEFAULT.id) -> Answer:
    """Search the library in ``folder`` in the calling process and wait for the answer; nothing is written.

    Raises:
        UsageError: there is no library in the folder.
        QueryError: the query makes no sense.
        LibraryError: it cannot be read.
        ModelError: the model cannot be loaded.
    """
    check_exists(folder)
    # Few commands search, and all others start without loading numpy, faiss and the model's runtime.
    from engine.search.hybrid import Searcher

    with closing(Searcher(folder, installed_model(model), other_models(model))) as searcher:
        try:
            return searcher.answer(request)
        except ModelUnavailableError as error:
            raise ModelError(error.message, error.hint) from error


def documents_at(folder: Path, paths: Sequence[Path | str]) -> list[int]:
    """Ids of the documents at these paths, or below them, ascending.

    Raises:
        UsageError: there is no library in the folder, or nothing of this in it.
        LibraryError: it cannot be read.
    """
    check_exists(folder)
    with closing(Database(folder, read_only=True)) as database:
        return _documents_at(database, paths)


def _documents_at(database: Database, paths: Sequence[Path | str]) -> list[int]:
    found = control.documents_at(database, [os.path.abspath(text_of(path)) for path in paths])  # noqa: PTH100
    if not found:
        raise UsageError("None of this is in the library.", "meanwhile status --documents lists what is.")
    return found


def check_exists(folder: Path) -> None:
    """Raise UsageError unless there is a library in the folder."""
    if not (folder / FILE_NAME).exists():
        raise UsageError(
            f"There is no library in {folder}.", "Add documents first, or name another folder with --library."
        )


def other_models(active: str = catalogue.DEFAULT.id) -> list[InstalledModel]:
    """Further models that are installed: their vectors answer until those of the active one are complete."""
    found = []
    for spec in catalogue.models():
        if spec.id != active:
            with suppress(ModelUnavailableError):
                found.append(provisioning.find(spec, user_models()))
    return found


def installed_model(model: str = catalogue.DEFAULT.id) -> InstalledModel:
    """The embedding model of this id.

    Raises:
        ModelError: it is not installed.
    """
    try:
        return provisioning.find(catalogue.get(model), user_models())
    except ModelUnavailableError as error:
        raise ModelError(error.message, error.hint) from error
