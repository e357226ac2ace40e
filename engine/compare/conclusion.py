"""One sentence or two on what a comparison's figures say."""

from __future__ import annotations

from collections.abc import Sequence

from engine.compare.results import BAD_BLOCK_MS, LONG_BLOCK_MS, ModeResult, WorkloadKind
from engine.records import Mode
from engine.trace import Stage

_LITTLE = 0.15
"""A difference up to this share is none to build on: a second run may turn it round."""


def conclude(kind: WorkloadKind, results: Sequence[ModeResult]) -> str:
    """What to conclude from these runs; all three modes must be among them."""
    by_mode = {one.mode: one for one in results}
    blocking, overlapped, background = by_mode[Mode.BLOCKING], by_mode[Mode.ASYNC], by_mode[Mode.BACKGROUND]
    return " ".join((_waiting(blocking, overlapped, background), _gain(kind, blocking, overlapped, background)))


def _waiting(blocking: ModeResult, overlapped: ModeResult, background: ModeResult) -> str:
    words = (
        f"Blocking kept the person waiting for {_seconds(blocking.returns_after_seconds)} with the window dead, "
        f"async I/O for {_seconds(overlapped.returns_after_seconds)} "
    )
    if overlapped.longest_block_ms > BAD_BLOCK_MS:
        words += f"with freezes of up to {overlapped.longest_block_ms:,.0f} ms, "
    elif overlapped.longest_block_ms > LONG_BLOCK_MS:
        words += f"with jerks of up to {overlapped.longest_block_ms:,.0f} ms, "
    else:
        words += "with the window alive, "
    words += f"background for {_seconds(background.returns_after_seconds)}"
    if background.longest_block_ms > LONG_BLOCK_MS:
        words += f", though its longest freeze was {background.longest_block_ms:,.0f} ms"
    return words + "."


def _gain(kind: WorkloadKind, blocking: ModeResult, overlapped: ModeResult, background: ModeResult) -> str:
    if not (blocking.seconds and overlapped.seconds and background.seconds):
        return "There was nothing to do."
    saved = 1 - overlapped.seconds / blocking.seconds
    if kind is WorkloadKind.LESSON:
        if saved > _LITTLE:
            return (
                f"Async I/O was {blocking.seconds / overlapped.seconds:.1f} times as fast as blocking because the work "
                "is waiting, and waits can overlap; yet the request stays open until the last one. Only handing the "
                "work over and returning lets the person go."
            )
        return (
            "With so few calls at once there was little waiting to overlap; handing the work over lets the person go."
        )
    share = blocking.seconds / background.seconds
    if share > 1 + _LITTLE:
        words = f"Background was {share:.1f} times as fast as blocking, on {background.processes - 1} workers."
    elif share < 1 - _LITTLE:
        words = f"Background took {1 / share:.1f} times as long as blocking, and nobody had to wait for it."
    else:
        words = "Background took about as long as blocking, and nobody had to wait for it."
    return f"{_overlap(overlapped)} {words}"


def _overlap(overlapped: ModeResult) -> str:
    """What async I/O could overlap: not told from the difference of two runs, which may be the machine's unrest."""
    reading = sum(span.seconds for span in overlapped.spans if span.stage is Stage.READ)
    if reading < _LITTLE * overlapped.seconds:
        return (
            f"Only {_seconds(reading)} of this work was reading files: there was next to nothing for async I/O to "
            "overlap, for the rest is computing."
        )
    return f"{_seconds(reading)} of this work was reading files, which async I/O could overlap; the rest is computing."


def _seconds(seconds: float) -> str:
    if seconds < 0.1:
        return f"{seconds * 1000:.0f} ms" if seconds >= 0.01 else f"{seconds * 1000:.1f} ms"
    return f"{seconds:.1f} s" if seconds < 100 else f"{seconds:,.0f} s"
