"""The query process: query embedding, vectors and database reads, away from the window's process.

Supervised like a worker, but it never touches an untrusted file. The newest query wins: one is at work, one may
wait, and an older waiting one is dropped.
"""

from __future__ import annotations

import logging
import pickle
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from pathlib import Path

from engine.errors import MeanwhileError
from engine.pool import entries, process
from engine.pool.patience import Patience
from engine.records import Answer, SearchRequest
from models.provisioning import InstalledModel

OnAnswer = Callable[[Answer | MeanwhileError], None]

PATIENCE_SECONDS = 10.0
"""An answer takes a tenth of a second; a process that brings none for so long hangs."""
START_SECONDS = 60.0
"""The same for the first answer of a process, which has to load libraries and a model first."""
IMPROVE_SECONDS = 0.3
"""So often a query is asked again by itself while vectors are still being loaded."""
_LOOK_SECONDS = 0.2

_log = logging.getLogger(__name__)


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
    lost: bool = False
    """Whether a process was lost over it."""


class QueryProcess:
    """Starts the query process when it is first needed, and again when it is lost or hangs.

    What it was asked last is then asked once more. Its methods may be called by any thread.
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
            answerer = _Answerer(self._folder, self._models)
            try:
                if self._talk(answerer):
                    return
            finally:
                answerer.end()

    def _talk(self, answerer: _Answerer) -> bool:
        """Pass queries and answers on until closed (True) or until the process is lost (False)."""
        again: _Waiting | None = None
        while (waiting := self._next(again)) is not None:
            try:
                reply = answerer.ask(waiting.request, lambda: self._closed)
            except MeanwhileError as error:
                self._lose(waiting, error)
                return False
            if reply is None:
                return True
            waiting.on_answer(reply.answer)
            again = replace(waiting, lost=False) if reply.may_improve else None
        return True

    def _lose(self, waiting: _Waiting, error: MeanwhileError) -> None:
        """Have the newest query asked of the next process; one that costs that one, too, is answered with the error."""
        if waiting.lost:
            waiting.on_answer(error)
            return
        with self._changed:
            self._waiting = self._waiting or replace(waiting, lost=True)


class _Answerer:
    """One query process; used by one thread."""

    def __init__(self, folder: Path, models: Sequence[InstalledModel]) -> None:
        self._process, self._connection = process.start(entries.answer, folder, models, name="meanwhile-query")
        # It waits at the pipe, where a process that stops in the middle of a message would hold it for ever.
        self._beside = ThreadPoolExecutor(1, thread_name_prefix="query-pipe")
        self._patience_seconds = START_SECONDS

    def ask(self, request: SearchRequest, given_up: Callable[[], bool]) -> Reply | None:
        """What the process says; None once it is given up.

        Raises:
            MeanwhileError: the process has ended, or hangs; it is of no use any more.
        """
        coming = self._beside.submit(self._exchange, request)
        patience = Patience(self._process.pid or 0, self._patience_seconds, for_disks=True)
        while not wait([coming], _LOOK_SECONDS).done:
            if given_up():
                return None
            if patience.is_over():
                _log.warning("the query process did not answer within %s s", self._patience_seconds)
                raise MeanwhileError("The search process did not answer and was ended.", "Search once more.")
        try:
            reply = coming.result()
        except (EOFError, OSError, pickle.UnpicklingError) as error:
            raise MeanwhileError("The search process ended unexpectedly.", "Search once more.") from error
        self._patience_seconds = PATIENCE_SECONDS
        return reply

    def _exchange(self, request: SearchRequest) -> Reply:
        # Pickled, as both sides are ours and names of files need not be valid text.
        self._connection.send(request)
        reply: Reply = self._connection.recv()
        return reply

    def end(self) -> None:
        """End the process."""
        process.kill(self._process)
        self._process.join()
        # Only now, as nothing comes any more: a connection must not be closed under the hands of a thread.
        self._beside.shutdown()
        self._connection.close()
