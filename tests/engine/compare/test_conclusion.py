"""What is concluded follows from the figures, whichever way they fall."""

from __future__ import annotations

import pytest

from engine.compare.conclusion import conclude
from engine.compare.results import ModeResult, Restart, Rhythm, WorkloadKind
from engine.records import Mode
from engine.trace import WINDOW, Span, Stage


def ran(
    mode: Mode, seconds: float, *, returned: float | None = None, longest_ms: float = 0.0, reading: float = 0.0
) -> ModeResult:
    return ModeResult(
        mode=mode,
        speed=1.0,
        began=100.0,
        ended=100.0 + seconds,
        returned=100.0 + (seconds if returned is None else returned),
        rhythm=Rhythm("asyncio", 8.0, 100, 0, longest_ms, ()),
        documents=3,
        pages=9,
        processes=3,
        spans=(Span(WINDOW, Stage.READ, "a.pdf", 100.0, 100.0 + reading),) if reading else (),
        spans_dropped=0,
        samples=(),
        restart=Restart(None, ""),
        cancelled=False,
    )


def concluded(
    kind: WorkloadKind = WorkloadKind.DOCUMENTS,
    *,
    blocking: float = 10.0,
    overlapped: float = 10.0,
    background: float = 5.0,
    jerk_ms: float = 0.0,
    background_ms: float = 0.0,
    reading: float = 0.0,
) -> str:
    return conclude(
        kind,
        [
            ran(Mode.BLOCKING, blocking, longest_ms=blocking * 1000),
            ran(Mode.ASYNC, overlapped, longest_ms=jerk_ms, reading=reading),
            ran(Mode.BACKGROUND, background, returned=0.004, longest_ms=background_ms),
        ],
    )


@pytest.mark.parametrize(
    ("jerk_ms", "words"),
    [
        (50.0, "Async I/O kept the person waiting for 10.0 s, with the window alive."),
        (50.1, "Async I/O kept the person waiting for 10.0 s, with jerks of up to 50 ms."),
        (200.0, "Async I/O kept the person waiting for 10.0 s, with jerks of up to 200 ms."),
        (1840.0, "Async I/O kept the person waiting for 10.0 s, with freezes of up to 1,840 ms."),
    ],
)
def test_how_async_felt(jerk_ms: float, words: str) -> None:
    assert words in concluded(jerk_ms=jerk_ms)
    assert concluded(jerk_ms=jerk_ms).startswith("Blocking kept the person waiting for 10.0 s with the window dead. ")


def test_a_freeze_in_the_background_is_not_hidden() -> None:
    assert "Background let the person go after 4.0 ms. " in concluded(background_ms=50.0)
    words = "Background let the person go after 4.0 ms, though its longest freeze was 51 ms. "
    assert words in concluded(background_ms=51.0)


@pytest.mark.parametrize(
    ("background", "words"),
    [
        (5.0, "Background was 2.0 times as fast as blocking, on 2 workers."),
        (9.0, "Background took about as long as blocking, and nobody had to wait for it."),
        (11.0, "Background took about as long as blocking, and nobody had to wait for it."),
        (20.0, "Background took 2.0 times as long as blocking, and nobody had to wait for it."),
    ],
)
def test_whether_the_background_was_faster(background: float, words: str) -> None:
    assert concluded(background=background).endswith(words)


def test_what_async_could_overlap_is_told_from_what_was_read() -> None:
    assert "Only 1.0 s of this work was reading files" in concluded(reading=1.0)
    assert " 4.0 s of this work was reading files, which async I/O could overlap" in concluded(reading=4.0)
    # However much faster it was: that may be the machine's unrest.
    assert "next to nothing for async I/O to overlap" in concluded(overlapped=5.0)


def test_the_lesson_gains_by_overlapping_only_where_there_are_waits_to_overlap() -> None:
    gained = concluded(WorkloadKind.LESSON, blocking=48.0, overlapped=16.0, background=16.0)
    assert "Async I/O was 3.0 times as fast as blocking because the work is waiting" in gained
    alone = concluded(WorkloadKind.LESSON, blocking=16.0, overlapped=16.0, background=16.0)
    assert "With so few calls at once there was little waiting to overlap" in alone
    assert "workers" not in gained + alone


def test_nothing_to_do_is_said() -> None:
    assert concluded(blocking=0.0).endswith("There was nothing to do.")
