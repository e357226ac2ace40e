"""What a person orders: pause, resume, cancel, retry, remove. Each survives a power cut once it is confirmed.

These only change the database; whoever runs the queue, in this process or another, sees it there and acts.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence

from engine.records import DocumentState, TaskState
from engine.store import forgetting, queue, vectors
from engine.store.database import Database

_UNSETTLED = json.dumps([state.value for state in DocumentState if not state.settled])
_RETRIABLE = json.dumps([DocumentState.FAILED, DocumentState.SET_ASIDE, DocumentState.CANCELLED])
_PAUSED = "paused"


def pause(database: Database) -> None:
    """Leave off work until resumed; holds over restarts."""
    database.note(_PAUSED, "yes", durable=True)


def resume(database: Database) -> None:
    """Go on."""
    database.note(_PAUSED, "no", durable=True)


def is_paused(database: Database) -> bool:
    """Whether a person has paused the work."""
    return database.noted(_PAUSED) == "yes"


def cancel_task(database: Database, task_id: int, *, keep_pages: bool) -> set[int]:
    """Cancel what is left of a task; returns the ids of the documents it cost.

    A document that another task wants too is left alone.
    """
    with database.transaction(durable=True):
        database.execute(
            "UPDATE tasks SET state = ? WHERE id = ? AND state <> ?", (TaskState.CANCELLED, task_id, TaskState.DONE)
        )
        ids = {
            row[0]
            for row in database.rows(
                "SELECT document_id FROM task_documents AS mine WHERE task_id = ?1 AND NOT EXISTS"
                " (SELECT 1 FROM task_documents AS other JOIN tasks ON tasks.id = other.task_id"
                " WHERE other.document_id = mine.document_id AND other.task_id <> ?1"
                " AND tasks.state IN (?2, ?3))",
                (task_id, TaskState.LISTING, TaskState.RUNNING),
            )
        }
        return _cancel(database, ids, keep_pages=keep_pages)


def cancel_documents(database: Database, ids: Sequence[int], *, keep_pages: bool) -> set[int]:
    """Cancel documents that are not settled; returns the ids of those that were."""
    with database.transaction(durable=True):
        return _cancel(database, set(ids), keep_pages=keep_pages)


def _cancel(database: Database, ids: set[int], *, keep_pages: bool) -> set[int]:
    cancelled = {
        row[0]
        for row in database.rows(
            "UPDATE documents SET state = ?, fault = NULL, message = NULL, hint = NULL"
            " WHERE id IN (SELECT value FROM json_each(?)) AND state IN (SELECT value FROM json_each(?)) RETURNING id",
            (DocumentState.CANCELLED, json.dumps(sorted(ids)), _UNSETTLED),
        )
    }
    if cancelled and not keep_pages:
        _forget_pages(database, cancelled)
    return cancelled


def _forget_pages(database: Database, ids: set[int]) -> None:
    wanted = json.dumps(sorted(ids))
    forgetting.must_forget(database)
    vectors.chunks_removed(database)
    database.execute("DELETE FROM chunks WHERE document_id IN (SELECT value FROM json_each(?))", (wanted,))
    database.execute(
        "UPDATE documents SET pages_read = 0, read_done = 0, chunks = 0, embedded = 0, tokens = 0"
        " WHERE id IN (SELECT value FROM json_each(?))",
        (wanted,),
    )


def retry_task(database: Database, task_id: int) -> set[int]:
    """Try again what failed, was set aside or cancelled of a task; returns the ids of these documents."""
    return _retry(database, queue.failed(database, task_id, _RETRIABLE))


def retry_failed(database: Database) -> set[int]:
    """Try again all documents that failed or were set aside; returns their ids."""
    states = json.dumps([DocumentState.FAILED, DocumentState.SET_ASIDE])
    return _retry(database, queue.failed(database, None, states))


def retry_documents(database: Database, ids: Sequence[int]) -> set[int]:
    """Try these documents again, if they failed, were set aside or cancelled; returns the ids of those that were."""
    return _retry(database, queue.failed(database, None, _RETRIABLE) & set(ids))


def _retry(database: Database, ids: set[int]) -> set[int]:
    """Have the files listed again first: what is there now counts, not what was there when it failed."""
    if not ids:
        return ids
    wanted = json.dumps(sorted(ids))
    paths = [
        os.fsdecode(row[0])
        for row in database.rows(
            "SELECT path FROM locations WHERE document_id IN (SELECT value FROM json_each(?)) ORDER BY rowid", (wanted,)
        )
    ]
    with database.transaction(durable=True):
        database.execute(
            "UPDATE documents SET state = ?, attempts = 0, losses = 0, deaths = 0, fault = NULL, message = NULL,"
            " hint = NULL WHERE id IN (SELECT value FROM json_each(?)) AND sha256 IS NOT NULL",
            (DocumentState.QUEUED, wanted),
        )
        queue.insert_task(database, paths)
    return ids


def remove_documents(database: Database, ids: Sequence[int]) -> set[int]:
    """Remove documents from the library, never their files; returns the ids of those that existed.

    Their text and vectors leave the file as the queue is tidied, see :func:`engine.store.vectors.collect_garbage` and
    :mod:`engine.store.forgetting`.
    """
    with database.transaction(durable=True):
        removed = {
            row[0]
            for row in database.rows(
                "DELETE FROM documents WHERE id IN (SELECT value FROM json_each(?)) RETURNING id",
                (json.dumps(list(ids)),),
            )
        }
        if removed:
            forgetting.must_forget(database)
            vectors.chunks_removed(database)
        return removed


def documents_at(database: Database, paths: Sequence[str]) -> list[int]:
    """Ids of documents with a location at one of these paths, or below it."""
    found: set[int] = set()
    for path in paths:
        name = os.fsencode(path)
        below = name.rstrip(os.sep.encode()) + os.sep.encode()
        found.update(
            row[0]
            for row in database.rows(
                "SELECT document_id FROM locations WHERE path = ? OR (path >= ? AND path < ?)",
                (name, below, below[:-1] + bytes([below[-1] + 1])),
            )
        )
    return sorted(found)
