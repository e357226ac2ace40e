"""What recording spans costs: whole runs with and without in turns, and what all that is done for one span takes.

Whole runs differ by some percent anyway, on a busy machine by far more; the second figure has no such unrest.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import Any

from engine.events import Event, SpansRecorded
from engine.library import Library
from engine.modes.worker_tracks import WorkerTracks
from engine.pool.messages import PagesRead, decode_report, encode
from engine.settings import Settings
from engine.trace import Recorder, Stage, Stopwatch
from tests.benchmarks import corpus, measure


def whole_run(documents: list[Path], library: Path, *, trace: bool) -> dict[str, float]:
    """One indexing run in a process of its own."""
    os.environ["MEANWHILE_TRACE"] = str(int(trace))
    facts = measure.run(
        [measure.MEANWHILE, "index", "--workers", "2", "--library", library, "--json", *documents]
    ).facts
    return {name: facts[name] for name in ("seconds", "cpu_seconds", "pages")}


def spans_per_page(documents: list[Path], library: Path) -> float:
    """How many spans a page brings, all stages and both sides counted."""
    spans = 0

    def count(event: Event) -> None:
        nonlocal spans
        if isinstance(event, SpansRecorded):
            spans += len(event.spans)

    with closing(Library.open(library, Settings(workers=2), listener=count)) as opened:
        opened.add(documents)
        opened.run()
        return spans / opened.overview().pages_read


def seconds_per_span(rounds: int = 2_000, batch: int = 8) -> float:
    """Processor seconds for one span's whole way: timed, packed, unpacked, believed, kept and taken."""
    stopwatch = Stopwatch()
    recorder = Recorder()
    tracks = WorkerTracks(recorder)
    bare = len(encode(PagesRead(1, ())))
    began = time.process_time()
    for number in range(rounds):
        for _ in range(batch):
            with stopwatch.lap(Stage.EXTRACT) as lap:
                lap.pages = 1
        message = encode(PagesRead(number, (), stopwatch.take()))
        report = decode_report(message)
        assert isinstance(report, PagesRead)
        assert len(message) > bare
        tracks.add(0, report.timings, "a document.pdf", [1], number)
        if len(recorder.take()) != batch:
            raise SystemExit("spans were lost")
    return (time.process_time() - began) / rounds / batch


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=120)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    runs: dict[bool, list[dict[str, Any]]] = {True: [], False: []}
    with tempfile.TemporaryDirectory(prefix="meanwhile-bench-") as temporary:
        folder = Path(temporary)
        documents = corpus.cut_manuals(folder, arguments.pages)
        per_page = spans_per_page(documents, folder / "counted")
        for number in range(arguments.rounds):
            for trace in (True, False) if number % 2 else (False, True):
                runs[trace].append(whole_run(documents, folder / f"library-{number}-{trace}", trace=trace))
            measure.say(f"round {number + 1}: {_cost(runs, 'cpu_seconds', number):+.1%} of processor time")
    per_span = seconds_per_span()
    page = statistics.median(run["cpu_seconds"] / run["pages"] for run in runs[False])
    measure.report(
        {
            "benchmark": "tracing",
            "machine": measure.machine(),
            "pages": arguments.pages,
            "spans_per_page": round(per_page, 2),
            "microseconds_per_span": round(per_span * 1e6, 2),
            "own_cost": round(per_span * per_page / page, 6),
            "whole_runs_median_cost": {
                name: round(statistics.median(_cost(runs, name, number) for number in range(arguments.rounds)), 4)
                for name in ("seconds", "cpu_seconds")
            },
            "on": runs[True],
            "off": runs[False],
        }
    )


def _cost(runs: dict[bool, list[dict[str, Any]]], name: str, number: int) -> float:
    """How much more it took with tracing than without, in one round."""
    return float(runs[True][number][name] / runs[False][number][name] - 1)


if __name__ == "__main__":
    main()
