"""Which texts lack a vector, putting vectors down, and handing them on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
import pytest

from engine.records import Coverage, DocumentState, Reason
from engine.store import control, documents, queue, vectors
from engine.store.database import Database

if TYPE_CHECKING:
    from tests.engine.conftest import Hand


def test_texts_are_handed_out_in_order_and_from_where_one_was(hand: Hand, database: Database) -> None:
    hand.read("/a", ["one", "two", "three"])
    first, second = vectors.missing_texts(database, hand.model, 0, 2)
    assert (first.text, second.text, first.tokens) == ("one", "two", 3)
    assert [text.text for text in vectors.missing_texts(database, hand.model, second.id, 2)] == ["three"]


@pytest.mark.parametrize("few", [0, vectors.FEW])
def test_what_is_missing_is_the_same_whether_few_or_many_documents_lack_vectors(
    hand: Hand, database: Database, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(vectors, "FEW", few)
    hand.read("/a", ["one", "the same"])
    hand.embed()
    assert vectors.missing_texts(database, hand.model, 0, 10) == []
    hand.read("/b", ["two", "the same", "three"])
    hand.read("/c", ["four"])
    assert hand.missing() == ["two", "three", "four"]
    task_id = database.value("SELECT max(task_id) FROM task_documents")
    assert [text.text for text in vectors.missing_texts(database, hand.model, 0, 10, task_id)] == ["four"]


@pytest.mark.parametrize("state", list(DocumentState))
def test_texts_of_set_aside_and_cancelled_documents_wait_for_nothing(
    hand: Hand, database: Database, state: DocumentState
) -> None:
    document_id = hand.read("/a", ["alpha"])
    queue.settle(database, document_id, state, Reason("So it is."))
    left_out = state in (DocumentState.SET_ASIDE, DocumentState.CANCELLED)
    assert hand.missing() == ([] if left_out else ["alpha"])


def test_a_text_shared_with_a_set_aside_document_is_embedded_for_the_other(hand: Hand, database: Database) -> None:
    aside = hand.read("/a", ["shared", "alone"])
    other = hand.read("/b", ["shared"])
    queue.settle(database, aside, DocumentState.SET_ASIDE, Reason("It crashed."))
    assert hand.missing() == ["shared"]
    assert hand.embed() == ({aside, other}, {other})
    assert hand.row(aside).state is DocumentState.SET_ASIDE


def test_texts_of_what_is_cancelled_or_removed_after_they_were_handed_out_are_missing_no_more(
    hand: Hand, database: Database
) -> None:
    first, second = hand.read("/a", ["alpha", "shared"]), hand.read("/b", ["beta", "shared", "gamma"])
    handed_out = vectors.missing_texts(database, hand.model, 0, 10)

    def still() -> set[str]:
        found = vectors.still_missing(database, hand.model, [text.id for text in handed_out])
        return {text.text for text in handed_out if text.id in found}

    assert still() == {"alpha", "shared", "beta", "gamma"}
    control.cancel_documents(database, [first], keep_pages=True)
    assert still() == {"shared", "beta", "gamma"}
    hand.embed(1)
    assert still() == {"beta", "gamma"}
    control.remove_documents(database, [second])
    assert still() == set()


def test_one_text_counts_in_every_document_and_as_often_as_it_stands_there(hand: Hand) -> None:
    often = hand.read("/a", ["shared", "shared"], ["shared", "alone"])
    once = hand.read("/b", ["shared"])
    assert hand.embed(limit=1) == ({often, once}, {once})
    assert (hand.row(often).embedded, hand.row(often).state) == (3, DocumentState.EMBEDDING)
    assert hand.embed() == ({often}, {often})
    assert (hand.row(often).embedded, hand.row(often).state) == (4, DocumentState.READY)


def test_vectors_that_come_twice_count_once(hand: Hand, database: Database) -> None:
    document_id = hand.read("/a", ["one", "two"])
    (text,) = vectors.missing_texts(database, hand.model, 0, 1)
    matrix = np.ones((2, 4), np.int8)
    vectors.commit_vectors(database, hand.model, [text.id, text.id], matrix)
    assert vectors.commit_vectors(database, hand.model, [text.id], matrix[:1]) == (set(), set())
    assert hand.row(document_id).embedded == 1


def test_the_vector_of_a_text_that_was_removed_meanwhile_is_dropped(hand: Hand, database: Database) -> None:
    hand.read("/a", ["before"])
    waiting = vectors.missing_texts(database, hand.model, 0, 10)
    hand.read("/a", ["after"])
    assert vectors.collect_garbage(database) == 1
    vectors.commit_vectors(database, hand.model, [text.id for text in waiting], np.ones((1, 4), np.int8))
    assert database.value("SELECT count(*) FROM embeddings") == 0


def test_vectors_and_texts_of_different_number_are_a_mistake_that_changes_nothing(
    hand: Hand, database: Database
) -> None:
    hand.read("/a", ["one", "two"])
    ids = [text.id for text in vectors.missing_texts(database, hand.model, 0, 10)]
    with pytest.raises(ValueError, match="zip"):
        vectors.commit_vectors(database, hand.model, ids, np.ones((1, 4), np.int8))
    assert database.value("SELECT count(*) FROM embeddings") == 0


def test_texts_without_a_chunk_are_removed_with_their_vectors_and_words(hand: Hand, database: Database) -> None:
    hand.read("/a", ["before", "the same"])
    hand.embed()
    hand.read("/a", ["after", "the same"])
    assert vectors.collect_garbage(database) == 1
    assert vectors.collect_garbage(database) == 0
    assert database.rows("SELECT text FROM texts ORDER BY id") == [("the same",), ("after",)]
    assert database.value("SELECT count(*) FROM embeddings") == 1
    assert database.rows("SELECT 1 FROM texts_fts WHERE texts_fts MATCH 'before'") == []


def test_garbage_is_removed_a_little_at_a_time(hand: Hand, database: Database) -> None:
    hand.read("/a", [f"passage {number}" for number in range(5)])
    hand.add("/a", "edited")
    assert [vectors.collect_garbage(database, limit=2) for _ in range(4)] == [2, 2, 1, 0]


def _edit(hand: Hand, _: int) -> None:
    hand.read("/a", ["after"])


def _remove(hand: Hand, document_id: int) -> None:
    control.remove_documents(hand.database, [document_id])


def _discard(hand: Hand, document_id: int) -> None:
    control.cancel_documents(hand.database, [document_id], keep_pages=False)


@pytest.mark.parametrize("lose", [_edit, _remove, _discard])
def test_garbage_is_looked_for_after_whatever_may_leave_some_and_only_then(
    hand: Hand, database: Database, lose: Callable[[Hand, int], None]
) -> None:
    document_id = hand.read("/a", ["before"])
    assert vectors.collect_garbage(database) == 0
    hand.read("/b", ["another"])
    assert vectors.collect_garbage(database) == 0
    assert database.noted("texts without chunks") == "none"
    lose(hand, document_id)
    assert vectors.collect_garbage(database) == 1


def test_vectors_are_loaded_once_each_as_they_come(hand: Hand, database: Database) -> None:
    assert vectors.load(database, hand.model, 4, 0)[0] == 0
    hand.read("/a", ["one", "two", "three"])
    ids = [text.id for text in vectors.missing_texts(database, hand.model, 0, 10)]
    matrix = np.array([[1, 2, 3, -4], [-128, 127, 0, 1], [5, 5, 5, 5]], np.int8)
    vectors.commit_vectors(database, hand.model, ids[:2], matrix[:2])
    last, text_ids, loaded = vectors.load(database, hand.model, 4, 0)
    assert text_ids.tolist() == ids[:2]
    assert np.array_equal(loaded, matrix[:2])
    vectors.commit_vectors(database, hand.model, ids[2:], matrix[2:])
    end, text_ids, loaded = vectors.load(database, hand.model, 4, last)
    assert text_ids.tolist() == ids[2:]
    assert np.array_equal(loaded, matrix[2:])
    assert vectors.load(database, hand.model, 4, end)[0] == end
    assert vectors.load(database, hand.model, 4, end)[2].shape == (0, 4)


def test_another_model_sets_documents_back_and_keeps_the_vectors_of_the_first(hand: Hand, database: Database) -> None:
    read = hand.read("/a", ["one", "two"])
    hand.embed()
    vectors.activate_model(database, "another")
    assert (hand.row(read).state, hand.row(read).embedded) == (DocumentState.EMBEDDING, 0)
    assert len(vectors.load(database, hand.model, 4, 0)[1]) == 2
    assert hand.missing("another") == ["one", "two"]
    assert hand.embed(model="another") == ({read}, {read})
    vectors.activate_model(database, hand.model)
    assert (hand.row(read).state, hand.row(read).embedded) == (DocumentState.READY, 2)


def test_another_model_leaves_alone_what_is_settled_otherwise_or_not_read_yet(hand: Hand, database: Database) -> None:
    hand.read("/empty", [])
    reading = hand.add("/reading", "reading")
    queue.lease_read(database)
    hand.commit(reading, hand.page(1, "one"))
    hand.embed()
    vectors.activate_model(database, "another")
    row = hand.row(reading)
    assert (row.state, row.embedded) == (DocumentState.READING, 0)
    assert hand.row(hand.paths()["/empty"]).state is DocumentState.READY


def test_activating_the_active_model_changes_nothing(hand: Hand, database: Database) -> None:
    hand.read("/a", ["one"])
    before = database.value("SELECT total_changes()")
    vectors.activate_model(database, hand.model)
    assert database.value("SELECT total_changes()") == before


def test_counting_anew_mends_a_wrong_count(hand: Hand, database: Database) -> None:
    document_id = hand.read("/a", ["one", "two"])
    hand.embed()
    database.execute("UPDATE documents SET embedded = 1, state = 'embedding'")
    vectors.recount(database, hand.model)
    assert (hand.row(document_id).state, hand.row(document_id).embedded) == (DocumentState.READY, 2)


def test_coverage_is_the_share_of_chunks_with_a_vector(hand: Hand, database: Database) -> None:
    assert vectors.coverage(database) == Coverage(0, 0)
    assert vectors.coverage(database).share == 1.0
    hand.read("/a", ["one", "two"])
    hand.embed(limit=1)
    assert vectors.coverage(database) == Coverage(2, 1)
    assert vectors.coverage(database).share == 0.5


def test_which_documents_hold_a_text_and_which_texts_are_in_use(hand: Hand, database: Database) -> None:
    first, second = hand.read("/a", ["shared", "one"]), hand.read("/b", ["shared"])
    text_ids = dict(database.rows("SELECT text, id FROM texts"))
    assert sorted(vectors.documents_with(database, text_ids["shared"])) == [first, second]
    hand.add("/a", "edited")
    assert vectors.in_use(database, [*text_ids.values(), 999]) == {text_ids["shared"]}
    assert documents.ids(database)[0] == second
