"""The live timeline with as many spans as it keeps: taking in, painting at several zooms, hovering."""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import time
from collections.abc import Callable

from engine.trace import DISPATCHER, LISTING, WINDOW, Span, Stage, worker_track
from tests.benchmarks import measure

AT_ONCE = 2_000
"""As many as the window takes in before it gets its turn."""
ZOOMS = (1.0, 0.1, 0.01, 0.001)


def made_up(count: int, seed: int = 1) -> list[Span]:
    """Spans of eight workers and this program's own threads, in the order of time."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    names = [WINDOW, DISPATCHER, LISTING, *map(worker_track, range(8))]
    now = dict.fromkeys(names, 1_000.0)
    stages = tuple(Stage)
    spans = []
    for number in range(count):
        name = names[number % len(names)]
        length = chance.expovariate(20)
        document = number % 300
        spans.append(
            Span(
                name,
                stages[number % len(stages)],
                f"document {document}.pdf",
                now[name],
                now[name] + length,
                document + 1,
                1,
                number + 1,
            )
        )
        now[name] += length + chance.expovariate(40)
    return sorted(spans, key=lambda span: span.start)


def milliseconds(calls: list[Callable[[], object]]) -> list[float]:
    """How long each call took."""
    took = []
    for call in calls:
        began = time.perf_counter()
        call()
        took.append((time.perf_counter() - began) * 1000)
    return took


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--spans", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=15)
    arguments = parser.parse_args()
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    # Only now: Qt chooses its platform once.
    from PySide6.QtCore import QPointF
    from PySide6.QtWidgets import QApplication

    from desktop.lab.timeline import Timeline
    from desktop.lab.tracks import Tracks
    from desktop.theme import ColourScheme, Theme
    from engine.compare.results import Gap
    from engine.paths import resources

    qt = QApplication(sys.argv[:1])
    theme = Theme(qt, resources(), ColourScheme.LIGHT)
    theme.apply()
    tracks = Tracks()
    spans = made_up(arguments.spans)
    portions = [spans[place : place + AT_ONCE] for place in range(0, len(spans), AT_ONCE)]
    taking_in = milliseconds([lambda portion=portion: tracks.add(portion) for portion in portions])
    for number in range(3_000):
        tracks.add_gap(Gap(1_000 + number * 0.3, 1_000.06 + number * 0.3))
    timeline = Timeline(tracks, theme)
    timeline.resize(1600, 500)
    timeline.show()
    qt.processEvents()
    whole = tracks.range()
    assert whole is not None
    start, length = whole[0], whole[1] - whole[0]
    painting = {}
    for zoom in ZOOMS:
        timeline.look_at(start + length * 0.3, start + length * (0.3 + 0.7 * zoom))
        timeline.repaint()
        painting[f"{zoom:g}"] = milliseconds([timeline.repaint] * arguments.rounds)
    hovering = milliseconds([lambda x=x: timeline.words_at(QPointF(x, 60)) for x in range(200, 1500, 20)])
    measure.report(
        {
            "benchmark": "timeline",
            "machine": measure.machine(),
            "spans": arguments.spans,
            "taking_in_ms": {"median": round(statistics.median(taking_in), 2), "max": round(max(taking_in), 2)},
            "painting_ms": {
                "median": round(max(statistics.median(took) for took in painting.values()), 2),
                "by_zoom": {zoom: round(statistics.median(took), 2) for zoom, took in painting.items()},
            },
            "hovering_ms": {"max": round(max(hovering), 2)},
        }
    )


if __name__ == "__main__":
    main()
