"""A fire drill: documents go through a throw-away library while workers, and the whole program, are killed for real."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from engine.errors import MeanwhileError
from engine.phrases import phrase, word
from engine.pool.process import LISTING_NAME, SHOWN_LETTERS
from engine.store import audit, documents, queue
from engine.store.database import Database
from engine.store.throwaway import ThrowawayFolder

ROUNDS = 3
"""In each a worker is killed, and once its work goes on, the whole program."""
_PATIENCE_SECONDS = 120.0
_LOOK_SECONDS = 0.005

Listener = Callable[[str], None]
"""Told in a sentence what happens, as it happens."""
_Chunks = dict[int, tuple[int, int]]
"""Id of a chunk → (document, page)."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the drill has shown."""

    documents: int
    ready: int
    lost: tuple[str, ...]
    """Names of files whose document is not ready at the end."""
    repeated_pages: int
    """Pages that were put down before a kill and were put down again after it."""
    begun_again: int
    """Documents that were in hands at a kill and were begun once more, at the first page not put down."""
    workers_killed: int
    queue_kills: int
    worker_recovery_seconds: tuple[float, ...]
    """From each kill of a worker until another one has started and the next result is put down."""
    queue_recovery_seconds: tuple[float, ...]
    """From each kill of the program until it is started again and the next result is put down."""
    problems: tuple[str, ...]
    """What a full check of the library found wrong at the end."""
    seconds: float

    @property
    def recovery_seconds(self) -> float:
        """The longest recovery; 0.0 when nothing was killed."""
        return max((*self.worker_recovery_seconds, *self.queue_recovery_seconds), default=0.0)

    @property
    def ok(self) -> bool:
        """Whether nothing was lost and nothing was done twice."""
        return not self.lost and not self.repeated_pages and not self.problems


def drill(documents: Path, listener: Listener = lambda _: None) -> Outcome:
    """Index the files in a folder while killing what works on them; the files are only read.

    Raises:
        MeanwhileError: the program does not work at all, for example because there is no model.
    """
    with ThrowawayFolder() as folder:
        return _Drill(folder, listener).run(documents)


class _Drill:
    def __init__(self, folder: Path, listener: Listener) -> None:
        self._folder = folder / "library"
        self._notes = folder / "said.txt"
        self._listener = listener
        self._program: psutil.Popen | None = None
        self._chunks: _Chunks = {}
        self._repeated: set[tuple[int, int]] = set()
        self._workers_killed = self._queue_kills = 0
        self._worker_seconds: list[float] = []
        self._queue_seconds: list[float] = []

    def run(self, documents: Path) -> Outcome:
        began = time.monotonic()
        names = sorted(path.name for path in documents.iterdir() if path.is_file() and not path.name.startswith("."))
        self._listener(phrase("{} documents are put into a throw-away library.", f"{len(names)}"))
        with closing(Database(self._folder)) as database:
            queue.add_task(database, [str(documents)])
            try:
                self._run_rounds(database)
            finally:
                self._kill_program()
            return self._outcome(database, names, time.monotonic() - began)

    def _run_rounds(self, database: Database) -> None:
        killed_at: float | None = None
        for number in range(ROUNDS + 1):
            before = _progress(database)
            program = self._start()
            self._until(lambda: _progress(database) != before or self._ended(), word("something is put down"))  # noqa: B023
            if killed_at is not None and _progress(database) != before:
                self._queue_seconds.append(time.monotonic() - killed_at)
                after = f"{self._queue_seconds[-1]:.1f}"
                self._listener(phrase("The program was started again; work went on {} s after.", after))
            if number == ROUNDS:
                self._until(self._ended, word("all is done"))
            else:
                self._lose_a_worker(database, program)
            if self._ended():
                self._note_put_down(database)
                return
            self._kill_program()
            self._queue_kills += 1
            killed_at = time.monotonic()
            self._note_put_down(database)
            kept = f"{len(self._chunks)}"
            self._listener(phrase("Killed the program with all its workers; {} passages were put down.", kept))

    def _start(self) -> psutil.Popen:
        program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "engine"]
        with self._notes.open("wb") as notes:
            self._program = psutil.Popen(
                [*program, "work", "--library", str(self._folder)], stdout=notes, stderr=subprocess.STDOUT
            )
        return self._program

    def _ended(self) -> bool:
        """Whether the program has worked off the queue.

        Raises:
            MeanwhileError: it has ended in another way, by itself.
        """
        code = None if self._program is None else self._program.poll()
        if code not in (None, 0, 1):
            raise MeanwhileError(f"The program ended by itself: {self._notes.read_text(errors='replace').strip()}")
        return code is not None

    def _lose_a_worker(self, database: Database, program: psutil.Popen) -> None:
        """Kill a worker at work, unless its document has lost one before: a second one would set it aside."""

        def harmless() -> bool:
            return not database.value("SELECT EXISTS (SELECT 1 FROM documents WHERE state = 'reading' AND losses > 0)")

        workers: list[psutil.Process] = []

        def at_work() -> bool:
            workers[:] = workers_of(program.pid) if harmless() else []
            return bool(workers)

        self._until(lambda: at_work() or self._ended(), word("a worker is at work"))
        if not workers:
            return
        killed_at = time.monotonic()
        with suppress(psutil.NoSuchProcess):
            workers[0].kill()
        self._workers_killed += 1
        self._listener(word("Killed a worker."))
        self._until(
            lambda: set(workers_of(program.pid)) - set(workers) or self._ended(), word("another worker stands in")
        )
        before = _progress(database)
        self._until(lambda: _progress(database) != before or self._ended(), word("work goes on"))
        if _progress(database) != before:
            self._worker_seconds.append(time.monotonic() - killed_at)
            after = f"{self._worker_seconds[-1]:.1f}"
            self._listener(phrase("Killed a worker; another one stood in, work went on {} s after.", after))

    def _kill_program(self) -> None:
        """``kill -9`` of the program and all it has started."""
        if self._program is None or self._program.poll() is not None:
            return
        everything = [*self._program.children(recursive=True), self._program]
        for one in everything:
            with suppress(psutil.NoSuchProcess):
                one.kill()
        psutil.wait_procs(everything, timeout=_PATIENCE_SECONDS)
        self._program.wait(_PATIENCE_SECONDS)

    def _note_put_down(self, database: Database) -> None:
        """Look what stands in the library: all that stood there before a kill must still be the same."""
        found: _Chunks = {
            number: (document, page)
            for number, document, page in database.rows("SELECT id, document_id, page FROM chunks")
        }
        self._repeated |= {place for number, place in self._chunks.items() if number not in found}
        self._chunks = found

    def _until(self, condition: Callable[[], object], what: str) -> None:
        due = time.monotonic() + _PATIENCE_SECONDS
        while not condition():
            if time.monotonic() > due:
                raise MeanwhileError(f"The drill waited {_PATIENCE_SECONDS:.0f} s in vain until {what}.")
            time.sleep(_LOOK_SECONDS)

    def _outcome(self, database: Database, names: list[str], seconds: float) -> Outcome:
        ready = {
            Path(path.decode(errors="surrogateescape")).name
            for (path,) in database.rows(
                "SELECT path FROM locations JOIN documents ON documents.id = document_id WHERE state = 'ready'"
            )
        }
        return Outcome(
            documents=len(names),
            ready=len(ready),
            lost=tuple(name for name in names if name not in ready),
            repeated_pages=len(self._repeated) + documents.pages_read_again(database),
            begun_again=database.value("SELECT count(*) FROM documents WHERE attempts > 1"),
            workers_killed=self._workers_killed,
            queue_kills=self._queue_kills,
            worker_recovery_seconds=tuple(self._worker_seconds),
            queue_recovery_seconds=tuple(self._queue_seconds),
            problems=tuple(audit.problems(database)),
            seconds=seconds,
        )


def _progress(database: Database) -> tuple[int, int]:
    """(pages, vectors) put down so far."""
    found: tuple[int, int] = database.row(
        "SELECT (SELECT coalesce(sum(pages_read), 0) FROM documents), (SELECT count(*) FROM embeddings)"
    )
    return found


def workers_of(pid: int) -> list[psutil.Process]:
    """Worker processes of a running program; none while it starts or ends.

    And nothing else that it has started, where there is a server that they are forked from; otherwise, and in its very
    first moment, the process that lists files cannot be told from them.
    """
    found: list[psutil.Process] = []
    for child in _children(pid):
        with suppress(psutil.NoSuchProcess):
            words = " ".join(child.cmdline())
            if "multiprocessing.forkserver" in words:
                found += [one for one in _children(child.pid) if not _lists_files(one)]
            elif "resource_tracker" not in words:
                found.append(child)
    return found


def _children(pid: int) -> list[psutil.Process]:
    found: list[psutil.Process] = []
    with suppress(psutil.NoSuchProcess):
        found = psutil.Process(pid).children()
    return found


def _lists_files(one: psutil.Process) -> bool:
    with suppress(psutil.NoSuchProcess):
        return bool(one.name() == LISTING_NAME[:SHOWN_LETTERS])
    return False
