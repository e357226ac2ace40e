"""The parent's side of every step: what is put down and who is told."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from engine.events import (
    AllRead,
    DocumentsChanged,
    DocumentsListed,
    DocumentsRemoved,
    Event,
    OverviewChanged,
    TaskDone,
)
from engine.modes.bookkeeper import Bookkeeper, OpenDocument
from engine.pool.listing import list_files
from engine.pool.policies import MAX_LOSSES, after_loss
from engine.records import DocumentFacts, DocumentState, Fault, Opened, ReadDone, Reason
from engine.store import documents, queue
from engine.store.database import Database

if TYPE_CHECKING:
    from tests.engine.conftest import Hand


@pytest.fixture
def heard() -> list[Event]:
    return []


@pytest.fixture
def bookkeeper(hand: Hand, database: Database, heard: list[Event]) -> Bookkeeper:
    return Bookkeeper(database, hand.model, heard.append)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "documents"
    made.mkdir()
    return made


def list_all(bookkeeper: Bookkeeper) -> None:
    """Walk whatever was added, as every mode does."""
    while (listing := bookkeeper.next_listing()) is not None:
        for files in list_files(listing.paths, bookkeeper.known_file):
            bookkeeper.listed(listing.task_id, files)
        bookkeeper.listing_done(listing.task_id)


def add(bookkeeper: Bookkeeper, database: Database, *paths: Path) -> None:
    queue.add_task(database, [str(path) for path in paths])
    list_all(bookkeeper)


def leased(bookkeeper: Bookkeeper) -> OpenDocument:
    document = bookkeeper.lease()
    assert document is not None
    os.close(document.descriptor)
    return document


def state(database: Database, document_id: int) -> DocumentState:
    return documents.rows(database, [document_id])[0].state


def test_what_is_listed_is_told(bookkeeper: Bookkeeper, database: Database, heard: list[Event], folder: Path) -> None:
    (folder / "a").write_text("alpha")
    (folder / "b").write_text("beta")
    add(bookkeeper, database, folder)
    assert DocumentsListed(1, (1, 2)) in heard
    heard.clear()
    (folder / "b").write_text("beta, edited")
    add(bookkeeper, database, folder)
    assert DocumentsListed(2, (3,)) in heard
    assert DocumentsChanged(frozenset({1})) in heard
    assert DocumentsRemoved(frozenset({2})) in heard


def test_a_leased_document_is_open_at_its_beginning(bookkeeper: Bookkeeper, database: Database, folder: Path) -> None:
    (folder / "a.txt").write_text("alpha")
    add(bookkeeper, database, folder)
    document = bookkeeper.lease()
    assert document is not None
    with os.fdopen(document.descriptor, "rb") as file:
        assert file.read() == b"alpha"
    assert (document.name, document.size, document.lease.first_page) == ("a.txt", 5, 1)
    assert bookkeeper.lease() is None


def test_a_document_is_opened_at_the_first_place_where_it_still_is(
    bookkeeper: Bookkeeper, database: Database, folder: Path
) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        (folder / name).write_text("the same")
    add(bookkeeper, database, folder)
    (folder / "a.txt").unlink()
    (folder / "b.txt").write_text("edited")
    assert leased(bookkeeper).name == "c.txt"
    # What the second file holds now is listed on its own.
    list_all(bookkeeper)
    assert leased(bookkeeper).name == "b.txt"


def test_a_file_that_is_gone_fails_says_so_and_the_next_is_leased(
    bookkeeper: Bookkeeper, database: Database, heard: list[Event], folder: Path
) -> None:
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text(name)
    add(bookkeeper, database, folder)
    (folder / "a.txt").unlink()
    assert leased(bookkeeper).name == "b.txt"
    (row,) = documents.rows(database, [1])
    assert row.state is DocumentState.FAILED
    assert row.reason is not None
    assert str(folder / "a.txt") in row.reason.message
    assert DocumentsChanged(frozenset({1})) in heard


def test_a_file_that_is_back_and_added_again_is_read(bookkeeper: Bookkeeper, database: Database, folder: Path) -> None:
    (folder / "a.txt").write_text("alpha")
    add(bookkeeper, database, folder)
    (folder / "a.txt").rename(folder.parent / "elsewhere")
    assert bookkeeper.lease() is None
    (folder.parent / "elsewhere").rename(folder / "a.txt")
    add(bookkeeper, database, folder)
    assert leased(bookkeeper).lease.document_id == 1


def test_a_file_that_was_changed_after_its_listing_is_listed_anew(
    bookkeeper: Bookkeeper, database: Database, folder: Path
) -> None:
    (folder / "a.txt").write_text("alpha")
    add(bookkeeper, database, folder)
    (folder / "a.txt").write_text("another text")
    assert bookkeeper.lease() is None
    assert state(database, 1) is DocumentState.FAILED
    list_all(bookkeeper)
    assert documents.ids(database) == [2]
    assert leased(bookkeeper).size == len("another text")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_file_that_became_a_pipe_is_not_waited_for(bookkeeper: Bookkeeper, database: Database, folder: Path) -> None:
    (folder / "a.txt").write_text("alpha")
    add(bookkeeper, database, folder)
    (folder / "a.txt").unlink()
    os.mkfifo(folder / "a.txt")
    assert bookkeeper.lease() is None
    assert state(database, 1) is DocumentState.FAILED


def test_a_file_that_was_only_touched_after_its_listing_is_read_all_the_same(
    bookkeeper: Bookkeeper, database: Database, folder: Path
) -> None:
    (folder / "a.txt").write_text("alpha")
    add(bookkeeper, database, folder)
    os.utime(folder / "a.txt", ns=(1, 1))
    assert bookkeeper.lease() is None
    list_all(bookkeeper)
    assert leased(bookkeeper).lease.document_id == 1


def test_a_step_is_put_down_as_it_comes_and_told(
    bookkeeper: Bookkeeper, database: Database, hand: Hand, heard: list[Event]
) -> None:
    document_id = hand.add("/a", "alpha")
    queue.lease_read(database)
    bookkeeper.read(document_id, Opened("PDF", "application/pdf", True, 2))
    bookkeeper.read(document_id, (hand.page(1, "one"), hand.page(2, "two")))
    assert AllRead() not in heard
    bookkeeper.read(document_id, ReadDone(2, DocumentFacts(title="A title")))
    assert AllRead() in heard
    row = hand.row(document_id)
    assert (row.kind, row.title, row.chunks, row.state) == ("PDF", "A title", 2, DocumentState.EMBEDDING)
    texts = bookkeeper.missing_texts(10)
    assert bookkeeper.missing_texts(10) == []
    bookkeeper.embedded(texts[:1], np.ones((1, 4), np.int8))
    bookkeeper.rewind()
    assert bookkeeper.missing_texts(10) == texts[1:]
    bookkeeper.embedded(texts[1:], np.ones((1, 4), np.int8))
    assert hand.row(document_id).state is DocumentState.READY
    assert heard[-1] == DocumentsChanged(frozenset({document_id}))


def test_all_read_is_told_only_when_nothing_is_left_to_read(
    bookkeeper: Bookkeeper, database: Database, hand: Hand, heard: list[Event]
) -> None:
    first, second = hand.add("/a", "alpha"), hand.add("/b", "beta")
    queue.lease_read(database)
    bookkeeper.refused(first, DocumentState.FAILED, Reason("No."))
    assert AllRead() not in heard
    queue.lease_read(database)
    bookkeeper.refused(second, DocumentState.FAILED, Reason("No."))
    assert AllRead() in heard


def test_a_document_that_loses_workers_is_tried_again_and_then_set_aside(
    bookkeeper: Bookkeeper, database: Database, hand: Hand, heard: list[Event]
) -> None:
    document_id = hand.add("/a", "alpha")
    for _ in range(MAX_LOSSES):
        assert state(database, document_id) is DocumentState.QUEUED
        queue.lease_read(database)
        bookkeeper.lost(document_id, "crashed a worker")
    row = hand.row(document_id)
    assert row.state is DocumentState.SET_ASIDE
    assert row.reason is not None
    assert row.reason.message == f"Reading it crashed a worker {MAX_LOSSES} times."
    assert AllRead() in heard


def test_a_lease_given_back_is_no_attempt(bookkeeper: Bookkeeper, database: Database, hand: Hand) -> None:
    document_id = hand.add("/a", "alpha")
    queue.lease_read(database)
    bookkeeper.give_back(document_id)
    assert (hand.row(document_id).state, hand.row(document_id).attempts) == (DocumentState.QUEUED, 0)


def test_a_text_that_loses_workers_sets_its_documents_aside(
    bookkeeper: Bookkeeper, database: Database, hand: Hand
) -> None:
    first, second = hand.read("/a", ["poison", "harmless"]), hand.read("/b", ["poison"])
    third = hand.read("/c", ["harmless"])
    poison = next(text for text in bookkeeper.missing_texts(10) if text.text == "poison")
    bookkeeper.text_lost(poison, "crashed a worker")
    assert {state(database, one) for one in (first, second)} == {DocumentState.SET_ASIDE}
    assert state(database, third) is DocumentState.EMBEDDING
    assert hand.missing() == ["harmless"]


def test_leased_documents_that_were_cancelled_or_removed_are_no_longer_wanted(
    bookkeeper: Bookkeeper, database: Database, hand: Hand
) -> None:
    kept, cancelled, removed = (hand.add(f"/{name}", name) for name in "abc")
    for _ in range(3):
        queue.lease_read(database)
    queue.settle(database, cancelled, DocumentState.CANCELLED, Reason("So it is."))
    hand.add("/c", "edited")
    assert bookkeeper.no_longer_wanted([kept, cancelled, removed]) == {cancelled, removed}


def test_totals_and_finished_tasks_are_told_but_not_too_often(
    bookkeeper: Bookkeeper, hand: Hand, heard: list[Event]
) -> None:
    hand.read("/a", ["one"])
    bookkeeper.tell(running=True)
    assert [type(event) for event in heard] == [OverviewChanged]
    hand.embed()
    bookkeeper.tell(running=True, now=True)
    assert heard[1] == TaskDone(1)
    assert isinstance(heard[2], OverviewChanged)
    assert heard[2].overview.progress == 1.0


def test_what_is_left_to_do(bookkeeper: Bookkeeper, database: Database, hand: Hand) -> None:
    assert not bookkeeper.unsettled()
    task_id = queue.add_task(database, ["/a"])
    assert bookkeeper.unread()
    queue.finish_listing(database, task_id)
    assert not bookkeeper.unread()
    hand.read("/a", ["one"])
    assert (bookkeeper.unread(), bookkeeper.unsettled()) == (False, True)
    hand.embed()
    assert not bookkeeper.unsettled()


def test_a_lost_worker_is_forgiven_once() -> None:
    assert after_loss(1, "crashed a worker") == (DocumentState.QUEUED, None)
    ended, reason = after_loss(MAX_LOSSES, "crashed a worker")
    assert ended is DocumentState.SET_ASIDE
    assert reason is not None
    assert reason.fault is Fault.FILE
    assert reason.hint
