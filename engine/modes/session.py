"""One process's turn at a library's queue: take the lock, run a mode, and stand by when the machine is in trouble."""

from __future__ import annotations

import itertools
import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, SimpleQueue

from engine.errors import LibraryBusyError, LibraryError, NewerLibraryError
from engine.events import Listener, Notice, WorkGoesOn
from engine.modes.attending import Attendant
from engine.modes.background import Background, Inbox
from engine.modes.bookkeeper import Bookkeeper
from engine.records import Fault, Mode, Reason
from engine.settings import Settings
from engine.store import queue, throwaway, vectors
from engine.store.database import Database
from engine.store.lock import QueueLock
from engine.trace import DISPATCHER, WINDOW, Recorder
from models.provisioning import InstalledModel

_log = logging.getLogger(__name__)

STAND_BY_SECONDS = 0.2
"""How often is looked whether the cause of a wait is gone."""


class Session:
    """Runs the queue of one library; only :meth:`post` and :meth:`stop` may be called by other threads."""

    def __init__(self, folder: Path, settings: Settings, database: Database, listener: Listener) -> None:
        self._folder = folder
        self._settings = settings
        self._database = database
        self._listener = listener
        self._lock = QueueLock(folder)
        self._inbox: Inbox = SimpleQueue()
        self._kept: list[Callable[[], None]] = []
        self._steps = itertools.count(1)
        self._stopping = False
        self._background: Background | None = None
        self._attendant: Attendant | None = None

    @property
    def running(self) -> bool:
        """Whether this process works on the queue now."""
        return self._background is not None

    def others_have_queue(self) -> bool:
        """Whether somebody else has the lock: another process, or another session of this one.

        Raises:
            LibraryError: the folder cannot be written.
        """
        if self._lock.is_ours:
            return False
        try:
            self._lock.acquire()
        except LibraryBusyError:
            return True
        self._lock.release()
        return False

    def wake(self) -> None:
        """The queue was changed by this process."""
        if self._background is not None:
            self._background.wake()
        if self._attendant is not None:
            self._attendant.wake()

    def use(self, settings: Settings) -> None:
        """Take other settings; they hold from the next :meth:`run` on."""
        self._settings = settings

    def post(self, call: Callable[[], None]) -> None:
        """Have ``call`` carried out in the thread of :meth:`run`, between two of its steps.

        When the library cannot be used at that moment, ``call`` is tried again until it can: nobody's wish is lost.
        """

        def carry_out() -> None:
            try:
                call()
            except LibraryError:
                self._kept.append(carry_out)
                raise

        self._inbox.put(carry_out)

    def stop(self) -> None:
        """Make :meth:`run` return soon, whoever has the library locked."""
        self._stopping = True
        self._database.leave_soon()
        self._inbox.put(lambda: None)

    def run(self, mode: Mode, model: InstalledModel, *, until_empty: bool, wait_for_lock: bool) -> None:
        """See :meth:`engine.library.Library.run`."""
        throwaway.sweep()
        try:
            self._lock.acquire()
        except LibraryError as error:  # somebody has it, or it cannot be written
            if not wait_for_lock:
                raise
            self._listener(Notice(error.reason, lasting=True))
            self._attendant = attendant = Attendant(self._database, self._listener)
            try:
                self._stand_by(lambda: self._may_take(attendant))
            finally:
                self._attendant = None
            self._listener(WorkGoesOn())
        try:
            self._run_through_trouble(mode, model, until_empty=until_empty)
        finally:
            self._lock.release()

    def run_task(self, task_id: int, model: InstalledModel) -> None:
        """See :meth:`engine.library.Library.run_task`."""
        from engine.modes.blocking import Blocking

        with self._turn(task_id, model) as bookkeeper:
            Blocking(bookkeeper, model, self._settings.read_limits, self._settings.skipped_endings).run(
                self._is_stopping
            )

    async def run_task_async(self, task_id: int, model: InstalledModel) -> None:
        """See :meth:`engine.library.Library.run_task_async`."""
        from engine.modes.async_io import AsyncIO

        with self._turn(task_id, model) as bookkeeper:
            await AsyncIO(bookkeeper, model, self._settings.read_limits, self._settings.skipped_endings).gather(
                self._is_stopping
            )

    @contextmanager
    def _turn(self, task_id: int, model: InstalledModel) -> Iterator[Bookkeeper]:
        """The queue is ours for one task; trouble is raised, not waited for: somebody waits already."""
        self._lock.acquire()
        try:
            queue.recover(self._database)
            vectors.activate_model(self._database, model.spec.id)
            trace = Recorder(on=self._settings.trace)
            bookkeeper = Bookkeeper(self._database, model.spec.id, self._listener, trace, WINDOW, task_id)
            bookkeeper.tell(running=True, now=True)
            try:
                yield bookkeeper
                bookkeeper.tell(running=True, now=True)
            finally:
                queue.put_back(self._database)
        finally:
            self._lock.release()

    def _may_take(self, attendant: Attendant) -> bool:
        attendant.look()
        try:
            self._lock.acquire()
        except LibraryError:
            return False
        return True

    def _run_through_trouble(self, mode: Mode, model: InstalledModel, *, until_empty: bool) -> None:
        """Run; when the disk is full, the file locked or the folder gone, wait for that to end and go on."""
        put_back, trouble = queue.recover, ""
        while not self._stopping:
            try:
                put_back(self._database)
                put_back = queue.put_back
                if trouble:
                    trouble = ""
                    self._listener(WorkGoesOn())
                    self._listener(Notice(Reason("The library can be used again: work goes on.", fault=Fault.MACHINE)))
                self._try_kept_again()
                self._run(mode, model, until_empty=until_empty)
                return
            except NewerLibraryError:
                raise
            except LibraryError as error:
                if self._is_stopping():
                    return
                if error.message != trouble:
                    trouble = error.message
                    paused = Reason(f"Work is paused. {error.message}", error.hint, error.fault)
                    self._listener(Notice(paused, lasting=True))
            finally:
                self._background = None
            self._stand_by(self._is_writable, trouble)

    def _is_writable(self) -> bool:
        try:
            self._database.check_writable()
        except LibraryError:
            return False
        return True

    def _run(self, mode: Mode, model: InstalledModel, *, until_empty: bool) -> None:
        vectors.activate_model(self._database, model.spec.id)
        track = DISPATCHER if mode is Mode.BACKGROUND else WINDOW
        trace = Recorder(on=self._settings.trace)
        bookkeeper = Bookkeeper(self._database, model.spec.id, self._listener, trace, track)
        bookkeeper.tell(running=True, now=True)
        if mode is Mode.BACKGROUND:
            self._background = Background(
                bookkeeper, self._folder, self._settings, model, self._inbox, self._listener, self._steps
            )
            self._background.run(self._is_stopping, until_empty=until_empty)
        else:
            # Only these modes load readers and model into this process.
            from engine.modes.async_io import AsyncIO
            from engine.modes.blocking import Blocking

            kind = Blocking if mode is Mode.BLOCKING else AsyncIO
            kind(bookkeeper, model, self._settings.read_limits, self._settings.skipped_endings).run(self._is_stopping)
            if not self._stopping and bookkeeper.unread():
                self._run(Mode.BACKGROUND, model, until_empty=True)  # what only a worker may read
        bookkeeper.tell(running=not self._stopping, now=True)

    def _is_stopping(self) -> bool:
        return self._stopping

    def _try_kept_again(self) -> None:
        kept, self._kept = self._kept, []
        for call in kept:
            self._inbox.put(call)

    def _stand_by(self, over: Callable[[], bool], told: str = "") -> None:
        """Carry out posted calls until the wait is ``over``, or all is to stop; what was ``told`` is not told again."""
        due = time.monotonic()
        while not self._stopping:
            try:
                item = self._inbox.get(timeout=STAND_BY_SECONDS)
                if callable(item):
                    item()
            except Empty:
                pass
            except LibraryError as error:  # what was posted meets the same trouble, or one of its own
                if error.message != told:
                    told = error.message
                    self._listener(Notice(error.reason))
            if time.monotonic() >= due:
                if over():
                    return
                self._try_kept_again()
                due = time.monotonic() + STAND_BY_SECONDS
