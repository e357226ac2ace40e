"""Workers die with their parent, however it dies."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

PARENT = """
import sys
from queue import SimpleQueue
from engine.pool.supervisor import Supervisor
from engine.settings import Settings
import models.catalogue, models.provisioning

if __name__ == "__main__":
    inbox = SimpleQueue()
    pool = Supervisor(Settings(workers=2), models.provisioning.find(models.catalogue.DEFAULT), inbox.put)
    pool.start()
    for _ in range(2):
        pool.take(inbox.get())
    print(*pool.processes(), flush=True)
    sys.stdin.read()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_workers_die_with_their_parent(tmp_path: Path, model: object) -> None:  # noqa: ARG001 - must be built
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    parent = subprocess.Popen(
        [sys.executable, script],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={"PYTHONPATH": str(Path.cwd())},
    )
    assert parent.stdout is not None
    workers = [psutil.Process(int(pid)) for pid in parent.stdout.readline().split()]
    children = psutil.Process(parent.pid).children(recursive=True)
    assert len(workers) == 2
    parent.send_signal(signal.SIGKILL)
    parent.communicate()
    _, alive = psutil.wait_procs([*workers, *children], timeout=20)
    assert alive == []
