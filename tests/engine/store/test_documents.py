"""Pages and chunks as they are read, and documents as the list shows them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from engine.records import DocumentFacts, DocumentState, Opened, OutlineEntry, Reason
from engine.store import documents, queue
from engine.store.database import Database

if TYPE_CHECKING:
    from tests.engine.conftest import Hand


def test_what_kind_of_content_it_is_stands_in_its_row(hand: Hand, database: Database) -> None:
    document_id = hand.add("/a", "alpha")
    assert (hand.row(document_id).kind, hand.row(document_id).pages) == ("", None)
    documents.commit_opened(database, document_id, Opened("PDF", "application/pdf", True, 12))
    row = hand.row(document_id)
    assert (row.kind, row.paged, row.pages, row.pages_read) == ("PDF", True, 12, 0)


def test_a_repeated_batch_of_pages_changes_nothing(hand: Hand, database: Database) -> None:
    document_id = hand.add("/a", "alpha")
    batch = [hand.page(1, "one", "two"), hand.page(2), hand.page(3, "three")]
    hand.commit(document_id, *batch)
    once = hand.row(document_id)
    assert (once.pages_read, once.chunks) == (3, 3)
    assert documents.pages_read_again(database) == 0
    hand.commit(document_id, *batch)
    assert hand.row(document_id) == once
    hand.commit(document_id, batch[2], hand.page(4, "four"))
    assert (hand.row(document_id).pages_read, hand.row(document_id).chunks) == (4, 4)
    assert database.value("SELECT count(*) FROM chunks") == 4
    assert documents.pages_read_again(database) == 4


def test_pages_of_a_removed_document_are_dropped(hand: Hand, database: Database) -> None:
    removed = hand.add("/a", "alpha")
    hand.add("/a", "beta")
    hand.commit(removed, hand.page(1, "one"))
    hand.finish(removed, 1)
    assert database.value("SELECT count(*) FROM chunks") == 0
    assert documents.finish_read(database, removed, 1, DocumentFacts()) is None


def test_a_chunk_keeps_its_place_and_its_text_is_kept_once(hand: Hand, database: Database) -> None:
    first = hand.read("/a", ["on every page", "alpha"], ["on every page"])
    second = hand.read("/b", ["on every page"])
    assert database.rows("SELECT document_id, page, start, end, text FROM chunks JOIN texts ON texts.id = text_id") == [
        (first, 1, 0, 13, "on every page"),
        (first, 1, 14, 19, "alpha"),
        (first, 2, 0, 13, "on every page"),
        (second, 1, 0, 13, "on every page"),
    ]
    assert database.value("SELECT count(*) FROM texts") == 2
    assert hand.missing() == ["on every page", "alpha"]


def test_a_text_that_is_embedded_already_counts_for_the_next_document_at_once(hand: Hand) -> None:
    hand.read("/a", ["shared", "alpha"])
    hand.embed()
    second = hand.read("/b", ["shared", "beta"])
    row = hand.row(second)
    assert (row.state, row.chunks, row.embedded) == (DocumentState.EMBEDDING, 2, 1)
    third = hand.read("/c", ["shared"], ["alpha", "shared"])
    assert (hand.row(third).state, hand.row(third).embedded) == (DocumentState.READY, 3)


@pytest.mark.parametrize("embed_first", [True, False])
def test_a_read_document_is_ready_when_no_chunk_lacks_its_vector(
    hand: Hand, database: Database, embed_first: bool
) -> None:
    document_id = hand.add("/a", "alpha")
    queue.lease_read(database)
    hand.commit(document_id, hand.page(1, "one"))
    if embed_first:
        hand.embed()
        assert hand.row(document_id).state is DocumentState.READING
    expected = DocumentState.READY if embed_first else DocumentState.EMBEDDING
    assert documents.finish_read(database, document_id, 1, DocumentFacts()) is expected
    hand.embed()
    assert hand.row(document_id).state is DocumentState.READY


def test_a_document_that_was_set_aside_while_it_was_read_stays_so(hand: Hand, database: Database) -> None:
    document_id = hand.add("/a", "alpha")
    queue.lease_read(database)
    queue.settle(database, document_id, DocumentState.SET_ASIDE, Reason("It crashed."))
    assert documents.finish_read(database, document_id, 1, DocumentFacts()) is DocumentState.SET_ASIDE


def test_what_a_document_says_about_itself_is_kept(hand: Hand, database: Database) -> None:
    facts = DocumentFacts("A title", "An author", page_labels=("i", "1"), outline=(OutlineEntry("Chapter", 2, 1),))
    document_id = hand.read("/a", ["one"], ["two"], facts=facts)
    assert hand.row(document_id).title == "A title"
    kept = json.loads(database.value("SELECT facts FROM documents"))
    assert kept["page_labels"] == ["i", "1"]
    assert kept["outline"] == [{"title": "Chapter", "page": 2, "level": 1}]


def test_rows_come_in_the_order_of_their_ids_without_those_that_do_not_exist(hand: Hand, database: Database) -> None:
    first, second, third = (hand.add(f"/{name}", name) for name in "abc")
    assert [row.id for row in documents.rows(database, [third, 999, first])] == [first, third]
    assert documents.rows(database, []) == []
    assert documents.ids(database) == [first, second, third]
    assert documents.ids(database, after=first, limit=1) == [second]
    assert documents.last_id(database) == third


def test_ids_can_be_those_in_some_states_only(hand: Hand, database: Database) -> None:
    hand.add("/a", "alpha")
    failed, aside = hand.add("/b", "beta"), hand.add("/c", "gamma")
    queue.settle(database, failed, DocumentState.FAILED, Reason("It is broken."))
    queue.settle(database, aside, DocumentState.SET_ASIDE, Reason("It crashed a worker twice."))
    trouble = (DocumentState.FAILED, DocumentState.SET_ASIDE)
    assert documents.ids(database, states=trouble) == [failed, aside]
    assert documents.ids(database, after=failed, states=trouble) == [aside]
    assert documents.ids(database, states=()) == []


def test_ids_by_what_is_going_on(hand: Hand, database: Database) -> None:
    hand.read("/ready", ["ready"])
    hand.embed()
    embedding = hand.read("/embedding", ["embedding"])
    reading = hand.add("/reading", "reading")
    queue.lease_read(database)
    queued = hand.add("/queued", "queued")
    assert set(documents.ids_in_work(database)) == {embedding, reading}
    assert set(documents.ids_unsettled(database)) == {embedding, reading, queued}


def test_documents_of_a_task_are_all_it_named_new_or_not(hand: Hand, database: Database) -> None:
    known = hand.add("/a", "alpha")
    new = hand.list(hand.file("/a", "alpha"), hand.file("/b", "beta")).new[0]
    task_id = queue.tasks(database)[-1][0]
    assert documents.ids_of_task(database, task_id) == [known, new]


def test_sums_are_told_by_state_over_all_documents_or_those_of_tasks(hand: Hand, database: Database) -> None:
    assert documents.totals(database) == []
    hand.read("/a", ["one two", "three"], ["four"])
    hand.embed(limit=2)
    half = hand.add("/b", "0123456789")
    queue.lease_read(database)
    documents.commit_opened(database, half, Opened("PDF", "application/pdf", True, 4))
    hand.commit(half, hand.page(1, "five"))
    by_state = {one.state: one for one in documents.totals(database)}
    embedding, reading = by_state[DocumentState.EMBEDDING], by_state[DocumentState.READING]
    assert (embedding.documents, embedding.chunks, embedding.embedded, embedding.pages_read) == (1, 3, 2, 2)
    assert embedding.size_read == embedding.size
    assert embedding.tokens_embedded == pytest.approx(embedding.tokens * 2 / 3)
    assert (reading.size, reading.size_read, reading.tokens, reading.tokens_embedded) == (10, 2.5, 3, 0)
    last_task = queue.tasks(database)[-1][0]
    assert [one.state for one in documents.totals(database, [last_task])] == [DocumentState.READING]
    assert documents.totals(database, []) == []
