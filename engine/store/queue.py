"""What is to be done: tasks, the files they list, and which document is read next.

A lease marks, the work is done, then the document is settled: nothing is taken off the queue before it is finished.
All functions expect to be called on the library's writer connection.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from engine.records import DocumentState, Reason, TaskState
from engine.store import vectors
from engine.store.database import Database

SUSPECT_DEATHS = 2
"""When the program has died so often in a row while a document was in hand, it is tried last and alone."""
MAX_DEATHS = 7
"""So often in a row, all but the first times with nothing else at work, is no accident: it is set aside."""
_ENDED_THE_PROGRAM = Reason(
    f"Meanwhile ended unexpectedly {MAX_DEATHS} times while it was read, most of them with nothing else at work.",
    "It was set aside so that it cannot do so again. Repair or convert the file, or try it once more.",
)
_OPEN_TASKS = " FROM tasks WHERE state IN ('listing', 'running')"
"""In the words of the index of open tasks, or else SQLite would not use it and step over all that were ever done."""
_LISTING = _OPEN_TASKS + " AND state = ?1 AND (?2 IS NULL OR id = ?2) ORDER BY id LIMIT ?3"
_WALKED_TOGETHER = 500
_UNSETTLED = tuple(state.value for state in DocumentState if not state.settled)


@dataclass(frozen=True, slots=True)
class ListedFile:
    """A file that a task named, directly or by its folder."""

    path: str
    size: int = 0
    mtime_ns: int = 0
    sha256: str | None = None
    """Of its bytes; None when it could not be read."""
    reason: Reason | None = None
    """Set when it could not be read."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A task whose paths have to be walked."""

    task_id: int
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Recorded:
    """What became of documents when files were listed; ids ascend."""

    new: tuple[int, ...]
    changed: tuple[int, ...]
    """Known before; their locations or states may be others now."""
    removed: tuple[int, ...]
    """No file is left that holds their content."""


@dataclass(frozen=True, slots=True)
class ReadLease:
    """Permission to read one document from ``first_page`` on; its attempt is counted already."""

    document_id: int
    locations: tuple[tuple[str, int, int], ...]
    """(path, size in bytes, modification time in ns) of each place where it was last seen."""
    sha256: str
    first_page: int
    alone: bool
    """The program died repeatedly while it was read: nothing else may be at work beside it."""


def add_task(database: Database, paths: Sequence[str]) -> int:
    """Put down what a person asked for and return the task's id; on return it survives a power cut."""
    with database.transaction(durable=True):
        return insert_task(database, paths)


def insert_task(database: Database, paths: Sequence[str]) -> int:
    """The same inside a transaction of the caller."""
    database.execute(
        "INSERT INTO tasks (paths, state, added_at) VALUES (?, ?, ?)",
        (json.dumps(list(paths)), TaskState.LISTING, time.time()),  # noqa: TID251 - for people only
    )
    return int(database.value("SELECT last_insert_rowid()"))


def tasks(database: Database) -> list[tuple[int, TaskState]]:
    """All tasks with their states, oldest first."""
    return [(row[0], TaskState(row[1])) for row in database.rows("SELECT id, state FROM tasks ORDER BY id")]


def open_tasks(database: Database) -> list[int]:
    """Ids of tasks that are not done, ascending."""
    return [row[0] for row in database.rows("SELECT id" + _OPEN_TASKS + " ORDER BY id")]


def is_listing(database: Database, task_id: int | None = None) -> bool:
    """Whether some task's paths are not all walked; ``task_id``: only that one counts."""
    return database.row("SELECT 1" + _LISTING, (TaskState.LISTING, task_id, 1)) is not None


def open_listings(database: Database, task_id: int | None = None, limit: int = _WALKED_TOGETHER) -> list[Listing]:
    """Tasks that are not walked to their end, oldest first, so many at once; ``task_id``: only that one counts."""
    rows = database.rows("SELECT id, paths" + _LISTING, (TaskState.LISTING, task_id, limit))
    return [Listing(row[0], tuple(json.loads(row[1]))) for row in rows]


def next_listing(database: Database, task_id: int | None = None) -> Listing | None:
    """The oldest task that is not walked to its end, or None; ``task_id``: only that one counts."""
    return next(iter(open_listings(database, task_id, limit=1)), None)


def known_file(database: Database, path: str, size: int, mtime_ns: int) -> str | None:
    """The SHA-256 last found at ``path``, if the file there is unchanged by size and modification time."""
    sha256: str | None = database.value(
        "SELECT sha256 FROM locations JOIN documents ON documents.id = document_id"
        " WHERE path = ? AND locations.size = ? AND mtime_ns = ?",
        (os.fsencode(path), size, mtime_ns),
    )
    return sha256


def record_listed(database: Database, task_id: int, files: Iterable[ListedFile]) -> Recorded:
    """Make documents of listed files, in one transaction."""
    new: set[int] = set()
    changed: set[int] = set()
    removed: set[int] = set()
    with database.transaction():
        if database.value("SELECT state FROM tasks WHERE id = ?", (task_id,)) != TaskState.LISTING:
            return Recorded((), (), ())  # cancelled while its folders were walked
        for file in files:
            document_id = _document_of(database, file)
            if document_id is None:
                document_id = _new_document(database, file)
                new.add(document_id)
            else:
                changed.add(document_id)
            removed |= _move_location(database, file, document_id)
            database.execute("INSERT OR IGNORE INTO task_documents VALUES (?, ?)", (task_id, document_id))
            if file.reason is not None:
                _settle(database, document_id, DocumentState.FAILED, file.reason)
            elif document_id not in new:
                # Asked for again by a person, and readable now: worth another try.
                database.execute(
                    "UPDATE documents SET state = ?, attempts = 0, losses = 0, fault = NULL, message = NULL,"
                    " hint = NULL WHERE id = ? AND state IN (?, ?)",
                    (DocumentState.QUEUED, document_id, DocumentState.FAILED, DocumentState.CANCELLED),
                )
    return Recorded(
        new=tuple(sorted(new - removed)),
        changed=tuple(sorted(changed - new - removed)),
        removed=tuple(sorted(removed - new)),
    )


def _document_of(database: Database, file: ListedFile) -> int | None:
    """The document that the file's content is, or that was the file's before it could not be read."""
    found: int | None
    if file.reason is None:
        found = database.value("SELECT id FROM documents WHERE sha256 = ?", (file.sha256,))
    else:
        # A file that cannot be read now, on a drive that is away perhaps, costs nothing of what was read before; but
        # a document that another file holds too is no worse for it.
        found = database.value(
            "SELECT document_id FROM locations AS here WHERE path = ? AND NOT EXISTS"
            " (SELECT 1 FROM locations WHERE document_id = here.document_id AND path <> here.path)",
            (os.fsencode(file.path),),
        )
    return found


def _new_document(database: Database, file: ListedFile) -> int:
    return int(
        database.value(
            "INSERT INTO documents (sha256, size, state) VALUES (?, ?, ?) RETURNING id",
            (file.sha256, file.size, DocumentState.QUEUED),
        )
    )


def _move_location(database: Database, file: ListedFile, document_id: int) -> set[int]:
    """Note that the file holds the document now; returns the document that was removed for it, if any."""
    path = os.fsencode(file.path)
    before = database.value("SELECT document_id FROM locations WHERE path = ?", (path,))
    database.execute(
        "INSERT INTO locations (path, document_id, size, mtime_ns) VALUES (?1, ?2, ?3, ?4)"
        " ON CONFLICT (path) DO UPDATE SET document_id = ?2, size = ?3, mtime_ns = ?4",
        (path, document_id, file.size, file.mtime_ns),
    )
    if before in (None, document_id):
        return set()
    # The content that used to be here is gone unless another file holds it too. Its texts stay until the queue is
    # empty: an edited document finds most of its chunks embedded already.
    rows = database.rows(
        "DELETE FROM documents WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM locations WHERE document_id = ?1)"
        " RETURNING id",
        (before,),
    )
    if rows:
        vectors.chunks_removed(database)
    return {row[0] for row in rows}


def finish_listing(database: Database, task_id: int) -> None:
    """All paths of the task are walked."""
    with database.transaction():
        database.execute(
            "UPDATE tasks SET state = ? WHERE id = ? AND state = ?", (TaskState.RUNNING, task_id, TaskState.LISTING)
        )


def recover(database: Database) -> None:
    """Put back what a process had in its hands when it died; only for the one process that runs the queue.

    That the program died proves nothing against a document in hand: somebody may have killed it, or the power failed.
    A document reaches workers only, and what it does to those is counted by :func:`count_loss`. So the deaths of the
    program, counted in a row until the document gets on by a page, only make careful:

    - from the first on it is read by a worker, whose end cannot be the program's; blocking and async I/O, which read
      in the program's own process, leave it to one;
    - from :data:`SUSPECT_DEATHS` on it is tried last, when all else is done, and alone;
    - at :data:`MAX_DEATHS` it is set aside: a document that takes down the machine itself, worker and program at one
      stroke, shows itself like this only, and no start shall end like that for ever.
    """
    with database.transaction():
        put_back = database.rows(
            "UPDATE documents SET state = ?, deaths = deaths + 1 WHERE state = ? RETURNING id, deaths",
            (DocumentState.QUEUED, DocumentState.READING),
        )
        for document_id, deaths in put_back:
            if deaths >= MAX_DEATHS:
                _settle(database, document_id, DocumentState.SET_ASIDE, _ENDED_THE_PROGRAM)


def put_back(database: Database) -> None:
    """Put back what this process had in its hands when it could not use the library for a while."""
    with database.transaction():
        database.execute(
            "UPDATE documents SET state = ? WHERE state = ?", (DocumentState.QUEUED, DocumentState.READING)
        )


_NEXT = (
    " FROM documents WHERE state = ?1 AND deaths <= ?2"
    " AND (?3 IS NULL OR EXISTS (SELECT 1 FROM task_documents WHERE task_id = ?3 AND document_id = id))"
    " ORDER BY deaths, losses, id LIMIT 1"
)


def has_next(database: Database, *, most_deaths: int = MAX_DEATHS, task_id: int | None = None) -> bool:
    """Whether :func:`lease_read` would find a document."""
    found = database.row("SELECT 1" + _NEXT, (DocumentState.QUEUED, most_deaths, task_id))
    return found is not None


def lease_read(database: Database, *, most_deaths: int = MAX_DEATHS, task_id: int | None = None) -> ReadLease | None:
    """Take the next document to read: those that did no harm first, then in the order of their listing.

    Args:
        most_deaths: not those with which the program died more often than that, in a row.
        task_id: only documents of this task.
    """
    with database.transaction():
        row = database.row(
            "SELECT id, sha256, pages_read, deaths" + _NEXT, (DocumentState.QUEUED, most_deaths, task_id)
        )
        if row is None:
            return None
        document_id, sha256, pages_read, deaths = row
        database.execute(
            "UPDATE documents SET state = ?, attempts = attempts + 1, fault = NULL, message = NULL, hint = NULL"
            " WHERE id = ?",
            (DocumentState.READING, document_id),
        )
        places = database.rows(
            "SELECT path, size, mtime_ns FROM locations WHERE document_id = ? ORDER BY rowid", (document_id,)
        )
    locations = tuple((os.fsdecode(path), size, mtime_ns) for path, size, mtime_ns in places)
    return ReadLease(document_id, locations, sha256, pages_read + 1, deaths >= SUSPECT_DEATHS)


def release(database: Database, document_id: int, *, uncount: bool = False) -> None:
    """Give a lease back unfinished; ``uncount``: the attempt was not the document's (a quit, not a fault)."""
    with database.transaction():
        database.execute(
            "UPDATE documents SET state = ?, attempts = attempts - ? WHERE id = ? AND state = ?",
            (DocumentState.QUEUED, int(uncount), document_id, DocumentState.READING),
        )


def settle(database: Database, document_id: int, state: DocumentState, reason: Reason) -> None:
    """End a document that cannot become ready; what was read of it stays searchable."""
    with database.transaction():
        if states_of(database, [document_id]).get(document_id) is not DocumentState.CANCELLED:
            _settle(database, document_id, state, reason)


def _settle(database: Database, document_id: int, state: DocumentState, reason: Reason) -> None:
    database.execute(
        "UPDATE documents SET state = ?, fault = ?, message = ?, hint = ? WHERE id = ?",
        (state, reason.fault, reason.message, reason.hint, document_id),
    )


def failed(database: Database, task_id: int | None, states: str) -> set[int]:
    """Ids of documents of a task, or of all, in one of ``states`` (a JSON list)."""
    return {
        row[0]
        for row in database.rows(
            "SELECT id FROM documents WHERE state IN (SELECT value FROM json_each(?2)) AND (?1 IS NULL OR id IN"
            " (SELECT document_id FROM task_documents WHERE task_id = ?1))",
            (task_id, states),
        )
    }


def states_of(database: Database, ids: Iterable[int]) -> dict[int, DocumentState]:
    """The states of these documents; those that were removed are missing."""
    return {
        row[0]: DocumentState(row[1])
        for row in database.rows(
            "SELECT id, state FROM documents WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),)
        )
    }


def count_loss(database: Database, document_id: int) -> int:
    """A worker was lost with this document in its hands; returns how many now, 0 if it was removed meanwhile."""
    with database.transaction():
        losses: int | None = database.value(
            "UPDATE documents SET losses = losses + 1 WHERE id = ? RETURNING losses", (document_id,)
        )
    return losses or 0


_RUN_OFF = (
    " AND state = ? AND NOT EXISTS (SELECT 1 FROM task_documents JOIN documents ON documents.id = document_id"
    " WHERE task_id = tasks.id AND documents.state IN (SELECT value FROM json_each(?)))"
)


def finish_tasks(database: Database) -> list[int]:
    """Mark tasks done whose documents are all settled; returns their ids."""
    done = [
        row[0]
        for row in database.rows("SELECT id" + _OPEN_TASKS + _RUN_OFF, (TaskState.RUNNING, json.dumps(_UNSETTLED)))
    ]
    if done:
        with database.transaction():
            database.execute_many("UPDATE tasks SET state = ? WHERE id = ?", [(TaskState.DONE, one) for one in done])
    return done
