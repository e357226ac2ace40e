"""Events merged on their way to the window."""

from __future__ import annotations

from threading import Thread

from desktop.mailbox import Mailbox, Merged
from engine.events import DocumentsChanged, DocumentsListed, DocumentsRemoved, Notice, TaskDone, WorkGoesOn
from engine.records import Reason


def test_a_document_that_changed_often_stands_in_the_mailbox_once() -> None:
    mailbox = Mailbox()
    told = [mailbox.put(DocumentsChanged(frozenset({one % 7}))) for one in range(10_000)]
    assert told.count(True) == 1
    assert mailbox.take().changed == set(range(7))
    assert mailbox.take() == Merged()
    assert mailbox.put(DocumentsChanged(frozenset({1})))


def test_nothing_is_lost_between_threads() -> None:
    mailbox = Mailbox()
    taken: list[int] = []

    def put() -> None:
        for one in range(20_000):
            mailbox.put(DocumentsListed(1, (one,)))

    thread = Thread(target=put)
    thread.start()
    while thread.is_alive():
        taken += mailbox.take().listed
    taken += mailbox.take().listed
    assert taken == list(range(20_000))


def test_every_kind_of_event_arrives() -> None:
    mailbox = Mailbox()
    waiting = Notice(Reason("Waiting."), lasting=True)
    mailbox.put(waiting)
    mailbox.put(WorkGoesOn())
    mailbox.put(TaskDone(4))
    mailbox.put(DocumentsRemoved(frozenset({3})))
    assert mailbox.take() == Merged(notices=[waiting, WorkGoesOn()], done_tasks=[4], removed={3})
