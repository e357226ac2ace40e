"""A bar that never falls back, a rate that was measured, and no ETA as long as there is nothing to tell it from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from engine.modes.progress import Progress, estimate, task_status
from engine.records import DocumentState, Opened, Reason, TaskState, Totals
from engine.store import control, documents, queue
from engine.store.database import Database

if TYPE_CHECKING:
    from tests.engine.conftest import Hand


class Clock:
    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def progress(database: Database, clock: Clock) -> Progress:
    return Progress(database, clock)


def totals(state: DocumentState, **sums: float) -> Totals:
    plain = dict.fromkeys(
        ("documents", "size", "size_read", "pages_read", "chunks", "embedded", "tokens", "tokens_embedded"), 0.0
    )
    return Totals(state, **{**plain, **sums})  # type: ignore[arg-type]


def test_an_empty_library_is_at_rest(progress: Progress) -> None:
    overview = progress.overview(running=True)
    assert (overview.documents, overview.progress, overview.running, overview.eta_seconds) == (0, 1.0, False, None)


def test_unread_documents_are_estimated_by_their_size() -> None:
    work = estimate(
        [
            totals(DocumentState.READY, size=1_000, size_read=1_000, tokens=300, tokens_embedded=300),
            totals(DocumentState.QUEUED, size=2_000),
        ]
    )
    assert (work.done, work.total) == (300, 900)


def test_before_anything_was_read_an_experience_serves() -> None:
    work = estimate([totals(DocumentState.QUEUED, size=1_000)])
    assert work.done == 0
    assert work.total == pytest.approx(50)


def test_what_a_failed_document_lacks_is_no_work() -> None:
    failed = totals(DocumentState.FAILED, size=9_000, size_read=900, tokens=90, tokens_embedded=30)
    assert estimate([failed]).total == 30


def test_the_bar_rises_from_nothing_to_all(hand: Hand, progress: Progress) -> None:
    hand.read("/before", ["done long ago"])
    hand.embed()
    assert progress.overview(running=True).progress == 1.0
    hand.read("/a", [f"passage {number}" for number in range(10)])
    seen = []
    for _ in range(11):
        seen.append(progress.overview(running=True).progress)
        hand.embed(limit=1)
    assert seen == pytest.approx([number / 10 for number in range(11)])


def test_the_bar_never_falls_while_the_documents_are_the_same(
    hand: Hand, database: Database, progress: Progress
) -> None:
    hand.list(*(hand.file(f"/{number}", f"{number}" * 100) for number in range(4)))
    seen = []
    # Each document turns out to hold ten times as much as the one before.
    for number in range(4):
        lease = queue.lease_read(database)
        assert lease is not None
        documents.commit_opened(database, lease.document_id, Opened("Text", "text/plain", False, 1))
        hand.commit(lease.document_id, hand.page(1, *(f"{number} {word}" for word in range(10**number))))
        seen.append(progress.overview(running=True).progress)
        hand.finish(lease.document_id, 1)
        hand.embed()
        seen.append(progress.overview(running=True).progress)
    assert seen == sorted(seen)
    assert seen[0] < 0.5
    assert seen[-1] == 1.0


def test_more_documents_make_the_bar_fall(hand: Hand, progress: Progress) -> None:
    hand.read("/a", ["one", "two"])
    hand.embed(limit=1)
    before = progress.overview(running=True).progress
    hand.read("/b", [f"passage {number}" for number in range(10)])
    assert progress.overview(running=True).progress < before


def test_a_new_piece_of_work_begins_at_nothing_even_in_a_new_process(hand: Hand, database: Database) -> None:
    hand.read("/before", [f"done long ago {number}" for number in range(50)])
    hand.embed()
    queue.finish_tasks(database)
    hand.read("/a", ["one", "two"])
    assert Progress(database).overview(running=True).progress == 0.0
    hand.embed(limit=1)
    assert Progress(database).overview(running=True).progress == pytest.approx(0.5)


def test_trying_again_begins_a_new_piece_of_work(hand: Hand, database: Database, progress: Progress) -> None:
    document_id = hand.add("/a", "alpha")
    queue.settle(database, document_id, DocumentState.FAILED, Reason("No."))
    assert progress.overview(running=True).progress == 1.0
    hand.add("/a", "alpha")
    assert progress.overview(running=True).progress == 0.0


def test_there_is_no_rate_before_two_seconds_and_then_the_one_of_the_last_half_minute(
    hand: Hand, progress: Progress, clock: Clock
) -> None:
    hand.read("/a", [f"passage {number}" for number in range(100)])
    assert progress.overview(running=True).tokens_per_second is None
    clock.now += 1.0
    hand.embed(limit=10)
    assert progress.overview(running=True).eta_seconds is None
    clock.now += 4.0
    hand.embed(limit=40)
    overview = progress.overview(running=True)
    assert overview.tokens_per_second == pytest.approx(50 * 4 / 5)
    assert overview.eta_seconds == pytest.approx(50 * 4 / 40)
    clock.now += 29.0
    hand.embed(limit=29)
    assert progress.overview(running=True).tokens_per_second == pytest.approx(29 * 4 / 29)


def test_a_standstill_has_no_rate_and_no_eta(hand: Hand, progress: Progress, clock: Clock) -> None:
    hand.read("/a", ["one", "two"])
    progress.overview(running=True)
    clock.now += 10
    overview = progress.overview(running=True)
    assert (overview.tokens_per_second, overview.pages_per_second, overview.eta_seconds) == (None, None, None)


def test_documents_that_are_removed_make_no_negative_rate(hand: Hand, progress: Progress, clock: Clock) -> None:
    hand.read("/a", ["one", "two"])
    hand.embed()
    hand.read("/b", ["three"])
    progress.overview(running=True)
    clock.now += 10
    hand.add("/a", "edited")
    overview = progress.overview(running=True)
    assert overview.tokens_per_second is None
    assert overview.eta_seconds is None
    assert 0.0 <= overview.progress <= 1.0


def test_there_is_no_eta_while_folders_are_being_walked(
    hand: Hand, database: Database, progress: Progress, clock: Clock
) -> None:
    queue.add_task(database, ["/folder"])
    assert progress.overview(running=True).listing
    hand.read("/a", ["one", "two"])
    progress.overview(running=True)
    clock.now += 10
    hand.embed(limit=1)
    overview = progress.overview(running=True)
    assert overview.listing
    assert overview.tokens_per_second is not None
    assert overview.eta_seconds is None


def test_nobody_at_work_means_no_rate(hand: Hand, progress: Progress, clock: Clock) -> None:
    hand.read("/a", ["one", "two"])
    for _ in range(2):
        overview = progress.overview(running=False)
        assert (overview.running, overview.tokens_per_second, overview.eta_seconds) == (False, None, None)
        clock.now += 10
        hand.embed(limit=1)


def test_a_task_tells_its_own_progress(hand: Hand, database: Database, progress: Progress) -> None:
    hand.read("/other", ["not mine"])
    hand.read("/a", ["one", "two", "three", "four"])
    task_id = queue.tasks(database)[-1][0]
    hand.embed(limit=2)
    status = task_status(database, task_id, TaskState.RUNNING, running=True)
    assert (status.documents, status.by_state) == (1, {DocumentState.EMBEDDING: 1})
    assert status.progress == pytest.approx(0.25)
    assert status.eta_seconds is None
    progress.note_rate(3.0)
    assert task_status(database, task_id, TaskState.RUNNING, running=True).eta_seconds == pytest.approx(3.0)
    assert task_status(database, task_id, TaskState.RUNNING, running=False).eta_seconds is None
    assert task_status(database, task_id, TaskState.LISTING, running=True).eta_seconds is None
    assert task_status(database, task_id, TaskState.DONE, running=True).progress == 1.0


def test_a_task_of_nothing_has_not_begun_and_then_is_done(database: Database) -> None:
    task_id = queue.add_task(database, ["/a"])
    assert task_status(database, task_id, TaskState.LISTING, running=True).progress == 0.0
    assert task_status(database, task_id, TaskState.DONE, running=True).progress == 1.0


def test_a_pause_is_told_with_the_totals(progress: Progress, database: Database) -> None:
    control.pause(database)
    assert progress.overview(running=True).paused
    control.resume(database)
    assert not progress.overview(running=True).paused
