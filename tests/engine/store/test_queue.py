"""From listed files to leased documents: nothing doubled, nothing lost, every attempt counted before it starts."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.records import DocumentState, Fault, Reason, TaskState
from engine.store import control, documents, queue, vectors
from engine.store.database import Database
from engine.store.queue import ListedFile

if TYPE_CHECKING:
    from tests.engine.conftest import Hand

GONE = Reason("It does not exist.", "Add it where it is now.")


def lease(database: Database) -> int:
    found = queue.lease_read(database)
    assert found is not None
    return found.document_id


# Tasks


def test_a_task_is_listed_then_runs_then_is_done(hand: Hand, database: Database) -> None:
    task_id = queue.add_task(database, ["/a"])
    listing = queue.next_listing(database)
    assert listing == queue.Listing(task_id, ("/a",))
    queue.record_listed(database, task_id, [hand.file("/a", "alpha")])
    assert queue.finish_tasks(database) == []
    queue.finish_listing(database, task_id)
    assert queue.tasks(database) == [(task_id, TaskState.RUNNING)]
    assert queue.next_listing(database) is None
    assert queue.finish_tasks(database) == []
    queue.settle(database, lease(database), DocumentState.UNSUPPORTED, GONE)
    assert queue.open_tasks(database) == [task_id]
    assert queue.finish_tasks(database) == [task_id]
    assert queue.tasks(database) == [(task_id, TaskState.DONE)]
    assert queue.finish_tasks(database) == []
    assert queue.open_tasks(database) == []


def test_a_task_without_files_is_done_at_once(hand: Hand, database: Database) -> None:
    hand.list()
    assert len(queue.finish_tasks(database)) == 1


def test_a_task_is_not_done_while_its_last_document_is_embedding(hand: Hand, database: Database) -> None:
    hand.read("/a", ["alpha"])
    assert queue.finish_tasks(database) == []
    hand.embed()
    assert len(queue.finish_tasks(database)) == 1


def test_tasks_are_listed_in_the_order_of_their_adding(database: Database) -> None:
    first = queue.add_task(database, ["/a"])
    second = queue.add_task(database, ["/b"])
    listing = queue.next_listing(database)
    assert listing is not None
    assert listing.task_id == first
    queue.finish_listing(database, first)
    listing = queue.next_listing(database)
    assert listing is not None
    assert listing.task_id == second
    assert queue.is_listing(database)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(paths=st.lists(st.binary(min_size=1), min_size=1))
def test_every_file_name_survives_whatever_its_bytes(database: Database, paths: list[bytes]) -> None:
    names = [os.fsdecode(path) for path in paths]
    task_id = queue.add_task(database, names)
    listing = queue.next_listing(database)
    assert listing is not None
    assert [os.fsencode(name) for name in listing.paths] == paths
    recorded = queue.record_listed(
        database, task_id, [ListedFile(name, 1, 1, os.fsencode(name).hex()) for name in names]
    )
    found = {os.fsencode(row.path) for row in documents.rows(database, (*recorded.new, *recorded.changed))}
    assert found == set(paths)
    queue.finish_listing(database, task_id)


# Files and documents


def test_the_same_content_in_two_files_is_one_document_with_two_locations(hand: Hand) -> None:
    recorded = hand.list(hand.file("/a", "alpha"), hand.file("/b", "alpha"))
    assert len(recorded.new) == 1
    row = hand.row(recorded.new[0])
    assert (row.path, row.locations, row.state) == ("/a", 2, DocumentState.QUEUED)


def test_listing_tells_what_is_new_what_changed_and_what_is_gone(hand: Hand) -> None:
    old = hand.add("/a", "alpha")
    kept = hand.add("/b", "beta")
    recorded = hand.list(hand.file("/a", "alpha, edited"), hand.file("/c", "beta"))
    assert recorded.changed == (kept,)
    assert recorded.removed == (old,)
    assert len(recorded.new) == 1
    assert recorded.new[0] > kept


def test_a_file_listed_twice_at_once_is_there_once(hand: Hand) -> None:
    file = hand.file("/a", "alpha")
    recorded = hand.list(file, file)
    assert len(recorded.new) == 1
    assert recorded.changed == ()
    assert hand.paths() == {"/a": recorded.new[0]}


def test_two_files_that_swap_their_contents_stay_two_documents(hand: Hand) -> None:
    first, second = hand.add("/a", "alpha"), hand.add("/b", "beta")
    recorded = hand.list(hand.file("/a", "beta"), hand.file("/b", "alpha"))
    # The first of the two steps leaves "alpha" without a file for a moment; what counts is that both are there.
    assert len(hand.paths()) == 2
    assert {hand.row(one).sha256 for one in hand.paths().values()} == {
        hand.file("", "alpha").sha256,
        hand.file("", "beta").sha256,
    }
    assert set(recorded.removed) <= {first, second}
    assert not set(recorded.removed) & {*recorded.new, *recorded.changed}


def test_an_edited_file_becomes_another_document_and_what_did_not_change_keeps_its_vectors(
    hand: Hand, database: Database
) -> None:
    old = hand.read("/a", ["the same", "before"])
    hand.embed()
    new = hand.read("/a", ["the same", "after"])
    assert new != old
    assert documents.rows(database, [old]) == []
    assert hand.paths() == {"/a": new}
    assert hand.row(new).embedded == 1
    assert hand.missing() == ["after"]


def test_an_edited_copy_leaves_the_other_file_its_document(hand: Hand) -> None:
    both = hand.add("/a", "alpha")
    assert hand.add("/b", "alpha") == both
    edited = hand.add("/b", "beta")
    assert hand.paths() == {"/a": both, "/b": edited}


def test_a_moved_file_is_not_read_again(hand: Hand, database: Database) -> None:
    document_id = hand.read("/a", ["alpha"])
    hand.embed()
    assert hand.add("/b", "alpha") == document_id
    assert hand.row(document_id).state is DocumentState.READY
    assert queue.lease_read(database) is None


def test_an_unchanged_file_is_known_by_its_size_and_time(hand: Hand, database: Database) -> None:
    file = hand.file("/a", "alpha")
    hand.list(file)
    assert queue.known_file(database, "/a", file.size, file.mtime_ns) == file.sha256
    assert queue.known_file(database, "/a", file.size, file.mtime_ns + 1) is None
    assert queue.known_file(database, "/a", file.size + 1, file.mtime_ns) is None
    assert queue.known_file(database, "/b", file.size, file.mtime_ns) is None


def test_what_was_known_when_it_was_listed_may_be_gone_when_it_is_recorded(hand: Hand) -> None:
    file = hand.file("/a", "alpha")
    hand.list(file)
    recorded = hand.list(hand.file("/a", "beta"), file)
    assert hand.paths() == {"/a": recorded.new[-1]}
    assert hand.row(recorded.new[-1]).state is DocumentState.QUEUED


# Files that cannot be read


def test_an_unreadable_file_is_a_failed_document_that_says_why(hand: Hand, database: Database) -> None:
    recorded = hand.list(ListedFile("/a", reason=GONE))
    row = hand.row(recorded.new[0])
    assert (row.path, row.state, row.reason, row.sha256) == ("/a", DocumentState.FAILED, GONE, None)
    assert queue.lease_read(database) is None
    assert len(queue.finish_tasks(database)) == 1


def test_it_says_why_anew_each_time_it_is_added(hand: Hand) -> None:
    first = hand.list(ListedFile("/a", reason=GONE)).new[0]
    other = Reason("You are not allowed to read it.", fault=Fault.MACHINE)
    assert hand.list(ListedFile("/a", reason=other)).changed == (first,)
    assert hand.row(first).reason == other


def test_it_becomes_a_real_document_when_it_can_be_read(hand: Hand) -> None:
    failed = hand.list(ListedFile("/a", reason=GONE)).new[0]
    recorded = hand.list(hand.file("/a", "alpha"))
    assert recorded.removed == (failed,)
    assert hand.paths() == {"/a": recorded.new[0]}
    assert hand.row(recorded.new[0]).state is DocumentState.QUEUED


def test_a_file_that_cannot_be_read_for_once_loses_nothing_of_what_was_read(hand: Hand, database: Database) -> None:
    document_id = hand.read("/a", ["alpha"])
    hand.embed()
    hand.list(ListedFile("/a", reason=GONE))
    row = hand.row(document_id)
    assert (row.state, row.reason, row.chunks, row.embedded) == (DocumentState.FAILED, GONE, 1, 1)
    assert hand.add("/a", "alpha") == document_id
    assert lease(database) == document_id
    hand.finish(document_id, 1)
    assert hand.row(document_id).state is DocumentState.READY


def test_a_document_with_another_file_is_no_worse_for_one_that_cannot_be_read(hand: Hand) -> None:
    document_id = hand.read("/a", ["alpha"])
    hand.embed()
    hand.add("/b", "alpha")
    failed = hand.list(ListedFile("/b", reason=GONE)).new[0]
    assert hand.row(document_id).state is DocumentState.READY
    assert hand.paths() == {"/a": document_id, "/b": failed}


@pytest.mark.parametrize("fault", list(Fault))
def test_adding_a_failed_document_again_tries_it_again(hand: Hand, database: Database, fault: Fault) -> None:
    document_id = hand.add("/a", "alpha")
    lease(database)
    queue.count_loss(database, document_id)
    queue.settle(database, document_id, DocumentState.FAILED, Reason("No.", fault=fault))
    assert queue.lease_read(database) is None
    assert hand.add("/a", "alpha") == document_id
    row = hand.row(document_id)
    assert (row.state, row.attempts, row.reason) == (DocumentState.QUEUED, 0, None)


@pytest.mark.parametrize("state", [DocumentState.SET_ASIDE, DocumentState.UNSUPPORTED])
def test_adding_again_does_not_try_again_what_lost_workers_or_has_no_reader(
    hand: Hand, database: Database, state: DocumentState
) -> None:
    document_id = hand.add("/a", "alpha")
    queue.settle(database, document_id, state, GONE)
    hand.add("/a", "alpha")
    assert hand.row(document_id).state is state


def test_adding_a_cancelled_document_again_takes_the_cancellation_back(hand: Hand, database: Database) -> None:
    document_id = hand.add("/a", "alpha")
    queue.settle(database, document_id, DocumentState.CANCELLED, GONE)
    hand.add("/a", "alpha")
    assert hand.row(document_id).state is DocumentState.QUEUED


# Leases


def test_documents_are_leased_in_order_those_that_lost_workers_last(hand: Hand, database: Database) -> None:
    first, second, third = (hand.add(f"/{name}", name) for name in "abc")
    assert lease(database) == first
    assert queue.count_loss(database, first) == 1
    queue.release(database, first)
    assert [lease(database) for _ in range(3)] == [second, third, first]
    assert queue.lease_read(database) is None


def test_the_attempt_is_counted_before_it_starts(hand: Hand, database: Database) -> None:
    document_id = hand.add("/a", "alpha")
    lease(database)
    assert hand.row(document_id).attempts == 1
    queue.release(database, document_id)
    lease(database)
    assert hand.row(document_id).attempts == 2


def test_a_lease_given_back_unused_is_no_attempt(hand: Hand, database: Database) -> None:
    document_id = hand.add("/a", "alpha")
    lease(database)
    queue.release(database, document_id, uncount=True)
    row = hand.row(document_id)
    assert (row.state, row.attempts) == (DocumentState.QUEUED, 0)


def test_giving_back_what_is_settled_meanwhile_changes_nothing(hand: Hand, database: Database) -> None:
    document_id = hand.add("/a", "alpha")
    lease(database)
    queue.settle(database, document_id, DocumentState.CANCELLED, GONE)
    queue.release(database, document_id, uncount=True)
    row = hand.row(document_id)
    assert (row.state, row.attempts) == (DocumentState.CANCELLED, 1)


def test_a_lease_says_where_the_document_was_last_seen_and_where_to_go_on(hand: Hand, database: Database) -> None:
    files = [hand.file("/a", "alpha"), hand.file("/caf\udce9", "alpha")]
    document_id = hand.list(*files).new[0]
    lease(database)
    hand.commit(document_id, hand.page(1, "one", "two"), hand.page(2, "three"))
    queue.release(database, document_id)
    found = queue.lease_read(database)
    assert found is not None
    assert found.locations == tuple((file.path, file.size, file.mtime_ns) for file in files)
    assert found.sha256 == files[0].sha256
    assert (found.first_page, found.alone) == (3, False)


def test_a_lease_forgets_why_the_document_failed_before(hand: Hand, database: Database) -> None:
    document_id = hand.add("/a", "alpha")
    queue.settle(database, document_id, DocumentState.FAILED, GONE)
    hand.add("/a", "alpha")
    lease(database)
    assert hand.row(document_id).reason is None


def test_what_a_process_had_in_its_hands_when_it_died_is_queued_again(
    hand: Hand, database: Database, open_database: Callable[..., Database]
) -> None:
    reading, waiting = hand.add("/a", "alpha"), hand.add("/b", "beta")
    ready = hand.add("/c", "gamma")
    assert lease(database) == reading
    queue.settle(database, ready, DocumentState.UNSUPPORTED, GONE)
    database.close()
    after = open_database()
    queue.recover(after)
    states = {row.id: (row.state, row.attempts) for row in documents.rows(after, [reading, waiting, ready])}
    assert states == {
        reading: (DocumentState.QUEUED, 1),
        waiting: (DocumentState.QUEUED, 0),
        ready: (DocumentState.UNSUPPORTED, 0),
    }


def die(database: Database, document_id: int) -> None:
    assert lease(database) == document_id
    queue.recover(database)


def test_a_document_with_which_the_program_died_is_tried_after_the_others_then_alone(
    hand: Hand, database: Database
) -> None:
    suspect = hand.add("/a", "alpha")
    die(database, suspect)
    other = hand.add("/b", "beta")
    found = queue.lease_read(database)
    assert found is not None
    assert (found.document_id, found.alone) == (other, False)
    queue.settle(database, other, DocumentState.UNSUPPORTED, GONE)
    die(database, suspect)
    found = queue.lease_read(database)
    assert found is not None
    assert (found.document_id, found.alone) == (suspect, True)


@pytest.mark.parametrize("deaths", [1, 2])
def test_who_asks_for_no_suspects_gets_none(hand: Hand, database: Database, deaths: int) -> None:
    suspect = hand.add("/a", "alpha")
    for _ in range(deaths):
        die(database, suspect)
    assert not queue.has_next(database, most_deaths=deaths - 1)
    assert queue.lease_read(database, most_deaths=deaths - 1) is None
    assert queue.has_next(database, most_deaths=deaths)
    assert queue.lease_read(database, most_deaths=deaths) is not None


def test_only_a_document_with_which_the_program_dies_every_time_is_set_aside_for_it(
    hand: Hand, database: Database
) -> None:
    culprit = hand.add("/a", "alpha")
    for _ in range(queue.MAX_DEATHS - 1):
        die(database, culprit)
        assert hand.row(culprit).state is DocumentState.QUEUED
    die(database, culprit)
    row = hand.row(culprit)
    assert row.state is DocumentState.SET_ASIDE
    assert row.reason is not None
    assert queue.lease_read(database) is None


def test_a_document_that_gets_on_is_no_suspect_however_often_the_program_dies(hand: Hand, database: Database) -> None:
    document_id = hand.add("/a", "alpha")
    for number in range(1, 6):
        found = queue.lease_read(database)
        assert found is not None
        assert (found.first_page, found.alone) == (number, False)
        hand.commit(document_id, hand.page(number, f"page {number}"))
        queue.recover(database)


def test_a_wait_for_the_machine_is_no_death(hand: Hand, database: Database) -> None:
    document_id = hand.add("/a", "alpha")
    for _ in range(5):
        assert lease(database) == document_id
        queue.put_back(database)
    found = queue.lease_read(database)
    assert found is not None
    assert not found.alone


def test_what_is_still_listed_of_a_cancelled_task_is_not_taken_in(hand: Hand, database: Database) -> None:
    task_id = queue.add_task(database, ["/a", "/b"])
    queue.record_listed(database, task_id, [hand.file("/a", "alpha")])
    control.cancel_task(database, task_id, keep_pages=True)
    assert queue.record_listed(database, task_id, [hand.file("/b", "beta")]) == queue.Recorded((), (), ())
    queue.finish_listing(database, task_id)
    assert queue.tasks(database) == [(task_id, TaskState.CANCELLED)]
    assert list(hand.paths()) == ["/a"]


def test_a_settled_document_says_why_and_keeps_what_was_read_of_it(hand: Hand, database: Database) -> None:
    document_id = hand.add("/a", "alpha")
    lease(database)
    hand.commit(document_id, hand.page(1, "one"))
    reason = Reason("Page 2 is damaged.", "Repair it.", Fault.FILE)
    queue.settle(database, document_id, DocumentState.FAILED, reason)
    row = hand.row(document_id)
    assert (row.state, row.reason, row.chunks) == (DocumentState.FAILED, reason, 1)
    hand.embed()
    assert vectors.coverage(database).embedded == 1


def test_losing_a_worker_on_a_removed_document_is_no_error(hand: Hand, database: Database) -> None:
    document_id = hand.add("/a", "alpha")
    lease(database)
    hand.add("/a", "beta")
    assert queue.count_loss(database, document_id) == 0
    queue.release(database, document_id)
    queue.settle(database, document_id, DocumentState.FAILED, GONE)
    assert hand.row(hand.paths()["/a"]).state is DocumentState.QUEUED
