"""Workers give way: to other programs, to other sessions, to whoever waits for the disk."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from engine.pool import priority

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="as Linux has it")

GIVES_WAY = "from engine.pool.priority import give_way; give_way(); print(flush=True); input()"
BUSY = "print(flush=True)\nwhile True: pass"


@pytest.fixture
def child() -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-c", GIVES_WAY], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    process.stdout.readline()
    yield process
    process.communicate("\n")


def test_processor_disk_and_memory_go_to_others_first(child: subprocess.Popen[str]) -> None:
    itself = psutil.Process(child.pid)

    assert itself.nice() > psutil.Process().nice()
    assert itself.ionice().ioclass == psutil.IOPRIO_CLASS_IDLE
    assert int(Path(f"/proc/{child.pid}/oom_score_adj").read_text()) > 0


def test_the_low_priority_counts_between_sessions_too(child: subprocess.Popen[str]) -> None:
    autogroup = Path(f"/proc/{child.pid}/autogroup")
    if not autogroup.exists():
        pytest.skip("this kernel does not group by session")

    assert os.getsid(child.pid) == child.pid
    assert autogroup.read_text().split()[-1] == str(psutil.Process(child.pid).nice())


def test_who_sleeps_or_is_stopped_does_not_stand_in_line_and_who_runs_gets_on(child: subprocess.Popen[str]) -> None:
    busy = subprocess.Popen([sys.executable, "-c", BUSY], stdout=subprocess.PIPE)
    deadline = time.monotonic() + 30
    try:
        first = None
        while (ran := priority.seconds_run(busy.pid)) is None or first in (None, ran):
            first = first or ran
            assert time.monotonic() < deadline, "it does not get on"
        while psutil.Process(child.pid).status() != psutil.STATUS_SLEEPING:
            assert time.monotonic() < deadline, "it does not sleep"
        assert priority.seconds_run(child.pid) is None
        psutil.Process(busy.pid).suspend()
        while psutil.Process(busy.pid).status() != psutil.STATUS_STOPPED:
            assert time.monotonic() < deadline, "it does not stop"
        assert priority.seconds_run(busy.pid) is None
    finally:
        busy.kill()
        busy.communicate()
    assert priority.seconds_run(busy.pid) is None, "who is gone stands in no line"


def test_it_is_known_how_long_a_process_was_kept_from_running() -> None:
    both = [subprocess.Popen([sys.executable, "-c", BUSY], stdout=subprocess.PIPE) for _ in range(2)]
    try:
        for process in both:
            os.sched_setaffinity(process.pid, {min(os.sched_getaffinity(0))})
        deadline = time.monotonic() + 30
        while min(priority.seconds_kept_waiting(process.pid) for process in both) < 0.1:
            assert time.monotonic() < deadline, "two processes on one processor, and none of them waits"
    finally:
        for process in both:
            process.kill()
            process.communicate()
    assert priority.seconds_kept_waiting(both[0].pid) == 0.0, "who is gone waits no more"
