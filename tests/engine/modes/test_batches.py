"""Events of a read step in groups that are worth a transaction, none lost and none out of order."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import DamagedError
from engine.pipeline.batches import MAX_CHUNKS, MAX_SECONDS, Batch, in_batches
from engine.records import Chunk, DocumentFacts, Opened, PageRead, ReadDone, ReadEvent

OPENED = Opened("Text", "text/plain", True, None)


def page(number: int, chunks: int = 1) -> PageRead:
    return PageRead(number, tuple(Chunk(number, 0, 1, "a", 3) for _ in range(chunks)))


def done(pages: int) -> ReadDone:
    return ReadDone(pages, DocumentFacts())


class Clock:
    """Goes on by ``step`` seconds whenever it is looked at."""

    def __init__(self, step: float) -> None:
        self.now, self.step = 0.0, step

    def __call__(self) -> float:
        self.now += self.step
        return self.now


def flat(batches: list[Batch]) -> list[ReadEvent]:
    return [event for batch in batches for event in (batch if isinstance(batch, tuple) else (batch,))]


def test_the_first_page_goes_out_alone_and_the_next_together() -> None:
    batches = list(in_batches([OPENED, page(1), page(2), page(3), done(3)], Clock(0)))
    assert batches == [OPENED, (page(1),), (page(2), page(3)), done(3)]


def test_no_page_waits_longer_than_a_moment() -> None:
    slow = Clock(MAX_SECONDS)
    assert list(in_batches([page(1), page(2), done(2)], slow)) == [(page(1),), (page(2),), done(2)]


def test_what_was_read_before_an_error_is_passed_on_before_the_error() -> None:
    def events() -> Iterator[ReadEvent]:
        yield OPENED
        yield from (page(1), page(2), page(3))
        raise DamagedError("Page 4 is damaged.")

    seen: list[Batch] = []
    with pytest.raises(DamagedError, match="Page 4"):
        seen.extend(in_batches(events(), Clock(0)))
    assert flat(seen) == [OPENED, page(1), page(2), page(3)]


def test_a_reader_is_closed_when_nobody_wants_more() -> None:
    closed = []

    def events() -> Iterator[ReadEvent]:
        try:
            for number in range(1, 100):
                yield page(number)
        finally:
            closed.append(True)

    reading = events()
    next(in_batches(reading, Clock(0)))
    reading.close()
    assert closed == [True]


@given(sizes=st.lists(st.integers(0, 2 * MAX_CHUNKS), max_size=60), step=st.sampled_from([0.0, 0.01, 1.0]))
def test_nothing_is_lost_doubled_or_out_of_order_and_no_batch_is_large(sizes: list[int], step: float) -> None:
    events = [OPENED, *(page(number, size) for number, size in enumerate(sizes, 1)), done(len(sizes))]
    batches = list(in_batches(events, Clock(step)))
    assert flat(batches) == events
    for batch in batches:
        if isinstance(batch, tuple):
            assert batch
            assert sum(len(one.chunks) for one in batch[:-1]) < MAX_CHUNKS
