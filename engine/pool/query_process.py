"""The query process: query embedding, vectors and database reads, away from the window's process.

Supervised like a worker, but it never touches an untrusted file. The newest query wins: one is at work, one may
wait, and an older waiting one is dropped.
"""

from __future__ import annotations

import pickle
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from engine.errors import MeanwhileError
from engine.pool import entries, process
from engine.records import Answer, SearchRequest
from models.provisioning import InstalledModel

OnAnswer = Callable[[Answer | MeanwhileError], None]


IMPROVE_SECONDS = 0.3
"""So often a query is asked again by itself while vectors are still being loaded."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What the process says to a request."""

    answer: Answer | MeanwhileError
    may_improve: bool = False
    """Whether the same question will soon have a better answer."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    request: SearchRequest
    on_answer: OnAnswer


class QueryProcess:
    """Starts the query process when it is first needed, and again when it is lost.

    Its methods may be called by any thread.
    """

    def __init__(self, folder: Path, model: InstalledModel, others: Sequence[InstalledModel] = ()) -> None:
        self._folder = folder
        self._models = (model, *others)
        self._changed = threading.Condition()
        self._waiting: _Waiting | None = None
        self._closed = False
        self._thread: threading.Thread | None = None

    def search(self, request: SearchRequest, on_answer: OnAnswer) -> None:
        """Ask; ``on_answer`` is called in this object's thread, and never if a newer query came before its turn.

        It is called again with better answers while the library's vectors are being loaded.
        """
        with self._changed:
            self._waiting = _Waiting(request, on_answer)
            self._start()
            self._changed.notify()

    def prepare(self) -> None:
        """Start the process, which then loads what the first answer needs."""
        with self._changed:
            self._start()

    def _start(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._serve, name="query", daemon=True)
            self._thread.start()

    def close(self) -> None:
        """End the process."""
        with self._changed:
            self._closed = True
            self._changed.notify()
        if self._thread is not None:
            self._thread.join(2.0)

    def _next(self, again: _Waiting | None) -> _Waiting | None:
        """The newest query, or after a while the last one ``again``; None when closed."""
        with self._changed:
            self._changed.wait_for(
                lambda: self._waiting is not None or self._closed, None if again is None else IMPROVE_SECONDS
            )
            waiting, self._waiting = self._waiting, None
            return None if self._closed else waiting or again

    def _serve(self) -> None:
        while True:
            child, connection = process.start(entries.answer, self._folder, self._models, name="meanwhile-query")
            try:
                if self._talk(connection):
                    return
            finally:
                connection.close()
                process.kill(child)
                child.join()

    def _talk(self, connection: Connection) -> bool:
        """Pass queries and answers on until closed (True) or until the process is lost (False)."""
        again: _Waiting | None = None
        while (waiting := self._next(again)) is not None:
            try:
                # Pickled, as both sides are ours and names of files need not be valid text.
                connection.send(waiting.request)
                while not connection.poll(0.2):
                    if self._closed:
                        return True
                reply: Reply = connection.recv()
            except (EOFError, OSError, pickle.UnpicklingError):
                waiting.on_answer(MeanwhileError("The search process ended unexpectedly.", "Search once more."))
                return False
            waiting.on_answer(reply.answer)
            again = waiting if reply.may_improve else None
        return True
