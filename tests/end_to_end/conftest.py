"""The real program in processes of its own, documents to give it, and its ledger to check afterwards."""

from __future__ import annotations

import io
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, redirect_stdout, suppress
from pathlib import Path
from typing import Any

import psutil
import pytest
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from engine import cli
from engine.drill import workers_of
from engine.errors import LibraryError
from engine.records import DocumentState
from engine.store import audit, documents, queue
from engine.store.database import Database
from tests.end_to_end.screen import Screen, virtual_screen

ROOT = Path(__file__).resolve().parents[2]
DEADLINE = 60.0
WORDS = ["lamp", "harbour", "ledger", "worker", "queue", "window", "paper", "storm", "signal", "garden", "engine"]
WORDS += ["winter", "music", "letter", "river", "bridge", "copper", "morning", "captain", "island", "market", "canvas"]


def wait_until(condition: Callable[[], Any], what: str, deadline: float = DEADLINE) -> Any:
    """Ask again until the condition is true; fails after the deadline."""
    until = time.monotonic() + deadline
    while time.monotonic() < until:
        if found := condition():
            return found
        time.sleep(0.005)
    return pytest.fail(f"waited {deadline:.0f} s in vain until {what}")


class Program:
    """The commands on one library; every process that is started ends with the test, workers included."""

    def __init__(self, library: Path, notes: Path) -> None:
        self.library = library
        self._notes = notes
        self._started: list[subprocess.Popen[str]] = []

    def command(self, *arguments: str | Path) -> list[str]:
        return [sys.executable, "-m", "engine", *map(str, arguments), "--library", str(self.library)]

    def start(self, *arguments: str | Path, settings: dict[str, int] | None = None) -> subprocess.Popen[str]:
        """Start a command at the head of a process group of its own; what it says is kept for :meth:`said`."""
        variables = {f"MEANWHILE_{name.upper()}": str(value) for name, value in (settings or {}).items()}
        with (self._notes / f"{len(self._started)}.txt").open("w") as notes:
            process = subprocess.Popen(
                self.command(*arguments),
                cwd=ROOT,
                env={**os.environ, "COLUMNS": "400", **variables},
                stdout=notes,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                text=True,
            )
        self._started.append(process)
        return process

    def said(self, process: subprocess.Popen[str]) -> str:
        """All that a started command has printed so far."""
        return (self._notes / f"{self._started.index(process)}.txt").read_text()

    def ask(self, *arguments: str | Path) -> dict[str, Any]:
        """Run a command to its end and return its facts."""
        done = subprocess.run(
            self.command(*arguments, "--json"), cwd=ROOT, capture_output=True, text=True, timeout=DEADLINE, check=False
        )
        assert done.returncode in (0, 1), done.stderr
        facts: dict[str, Any] = json.loads(done.stdout)
        return facts

    def add(self, *paths: Path) -> int:
        """What ``meanwhile add`` does, without its start-up."""
        with closing(Database(self.library)) as database:
            return queue.add_task(database, [str(path) for path in paths])

    def order(self, *arguments: str | Path) -> str:
        """Carry a command out, without its start-up, and return what it printed.

        By this process, which the program at work knows as little as one of its own.
        """
        with redirect_stdout(io.StringIO()) as said:
            assert cli.main([*map(str, arguments), "--library", str(self.library)]) == 0
        return said.getvalue()

    def facts(self, *arguments: str | Path) -> dict[str, Any]:
        """Carry a command out as :meth:`order` does, and return its facts."""
        found: dict[str, Any] = json.loads(self.order(*arguments, "--json"))
        return found

    def kill(self, process: subprocess.Popen[str]) -> None:
        """``kill -9`` of the program, its workers and whatever else it has started, at one moment.

        Only while its end has not been asked for: from then on its number, and so its group's, may be another's.
        """
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(DEADLINE)

    def end_all(self) -> None:
        """End what still runs; what has ended has taken its workers with it."""
        for process in self._started:
            self.kill(process)

    def workers(self, process: subprocess.Popen[str]) -> list[psutil.Process]:
        """Its worker processes, and nothing else that it has started; none while it starts or ends."""
        return workers_of(process.pid)

    def readers(self, process: subprocess.Popen[str], path: Path) -> list[psutil.Process]:
        """Who of the program and all that it has started has this file open."""
        found: list[psutil.Process] = []
        with suppress(psutil.NoSuchProcess):
            itself = psutil.Process(process.pid)
            for one in (itself, *itself.children(recursive=True)):
                with suppress(psutil.NoSuchProcess):
                    if str(path) in (file.path for file in one.open_files()):
                        found.append(one)
        return found

    # The ledger

    def rows(self, sql: str, *bindings: Any) -> list[Any]:
        """Rows of the library, looked at from outside."""
        with closing(Database(self.library, read_only=True)) as database:
            return database.rows(sql, bindings)

    def progress(self) -> tuple[int, int, int]:
        """(documents settled, pages put down, vectors put down); zeros before there is a library."""
        try:
            (found,) = self.rows(
                "SELECT (SELECT count(*) FROM documents WHERE state NOT IN ('queued', 'reading', 'embedding')),"
                " (SELECT coalesce(sum(pages_read), 0) FROM documents), (SELECT count(*) FROM embeddings)"
            )
        except LibraryError:
            return 0, 0, 0
        return found  # type: ignore[no-any-return]

    def states(self) -> dict[str, DocumentState]:
        """The state of the document at each file, by the file's name."""
        return {
            os.path.basename(os.fsdecode(path)): DocumentState(state)  # noqa: PTH119
            for path, state in self.rows("SELECT path, state FROM locations JOIN documents ON id = document_id")
        }

    def reason(self, name: str) -> str:
        """Why the document at the file of this name is not ready."""
        for path, message in self.rows("SELECT path, message FROM locations JOIN documents ON id = document_id"):
            if os.path.basename(os.fsdecode(path)) == name:  # noqa: PTH119
                return str(message)
        return pytest.fail(f"{name} is not in the library")

    def check(self, expected: dict[str, DocumentState]) -> None:
        """Fail unless every file has its one document in the expected state, and the database keeps its word."""
        assert self.states() == expected
        with closing(Database(self.library)) as database:
            assert audit.problems(database) == []
            assert documents.pages_read_again(database) == 0
            assert database.rows("SELECT id FROM tasks WHERE state IN ('listing', 'running')") == []


@pytest.fixture
def program(library_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    one = Program(library_folder, tmp_path_factory.mktemp("said"))
    yield one
    one.end_all()


class Maker:
    """Writes documents that differ from each other, the same ones every time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._random = random.Random(7)  # noqa: S311

    def words(self, count: int) -> str:
        return " ".join(self._random.choices(WORDS, k=count))

    def notes(self, count: int, words: int = 60) -> dict[str, DocumentState]:
        """Small texts; returns the states in which they are to end."""
        self.folder.mkdir(exist_ok=True)
        first = len(list(self.folder.iterdir()))
        names = [f"note {number}.txt" for number in range(first, first + count)]
        for name in names:
            (self.folder / name).write_text(f"About {name}. {self.words(words)}")
        return dict.fromkeys(names, DocumentState.READY)

    def pdf(self, name: str, pages: int, words: int = 60, different: int | None = None) -> dict[str, DocumentState]:
        """A PDF whose every page says something else.

        With only so many ``different`` pages, over and over, it takes as long to read and next to nothing to embed.
        """
        self.folder.mkdir(exist_ok=True)
        font = DictionaryObject({NameObject(f"/{key}"): NameObject(f"/{value}") for key, value in _FONT.items()})
        writer = PdfWriter()
        reference = writer._add_object(font)
        drawn: list[bytes] = []
        for number in range(1, (different or pages) + 1):
            text = self.words(words).split()
            lines = [f"Page {number} of {name.removesuffix('.pdf')}."]
            lines += [" ".join(text[start : start + 12]) for start in range(0, words, 12)]
            shown = " ".join(f"({line}) Tj T*" for line in lines)
            drawn.append(f"BT /F1 10 Tf 12 TL 40 750 Td {shown} ET".encode())
        for number in range(pages):
            page = writer.add_blank_page(612, 792)
            stream = DecodedStreamObject()
            stream.set_data(drawn[number % len(drawn)])
            page[NameObject("/Contents")] = writer._add_object(stream)
            fonts = DictionaryObject({NameObject("/F1"): reference})
            page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        writer.write(self.folder / name)
        return {name: DocumentState.READY}


_FONT = {"Type": "Font", "Subtype": "Type1", "BaseFont": "Helvetica"}


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Callable[[str], None]:
    """Print a figure past pytest: it is told, never asserted."""

    def told(line: str) -> None:
        with capsys.disabled():
            sys.stdout.write(f"\n{line}\n")

    return told


@pytest.fixture(autouse=True)
def _eager_workers(eager_workers: None) -> None:
    """In all tests here."""


@pytest.fixture
def screen() -> Iterator[Screen]:
    with virtual_screen() as one:
        yield one


@pytest.fixture
def maker(tmp_path: Path) -> Maker:
    return Maker(tmp_path / "documents")
