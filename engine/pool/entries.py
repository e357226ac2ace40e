"""Where child processes begin. What they need is imported there, so that the parent need not load it.

In the server that workers are forked from it is loaded already, see :data:`engine.pool.process.PRELOADED`.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

from models.provisioning import InstalledModel

if TYPE_CHECKING:
    from engine.store.queue import Listing


def work(
    connection: Connection, model: InstalledModel, memory_mb: int, trace: bool, share: int, background: bool
) -> None:
    """Begin a worker, see :func:`engine.pool.worker.main`."""
    from engine.pool import worker

    # A parent that was killed listens no more: then there is nobody to complain to, either.
    with suppress(ConnectionError):
        worker.main(connection, model, memory_mb, trace, share, background)


def answer(connection: Connection, folder: Path, models: Sequence[InstalledModel]) -> None:
    """Begin the query process, see :func:`engine.pool.query_worker.main`."""
    from engine.pool import query_worker

    query_worker.main(connection, folder, models)


def draw(connection: Connection, memory_mb: int) -> None:
    """Begin a process that draws pages, see :func:`engine.pool.preview_worker.main`."""
    from engine.pool import preview_worker

    with suppress(ConnectionError):
        preview_worker.main(connection, memory_mb)


def walk(
    connection: Connection,
    folder: Path,
    listings: Sequence[Listing],
    skip: tuple[str, ...],
    trace: bool,
    background: bool,
) -> None:
    """Begin a listing process, see :func:`engine.pool.listing_worker.main`."""
    from engine.pool import listing_worker

    with suppress(ConnectionError):
        listing_worker.main(connection, folder, listings, skip, trace, background)
