"""Groups the events of a read step, so that each group is worth one message and one transaction."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator

from engine.records import Opened, PageRead, ReadDone, ReadEvent

MAX_CHUNKS = 64
MAX_SECONDS = 0.1

Batch = Opened | tuple[PageRead, ...] | ReadDone


def in_batches(events: Iterable[ReadEvent], clock: Callable[[], float] = time.monotonic) -> Iterator[Batch]:
    """Pass events on in order, successive pages grouped up to about 64 chunks or 0.1 s.

    The first page goes out alone, so that a document shows progress at once. Pages that were read before an error
    are passed on before the error is raised.
    """
    pages: list[PageRead] = []
    chunks = 0
    due = clock()
    try:
        for event in events:
            if not isinstance(event, PageRead):
                if pages:
                    yield tuple(pages)
                    pages, chunks = [], 0
                yield event
                continue
            pages.append(event)
            chunks += len(event.chunks)
            if chunks >= MAX_CHUNKS or clock() >= due:
                yield tuple(pages)
                pages, chunks, due = [], 0, clock() + MAX_SECONDS
    except Exception:
        if pages:
            yield tuple(pages)
        raise
