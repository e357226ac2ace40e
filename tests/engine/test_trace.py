"""Spans: on one clock, in bounded memory, and taken in the thread that works."""

from __future__ import annotations

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.modes.worker_tracks import WorkerTracks
from engine.trace import Recorder, Span, Stage, Stopwatch, Timing, clock, worker_track


def span(number: int) -> Span:
    return Span("window", Stage.EMBED, f"{number}", number, number + 1)


def test_what_was_recorded_is_taken_once_in_its_order() -> None:
    recorder = Recorder()
    recorder.record(span(1), span(2))
    recorder.record(span(3))
    assert [one.name for one in recorder.take()] == ["1", "2", "3"]
    assert recorder.take() == ()


@given(st.lists(st.integers(0, 7), max_size=12), st.integers(1, 5))
def test_the_oldest_are_dropped_and_counted(batches: list[int], capacity: int) -> None:
    recorder = Recorder(capacity=capacity)
    recorded: list[Span] = []
    taken: list[Span] = []
    for count in batches:
        new = [span(len(recorded) + number) for number in range(count)]
        recorded += new
        recorder.extend(new)
        if count % 2:
            taken += recorder.take()
    last = recorder.take()
    taken += last
    assert len(taken) + recorder.dropped == len(recorded)
    assert [one.name for one in last] == [one.name for one in recorded[len(recorded) - len(last) :]]


def test_threads_may_record_at_the_same_time() -> None:
    recorder = Recorder(capacity=10_000)
    threads = [
        threading.Thread(target=lambda: [recorder.record(span(number)) for number in range(1_000)]) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(recorder.take()) == 4_000
    assert recorder.dropped == 0


def test_switched_off_nothing_is_measured() -> None:
    recorder = Recorder(on=False)
    stopwatch = Stopwatch(on=False)
    with recorder.span("window", Stage.STORE, "a"), stopwatch.lap(Stage.CHUNK):
        pass
    recorder.add("worker 1", [Timing(Stage.CHUNK, 1.0, 2.0)], "b")
    assert recorder.take() == ()
    assert stopwatch.take() == ()


def test_a_stopwatch_times_one_stage_after_another_also_those_that_fail() -> None:
    stopwatch = Stopwatch()
    began = clock()
    with stopwatch.lap(Stage.EXTRACT) as lap:
        lap.pages = 3
    with pytest.raises(ValueError, match="broken"), stopwatch.lap(Stage.CHUNK):
        raise ValueError("broken")
    extract, chunk = stopwatch.take()
    assert (extract.stage, extract.pages, chunk.stage, chunk.pages) == (Stage.EXTRACT, 3, Stage.CHUNK, 0)
    assert began <= extract.start <= extract.end <= chunk.start <= chunk.end <= clock()
    assert stopwatch.take() == ()


timings = st.builds(
    Timing,
    stage=st.sampled_from(Stage),
    start=st.floats(allow_nan=True, allow_infinity=True),
    end=st.floats(allow_nan=True, allow_infinity=True),
    pages=st.integers(0, 100),
)


@given(st.lists(st.tuples(st.integers(0, 2), st.lists(timings, max_size=6)), max_size=10))
def test_whatever_workers_claim_the_spans_of_a_track_never_overlap_nor_lie_in_the_future(
    claims: list[tuple[int, list[Timing]]],
) -> None:
    recorder = Recorder()
    tracks = WorkerTracks(recorder)
    for worker, claimed in claims:
        tracks.add(worker, claimed, "a document")
    now = clock()
    ends: dict[str, float] = {}
    for one in recorder.take():
        assert ends.get(one.track, 0.0) <= one.start <= one.end <= now
        ends[one.track] = one.end


def test_what_a_worker_can_have_measured_is_believed() -> None:
    recorder = Recorder()
    now = clock()
    WorkerTracks(recorder).add(
        1, [Timing(Stage.EXTRACT, now - 3, now - 2, 1), Timing(Stage.CHUNK, now - 2, now - 1)], "a.pdf", [7], 3
    )
    assert recorder.take() == (
        Span(worker_track(1), Stage.EXTRACT, "a.pdf", now - 3, now - 2, 7, 1, 3),
        Span(worker_track(1), Stage.CHUNK, "a.pdf", now - 2, now - 1, 7, 0, 3),
    )
