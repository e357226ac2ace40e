"""The thread that runs the engine, and the only caller of ``engine.library`` in the window's process."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from queue import SimpleQueue
from threading import Lock, Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThread, QTimer, Signal

from desktop.lab.cost import Survey, cost_of
from desktop.mailbox import Mailbox
from engine.errors import LibraryError, MeanwhileError, NoLibraryError, QueryError
from engine.events import (
    DocumentsListed,
    Event,
    WorkGoesOn,
)
from engine.paths import printable
from engine.records import (
    Answer,
    DocumentState,
    Mode,
    PagePicture,
    PageText,
    PageWanted,
    SearchRequest,
)
from engine.settings import Settings

if TYPE_CHECKING:
    from engine.library import Library
    from models.provisioning import InstalledModel

DRAIN_MS = 33
"""How often the window takes in what happened: thirty times a second is what an eye can see."""


class _StandAside(Exception):  # noqa: N818 - nothing went wrong
    """Ends a run between two of its steps."""


class Dispatcher(QThread):
    """Opens a library and attends to its queue until it is stopped.

    Every signal is delivered in the thread of the window. Calls made before the library is open wait for it.
    """

    opened = Signal(object)
    """``Overview``: the library is open; its documents are being announced."""
    failed = Signal(object)
    """``Reason``: the library cannot be used, or not any more; the thread has ended."""
    missing = Signal()
    """The same because there is none, and none was to be made."""
    documents_listed = Signal(object)
    """``list[int]``: documents the window does not know yet, ascending."""
    documents_changed = Signal(object)
    """``set[int]``: at most every 33 ms."""
    documents_removed = Signal(object)
    """``set[int]``: no longer in the library."""
    overview_changed = Signal(object)
    """``Overview``"""
    task_added = Signal(object, int)
    """Task id and number of paths: it is on disk now."""
    task_done = Signal(object)
    """Task id."""
    rows_ready = Signal(object)
    """``list[DocumentRow]``: the answer to :meth:`request_rows`; those at the top come without being asked for."""
    answered = Signal(object)
    """``Answer``: the newest query's."""
    search_failed = Signal(object, object, bool)
    """``SearchRequest``, ``Reason``, and whether the query itself is wrong."""
    page_came = Signal(object, object)
    """``PageWanted`` and ``PagePicture``, ``PageText`` or, when there is neither, ``Reason``."""
    notice = Signal(object)
    """``Reason``: something a person should know."""
    spans_recorded = Signal(object)
    """``list[Span]``: what ran since the last time, in no particular order."""
    estimated = Signal(object)
    """``Cost``: the answer to :meth:`estimate`."""
    surveyed = Signal(object)
    """``Survey``: the answer to :meth:`survey`."""
    stood_aside = Signal()
    """The queue is free; the answer to :meth:`stand_aside`."""
    held_up = Signal(object)
    """``Reason``: why this process does not work on the queue, until :attr:`work_goes_on`."""
    work_goes_on = Signal()
    paused = Signal(bool)
    """Whether work is paused; it is on disk now."""
    ids_found = Signal(object)
    """``list[int]``: the answer to :meth:`request_ids`."""
    task_found = Signal(object, object)
    """Task id and ``list[int]``, the ids of its documents: the answer to :meth:`request_task`."""
    paths_found = Signal(object)
    """``list[str]``: the answer to :meth:`request_paths`."""
    shrinking = Signal()
    """What :meth:`shrink` asks for begins."""
    shrunk = Signal(object)
    """How many bytes less the library takes on the disk now, or None when it is read just now and becomes smaller
    later: the answer to :meth:`shrink`."""
    not_shrunk = Signal()
    """The same because somebody else works on the queue, whom that would hold up."""
    owner_found = Signal(str, object)
    """The path that was asked for by :meth:`request_owner`, and the id of its document or None."""

    _something_happened = Signal()

    LISTED_AT_ONCE = 10_000
    SEEN_FIRST = 60
    """Rows at the top of the list, more than fit into a window."""

    def __init__(self, folder: Path, settings: Settings, parent: QObject | None = None, *, make: bool = True) -> None:
        """``make``: a library that is not there is made."""
        super().__init__(parent)
        self._make = make
        self.setObjectName("dispatcher")
        self._folder = folder
        self._settings = settings
        self._mailbox = Mailbox()
        self._lock = Lock()
        self._library: Library | None = None
        self._waiting: list[Callable[[Library], object]] = []
        self._stopping = False
        self._aside = False
        self._asked_aside = 0
        self._beside: SimpleQueue[Callable[[], None]] = SimpleQueue()
        # A single shot per burst: an idle window has no timer running.
        self._drain_soon = QTimer(self)
        self._drain_soon.setSingleShot(True)
        self._drain_soon.setInterval(DRAIN_MS)
        self._drain_soon.timeout.connect(self._drain)
        self._something_happened.connect(self._drain_soon.start)

    def add(self, paths: Sequence[str]) -> None:
        """Add files and folders; ``task_added`` says when they are on disk."""

        self._post(lambda library: self.task_added.emit(library.add(paths), len(paths)))

    def request_rows(self, ids: Sequence[int]) -> None:
        """Ask for rows; ``rows_ready`` brings them."""
        self._post(lambda library: self.rows_ready.emit(library.rows(ids)))

    def request_ids(self, states: Collection[DocumentState]) -> None:
        """Ask for the ids of all documents in these states; ``ids_found`` brings them, ascending."""

        def call(library: Library) -> None:
            found: list[int] = []
            while ids := library.document_ids(found[-1] if found else 0, self.LISTED_AT_ONCE, states):
                found += ids
            self.ids_found.emit(found)

        self._post(call)

    def request_paths(self, ids: Sequence[int]) -> None:
        """Ask where documents lie; ``paths_found`` brings their first locations."""
        self._post(lambda library: self.paths_found.emit([printable(row.path) for row in library.rows(ids)]))

    def request_task(self, ids: Sequence[int]) -> None:
        """Ask which task brought these documents last, and which others; ``task_found`` tells."""

        def call(library: Library) -> None:
            # Of documents that were removed meanwhile there is none left; and no task is called 0.
            task_id = library.newest_task_of(ids) or 0
            self.task_found.emit(task_id, library.task_document_ids(task_id))

        self._post(call)

    def request_owner(self, path: str) -> None:
        """Ask whose file it is; ``owner_found`` tells."""
        self._post(lambda library: self.owner_found.emit(path, library.document_at(path)))

    def pause(self, on: bool) -> None:
        """Leave off, or go on; ``paused`` says when that is on disk."""

        def call(library: Library) -> None:
            if on:
                library.pause()
            else:
                library.resume()
            self.paused.emit(on)

        self._post(call)

    def cancel(self, ids: Sequence[int], keep_pages: bool) -> None:
        """Cancel those of these documents that are not settled."""
        self._post(lambda library: library.cancel_documents(ids, keep_pages=keep_pages))

    def retry(self, ids: Sequence[int]) -> None:
        """Try again those of these documents that failed, were set aside or cancelled."""
        self._post(lambda library: library.retry_documents(ids))

    def retry_failed(self) -> None:
        """Try again all documents that failed or were set aside."""
        self._post(lambda library: library.retry_failed())

    def remove(self, ids: Sequence[int]) -> None:
        """Remove documents from the library, never their files."""
        self._post(lambda library: library.remove_documents(ids))

    def shrink(self) -> None:
        """Give the free space in the library's file back to the disk; work rests meanwhile.

        ``shrunk`` or ``not_shrunk`` tells.
        """

        def call(library: Library) -> None:
            try:
                if library.is_worked_on_by_others():
                    self.not_shrunk.emit()
                    return
                self.shrinking.emit()
                self.shrunk.emit(library.shrink())
            except LibraryError as error:
                # Not tried again by itself: it may be what there is too little room for.
                self.notice.emit(error.reason)

        self._post(call)

    def search(self, request: SearchRequest) -> None:
        """Search; ``answered`` or ``search_failed`` follows unless a newer query overtakes."""

        def on_answer(answer: Answer | MeanwhileError) -> None:
            if isinstance(answer, MeanwhileError):
                self.search_failed.emit(request, answer.reason, isinstance(answer, QueryError))
            else:
                self.answered.emit(answer)

        # Not posted, once the library is open: a search need not wait for a step of the queue.
        with self._lock:
            library = self._library
        if library is not None:
            library.start_search(request, on_answer)
        else:
            self._post(lambda library: library.start_search(request, on_answer))

    def preview(self, wanted: Sequence[PageWanted]) -> None:
        """Ask for a page, and for those a person may look at next; ``page_came`` brings each."""

        def on_page(asked: PageWanted, page: PagePicture | PageText | MeanwhileError) -> None:
            self.page_came.emit(asked, page.reason if isinstance(page, MeanwhileError) else page)

        # Not posted: it does not concern the queue, and need not wait for a step of it.
        with self._lock:
            library = self._library
        if library is not None:
            library.start_preview(wanted, on_page)

    def estimate(self, paths: Sequence[str]) -> None:
        """Ask what it would cost to run these files and folders in one thread; ``estimated`` tells."""

        def walk(library: Library) -> None:
            rate = library.seconds_per_byte()
            # Not here: slow disks would hold up everything else.
            Thread(target=lambda: self.estimated.emit(cost_of(paths, rate)), name="estimate", daemon=True).start()

        self._post(walk)

    def survey(self, ids: Sequence[int]) -> None:
        """Ask what it would cost to compare the modes with these documents; ``surveyed`` tells."""

        def walk(library: Library) -> None:
            rows, rate = library.rows(ids), library.seconds_per_byte()
            paths = [row.path for row in rows if row.state is not DocumentState.SET_ASIDE]
            set_aside = tuple(row.path for row in rows if row.state is DocumentState.SET_ASIDE)

            def look() -> None:
                self.surveyed.emit(Survey(tuple(ids), cost_of(paths, rate), set_aside))

            # Not here, as above.
            Thread(target=look, name="survey", daemon=True).start()

        self._post(walk)

    @property
    def settings(self) -> Settings:
        """What holds for the work."""
        return self._settings

    def use(self, settings: Settings) -> None:
        """Let other settings hold for the work, from its next step on; what is under way is begun again."""
        self._settings = settings
        self._post(lambda library: library.use(settings))
        with self._lock:
            if self._library is not None and not self._aside:
                self._library.post(_interrupt)

    def stand_aside(self) -> None:
        """Put down what is under way and let go of the queue; ``stood_aside`` follows. Calls are still answered."""
        with self._lock:
            self._aside = True
            self._asked_aside += 1
            # Each is answered, also one that follows a `go_on` before this thread has heard of that.
            self._beside.put(lambda: None)
            if self._library is not None:
                self._library.post(_interrupt)

    def go_on(self) -> None:
        """Take the queue up again."""
        with self._lock:
            self._aside = False
            self._beside.put(lambda: None)

    def open_here(self) -> Library:
        """The library once more, for the thread that calls; while the dispatcher stands aside.

        Raises:
            LibraryError: it cannot be opened.
        """
        from engine.library import Library

        return Library.open(self._folder, self._settings, listener=self._hear)

    def installed_model(self) -> InstalledModel:
        """The active embedding model.

        Raises:
            ModelError: it is not installed.
        """
        from engine.library import installed_model

        return installed_model(self._settings.model)

    def stop(self) -> None:
        """End soon; what was added before is written first, and unfinished work is kept. Wait with ``wait``."""
        with self._lock:
            self._stopping = True
        # Posted, not called: posts run in their order, so an `add` of a moment ago is not overtaken.
        self._post(lambda library: library.stop())
        with self._lock:
            if self._library is not None:
                self._library.leave_soon()

    def run(self) -> None:
        """The thread itself; see :class:`Dispatcher`."""
        # Imported here, so that the window is on the screen before the engine's libraries are loaded.
        from engine.library import Library

        try:
            library = Library.open(self._folder, self._settings, listener=self._hear, make=self._make)
            self._attend(library)
        except MeanwhileError as error:
            self.failed.emit(error.reason)
            if isinstance(error, NoLibraryError):
                self.missing.emit()

    def _attend(self, library: Library) -> None:
        try:
            self._announce(library)
            with self._lock:
                self._library = library
                waiting, self._waiting = self._waiting, []
            for call in waiting:
                self._carry_out_beside(call, library)
            while not self._stopping:
                try:
                    if not self._aside:
                        library.run(Mode.BACKGROUND, until_empty=False, wait_for_lock=True)
                except _StandAside:
                    pass
                if self._aside:
                    self._attend_beside()
            self._work_off_beside()
        finally:
            with self._lock:
                self._library = None
            library.close()

    def _attend_beside(self) -> None:
        """Only answer calls, until told to go on."""
        asked = self._asked_aside
        self.stood_aside.emit()
        while self._aside and self._asked_aside == asked and not self._stopping:
            self._beside.get()()
        self._work_off_beside()

    def _work_off_beside(self) -> None:
        while not self._beside.empty():
            self._beside.get()()

    def _announce(self, library: Library) -> None:
        self.opened.emit(library.overview())
        library.prepare_search()
        after = 0
        while ids := library.document_ids(after, self.LISTED_AT_ONCE):
            # Through the mailbox, so that they stay in front of those which are added from now on.
            self._hear(DocumentsListed(0, tuple(ids)))
            if after == 0:
                # What is seen first need not be asked for, which nobody hears before the workers have been started.
                self.rows_ready.emit(library.rows(ids[: self.SEEN_FIRST]))
            after = ids[-1]
            if self._stopping:
                return

    def _post(self, call: Callable[[Library], object]) -> None:
        with self._lock:
            library = self._library
            if library is None:
                self._waiting.append(call)
                return
            if self._aside:
                self._beside.put(lambda: self._carry_out_beside(call, library))
                return
        library.post(lambda: self._carry_out(call, library))

    def _carry_out(self, call: Callable[[Library], object], library: Library) -> None:
        """Call; if the library cannot be used, whoever runs the queue waits for that to end, and calls again."""
        try:
            call(library)
        except LibraryError:
            raise
        except MeanwhileError as error:
            self.notice.emit(error.reason)

    def _carry_out_beside(self, call: Callable[[Library], object], library: Library) -> None:
        """The same while nobody runs the queue: what fails is called again when somebody does."""
        try:
            self._carry_out(call, library)
        except LibraryError as error:
            self.notice.emit(error.reason)
            library.post(lambda: self._carry_out(call, library))

    def _hear(self, event: Event) -> None:
        if self._mailbox.put(event):
            self._something_happened.emit()

    def _drain(self) -> None:
        taken = self._mailbox.take()
        if taken.listed:
            self.documents_listed.emit(taken.listed)
        if taken.removed:
            self.documents_removed.emit(taken.removed)
        if taken.changed:
            self.documents_changed.emit(taken.changed)
        if taken.overview is not None:
            self.overview_changed.emit(taken.overview)
        for notice in taken.notices:
            if isinstance(notice, WorkGoesOn):
                self.work_goes_on.emit()
            else:
                (self.held_up if notice.lasting else self.notice).emit(notice.reason)
        for task_id in taken.done_tasks:
            self.task_done.emit(task_id)
        if taken.spans:
            self.spans_recorded.emit(taken.spans)


def _interrupt() -> None:
    raise _StandAside
