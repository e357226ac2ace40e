"""What every test stands on: folders in memory, a home of its own, silence in the log, and the embedding model."""

from __future__ import annotations

import logging
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import psutil
import pytest

from models import catalogue, provisioning
from models.errors import ModelUnavailableError
from models.provisioning import InstalledModel

# Timings are never asserted: the machine may be busy. Where a submission is judged, all are shown the same examples;
# elsewhere each run looks for new ones.
hypothesis.settings.register_profile("meanwhile", deadline=None, derandomize="CI" in os.environ)
hypothesis.settings.load_profile("meanwhile")

_WHOLE_PROGRAMS = Path(__file__).parent / "end_to_end"
_MEMORY = Path("/dev/shm")  # noqa: S108 - pytest makes a folder of its own in it
_ROOM = 2 * 1024**3
"""Bytes that must be free there; all tests together take a small part of it."""


def pytest_configure() -> None:
    """Keep what tests write in memory, where there is room: what is confirmed waits for the disk each time.

    Nothing here could tell the difference, for no test cuts the power. A place that was chosen, by ``TMPDIR`` or
    ``--basetemp``, stays chosen.
    """
    _hear_interrupts()
    if "TMPDIR" in os.environ or not _has_room(_MEMORY):
        return
    os.environ["TMPDIR"] = str(_MEMORY)
    tempfile.tempdir = None  # it may have been looked up already


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Where tests run beside each other, begin with whole programs: they take long, and wait much of it.

    What is short fills the gaps then, and the end, at which a long one would leave a processor idle.
    """
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: not item.path.is_relative_to(_WHOLE_PROGRAMS))


def _hear_interrupts() -> None:
    """Let programs that tests start hear SIGINT, also where all of this runs in a shell's background.

    There it is ignored, which every process passes on to those that it starts.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def _has_room(folder: Path) -> bool:
    if not folder.is_dir() or not os.access(folder, os.W_OK | os.X_OK):
        return False
    status = os.statvfs(folder)
    free = min(status.f_bavail * status.f_frsize, psutil.virtual_memory().available // 2)
    return free > _ROOM and not status.f_flag & os.ST_NOEXEC


_XDG_FOLDERS = ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME")


class _Collector(logging.Handler):
    """Keeps warnings and errors."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@pytest.fixture(autouse=True)
def _unexpected_log_warnings_fail(request: pytest.FixtureRequest) -> Iterator[list[logging.LogRecord]]:
    collector = _Collector()
    logging.getLogger().addHandler(collector)
    yield collector.records
    logging.getLogger().removeHandler(collector)
    if collector.records and "log_warnings" not in request.fixturenames:
        told = "\n".join(f"{one.levelname} {one.name}: {one.getMessage()}" for one in collector.records)
        pytest.fail(f"unexpected in the log (ask for the fixture log_warnings to expect it):\n{told}")


@pytest.fixture
def log_warnings(_unexpected_log_warnings_fail: list[logging.LogRecord]) -> list[logging.LogRecord]:
    """What was logged as a warning or worse; a test that asks for it may cause some."""
    return _unexpected_log_warnings_fail


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home folder, so that no test sees or touches what belongs to the user."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("USERPROFILE", str(folder))
    for name in _XDG_FOLDERS:
        monkeypatch.setenv(name, str(folder / name.lower()))
    for name in [name for name in os.environ if name.startswith("MEANWHILE_")]:
        monkeypatch.delenv(name)
    return folder


@pytest.fixture
def eager_workers(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001 - it clears the variables first
    """Programs whose workers do not give way: they would get nothing while other tests take the processor."""
    monkeypatch.setenv("MEANWHILE_GIVE_WAY", "no")


@pytest.fixture(scope="session")
def model() -> InstalledModel:
    """The embedding model, as set-up has built it."""
    try:
        return provisioning.find(catalogue.DEFAULT)
    except ModelUnavailableError as error:
        pytest.fail(f"{error} (run make setup)", pytrace=False)


class SmallDisk:
    """A disk that can be made full."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def fill(self, leave: int) -> None:
        """Fill it but for so many bytes."""
        status = os.statvfs(self.folder)
        with (self.folder / "filler").open("wb", buffering=0) as filler:
            filler.write(b"x" * (status.f_bavail * status.f_frsize - leave))  # less, if the program was faster

    def free(self) -> None:
        """There is space again."""
        (self.folder / "filler").unlink()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[SmallDisk]:
    """A disk of 8 MB of its own."""
    mount = tmp_path / "disk"
    mount.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={8 * 1024**2}", "tmpfs", str(mount)]
    if shutil.which("mount") is None or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount a disk")
    yield SmallDisk(mount)
    subprocess.run(["umount", "--lazy", str(mount)], check=True)


@pytest.fixture
def library_folder(tmp_path: Path) -> Path:
    """Where a test's library goes; not made yet."""
    return tmp_path / "library"
