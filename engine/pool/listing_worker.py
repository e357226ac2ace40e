"""The listing process from inside: walks, tells what it finds, and ends."""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from contextlib import closing
from multiprocessing.connection import Connection
from pathlib import Path

from engine.errors import MeanwhileError
from engine.pool import priority, process
from engine.pool.listing import list_files
from engine.pool.listing_process import Files, TaskWalked, WalkEnded
from engine.store import queue
from engine.store.database import Database
from engine.store.queue import Listing
from engine.trace import Recorder


def main(
    connection: Connection,
    folder: Path,
    listings: Sequence[Listing],
    skip: tuple[str, ...],
    trace: bool,
    background: bool,
) -> None:
    """Entry of the process: walk what the tasks name to its end."""
    process.settle_in()
    if background:
        # It begins again and again, and a session of its own takes a tenth of a second.
        priority.give_way(own_session=False)
    process.die_with_parent()
    try:
        with closing(Database(folder, read_only=True)) as database:
            for listing in listings:
                _walk(connection, database, listing, skip, Recorder(on=trace))
    except ConnectionError:
        raise  # nobody listens any more
    except Exception as error:  # noqa: BLE001 - the boundary: whoever runs the queue shall know
        if not isinstance(error, MeanwhileError):
            error.add_note(traceback.format_exc())
        connection.send(WalkEnded(error))
    else:
        connection.send(WalkEnded())


def _walk(
    connection: Connection, database: Database, listing: Listing, skip: tuple[str, ...], recorder: Recorder
) -> None:
    def known(path: str, size: int, mtime_ns: int) -> str | None:
        return queue.known_file(database, path, size, mtime_ns)

    for files in list_files(listing.paths, known, skip=skip, trace=recorder):
        connection.send(Files(listing.task_id, files, recorder.take()))
    connection.send(TaskWalked(listing.task_id))
