"""The query process is stopped and killed: who asked is answered all the same, or told."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from queue import SimpleQueue

import psutil
import pytest

from engine.errors import MeanwhileError
from engine.pool import priority, query_process
from engine.pool.patience import AWAY_SECONDS, Patience
from engine.pool.query_process import QueryProcess
from engine.records import Answer, SearchRequest
from models.provisioning import InstalledModel
from tests.engine.conftest import Hand

PATIENCE = 60.0
BUSY = "print(flush=True)\nwhile True: pass"


class Asker:
    """Someone who searches."""

    def __init__(self, queries: QueryProcess) -> None:
        self._queries = queries
        self._came: SimpleQueue[Answer | MeanwhileError] = SimpleQueue()

    def ask(self, query: str) -> None:
        self._queries.search(SearchRequest(query, only="words"), self._came.put)

    def answer(self) -> Answer | MeanwhileError:
        return self._came.get(timeout=PATIENCE)

    def found(self) -> list[str]:
        answer = self.answer()
        assert isinstance(answer, Answer), answer
        return [hit.text for hit in answer.hits]


@pytest.fixture
def asker(hand: Hand, model: InstalledModel) -> Iterator[Asker]:
    """Ask of a library with one note; the process has answered before."""
    hand.read("/a/note.txt", ["The lamp turns."])
    with closing(QueryProcess(hand.database.path.parent, model)) as queries:
        one = Asker(queries)
        one.ask("lamp")
        assert one.found() == ["The lamp turns."]
        yield one


def numbers() -> list[int]:
    """Of the query processes that there are."""
    return [one.pid for one in multiprocessing.active_children() if one.name == "meanwhile-query" and one.pid]


def present() -> psutil.Process:
    """The query process."""
    (number,) = numbers()
    return psutil.Process(number)


def another_than(before: psutil.Process) -> psutil.Process:
    """The query process that comes after this one."""
    deadline = time.monotonic() + PATIENCE
    while not (found := [one for one in numbers() if one != before.pid]):
        assert time.monotonic() < deadline, "no other process was started"
    return psutil.Process(found[0])


def test_a_process_that_hangs_is_ended_and_the_newest_query_asked_of_another(
    asker: Asker, monkeypatch: pytest.MonkeyPatch, log_warnings: list[object]
) -> None:
    monkeypatch.setattr(query_process, "PATIENCE_SECONDS", 0.5)
    # The patience of the first process was chosen with its first answer.
    before = present()
    before.kill()
    asker.ask("lamp")
    assert asker.found() == ["The lamp turns."]
    hung = another_than(before)
    hung.suspend()
    asker.ask("nothing of the kind")
    asker.ask("turns")
    assert asker.found() == ["The lamp turns."]
    assert not hung.is_running()
    assert len(log_warnings) == 1


def test_a_query_that_costs_two_processes_is_given_up(asker: Asker) -> None:
    first = present()
    first.suspend()
    asker.ask("lamp")
    first.kill()
    another_than(first).kill()
    answer = asker.answer()
    assert isinstance(answer, MeanwhileError)
    assert "ended unexpectedly" in answer.message
    asker.ask("lamp")
    assert asker.found() == ["The lamp turns."]


def test_what_a_stopped_process_owes_does_not_hold_up_the_end(hand: Hand, model: InstalledModel) -> None:
    queries = QueryProcess(hand.database.path.parent, model)
    one = Asker(queries)
    one.ask("lamp")
    assert one.found() == []
    stopped = present()
    stopped.suspend()
    one.ask("lamp")
    queries.close()
    assert not stopped.is_running()


@pytest.fixture
def busy() -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """Start programs that never rest, all on one processor where that can be arranged."""
    started: list[subprocess.Popen[bytes]] = []

    def start() -> subprocess.Popen[bytes]:
        process = subprocess.Popen([sys.executable, "-c", BUSY], stdout=subprocess.PIPE)
        started.append(process)
        assert process.stdout is not None
        process.stdout.readline()
        if sys.platform == "linux":
            os.sched_setaffinity(process.pid, {min(os.sched_getaffinity(0))})
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells who was kept waiting")
def test_time_in_which_others_had_the_processor_does_not_count(busy: Callable[..., subprocess.Popen[bytes]]) -> None:
    one = busy()
    for _ in range(3):
        busy()
    before = priority.seconds_run(one.pid) or 0.0
    patience = Patience(one.pid, 0.2)
    while not patience.is_over():
        pass
    assert (priority.seconds_run(one.pid) or 1.0) - before > 0.1


def test_time_in_which_nobody_looked_does_not_count(busy: Callable[..., subprocess.Popen[bytes]]) -> None:
    stopped = psutil.Process(busy().pid)
    stopped.suspend()
    patience = Patience(stopped.pid, 0.3)
    woken = time.monotonic() + AWAY_SECONDS + 0.1
    while time.monotonic() < woken:
        pass
    assert not patience.is_over()
    while not patience.is_over():
        pass
