"""Async I/O: one event loop in the calling thread. File reads overlap; the steps that compute run between awaits.

What computes still holds the loop: that is the point of having this mode beside the others.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable

from engine.errors import DocumentError
from engine.modes.blocking import WINDOW_TEXTS, Blocking
from engine.modes.bookkeeper import OpenDocument
from engine.pipeline import steps
from engine.pipeline.batches import in_batches
from engine.records import Reason

CONCURRENT_DOCUMENTS = 8


class AsyncIO(Blocking):
    """Runs the queue as coroutines of one event loop."""

    def run(self, stopped: Callable[[], bool]) -> None:
        """Work until nothing is left, or ``stopped`` says so."""
        asyncio.run(self.gather(stopped))

    async def gather(self, stopped: Callable[[], bool]) -> None:
        """The same as :meth:`run`, inside a loop that runs already."""
        while not stopped() and self.bookkeeper.unread():
            self._list(stopped)
            await asyncio.gather(*(self._documents(stopped) for _ in range(CONCURRENT_DOCUMENTS)))
        self.bookkeeper.rewind()
        await self._embed_missing(stopped)
        self.tidy(stopped)

    async def _documents(self, stopped: Callable[[], bool]) -> None:
        while not stopped() and (document := self.bookkeeper.lease()) is not None:
            await self._read_document(document, stopped)
            await self._embed_missing(stopped)

    async def _read_document(self, document: OpenDocument, stopped: Callable[[], bool]) -> None:
        document_id = document.lease.document_id
        try:
            source = await asyncio.to_thread(_read_all, document.descriptor)
            events = steps.read(
                source, document.name, self.tokenizer, first_page=document.lease.first_page, limits=self.limits
            )
            for batch in in_batches(events):
                self.bookkeeper.read(document_id, batch)
                self.bookkeeper.tell(running=True)
                await asyncio.sleep(0)
                if stopped():
                    break
        except DocumentError as error:
            self.bookkeeper.refused(document_id, error.state, Reason(error.message, error.hint, error.fault))
        finally:
            self.bookkeeper.give_back(document_id)  # if it is still being read: stopped or interrupted
            os.close(document.descriptor)

    async def _embed_missing(self, stopped: Callable[[], bool]) -> None:
        while not stopped() and (texts := self.bookkeeper.missing_texts(WINDOW_TEXTS)):
            self.bookkeeper.embedded(texts, steps.embed(self.embedder, [text.text for text in texts]))
            self.bookkeeper.tell(running=True)
            await asyncio.sleep(0)


def _read_all(descriptor: int) -> bytes:
    with os.fdopen(os.dup(descriptor), "rb") as file:
        return file.read()
