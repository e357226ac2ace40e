"""Documents as a workload: what a person adds, run by the app's own modes in throw-away libraries."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from queue import SimpleQueue
from typing import TYPE_CHECKING

from engine.compare.killed import OVER_BEFORE, Middle, killed_in_the_middle
from engine.compare.results import Restart, WorkloadKind
from engine.compare.sampler import Sampler
from engine.compare.workload import Outcome, Stopped
from engine.events import AllRead, DocumentsChanged, Event, OverviewChanged, SpansRecorded
from engine.modes.background import Background, Inbox
from engine.modes.bookkeeper import Bookkeeper
from engine.modes.session import Session
from engine.paths import printable
from engine.phrases import counted, joined, phrase
from engine.pool.listing import list_files
from engine.records import DocumentState, Mode
from engine.settings import Settings
from engine.store import documents, queue, vectors
from engine.store.database import Database
from engine.store.throwaway import ThrowawayFolder
from engine.trace import DISPATCHER, WINDOW, Recorder, Span, Stage
from models.provisioning import InstalledModel

if TYPE_CHECKING:
    from engine.modes.blocking import Blocking

_MAX_SPANS = 200_000
"""Spans of one run that are kept; beyond them the oldest are dropped, and counted."""
_RESTART_DOCUMENTS = 3
_ALL = 2**31
_MOST_NAMES = 5
_WARM_TEXT = "Note {} of {}: the kettle is on, the lamp is lit, and nobody has to wait for anything.\n"
_LOOK_SECONDS = 0.02


class DocumentsRun:
    """Documents in one mode; see :class:`engine.compare.workload.Run`.

    Warm means the same in every mode: the model is loaded where the steps will run, and a few notes have been indexed
    there, so that no first use of anything is measured.
    """

    def __init__(
        self, mode: Mode, folder: Path, paths: Sequence[str], settings: Settings, model: InstalledModel, stop: Stopped
    ) -> None:
        self._mode = mode
        self._folder = folder / "library"
        self._notes = folder / "notes"
        self._paths = paths
        self._settings = settings
        self._model = model
        self._stopped = stop
        self._trace = Recorder()
        self._spans: deque[Span] = deque(maxlen=_MAX_SPANS)
        self._spans_seen = 0
        self._database = Database(self._folder)
        self._engine: Blocking | None = None
        self._background: Background | None = None
        self._inbox: Inbox = SimpleQueue()
        self._thread = threading.Thread(target=self._dispatch, name="compared-dispatcher", daemon=True)
        self._error: BaseException | None = None
        self._asked_at_rest = 0
        self._leaving = False
        self._task = 0
        self._sampler = Sampler(self._pids)

    # Getting warm

    def prepare(self) -> None:
        """Load the model and index a few notes."""
        self._write_notes()
        vectors.activate_model(self._database, self._model.spec.id)
        if self._mode is Mode.BACKGROUND:
            self._thread.start()
            self._wait(lambda: self._background is not None and self._background.warm)
            self.hand_over([str(self._notes)])
            self._wait(self.is_done)
        else:
            self._engine = self._load(Bookkeeper(self._database, self._model.spec.id, self._hear, self._trace, WINDOW))
            queue.add_task(self._database, [str(self._notes)])
            self._run_engine()
        self._sampler.start()

    def _write_notes(self) -> None:
        self._notes.mkdir()
        count = 2 * self._settings.worker_count
        for number in range(1, count + 1):
            (self._notes / f"{number}.txt").write_text(_WARM_TEXT.format(number, count), encoding="utf-8")

    def _load(self, bookkeeper: Bookkeeper) -> Blocking:
        # Here, because a window shall not wait for readers and model that only its workers need otherwise.
        from engine.modes.async_io import AsyncIO
        from engine.modes.blocking import Blocking

        kind = Blocking if self._mode is Mode.BLOCKING else AsyncIO
        return kind(bookkeeper, self._model, self._settings.read_limits, self._settings.skipped_endings)

    def _run_engine(self) -> None:
        from engine.modes.blocking import Blocking

        assert self._engine is not None  # noqa: S101 - prepared
        # Also of async I/O: to get warm there is no loop to leave free.
        Blocking.run(self._engine, self._stopped)

    def _wait(self, over: Stopped) -> None:
        pause = threading.Event()
        while not over() and not self._stopped():
            if self._error is not None:
                raise self._error
            pause.wait(_LOOK_SECONDS)

    # The three ways

    def run_blocking(self) -> None:
        """Add and do everything."""
        self._task = queue.add_task(self._database, self._paths)
        assert self._engine is not None  # noqa: S101 - prepared
        self._engine.run(self._stopped)

    async def run_async(self) -> None:
        """Add and do everything on the running loop."""
        from engine.modes.async_io import AsyncIO

        self._task = queue.add_task(self._database, self._paths)
        assert isinstance(self._engine, AsyncIO)  # noqa: S101 - prepared
        await self._engine.gather(self._stopped)

    def hand_over(self, paths: Sequence[str] | None = None) -> None:
        """Add; the dispatcher is told to look."""
        self._task = queue.add_task(self._database, self._paths if paths is None else paths)
        self._asked_at_rest += 1
        self._inbox.put(self._look)

    def is_done(self) -> bool:
        """Whether everything that was added is settled."""
        if self._error is not None:
            raise self._error
        return self._asked_at_rest == 0 and self._background is not None and self._background.at_rest

    def finish(self, began: float) -> Outcome:
        """End the dispatcher and its workers, and close the library."""
        self._leaving = True
        self._inbox.put(lambda: None)
        if self._thread.is_alive():
            self._thread.join()
        samples = self._sampler.stop()
        self._keep(self._trace.take())
        spans = sorted((one for one in self._spans if one.start >= began), key=lambda one: one.start)
        stored = [one.end for one in spans if one.stage is Stage.STORE]
        totals = documents.totals(self._database, [self._task])
        self._database.close()
        if self._error is not None:
            raise self._error
        return Outcome(
            documents=sum(one.documents for one in totals if one.state is DocumentState.READY),
            pages=sum(one.pages_read for one in totals),
            ended=max(stored, default=None),
            processes=1 + self._sampler.most_workers,
            spans=tuple(spans),
            spans_dropped=self._trace.dropped + self._spans_seen - len(self._spans),
            samples=tuple(one for one in samples if one.at >= began),
        )

    # The dispatcher

    def _dispatch(self) -> None:
        """What the window's dispatcher does, for as long as the run lasts."""
        try:
            with closing(Database(self._folder)) as database:
                bookkeeper = Bookkeeper(database, self._model.spec.id, self._hear, self._trace, DISPATCHER)
                self._background = Background(bookkeeper, self._folder, self._settings, self._model, self._inbox)
                self._background.run(lambda: self._leaving or self._stopped(), until_empty=False)
                bookkeeper.tell(running=False, now=True)
        except BaseException as error:  # noqa: BLE001 - raised again in the thread that waits
            self._error = error

    def _look(self) -> None:
        """Runs in the dispatcher: what was added is in the database."""
        assert self._background is not None  # noqa: S101 - it is what calls
        self._background.wake()
        self._asked_at_rest -= 1

    def _pids(self) -> list[int]:
        return self._background.processes() if self._background is not None else []

    def _hear(self, event: Event) -> None:
        if isinstance(event, SpansRecorded):
            self._keep(event.spans)
        elif isinstance(event, OverviewChanged):
            self._sampler.queue_depth = event.overview.unsettled

    def _keep(self, spans: Sequence[Span]) -> None:
        self._spans.extend(spans)
        self._spans_seen += len(spans)


@dataclass(frozen=True, slots=True)
class Documents:
    """Files and folders as a workload; see :class:`engine.compare.workload.Workload`."""

    paths: tuple[str, ...]
    settings: Settings
    model: InstalledModel
    known_to_kill: tuple[str, ...] = ()
    """Paths that are not among ``paths`` because it is known already that no process survives reading them."""
    _files: list[tuple[int, str]] = field(default_factory=list, compare=False)
    _survived: list[str] = field(default_factory=list, compare=False)
    _killers: list[str] = field(default_factory=list, compare=False)

    @property
    def kind(self) -> WorkloadKind:
        """Documents."""
        return WorkloadKind.DOCUMENTS

    @property
    def speed(self) -> float:
        """As fast as it is."""
        return 1.0

    def prepare(self, stopped: Stopped) -> None:
        """Read each document once in a worker: two modes read in this process, which has to survive it."""
        with ThrowawayFolder() as folder, closing(Database(folder)) as database:

            def leave_when_all_is_read(event: Event) -> None:
                if isinstance(event, AllRead) or stopped():
                    session.stop()

            session = Session(folder, self.settings, database, leave_when_all_is_read)
            queue.add_task(database, self.paths)
            session.run(Mode.BACKGROUND, self.model, until_empty=True, wait_for_lock=False)
            killers = set(documents.ids(database, 0, _ALL, [DocumentState.SET_ASIDE]))
            if killers:
                for document_id in documents.ids(database, 0, _ALL):
                    _, _, paths = documents.whereabouts(database, document_id) or ("", 0, [])
                    (self._killers if document_id in killers else self._survived).extend(paths)

    def title(self, documents: int) -> str:
        """In words."""
        words = counted("%Ln document(s)", documents)
        left_out = [PurePath(printable(path)).name for path in (*self.known_to_kill, *self._killers)]
        if not left_out:
            return words
        names = ", ".join(left_out[:_MOST_NAMES]) + (", …" if len(left_out) > _MOST_NAMES else "")
        return phrase("{}. Left out, because no process survives reading this: {}", words, names)

    def start(self, mode: Mode, folder: Path, stopped: Stopped) -> DocumentsRun:
        """A run in a library of its own."""
        return DocumentsRun(mode, folder, self._safe_paths, self.settings, self.model, stopped)

    def try_restart(self, mode: Mode, folder: Path, stopped: Stopped) -> Restart:
        """Kill it when the first page is stored, then open the library as the window does.

        Tried with the three smallest files, for it takes about as long as a run.
        """
        paths = self._smallest(stopped)
        folder = folder / "library"
        if not killed_in_the_middle(_until_killed, (folder, paths, mode, self.settings, self.model), stopped):
            return Restart(None, OVER_BEFORE)
        with closing(Database(folder)) as database:
            before = documents.totals(database)

            def end_if_stopped(_: Event) -> None:
                if stopped():
                    session.stop()

            session = Session(folder, self.settings, database, end_if_stopped)
            session.run(Mode.BACKGROUND, self.model, until_empty=True, wait_for_lock=True)
            after = documents.totals(database)
        count = sum(one.documents for one in after)
        settled = sum(one.documents for one in after if one.state.settled)
        survived = settled == count and sum(one.pages_read for one in after) > 0
        kept = sum(one.pages_read for one in before)
        words = [
            counted("Killed with %Ln page(s) stored.", kept),
            phrase(
                "Opened again, the library went on with its queue in the background: {} of {} documents are finished.",
                f"{settled:,}",
                f"{count:,}",
            ),
        ]
        if mode is not Mode.BACKGROUND:
            words.append(phrase("The call that a person was waiting for never came back."))
        return Restart(survived, joined(*words))

    @property
    def _safe_paths(self) -> Sequence[str]:
        return self._survived if self._killers else self.paths

    def _smallest(self, stopped: Stopped) -> list[str]:
        if not self._files:
            for files in list_files(self._safe_paths, lambda *_: None, stopped, skip=self.settings.skipped_endings):
                self._files.extend((file.size, file.path) for file in files if file.reason is None and file.size)
            self._files.sort()
        return [path for _, path in self._files[:_RESTART_DOCUMENTS]]


def _until_killed(
    middle: Middle, folder: Path, paths: Sequence[str], mode: Mode, settings: Settings, model: InstalledModel
) -> None:
    """Add and run in a process that is going to be killed; see :func:`killed_in_the_middle`."""
    with closing(Database(folder)) as database:

        def hold_still_in_the_middle(event: Event) -> None:
            if isinstance(event, DocumentsChanged):
                totals = documents.totals(database)
                if any(one.pages_read for one in totals) and any(not one.state.settled for one in totals):
                    middle.hold_still()

        queue.add_task(database, paths)
        session = Session(folder, settings, database, hold_still_in_the_middle)
        session.run(mode, model, until_empty=True, wait_for_lock=False)
