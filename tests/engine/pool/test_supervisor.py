"""The pool with real worker processes, real files and real signals."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import SimpleQueue

import numpy as np
import psutil
import pytest

from engine.pool.messages import (
    Abandoned,
    Begun,
    DocumentOpened,
    DocumentRead,
    DocumentRefused,
    Embed,
    Embedded,
    PagesRead,
    Read,
    Started,
    StillReading,
)
from engine.pool.supervisor import FromWorker, Gone, Loss, PoolEvent, Supervisor
from engine.records import DocumentState, ReadLimits
from engine.settings import Settings
from models.provisioning import InstalledModel

PATIENCE = 60.0


class Pool:
    """A supervisor with its inbox, as a scheduler would hold it."""

    def __init__(self, model: InstalledModel, **settings: int) -> None:
        self.inbox: SimpleQueue[PoolEvent] = SimpleQueue()
        self.supervisor = Supervisor(Settings.load({}, **{"give_way": False, **settings}), model, self.inbox.put)
        self.losses: list[Loss] = []
        self.supervisor.start()

    def until(self, wanted: Callable[[PoolEvent], bool]) -> list[PoolEvent]:
        """Take events until one is the wanted one; all of them, in order."""
        seen: list[PoolEvent] = []
        while True:
            event = self.inbox.get(timeout=PATIENCE)
            loss = self.supervisor.take(event)
            if loss is not None:
                self.losses.append(loss)
            seen.append(event)
            if wanted(event):
                return seen

    def read(self, worker: int, step: int, path: Path, first_page: int = 1) -> None:
        order = Read(step, path.name, first_page, ReadLimits())
        self.supervisor.submit(worker, order, os.open(path, os.O_RDONLY))

    def process(self) -> psutil.Process:
        return psutil.Process(self.supervisor.processes()[0])


def says(kind: type, step: int | None = None) -> Callable[[PoolEvent], bool]:
    def matches(event: PoolEvent) -> bool:
        return (
            isinstance(event, FromWorker)
            and isinstance(event.report, kind)
            and (step is None or getattr(event.report, "step", None) == step)
        )

    return matches


def gone(event: PoolEvent) -> bool:
    return isinstance(event, Gone)


@pytest.fixture
def pool(model: InstalledModel) -> Iterator[Pool]:
    one = Pool(model, workers=1)
    one.until(says(Started))
    yield one
    one.supervisor.stop()


@pytest.fixture
def note(tmp_path: Path) -> Path:
    path = tmp_path / "note.txt"
    path.write_text("The lamp of the lighthouse turns once every twelve seconds.")
    return path


def test_a_document_comes_back_as_what_it_is_its_pages_and_its_end(pool: Pool, note: Path) -> None:
    pool.read(0, 7, note)
    reports = [event.report for event in pool.until(says(DocumentRead)) if isinstance(event, FromWorker)]
    assert [type(report) for report in reports] == [Begun, DocumentOpened, PagesRead, DocumentRead]
    assert isinstance(reports[2], PagesRead)
    assert reports[2].pages[0].chunks[0].text == note.read_text()


def test_the_descriptor_is_closed_once_it_is_handed_over(pool: Pool, note: Path) -> None:
    before = psutil.Process().num_fds()
    for step in range(1, 20):
        pool.read(0, step, note)
        pool.until(says(DocumentRead, step))
    assert psutil.Process().num_fds() <= before


def test_a_document_at_fault_is_refused_in_words_and_the_worker_goes_on(pool: Pool, tmp_path: Path, note: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.touch()
    pool.read(0, 1, empty)
    refused = pool.until(says(DocumentRefused))[-1]
    assert isinstance(refused, FromWorker)
    assert isinstance(refused.report, DocumentRefused)
    assert refused.report.state is DocumentState.UNSUPPORTED
    pool.read(0, 2, note)
    pool.until(says(DocumentRead, 2))


def test_texts_come_back_as_unit_vectors_in_their_order(pool: Pool, model: InstalledModel) -> None:
    texts = ("A ship comes in at dusk.", "Accounts of the third quarter.", "A vessel arrives in the evening.")
    pool.supervisor.submit(0, Embed(3, texts))
    done = pool.until(says(Embedded))[-1]
    assert isinstance(done, FromWorker)
    assert isinstance(done.report, Embedded)
    vectors = np.frombuffer(done.report.vectors, np.int8).reshape(3, model.spec.dimensions).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    near, far = vectors[0] @ vectors[2], vectors[0] @ vectors[1]
    assert near > far


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSEGV, signal.SIGTERM])
def test_a_killed_worker_costs_only_its_step_and_another_stands_in(pool: Pool, note: Path, how: signal.Signals) -> None:
    pool.process().suspend()  # so that the steps are surely in its hands when it dies
    pool.read(0, 1, note)
    pool.read(0, 2, note)
    pool.process().send_signal(how)
    pool.process().resume()
    pool.until(gone)
    steps = {pool.losses[0].culprit, *pool.losses[0].innocent} - {None}
    assert steps == {1, 2}
    if pool.losses[0].culprit is not None:
        assert how.name in pool.losses[0].how
    pool.until(says(Started))
    free = pool.supervisor.free()
    assert free is not None
    pool.read(free, 3, note)
    pool.until(says(DocumentRead, 3))


def test_a_worker_that_stops_in_the_middle_is_ended_and_its_step_is_named(model: InstalledModel) -> None:
    pool = Pool(model, workers=1, silence_seconds=1)
    try:
        pool.until(says(Started))
        pool.supervisor.submit(0, Embed(1, ("word " * 200,) * 400))
        pool.until(says(Begun))
        pool.process().suspend()
        while not pool.losses:
            pool.supervisor.end_silent()
            while not pool.inbox.empty():
                pool.until(lambda _: True)
        assert pool.losses[0].culprit == 1
        assert "silent for 1 s" in pool.losses[0].how
    finally:
        pool.supervisor.stop()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells who was kept waiting")
def test_a_worker_that_may_not_run_is_not_taken_for_a_silent_one(model: InstalledModel) -> None:
    pool = Pool(model, workers=1, silence_seconds=1, give_way=True)
    one_processor = {min(os.sched_getaffinity(0))}
    others = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(6)]
    try:
        pool.until(says(Started))
        for process in (pool.process(), *others):
            os.sched_setaffinity(process.pid, one_processor)
        pool.supervisor.submit(0, Embed(1, ("word " * 200,)))
        done = False
        while not done and not pool.losses:
            pool.supervisor.end_silent()
            if not pool.inbox.empty():
                done = any(says(Embedded)(event) for event in pool.until(lambda _: True))
        assert pool.losses == []
    finally:
        for process in others:
            process.kill()
            process.wait()
        pool.supervisor.stop()


@pytest.fixture
def long_text(tmp_path: Path) -> Path:
    path = tmp_path / "long.txt"
    path.write_text("The lamp of the lighthouse turns once every twelve seconds. " * 100_000)
    return path


def test_a_worker_leaves_off_what_is_abandoned_and_stays_warm(pool: Pool, long_text: Path, note: Path) -> None:
    before = pool.process().pid
    pool.read(0, 1, long_text)
    pool.read(0, 2, note)
    pool.read(0, 3, note)
    pool.until(says(PagesRead, 1))
    pool.supervisor.abandon([1, 2])
    seen = pool.until(says(DocumentRead, 3))
    assert [one.report.step for one in seen if says(Abandoned)(one)] == [1, 2]  # type: ignore[union-attr]
    assert not any(says(DocumentRead, 1)(one) or says(DocumentOpened, 2)(one) for one in seen)
    assert pool.supervisor.idle(0)
    assert pool.process().pid == before


@pytest.mark.parametrize("name", ["long.txt", "long.html"])
def test_a_worker_gives_signs_of_life_and_listens_while_there_is_no_page_to_show(
    pool: Pool, tmp_path: Path, name: str
) -> None:
    """Before the page that an interrupted read goes on at, and while what has no pages is opened."""
    path = tmp_path / name
    path.write_text("<p>The lamp turns once every twelve seconds.\n\n" * 400_000)
    before = pool.process().pid
    pool.read(0, 1, path, first_page=1_000_000)
    pool.until(says(StillReading, 1))
    pool.supervisor.abandon([1])
    seen = pool.until(lambda event: says(Abandoned, 1)(event) or says(DocumentRead, 1)(event) or gone(event))
    assert says(Abandoned)(seen[-1])
    assert pool.process().pid == before


def test_what_is_done_when_it_is_abandoned_is_just_done(pool: Pool, note: Path) -> None:
    pool.read(0, 1, note)
    pool.supervisor.abandon([1])
    pool.until(lambda event: says(DocumentRead, 1)(event) or says(Abandoned, 1)(event))
    pool.read(0, 2, note)
    pool.until(says(DocumentRead, 2))
    pool.supervisor.abandon([1, 2])
    pool.read(0, 3, note)
    pool.until(says(DocumentRead, 3))
    assert pool.losses == []


def test_a_worker_that_clings_to_what_is_abandoned_is_replaced(pool: Pool, long_text: Path) -> None:
    before = pool.process().pid
    pool.read(0, 1, long_text)
    pool.until(says(PagesRead, 1))
    pool.process().suspend()
    pool.supervisor.abandon([1])
    while not pool.losses:
        pool.supervisor.end_silent()
        while not pool.inbox.empty():
            pool.until(lambda _: True)
    pool.until(says(Started))
    assert pool.process().pid != before


def test_stopping_ends_every_process_even_a_stopped_one(pool: Pool) -> None:
    process = pool.process()
    process.suspend()
    pool.supervisor.submit(0, Embed(1, ("never embedded",)))
    pool.supervisor.stop()
    assert not process.is_running()


def test_reads_do_not_wait_behind_a_large_file(pool: Pool, note: Path) -> None:
    assert pool.supervisor.free() == 0
    descriptor = os.open(note, os.O_RDONLY)
    pool.supervisor.submit(0, Read(1, note.name, 1, ReadLimits()), descriptor, heavy=True)
    assert pool.supervisor.free() is None
    pool.until(says(DocumentRead, 1))
    assert pool.supervisor.free() == 0


def test_a_worker_never_loads_qt(pool: Pool) -> None:
    maps = Path(f"/proc/{pool.process().pid}/maps")
    if not maps.exists():
        pytest.skip("needs /proc")
    assert "libQt6" not in maps.read_text()


def test_a_fat_worker_is_replaced_between_two_steps(model: InstalledModel, note: Path) -> None:
    fat = Pool(model, workers=1)
    try:
        fat.until(says(Started))
        usual = fat.supervisor._settings
        fat.supervisor._settings = Settings(workers=1, worker_memory_mb=1)
        first = fat.process().pid
        fat.read(0, 1, note)
        fat.until(says(DocumentRead, 1))
        fat.supervisor._settings = usual
        fat.until(gone)
        assert fat.losses == []
        fat.until(says(Started))
        assert fat.process().pid != first
    finally:
        fat.supervisor.stop()
