from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.lab.tracks import Track, Tracks
from engine.compare.results import Gap
from engine.trace import WINDOW, Span, Stage


def span(start: float, end: float, stage: Stage = Stage.EMBED, track: str = "worker 1", name: str = "a.pdf") -> Span:
    return Span(track, stage, name, start, end, document_id=1)


def test_a_hundred_thousand_spans_are_drawn_with_as_many_pieces_as_there_are_pixels() -> None:
    track = Track("worker 1")
    for number in range(100_000):
        track.add(span(number, number + 0.5))
    assert len(track.pieces(0.0, 100_000.0, 1000.0)) <= 1000
    closely = list(track.pieces(500.0, 510.0, 1000.0))
    assert [piece.count for piece in closely] == [1] * 10
    assert (closely[0].left, closely[0].right) == (0.0, 50.0)


def test_spans_too_short_to_be_seen_share_a_pixel_and_say_how_much_of_it_was_idle() -> None:
    track = Track("worker 1")
    for number in range(100):
        track.add(span(number * 0.01, number * 0.01 + 0.004, Stage.CHUNK if number % 4 else Stage.STORE))
    [piece] = track.pieces(0.0, 10.0, 20.0)
    assert (piece.stage, piece.count) == (Stage.CHUNK, 100)
    assert abs(piece.share - 0.4) < 0.01


def test_a_long_span_that_begins_beside_a_tiny_one_is_not_swallowed() -> None:
    track = Track("worker 1")
    track.add(span(0.0, 0.001, Stage.STORE))
    track.add(span(0.002, 5.0, Stage.EMBED))
    assert [(piece.stage, piece.count) for piece in track.pieces(0.0, 10.0, 20.0)] == [
        (Stage.STORE, 1),
        (Stage.EMBED, 1),
    ]


@settings(max_examples=60)
@given(
    st.lists(st.tuples(st.floats(0.001, 3.0), st.floats(0.0, 3.0)), min_size=1, max_size=60),
    st.randoms(use_true_random=False),
    st.integers(1, 300),
)
def test_nothing_is_lost_and_nothing_is_made_up(parts: list[tuple[float, float]], random: Random, width: int) -> None:
    spans, now = [], 0.0
    for length, pause in parts:
        spans.append(span(now, now + length))
        now += length + pause
    track = Track("worker 1")
    for one in random.sample(spans, len(spans)):
        track.add(one)
    pieces = track.pieces(0.0, now, float(width))
    assert sum(piece.count for piece in pieces) == len(spans)
    assert [piece.first for piece in pieces] == sorted(piece.first for piece in pieces)
    drawn = sum((piece.right - piece.left) * piece.share for piece in pieces) / width * now
    assert abs(drawn - track.busy()) <= now * 1e-6 + 1e-9


def test_memory_is_bounded_and_says_what_it_forgot() -> None:
    tracks = Tracks(capacity=1000)
    for number in range(5000):
        tracks.add([span(number, number + 0.5, track=f"worker {number % 3}")])
    assert len(tracks) <= 1000
    assert len(tracks) + tracks.dropped == 5000
    newest = tracks.track("worker 2")
    assert newest is not None
    assert newest.spans[-1].start == 4998 - 1


def test_the_window_comes_first_and_workers_are_counted() -> None:
    tracks = Tracks()
    for name in ("worker 10", "worker 2", "listing", "dispatcher"):
        tracks.add([span(0, 1, track=name)])
    assert [row.name for row in tracks.rows()] == [WINDOW, "dispatcher", "listing", "worker 2", "worker 10"]
    assert tracks.count() == 5


def test_the_cause_of_a_gap_is_what_took_most_of_it() -> None:
    tracks = Tracks()
    tracks.add(
        [
            span(0.0, 1.0, Stage.STORE, WINDOW, "a"),
            span(1.0, 3.0, Stage.EXTRACT, WINDOW, "book.pdf"),
            span(0.0, 9.0, Stage.EMBED, "worker 1", "c"),
        ]
    )
    cause, others = tracks.cause(0.5, 2.5)
    assert cause is not None
    assert (cause.stage, cause.name, others) == (Stage.EXTRACT, "book.pdf", 1)
    assert tracks.cause(4.0, 5.0) == (None, 0)


def test_of_steps_that_took_as_long_the_first_is_the_cause() -> None:
    tracks = Tracks()
    tracks.add([span(n, n + 1 + 0.001 * n, Stage.EXTRACT, WINDOW, f"file {n}") for n in range(3)])
    cause, _ = tracks.cause(0.004, 3.0)
    assert cause is not None
    assert cause.name == "file 0"


def test_gaps_are_found_by_time() -> None:
    tracks = Tracks()
    for start in (3.0, 1.0, 2.0):
        tracks.add_gap(Gap(start, start + 0.5))
    assert [gap.start for gap in tracks.gaps_between(1.2, 2.1)] == [1.0, 2.0]
