"""The listing process from inside: walks, tells what it finds, and ends."""

from __future__ import annotations

import traceback
from contextlib import closing
from multiprocessing.connection import Connection
from pathlib import Path

from engine.errors import MeanwhileError
from engine.pool import priority, process
from engine.pool.listing import list_files
from engine.pool.listing_process import Files, WalkEnded
from engine.store import queue
from engine.store.database import Database
from engine.trace import Recorder


def main(
    connection: Connection, folder: Path, paths: tuple[str, ...], skip: tuple[str, ...], trace: bool, background: bool
) -> None:
    """Entry of the process: walk ``paths`` to their end."""
    process.settle_in()
    if background:
        priority.give_way()
    process.die_with_parent()
    try:
        _walk(connection, folder, paths, skip, Recorder(on=trace))
    except ConnectionError:
        raise  # nobody listens any more
    except Exception as error:  # noqa: BLE001 - the boundary: whoever runs the queue shall know
        if not isinstance(error, MeanwhileError):
            error.add_note(traceback.format_exc())
        connection.send(WalkEnded(error))
    else:
        connection.send(WalkEnded())


def _walk(
    connection: Connection, folder: Path, paths: tuple[str, ...], skip: tuple[str, ...], recorder: Recorder
) -> None:
    with closing(Database(folder, read_only=True)) as database:

        def known(path: str, size: int, mtime_ns: int) -> str | None:
            return queue.known_file(database, path, size, mtime_ns)

        for files in list_files(paths, known, skip=skip, trace=recorder):
            connection.send(Files(files, recorder.take()))
