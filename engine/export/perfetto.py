"""A trace for Perfetto (ui.perfetto.dev) and chrome://tracing, in the Trace Event Format.

One process per run, one thread per track: stages as complete events (``X``), documents as async events (``b``, ``e``),
a step's way from its lease over the worker to the store as a flow (``s``, ``t``, ``f``), queue and memory as counters
(``C``), names as metadata (``M``). Times are microseconds since the first thing in the trace, to the nanosecond.

Source: "Trace Event Format", Google, 2016 (docs.google.com, "Trace Event Format").
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.compare.results import ComparisonResult, Gap, Sample, in_track_order
from engine.export.palette import LOOKS
from engine.records import Mode
from engine.trace import Span, Stage

TraceEvent = dict[str, Any]

_GAPS_TRACK = "window held up"
_MODE_NAMES = {Mode.BLOCKING: "Blocking", Mode.ASYNC: "Async I/O", Mode.BACKGROUND: "Background"}


@dataclass(frozen=True, slots=True)
class TraceRun:
    """What becomes one process of the trace."""

    name: str
    spans: Sequence[Span]
    gaps: Sequence[Gap] = ()
    samples: Sequence[Sample] = ()


def write_comparison(path: Path, comparison: ComparisonResult) -> None:
    """Write a comparison's trace, a process per mode.

    Raises:
        OSError: the file cannot be written.
    """
    write(
        path,
        [TraceRun(_MODE_NAMES[one.mode], one.spans, one.rhythm.gaps, one.samples) for one in comparison.results],
        comparison.title,
    )


def write(path: Path, runs: Sequence[TraceRun], title: str) -> None:
    """Write a trace of these runs.

    Raises:
        OSError: the file cannot be written.
    """
    # Event by event: one call that encodes all of them would keep the interpreter from every other thread for seconds.
    encode = json.JSONEncoder(separators=(",", ":")).encode
    with path.open("w", encoding="utf-8") as file:
        file.write('{"traceEvents":[')
        for number, event in enumerate(_events(runs)):
            file.write(f"{',' if number else ''}{encode(event)}")
        file.write(f"],{encode(_frame(title))[1:]}")


def trace_of(runs: Sequence[TraceRun], title: str) -> dict[str, Any]:
    """The trace as the object that the format asks for."""
    return {"traceEvents": list(_events(runs)), **_frame(title)}


def _frame(title: str) -> dict[str, Any]:
    return {"displayTimeUnit": "ms", "otherData": {"title": title, "made_by": "Meanwhile"}}


def _events(runs: Sequence[TraceRun]) -> Iterator[TraceEvent]:
    starts = [_first(run) for run in runs]
    zero = min((one for one in starts if one is not None), default=0.0)
    for pid, run in enumerate(runs, 1):
        yield from _Process(pid, run, zero).events()


def _first(run: TraceRun) -> float | None:
    times = [span.start for span in run.spans] + [gap.start for gap in run.gaps] + [one.at for one in run.samples]
    return min(times, default=None)


class _Process:
    """One run's events."""

    def __init__(self, pid: int, run: TraceRun, zero: float) -> None:
        self._pid = pid
        self._run = run
        self._zero = zero
        tracks = in_track_order({span.track for span in run.spans})
        self._tids = {track: number for number, track in enumerate([*tracks, _GAPS_TRACK], 1)}

    def events(self) -> Iterator[TraceEvent]:
        yield from self._names()
        yield from map(self._complete, self._run.spans)
        yield from self._gaps()
        yield from self._documents()
        yield from self._flows()
        yield from self._counters()

    def _us(self, seconds: float) -> float:
        return self._ns(seconds) / 1000

    def _ns(self, seconds: float) -> int:
        return round((seconds - self._zero) * 1e9)

    def _names(self) -> Iterator[TraceEvent]:
        yield self._metadata("process_name", 0, {"name": self._run.name})
        yield self._metadata("process_sort_index", 0, {"sort_index": self._pid})
        for track, tid in self._tids.items():
            if track != _GAPS_TRACK or self._run.gaps:
                yield self._metadata("thread_name", tid, {"name": track})
                yield self._metadata("thread_sort_index", tid, {"sort_index": tid})

    def _metadata(self, name: str, tid: int, arguments: dict[str, str | int]) -> TraceEvent:
        return {"ph": "M", "name": name, "pid": self._pid, "tid": tid, "args": arguments}

    def _complete(self, span: Span) -> TraceEvent:
        arguments: dict[str, str | int] = {"name": span.name}
        if span.document_id is not None:
            arguments["document"] = span.document_id
        if span.pages:
            arguments["pages"] = span.pages
        return self._slice(span.track, LOOKS[span.stage].label, span.stage.value, span.start, span.end, arguments)

    def _slice(
        self, track: str, name: str, category: str, start: float, end: float, arguments: dict[str, str | int]
    ) -> TraceEvent:
        begin = self._ns(start)
        return {
            "ph": "X",
            "name": name,
            "cat": category,
            "pid": self._pid,
            "tid": self._tids[track],
            "ts": begin / 1000,
            "dur": (self._ns(end) - begin) / 1000,
            "args": arguments,
        }

    def _gaps(self) -> Iterator[TraceEvent]:
        for gap in self._run.gaps:
            yield self._slice(_GAPS_TRACK, "held up", "gap", gap.start, gap.end, {})

    def _documents(self) -> Iterator[TraceEvent]:
        """From the first thing that was done for a document to the last."""
        for document_id, spans in _grouped((span.document_id, span) for span in self._run.spans).items():
            name = next((span.name for span in spans if span.stage is not Stage.EMBED), spans[0].name)
            # Local: the same document in another run is another event, and Perfetto puts it below its own process.
            scope = {"local": hex(document_id)}
            common = {"cat": "document", "name": name, "id2": scope, "pid": self._pid, "tid": 0}
            yield {**common, "ph": "b", "ts": self._us(min(span.start for span in spans)), "args": {}}
            yield {**common, "ph": "e", "ts": self._us(max(span.end for span in spans)), "args": {}}

    def _flows(self) -> Iterator[TraceEvent]:
        """From a step's lease over the first thing its worker did to the last thing that was stored of it."""
        for step, spans in _grouped((span.step, span) for span in self._run.spans).items():
            leases = [span for span in spans if span.stage is Stage.LEASE]
            stores = [span for span in spans if span.stage is Stage.STORE]
            worked = [span for span in spans if span.stage not in (Stage.LEASE, Stage.STORE)]
            if not (leases and stores and worked):
                continue
            way = (leases[0], min(worked, key=_start), max(stores, key=_start))
            if not way[0].start <= way[1].start <= way[2].start:
                continue
            for phase, span in zip("stf", way, strict=True):
                event: TraceEvent = {
                    "ph": phase,
                    "name": "step",
                    "cat": "step",
                    # Flows have no local id, and Perfetto takes only whole numbers for them.
                    "id": hex(self._pid << 32 | step),
                    "pid": self._pid,
                    "tid": self._tids[span.track],
                    "ts": self._us(span.start),
                }
                yield {**event, "bp": "e"} if phase == "f" else event

    def _counters(self) -> Iterator[TraceEvent]:
        for sample in self._run.samples:
            common = {"ph": "C", "pid": self._pid, "tid": 0, "ts": self._us(sample.at)}
            yield {**common, "name": "queue depth", "args": {"documents": sample.queue_depth}}
            yield {**common, "name": "memory", "args": {"MB": round(sample.memory_mb, 1)}}


def _start(span: Span) -> float:
    return span.start


def _grouped(pairs: Iterable[tuple[int | None, Span]]) -> dict[int, list[Span]]:
    groups: dict[int, list[Span]] = {}
    for key, span in pairs:
        if key is not None:
            groups.setdefault(key, []).append(span)
    return groups
