"""Async I/O: one event loop in the calling thread. File reads overlap; the steps that compute run between awaits.

What computes still holds the loop: that is the point of having this mode beside the others.
"""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Callable, Coroutine, Iterable
from concurrent.futures import Executor, ThreadPoolExecutor

from engine.modes.blocking import MOST_DEATHS, Blocking
from engine.modes.bookkeeper import OpenDocument
from engine.pipeline import steps
from engine.pool.handover import map_file
from engine.trace import Stage

CONCURRENT_DOCUMENTS = 8
HELD_BYTES = 32 * 1024**2
"""A file up to this size is read ahead; a larger one is mapped, or else eight of them could fill the memory."""


class AsyncIO(Blocking):
    """Runs the queue as coroutines of one event loop."""

    def run(self, stopped: Callable[[], bool]) -> None:
        """Work until nothing is left, or ``stopped`` says so."""
        asyncio.run(self.gather(stopped))

    async def gather(self, stopped: Callable[[], bool]) -> None:
        """The same as :meth:`run`, inside a loop that runs already."""
        with ThreadPoolExecutor(CONCURRENT_DOCUMENTS, "reader") as readers:
            while not stopped() and self.bookkeeper.has_next(MOST_DEATHS):
                self._list(stopped)
                await _all(self._documents(readers, stopped) for _ in range(CONCURRENT_DOCUMENTS))
        self.bookkeeper.rewind()
        await self._embed_missing(stopped)
        self.tidy(stopped)

    async def _documents(self, readers: Executor, stopped: Callable[[], bool]) -> None:
        while not stopped() and (document := self.bookkeeper.lease(most_deaths=MOST_DEATHS)) is not None:
            await self._read_document(document, readers, stopped)
            await self._embed_missing(stopped)

    async def _read_document(self, document: OpenDocument, readers: Executor, stopped: Callable[[], bool]) -> None:
        try:
            source = await asyncio.get_running_loop().run_in_executor(readers, self._read_file, document)
            for _ in self.read_batches(document, source, stopped):
                await asyncio.sleep(0)
        finally:
            self.let_go(document)

    async def _embed_missing(self, stopped: Callable[[], bool]) -> None:
        for texts in self.embed_steps(stopped):
            self.embed(texts)
            self.bookkeeper.tell(running=True)
            await asyncio.sleep(0)

    def _read_file(self, document: OpenDocument) -> steps.Source:
        """Runs in a thread of its own."""
        number = threading.current_thread().name.rpartition("_")[2]
        with (
            self.trace.span(f"reader {int(number) + 1}", Stage.READ, document.name, document.lease.document_id),
            os.fdopen(os.dup(document.descriptor), "rb") as file,
        ):
            return file.read() if document.size <= HELD_BYTES else map_file(document.descriptor)


async def _all(coroutines: Iterable[Coroutine[None, None, None]]) -> None:
    """Wait for all; when one fails or this is cancelled, none is left behind in a loop that goes on."""
    tasks = [asyncio.ensure_future(one) for one in coroutines]
    try:
        await asyncio.gather(*tasks)
    except BaseException:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        raise
