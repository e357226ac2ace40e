"""Search by meaning: what one byte per dimension finds is what exact arithmetic finds."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pytest

from engine.search import meaning
from engine.search.meaning import MeaningIndex
from engine.store import vectors
from engine.store.database import Database
from models.vectors import dequantise, quantise

if TYPE_CHECKING:
    from tests.engine.conftest import Hand

Vectors = npt.NDArray[np.float32]

DIMENSIONS = 384


def unit(floats: npt.NDArray[np.float64]) -> Vectors:
    made: Vectors = (floats / np.linalg.norm(floats, axis=-1, keepdims=True)).astype(np.float32)
    return made


def scattered(count: int) -> Vectors:
    return unit(np.random.default_rng(1).normal(size=(count, DIMENSIONS)))


def clustered(count: int) -> Vectors:
    """A hundred topics, some much larger than others; within one, vectors are as alike as passages of one book."""
    chance = np.random.default_rng(2)
    topics = chance.normal(size=(100, DIMENSIONS))
    topic = (chance.random(count) ** 2 * 100).astype(int)
    return unit(topics[topic] + chance.normal(size=(count, DIMENSIONS)))


def put_down(hand: Hand, matrix: Vectors, document: str = "/a") -> list[int]:
    """Store one text for each vector, with the vector; returns the ids of the texts."""
    hand.read(document, [f"{document} {number}" for number in range(len(matrix))])
    waiting = [text.id for text in vectors.missing_texts(hand.database, hand.model, 0, len(matrix))]
    vectors.commit_vectors(hand.database, hand.model, waiting, quantise(matrix))
    return waiting


class Index(MeaningIndex):
    """An index of one library's vectors."""

    def __init__(self, database: Database, model: str) -> None:
        super().__init__(model, DIMENSIONS)
        self._database = database
        self.take_in()

    def take_in(self) -> None:
        while self.refresh(self._database, 100):
            pass

    def ids(self, vector: Vectors, count: int, among: set[int] | None = None) -> list[int]:
        return [text_id for text_id, _ in self.nearest(vector, count, among)]


def index_of(hand: Hand) -> Index:
    return Index(hand.database, hand.model)


@pytest.mark.parametrize("make", [scattered, clustered])
def test_the_ten_nearest_are_those_that_exact_arithmetic_finds(hand: Hand, make: Callable[[int], Vectors]) -> None:
    matrix = make(2_050)
    stored, queries = matrix[:2_000], matrix[2_000:]
    text_ids = np.array(put_down(hand, stored))
    index = index_of(hand)
    shares = []
    for query in queries:
        exact = text_ids[np.argsort(-(stored @ query))[:10]]
        shares.append(len(set(index.ids(query, 10)) & set(exact.tolist())) / 10)
    # Measured: 0.98 and 0.99.
    assert np.mean(shares) >= 0.95


def test_a_vector_is_nearest_to_itself_and_the_best_comes_first(hand: Hand) -> None:
    matrix = clustered(300)
    text_ids = put_down(hand, matrix)
    index = index_of(hand)
    for number in range(0, 300, 17):
        found = index.ids(matrix[number], 5)
        assert found[0] == text_ids[number]
        cosines = [float(matrix[text_ids.index(one)] @ matrix[number]) for one in found]
        assert cosines == pytest.approx(sorted(cosines, reverse=True), abs=0.01)


def test_a_vector_with_all_its_length_in_one_component_keeps_its_direction(hand: Hand) -> None:
    matrix = np.eye(DIMENSIONS, dtype=np.float32)[:20]
    text_ids = put_down(hand, matrix)
    index = index_of(hand)
    assert [index.ids(one, 1)[0] for one in matrix] == text_ids


def test_what_is_embedded_later_is_found_after_the_next_refresh(hand: Hand) -> None:
    matrix = scattered(30)
    index = index_of(hand)
    assert index.ids(matrix[0], 5) == []
    first = put_down(hand, matrix[:10], "/a")
    index.take_in()
    assert index.ids(matrix[3], 1) == [first[3]]
    second = put_down(hand, matrix[10:], "/b")
    assert index.ids(matrix[15], 1) != [second[5]]
    index.take_in()
    index.take_in()
    assert index.ids(matrix[15], 1) == [second[5]]
    assert sorted(index.ids(matrix[0], 100)) == sorted(first + second)


def test_vectors_of_another_model_are_none_of_its_business(hand: Hand, database: Database) -> None:
    put_down(hand, scattered(3))
    assert Index(database, "another").ids(scattered(1)[0], 3) == []


def test_only_those_among_which_to_look_are_found(hand: Hand) -> None:
    matrix = clustered(500)
    text_ids = put_down(hand, matrix)
    index = index_of(hand)
    among = set(text_ids[::7])
    found = index.nearest(matrix[0], 1_000, among)
    assert {text_id for text_id, _ in found} == among
    assert found == [one for one in index.nearest(matrix[0], 1_000) if one[0] in among]
    assert index.ids(matrix[0], 3, {10**9}) == []
    assert index.ids(matrix[0], 3, set()) == []


def test_a_vector_that_is_held_can_be_had_again(hand: Hand) -> None:
    matrix = clustered(5)
    text_ids = put_down(hand, matrix)
    held = index_of(hand).vectors_of([text_ids[3], 10**9])
    assert held.shape == (1, DIMENSIONS)
    assert float(held[0] @ matrix[3]) > 0.999


def test_vectors_put_down_after_others_were_removed_are_found(hand: Hand, database: Database) -> None:
    matrix = scattered(4)
    put_down(hand, matrix[:2], "/a")
    index = index_of(hand)
    hand.read("/a", [])
    vectors.collect_garbage(database)
    after = put_down(hand, matrix[2:], "/b")
    index.take_in()
    assert index.ids(matrix[2], 1) == [after[0]]
    assert index.ids(matrix[3], 1) == [after[1]]


def test_one_byte_per_dimension_keeps_the_direction() -> None:
    matrix = clustered(200)
    assert (dequantise(quantise(matrix)) * matrix).sum(axis=1).min() > 0.999


def test_vectors_in_several_pieces_of_memory_answer_like_those_in_one(
    hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    matrix = scattered(260)
    put_down(hand, matrix)
    among = set(range(3, 250, 7))

    def answers() -> list[list[tuple[int, float]]]:
        index = index_of(hand)
        assert len(index) == 260
        return [index.nearest(one, count, some) for one in matrix[::20] for count, some in ((70, None), (20, among))]

    whole = answers()
    monkeypatch.setattr(meaning, "PART", 64)
    monkeypatch.setattr(meaning, "READ_AT_ONCE", 30)
    assert answers() == whole


def test_threads_that_share_a_scan_find_what_one_finds(hand: Hand, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meaning, "PART", 64)
    matrix = scattered(150)
    put_down(hand, matrix)
    index = index_of(hand)
    alone = index.nearest(matrix[140], 20)
    shared = index.scan(matrix[140], 20)
    together = threading.Barrier(2)
    at_work: set[int] = set()
    nearest_in = shared._nearest_in

    def both_at_once(number: int) -> Any:
        if threading.get_ident() not in at_work:
            at_work.add(threading.get_ident())
            together.wait(30)
        return nearest_in(number)

    monkeypatch.setattr(shared, "_nearest_in", both_at_once)
    with ThreadPoolExecutor(1) as beside:
        helping = beside.submit(shared.work)
        assert shared.found() == alone
        helping.result()
    assert len(at_work) == 2


def test_a_scan_is_over_although_another_thread_failed_at_its_part(hand: Hand, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meaning, "PART", 64)
    put_down(hand, scattered(150))
    shared = index_of(hand).scan(scattered(1)[0], 3)

    def fail(_number: int) -> Any:
        raise MemoryError("too much")

    with monkeypatch.context() as failing:
        failing.setattr(shared, "_nearest_in", fail)
        with pytest.raises(MemoryError, match="too much"):
            shared.work()
    with pytest.raises(KeyError):
        shared.found()
