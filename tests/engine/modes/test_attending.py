"""Looking on while another process runs the queue."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from engine.events import DocumentsChanged, DocumentsListed, DocumentsRemoved, Event, OverviewChanged
from engine.modes.attending import Attendant
from engine.store import control, documents, queue
from engine.store.database import Database

if TYPE_CHECKING:
    from tests.engine.conftest import Hand


@pytest.fixture
def heard() -> list[Event]:
    return []


@pytest.fixture
def attendant(hand: Hand, open_database: Callable[..., Database], heard: list[Event]) -> Attendant:
    """Looks at what ``hand``, on a connection of its own, does."""
    hand.add("/before", "before")
    made = Attendant(open_database(), heard.append)
    made.look()
    heard.clear()
    return made


def told(heard: list[Event], kind: type[DocumentsChanged | DocumentsListed | DocumentsRemoved]) -> set[int]:
    """Ids in the events of one kind since the last time."""
    ids = {one for event in heard if isinstance(event, kind) for one in event.ids}
    heard[:] = [event for event in heard if not isinstance(event, kind)]
    return ids


def test_nothing_new_means_nothing_to_tell(attendant: Attendant, heard: list[Event]) -> None:
    attendant.look()
    assert heard == []


def test_new_documents_are_told_once(attendant: Attendant, hand: Hand, heard: list[Event]) -> None:
    new = {hand.add("/a", "alpha"), hand.add("/b", "beta")}
    attendant.look()
    assert told(heard, DocumentsListed) == new
    hand.add("/c", "gamma")
    attendant.look()
    assert not told(heard, DocumentsListed) & new


def test_a_document_in_work_is_told_until_it_is_ready(
    attendant: Attendant, hand: Hand, database: Database, heard: list[Event]
) -> None:
    lease = queue.lease_read(database)
    assert lease is not None
    attendant.look()
    assert told(heard, DocumentsChanged) == {lease.document_id}
    hand.commit(lease.document_id, hand.page(1, "one"))
    attendant.look()
    assert told(heard, DocumentsChanged) == {lease.document_id}
    hand.finish(lease.document_id, 1)
    hand.embed()
    attendant.look()
    assert told(heard, DocumentsChanged) == {lease.document_id}
    hand.add("/a", "alpha")
    attendant.look()
    assert lease.document_id not in told(heard, DocumentsChanged)


def test_a_document_that_is_ready_between_two_looks_is_told(
    attendant: Attendant, hand: Hand, database: Database, heard: list[Event]
) -> None:
    lease = queue.lease_read(database)
    assert lease is not None
    hand.commit(lease.document_id, hand.page(1, "one"))
    hand.finish(lease.document_id, 1)
    hand.embed()
    attendant.look()
    assert told(heard, DocumentsChanged) == {lease.document_id}


def test_removed_documents_are_told_once(
    attendant: Attendant, hand: Hand, database: Database, heard: list[Event]
) -> None:
    removed, kept = hand.add("/a", "alpha"), hand.add("/b", "beta")
    attendant.look()
    control.remove_documents(database, [removed])
    attendant.look()
    assert told(heard, DocumentsRemoved) == {removed}
    control.remove_documents(database, [kept])
    attendant.look()
    assert told(heard, DocumentsRemoved) == {kept}


def test_totals_are_told_as_those_of_work_that_others_do(attendant: Attendant, hand: Hand, heard: list[Event]) -> None:
    hand.add("/a", "alpha")
    attendant.look()
    (overview,) = (event.overview for event in heard if isinstance(event, OverviewChanged))
    assert overview.documents == 2
    assert not overview.running


def test_what_this_process_removes_itself_changes_its_own_totals(attendant: Attendant, heard: list[Event]) -> None:
    own = attendant._database
    control.remove_documents(own, documents.ids(own))
    attendant.wake()
    attendant.look()
    (overview,) = (event.overview for event in heard if isinstance(event, OverviewChanged))
    assert overview.documents == 0
