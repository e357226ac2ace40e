"""Nothing leaves the machine, and nothing is left on it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import models

PROGRAM = """
import json, os, sys

noted = []
sys.addaudithook(lambda event, arguments: noted.append(event) if event.startswith("socket.") else None)

from models.catalogue import DEFAULT
from models.embedder import Embedder
from models.provisioning import find

vectors = Embedder.load(find(DEFAULT)).embed(["Nothing leaves the machine.", "So be it."])

sockets, threads = [], 1
if sys.platform == "linux":
    for number in os.listdir("/proc/self/fd"):
        try:
            sockets += [link for link in [os.readlink(f"/proc/self/fd/{number}")] if link.startswith("socket:")]
        except FileNotFoundError:
            pass  # the descriptor that listed the folder
    threads = len(os.listdir("/proc/self/task"))
heavy = [name for name in ("onnx", "safetensors", "PySide6", "huggingface_hub", "socket") if name in sys.modules]
print(json.dumps({"shape": vectors.shape, "noted": noted, "sockets": sockets, "threads": threads, "heavy": heavy}))
"""


def test_importing_and_embedding_open_no_socket_start_no_thread_and_leave_no_file(tmp_path: Path) -> None:
    home, work, temporary = (tmp_path / name for name in ("home", "work", "temporary"))
    for folder in (home, work, temporary):
        folder.mkdir()
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "USERPROFILE": str(home),
        "TMPDIR": str(temporary),
        "PYTHONPATH": str(Path(models.__file__).parents[1]),
        "PYTHONDONTWRITEBYTECODE": "1",
    }

    ran = subprocess.run([sys.executable, "-c", PROGRAM], cwd=work, env=environment, capture_output=True, text=True)

    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout) == {"shape": [2, 384], "noted": [], "sockets": [], "threads": 1, "heavy": []}
    assert ran.stderr == ""
    assert [path for folder in (home, work, temporary) for path in folder.rglob("*")] == []
