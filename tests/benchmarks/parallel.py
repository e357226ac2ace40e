"""What a second worker is worth, for many documents and for one single book, and what the time of each worker goes to.

Everything comes from the spans that the program itself records, so it is what the timeline shows.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from engine.events import Event, SpansRecorded
from engine.library import Library
from engine.settings import Settings
from engine.trace import DISPATCHER, Span, Stage
from tests.benchmarks import corpus, measure


def run_once(library: Path, documents: Sequence[Path], workers: int) -> dict[str, Any]:
    """One run from the first read to the last vector; starting the processes is not in it (see ``starting``)."""
    spans: list[Span] = []

    def take(event: Event) -> None:
        if isinstance(event, SpansRecorded):
            spans.extend(event.spans)

    with closing(Library.open(library, Settings.load(workers=workers), listener=take)) as opened:
        opened.add(documents)
        opened.run()
        pages = opened.overview().pages_read
    work = [span for span in spans if span.stage in (Stage.EXTRACT, Stage.CHUNK, Stage.EMBED)]
    seconds = max(span.end for span in work) - min(span.start for span in work)
    return {
        "workers": workers,
        "seconds": round(seconds, 2),
        "pages_per_second": round(pages / seconds, 2),
        "shares": _shares(work, workers * seconds),
        "dispatcher_share": round(sum(span.seconds for span in spans if span.track == DISPATCHER) / seconds, 4),
        "idle_while_embedding": max(_idle_while_embedding(track) for track in _tracks(work)),
    }


def _shares(work: Iterable[Span], available: float) -> dict[str, float]:
    """Parts of the workers' time that went into each stage; the rest is ``idle``."""
    spent: Counter[str] = Counter()
    for span in work:
        spent[span.stage] += span.seconds
    shares = {stage: round(seconds / available, 4) for stage, seconds in spent.items()}
    return {**shares, "idle": round(1 - sum(spent.values()) / available, 4)}


def _tracks(work: Iterable[Span]) -> list[list[Span]]:
    tracks: dict[str, list[Span]] = {}
    for span in sorted(work, key=lambda span: span.start):
        tracks.setdefault(span.track, []).append(span)
    return list(tracks.values())


def _idle_while_embedding(track: Sequence[Span]) -> float:
    """The part of the time between its first and last embed step in which this worker did nothing."""
    embeds = [span for span in track if span.stage is Stage.EMBED]
    if not embeds:
        return 1.0
    began, ended = embeds[0].start, embeds[-1].end
    busy = sum(span.seconds for span in track if span.start >= began and span.end <= ended)
    return round(1 - busy / (ended - began), 4)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=150, help="in many documents")
    parser.add_argument("--book-pages", type=int, default=200, help="of one book; the promise is about 1,000")
    parser.add_argument("--runs", type=int, default=3)
    arguments = parser.parse_args()
    runs: dict[str, list[dict[str, Any]]] = {"documents": [], "book": []}
    with tempfile.TemporaryDirectory(prefix="meanwhile-bench-") as temporary:
        folder = Path(temporary)
        work = {
            "documents": corpus.cut_manuals(folder, arguments.pages),
            "book": [corpus.cut_book(folder / "book.pdf", arguments.book_pages)],
        }
        for number in range(arguments.runs):
            for name, paths in work.items():
                one, two = (run_once(folder / f"{name} {number} {count}", paths, count) for count in (1, 2))
                runs[name].append({"ratio": round(one["seconds"] / two["seconds"], 3), "one": one, "two": two})
                measure.say(f"{name}, run {number + 1}: {runs[name][-1]['ratio']}")
    measure.report(
        {
            "benchmark": "parallel",
            "machine": measure.machine(),
            "pages": arguments.pages,
            "book_pages": arguments.book_pages,
            "median": {
                "ratio_documents": measure.median(run["ratio"] for run in runs["documents"]),
                "ratio_book": measure.median(run["ratio"] for run in runs["book"]),
                "idle_while_embedding": measure.median(
                    (run["two"]["idle_while_embedding"] for run in runs["documents"]), 4
                ),
            },
            "runs": runs,
        }
    )


if __name__ == "__main__":
    main()
