"""Made-up runs to export: any spans that one track can have had."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from engine.compare.results import ComparisonResult, Gap, ModeResult, Restart, Rhythm, Sample, WorkloadKind
from engine.records import Mode
from engine.trace import Span, Stage

TRACKS = ("window", "dispatcher", "listing", "reader 1", "worker 1", "worker 2", "worker 10")
names = st.text(max_size=12)
_waits = st.floats(0, 2.0)


@st.composite
def spans_of_track(draw: Any, track: str, began: float) -> list[Span]:
    """Spans one after another, some of no length, some without a pause between them."""
    spans = []
    now = began + draw(_waits)
    for _ in range(draw(st.integers(0, 6))):
        end = now + draw(_waits)
        spans.append(
            Span(
                track,
                draw(st.sampled_from(Stage)),
                draw(names),
                now,
                end,
                draw(st.none() | st.integers(1, 4)),
                draw(st.integers(0, 3)),
                draw(st.none() | st.integers(1, 4)),
            )
        )
        now = end + draw(st.just(0.0) | _waits)
    return spans


@st.composite
def mode_results(draw: Any, mode: Mode) -> ModeResult:
    """A run in this mode."""
    began = draw(st.floats(0, 1e6))
    spans = [span for track in TRACKS for span in draw(spans_of_track(track, began))]
    gaps = []
    now = began
    for _ in range(draw(st.integers(0, 4))):
        start = now + draw(_waits)
        now = start + draw(st.floats(0.008, 2.0))
        gaps.append(Gap(start, now))
    missed = sum(int(gap.milliseconds / 8) for gap in gaps)
    longest = max((gap.milliseconds for gap in gaps), default=0.0)
    return ModeResult(
        mode=mode,
        speed=draw(st.sampled_from([1.0, 20.0])),
        began=began,
        ended=began + draw(_waits),
        returned=began + draw(_waits),
        rhythm=Rhythm("asyncio", 8.0, missed + draw(st.integers(0, 50)), missed, longest, tuple(gaps)),
        documents=3,
        pages=draw(st.integers(0, 9)),
        processes=draw(st.integers(1, 3)),
        spans=tuple(sorted(spans, key=lambda span: span.start)),
        spans_dropped=draw(st.integers(0, 5)),
        samples=tuple(Sample(began + number, number, 99.5) for number in range(draw(st.integers(0, 3)))),
        restart=draw(st.sampled_from([Restart(None, "Not tried."), Restart(True, "Killed <&>."), Restart(False, "")])),
        cancelled=False,
    )


@st.composite
def comparisons(draw: Any) -> ComparisonResult:
    """Some modes' runs."""
    modes = draw(st.lists(st.sampled_from(Mode), unique=True, max_size=3))
    return ComparisonResult(
        kind=draw(st.sampled_from(WorkloadKind)),
        title=draw(names),
        results=tuple(draw(mode_results(mode)) for mode in modes),
        conclusion=draw(names),
        cancelled=draw(st.booleans()),
    )
