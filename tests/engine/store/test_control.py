"""What a person orders is done at once in the database, and nothing beyond it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import apsw
import pytest

from engine.records import DocumentState, Reason, TaskState
from engine.store import control, documents, queue, vectors
from engine.store.database import FILE_NAME, Database

if TYPE_CHECKING:
    from tests.engine.conftest import Hand

DAMAGED = Reason("It is damaged.")
IN_MEMORY = 2
"""As SQLite numbers where it keeps what is temporary."""


def last_task(database: Database) -> int:
    return queue.tasks(database)[-1][0]


def test_a_pause_holds_over_restarts(database: Database, open_database: Callable[..., Database]) -> None:
    assert not control.is_paused(database)
    control.pause(database)
    database.close()
    after = open_database()
    assert control.is_paused(after)
    control.resume(after)
    assert not control.is_paused(after)


def test_cancelling_a_task_ends_what_is_left_of_it_and_spares_what_another_wants(
    hand: Hand, database: Database
) -> None:
    ready = hand.read("/ready", ["alpha"])
    hand.embed()
    recorded = hand.list(hand.file("/ready", "alpha"), hand.file("/mine", "beta"), hand.file("/both", "gamma"))
    mine, both = recorded.new
    task_id = last_task(database)
    hand.list(hand.file("/both", "gamma"))
    assert control.cancel_task(database, task_id, keep_pages=True) == {mine}
    assert dict(queue.tasks(database))[task_id] is TaskState.CANCELLED
    states = {row.id: row.state for row in documents.rows(database, [ready, mine, both])}
    assert states == {ready: DocumentState.READY, mine: DocumentState.CANCELLED, both: DocumentState.QUEUED}
    assert control.cancel_task(database, task_id, keep_pages=True) == set()


def test_a_cancelled_document_keeps_its_pages_or_not(hand: Hand, database: Database) -> None:
    ids = []
    for name, keep_pages in (("/kept", True), ("/dropped", False)):
        ids.append(hand.add(name, name))
        queue.lease_read(database)
        hand.commit(ids[-1], hand.page(1, f"about {name}"))
        assert control.cancel_documents(database, [ids[-1]], keep_pages=keep_pages) == {ids[-1]}
    kept, dropped = ids
    assert (hand.row(kept).pages_read, hand.row(kept).chunks) == (1, 1)
    assert (hand.row(dropped).pages_read, hand.row(dropped).chunks) == (0, 0)
    assert database.value("SELECT count(*) FROM chunks") == 1
    assert control.cancel_documents(database, ids, keep_pages=True) == set()


def test_what_still_arrives_of_a_cancelled_document_changes_nothing(hand: Hand, database: Database) -> None:
    document_id = hand.add("/a", "alpha")
    queue.lease_read(database)
    control.cancel_documents(database, [document_id], keep_pages=True)
    hand.commit(document_id, hand.page(1, "too late"))
    hand.finish(document_id, 1)
    queue.settle(database, document_id, DocumentState.FAILED, DAMAGED)
    row = hand.row(document_id)
    assert (row.state, row.pages_read, row.reason) == (DocumentState.CANCELLED, 0, None)


def test_a_retry_has_the_file_listed_again_first(hand: Hand, database: Database) -> None:
    document_id = hand.add("/caf\udce9", "alpha")
    queue.lease_read(database)
    queue.count_loss(database, document_id)
    queue.settle(database, document_id, DocumentState.SET_ASIDE, DAMAGED)
    assert control.retry_documents(database, [document_id]) == {document_id}
    row = hand.row(document_id)
    assert (row.state, row.attempts, row.reason) == (DocumentState.QUEUED, 0, None)
    listing = queue.next_listing(database)
    assert listing is not None
    assert listing.paths == ("/caf\udce9",)
    assert control.retry_documents(database, [document_id]) == set()


def test_a_retry_of_a_file_that_could_not_be_read_waits_for_the_listing(hand: Hand, database: Database) -> None:
    document_id = hand.list(queue.ListedFile("/a", reason=DAMAGED)).new[0]
    assert control.retry_failed(database) == {document_id}
    assert queue.lease_read(database) is None
    assert queue.is_listing(database)


def test_what_is_retried_depends_on_what_was_asked_for(hand: Hand, database: Database) -> None:
    by_state = {}
    for state in (DocumentState.FAILED, DocumentState.SET_ASIDE, DocumentState.CANCELLED, DocumentState.UNSUPPORTED):
        by_state[state] = hand.add(f"/{state}", state)
        queue.settle(database, by_state[state], state, DAMAGED)
    failed, aside, cancelled, unsupported = by_state.values()
    assert control.retry_failed(database) == {failed, aside}
    assert control.retry_documents(database, [cancelled, unsupported, 999]) == {cancelled}
    queue.settle(database, aside, DocumentState.SET_ASIDE, DAMAGED)
    aside_task = next(task for task, _ in queue.tasks(database) if documents.ids_of_task(database, task) == [aside])
    assert control.retry_task(database, aside_task) == {aside}
    assert control.retry_task(database, aside_task) == set()


def test_a_removed_document_leaves_nothing_behind(hand: Hand, database: Database) -> None:
    removed = hand.read("/a", ["a secret word"])
    other = hand.read("/b", ["another word"])
    hand.embed()
    assert control.remove_documents(database, [removed, 999]) == {removed}
    assert documents.ids(database) == [other]
    assert hand.paths() == {"/b": other}
    assert vectors.collect_garbage(database) == 1
    assert database.rows("SELECT text FROM texts") == [("another word",)]


def test_after_shrinking_no_byte_of_what_was_removed_is_in_the_file(hand: Hand, database: Database) -> None:
    removed = hand.read("/a", ["xylophone " * 5])
    hand.read("/b", ["another word"])
    control.remove_documents(database, [removed])
    vectors.collect_garbage(database)
    database.shrink()
    assert database.shrink() == 0
    for path in database.path.parent.iterdir():
        if path.name.startswith(FILE_NAME):
            assert b"xylophon" not in path.read_bytes()
    assert database.rows("SELECT text FROM texts_fts WHERE texts_fts MATCH 'another'") == [("another word",)]


def test_shrinking_takes_little_memory_however_large_the_library_is(library_folder: Path) -> None:
    with closing(Database(library_folder, cache_kilobytes=1_000)) as database:
        database.execute("CREATE TABLE much (bytes BLOB)")
        database.execute_many("INSERT INTO much VALUES (randomblob(1000000))", [()] * 20)
        database.empty_log()
        apsw.memory_high_water(True)
        before = apsw.memory_used()
        database.shrink()
        assert apsw.memory_high_water() - before < database.path.stat().st_size / 2
        assert database.value("PRAGMA temp_store") == IN_MEMORY


def test_what_is_temporary_is_kept_in_memory_again_after_shrinking_failed(
    database: Database,
) -> None:
    # Refused when all before it is done, as on a disk that is full by then.
    database._connection.exec_trace = lambda _, sql, __: sql != "VACUUM"
    with pytest.raises(apsw.ExecTraceAbort):
        database.shrink()
    database._connection.exec_trace = None
    assert database.value("PRAGMA temp_store") == IN_MEMORY


def test_documents_are_found_by_their_path_or_a_folder_above_it(hand: Hand, database: Database) -> None:
    paths = ("/home/a", "/home/a.txt", "/home/a/b", "/home/a/b/c", "/home/b", "/home/a0", "/caf\udce9/x")
    ids = {path: hand.add(path, path) for path in paths}

    def found(*names: str) -> set[str]:
        return {path for path, one in ids.items() if one in control.documents_at(database, names)}

    assert found("/home/a") == {"/home/a", "/home/a/b", "/home/a/b/c"}
    assert found("/home/a/") == {"/home/a/b", "/home/a/b/c"}
    assert found("/home/a/b") == {"/home/a/b", "/home/a/b/c"}
    assert found("/caf\udce9", "/home/b") == {"/caf\udce9/x", "/home/b"}
    assert found("/") == set(paths)
    assert found("/nowhere") == found() == set()
