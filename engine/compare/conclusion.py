"""One sentence or two on what a comparison's figures say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.compare.results import BAD_BLOCK_MS, LONG_BLOCK_MS, ModeResult, WorkloadKind
from engine.phrases import Phrase, counted, joined, phrase
from engine.records import Mode
from engine.trace import Stage

_LITTLE = 0.15
"""A difference up to this share is none to build on: a second run may turn it round."""


def conclude(kind: WorkloadKind, results: Sequence[ModeResult]) -> Phrase:
    """What to conclude from these runs; all three modes must be among them."""
    by_mode = {one.mode: one for one in results}
    blocking, overlapped, background = by_mode[Mode.BLOCKING], by_mode[Mode.ASYNC], by_mode[Mode.BACKGROUND]
    return joined(*_waiting(blocking, overlapped, background), *_gain(kind, blocking, overlapped, background))


def _waiting(blocking: ModeResult, overlapped: ModeResult, background: ModeResult) -> Iterator[Phrase]:
    yield phrase(
        "Blocking kept the person waiting for {} with the window dead.", _seconds(blocking.returns_after_seconds)
    )
    kept, worst = _seconds(overlapped.returns_after_seconds), f"{overlapped.longest_block_ms:,.0f}"
    if overlapped.longest_block_ms > BAD_BLOCK_MS:
        yield phrase("Async I/O kept the person waiting for {}, with freezes of up to {} ms.", kept, worst)
    elif overlapped.longest_block_ms > LONG_BLOCK_MS:
        yield phrase("Async I/O kept the person waiting for {}, with jerks of up to {} ms.", kept, worst)
    else:
        yield phrase("Async I/O kept the person waiting for {}, with the window alive.", kept)
    kept, worst = _seconds(background.returns_after_seconds), f"{background.longest_block_ms:,.0f}"
    if background.longest_block_ms > LONG_BLOCK_MS:
        yield phrase("Background let the person go after {}, though its longest freeze was {} ms.", kept, worst)
    else:
        yield phrase("Background let the person go after {}.", kept)


def _gain(kind: WorkloadKind, blocking: ModeResult, overlapped: ModeResult, background: ModeResult) -> Iterator[Phrase]:
    if not (blocking.seconds and overlapped.seconds and background.seconds):
        yield phrase("There was nothing to do.")
        return
    saved = 1 - overlapped.seconds / blocking.seconds
    if kind is WorkloadKind.LESSON:
        if saved > _LITTLE:
            yield phrase(
                "Async I/O was {} times as fast as blocking because the work is waiting, and waits can overlap; yet "
                "the request stays open until the last one. Only handing the work over and returning lets the person "
                "go.",
                f"{blocking.seconds / overlapped.seconds:.1f}",
            )
        else:
            yield phrase(
                "With so few calls at once there was little waiting to overlap; handing the work over lets the person "
                "go."
            )
        return
    yield _overlap(overlapped)
    share = blocking.seconds / background.seconds
    if share > 1 + _LITTLE:
        yield counted(
            "Background was {} times as fast as blocking, on %Ln worker(s).",
            background.processes - 1,
            f"{share:.1f}",
        )
    elif share < 1 - _LITTLE:
        yield phrase("Background took {} times as long as blocking, and nobody had to wait for it.", f"{1 / share:.1f}")
    else:
        yield phrase("Background took about as long as blocking, and nobody had to wait for it.")


def _overlap(overlapped: ModeResult) -> Phrase:
    """What async I/O could overlap: not told from the difference of two runs, which may be the machine's unrest."""
    reading = sum(span.seconds for span in overlapped.spans if span.stage is Stage.READ)
    if reading < _LITTLE * overlapped.seconds:
        return phrase(
            "Only {} of this work was reading files: there was next to nothing for async I/O to overlap, for the rest "
            "is computing.",
            _seconds(reading),
        )
    return phrase(
        "{} of this work was reading files, which async I/O could overlap; the rest is computing.", _seconds(reading)
    )


def _seconds(seconds: float) -> str:
    if seconds < 0.1:
        return f"{seconds * 1000:.0f} ms" if seconds >= 0.01 else f"{seconds * 1000:.1f} ms"
    return f"{seconds:.1f} s" if seconds < 100 else f"{seconds:,.0f} s"
