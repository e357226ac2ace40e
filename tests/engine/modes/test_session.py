"""One process's turn at the queue: what it says while it has to wait."""

from __future__ import annotations

import functools
import hashlib
import itertools
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING

import pytest

from engine.errors import LibraryError
from engine.events import Event, Notice, WorkGoesOn
from engine.modes.session import Session
from engine.records import DocumentState, Mode
from engine.settings import Settings
from engine.store import audit, documents, queue
from engine.store.database import Database
from engine.store.lock import QueueLock
from engine.store.queue import ListedFile
from models.provisioning import InstalledModel

if TYPE_CHECKING:
    from tests.conftest import SmallDisk


def test_who_runs_the_queue_is_told_until_this_process_takes_over(
    database: Database, library_folder: Path, model: InstalledModel
) -> None:
    other = QueueLock(library_folder)
    other.acquire()
    heard: list[Event] = []

    def listen(event: Event) -> None:
        if isinstance(event, Notice | WorkGoesOn):
            heard.append(event)
            other.release()

    session = Session(library_folder, Settings(workers=1, give_way=False), database, listen)
    session.run(Mode.BACKGROUND, model, until_empty=True, wait_for_lock=True)
    waiting, over = heard
    assert isinstance(waiting, Notice)
    assert waiting.lasting
    assert "Another Meanwhile" in waiting.reason.message
    assert over == WorkGoesOn()


def test_one_task_is_worked_off_while_others_wait(
    database: Database, library_folder: Path, model: InstalledModel, tmp_path: Path
) -> None:
    for name in ("wanted", "other"):
        (tmp_path / f"{name}.txt").write_text(f"A note about what is {name}.")
    wanted, other = (queue.add_task(database, [str(tmp_path / f"{name}.txt")]) for name in ("wanted", "other"))
    session = Session(library_folder, Settings(workers=1, give_way=False), database, lambda _: None)
    queue.record_listed(database, other, [hashed(tmp_path / "other.txt")])
    session.run_task(wanted, model)
    (mine,) = documents.totals(database, [wanted])
    (theirs,) = documents.totals(database, [other])
    assert (mine.state, theirs.state) == (DocumentState.READY, DocumentState.QUEUED)


def test_what_never_ceases_to_come_in_holds_up_neither_work_nor_its_end(
    database: Database, library_folder: Path, model: InstalledModel, tmp_path: Path
) -> None:
    (tmp_path / "note.txt").write_text("The lamp of the lighthouse.")
    queue.add_task(database, [str(tmp_path / "note.txt")])
    session = Session(library_folder, Settings(workers=1, give_way=False), database, lambda _: None)

    def come_again() -> None:
        if documents.totals(database, [1]) and documents.totals(database, [1])[0].state is DocumentState.READY:
            session.stop()
        session.post(come_again)

    session.post(come_again)
    session.run(Mode.BACKGROUND, model, until_empty=False, wait_for_lock=False)
    assert documents.ids(database) == [1]


@pytest.mark.parametrize("mode", [Mode.BACKGROUND, Mode.BLOCKING])
def test_a_clock_that_is_set_back_and_forth_changes_nothing(
    database: Database,
    library_folder: Path,
    model: InstalledModel,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    mode: Mode,
) -> None:
    ten_years = 10 * 365 * 86_400.0
    jumps = itertools.cycle([2 * ten_years, 0.0, ten_years])
    now = time.time()  # noqa: TID251
    monkeypatch.setattr(time, "time", lambda: now + next(jumps))
    tasks = []
    for number in range(6):
        (tmp_path / f"{number}.txt").write_text(f"Note number {number}.")
        tasks.append(queue.add_task(database, [str(tmp_path / f"{number}.txt")]))
    asked = [at for (at,) in database.rows("SELECT added_at FROM tasks ORDER BY id")]
    assert asked != sorted(asked)
    Session(library_folder, Settings(workers=1), database, lambda _: None).run(
        mode, model, until_empty=True, wait_for_lock=False
    )
    assert [task for task, _ in queue.tasks(database)] == tasks
    listed = database.rows("SELECT task_id, path FROM task_documents JOIN locations USING (document_id) ORDER BY 2")
    assert [task for task, _ in listed] == tasks
    (totals,) = documents.totals(database)
    assert (totals.state, totals.documents) == (DocumentState.READY, 6)
    assert audit.problems(database) == []


def test_on_a_full_disk_work_waits_and_what_is_asked_for_then_is_done_later(
    small_disk: SmallDisk, model: InstalledModel, tmp_path: Path
) -> None:
    for name in ("before", "meanwhile"):
        (tmp_path / f"{name}.txt").write_text(f"A note dropped {name}.")
    told: SimpleQueue[Notice | WorkGoesOn] = SimpleQueue()

    def listen(event: Event) -> None:
        if isinstance(event, Notice | WorkGoesOn):
            told.put(event)

    refused = threading.Event()
    with closing(Database(small_disk.folder / "library")) as database:
        queue.add_task(database, [str(tmp_path / "before.txt")])
        session = Session(small_disk.folder / "library", Settings(workers=1, give_way=False), database, listen)

        def ask() -> None:
            try:
                queue.add_task(database, [str(tmp_path / "meanwhile.txt")])
            except LibraryError:
                refused.set()
                raise

        small_disk.fill(leave=0)
        session.post(ask)
        run = functools.partial(session.run, Mode.BACKGROUND, model, until_empty=True, wait_for_lock=True)
        with ThreadPoolExecutor(1) as executor:
            running = executor.submit(run)
            paused = told.get(timeout=30)
            assert isinstance(paused, Notice)
            assert paused.lasting
            assert "is full" in paused.reason.message
            assert refused.wait(30)
            small_disk.free()
            running.result(timeout=60)
        assert told.get(timeout=0) == WorkGoesOn()
        (totals,) = documents.totals(database)
        assert (totals.state, totals.documents) == (DocumentState.READY, 2)


def hashed(path: Path) -> ListedFile:
    status = path.stat()
    return ListedFile(str(path), status.st_size, status.st_mtime_ns, hashlib.sha256(path.read_bytes()).hexdigest())
