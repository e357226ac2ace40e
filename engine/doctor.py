"""Checks of the installation, each tried for real: what is wrong is said with what to do."""

from __future__ import annotations

import multiprocessing
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from multiprocessing.connection import Connection
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

import apsw

from engine.errors import MeanwhileError, ModelError
from engine.paths import user_models
from engine.phrases import counted, phrase, word
from engine.pool.messages import DocumentRead, DocumentRefused, EscapeTried, Read, TryEscape
from engine.pool.sandbox import Escape
from engine.pool.supervisor import FromWorker, PoolEvent, Supervisor
from engine.settings import Settings
from engine.store import audit
from engine.store.database import FILE_NAME, Database
from models import catalogue, provisioning
from models.errors import ModelUnavailableError
from models.provisioning import InstalledModel

_WORKER_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was tried."""

    name: str
    ok: bool
    detail: str


def examine(folder: Path, settings: Settings) -> Iterator[Check]:
    """Try everything that a library in ``folder`` needs, one check after another; none is skipped silently."""
    yield Check(
        word("program"),
        True,
        counted(
            "Meanwhile {}, Python {}, SQLite {}, {} {}, %Ln worker(s)",
            settings.worker_count,
            version("meanwhile-desktop"),
            platform.python_version(),
            apsw.sqlite_lib_version(),
            platform.system(),
            platform.machine(),
        ),
    )
    yield _tried(word("library"), lambda: _library(folder))
    try:
        model = provisioning.find(catalogue.DEFAULT, user_models())
        provisioning.verify(model)
    except ModelUnavailableError as error:
        yield Check("model", False, f"{error.message} {error.hint}")
        for name in ("workers", "sandbox", "network silence"):
            yield Check(name, False, word("Not tried: there is no model to try it with."))
        return
    yield Check(word("model"), True, phrase("{}: files unchanged, vectors as they should be", model.spec.id))
    yield _tried(word("workers"), lambda: _workers(model, settings))
    yield _sandbox(model, settings)
    yield _tried(word("network silence"), lambda: _network_silence(model))


def _tried(name: str, attempt: Callable[[], str]) -> Check:
    try:
        return Check(name, True, attempt())
    except MeanwhileError as error:
        return Check(name, False, str(error))


def _library(folder: Path) -> str:
    if not (folder / FILE_NAME).exists():
        return phrase("none yet in {}; it is made when the first document is added", str(folder))
    database = Database(folder)
    try:
        problems = audit.problems(database)
        if problems:
            first, *more = problems
            told = phrase("{} and {} more", first, f"{len(more):,}") if more else first
            raise MeanwhileError(
                f"{database.path} does not add up: {told}.",
                "Restore it from a backup, or remove the documents concerned and add them again.",
            )
        count = database.value("SELECT count(*) FROM documents")
        return counted("%Ln document(s) in {}; pages, passages, words and vectors agree", count, str(folder))
    finally:
        database.close()


def _workers(model: InstalledModel, settings: Settings) -> str:
    """Start real workers and have one read a small document."""
    began = time.monotonic()
    with tempfile.TemporaryFile() as file:
        file.write(b"A document to try the workers with.")
        file.flush()
        order = Read(1, "try.txt", 1, settings.read_limits)
        report = _ask_worker(model, settings, order, DocumentRead | DocumentRefused, os.dup(file.fileno()))
    if isinstance(report, DocumentRefused):
        raise MeanwhileError(f"A worker refused a plain text: {report.reason.message}")
    seconds = time.monotonic() - began
    return phrase("a document was read {} s after the start of the first worker", f"{seconds:.1f}")


def _sandbox(model: InstalledModel, settings: Settings) -> Check:
    """Have a worker try to get out of its sandbox."""
    try:
        report = _ask_worker(model, settings, TryEscape(1), EscapeTried)
    except MeanwhileError as error:
        return Check("sandbox", False, str(error))
    told = "; ".join(f"{one.what}: {_denial(one)}" for one in report.escapes)
    return Check(word("sandbox"), all(one.denied for one in report.escapes), phrase("a worker tried to {}", told))


def _denial(escape: Escape) -> str:
    if not escape.denied:
        return word("NOT denied")
    if escape.by_kernel:
        return word("denied by the kernel")
    return word("denied to Python code only, this system offers no more")


def _ask_worker(
    model: InstalledModel, settings: Settings, order: Read | TryEscape, wanted: Any, descriptor: int | None = None
) -> Any:
    """Give one order to a pool of real workers and return the report of the ``wanted`` type."""
    events: SimpleQueue[PoolEvent] = SimpleQueue()
    pool = Supervisor(settings, model, events.put)
    pool.start()
    try:
        pool.submit(0, order, descriptor)
        while True:
            event = events.get(timeout=_WORKER_SECONDS)
            pool.take(event)
            if isinstance(event, FromWorker) and isinstance(event.report, wanted):
                return event.report
    except Empty:
        raise MeanwhileError(f"No worker answered within {_WORKER_SECONDS:.0f} s.") from None
    finally:
        pool.stop()


def _network_silence(model: InstalledModel) -> str:
    """Embed in a fresh process that notes every socket."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    child = context.Process(target=_embed_and_note_sockets, args=(theirs, model), daemon=True)
    child.start()
    theirs.close()
    try:
        noted: list[str] = ours.recv()
    except EOFError:
        raise ModelError("The process that was to embed a text ended unexpectedly.", "Run make setup.") from None
    finally:
        child.join()
    if noted:
        raise MeanwhileError(f"Loading the model and embedding touched the network: {', '.join(noted)}.")
    return word("a fresh process loaded the model and embedded a text without making a socket")


def _embed_and_note_sockets(connection: Connection, model: InstalledModel) -> None:
    noted: set[str] = set()

    def hook(event: str, _: tuple[object, ...]) -> None:
        if event.startswith("socket."):
            noted.add(event)

    sys.addaudithook(hook)
    from models.embedder import Embedder

    Embedder.load(model).embed(["Nothing leaves the machine."])
    connection.send(sorted(noted))
