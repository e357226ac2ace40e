"""The trace for Perfetto, read by a strict checker of the format."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings

from engine.compare.results import ComparisonResult, Gap, Sample
from engine.export.perfetto import TraceRun, trace_of, write, write_comparison
from engine.trace import Span, Stage
from tests.engine.export.made_up import comparisons
from tests.engine.export.trace_format import check

STEP = (
    Span("dispatcher", Stage.LEASE, "a.pdf", 10.0, 10.1, 7, step=1),
    Span("worker 1", Stage.EXTRACT, "a.pdf", 10.2, 10.5, 7, 2, 1),
    Span("worker 1", Stage.CHUNK, "a.pdf", 10.5, 10.6, 7, 2, 1),
    Span("dispatcher", Stage.STORE, "a.pdf", 10.7, 10.8, 7, 2, 1),
)


@settings(max_examples=30)
@given(comparisons())
def test_any_comparison_makes_a_valid_trace(comparison: ComparisonResult) -> None:
    runs = [TraceRun(one.mode.value, one.spans, one.rhythm.gaps, one.samples) for one in comparison.results]
    trace = trace_of(runs, comparison.title)
    check(json.loads(json.dumps(trace, allow_nan=False)))
    slices = [event for event in trace["traceEvents"] if event["ph"] == "X"]
    assert len(slices) == sum(len(one.spans) + len(one.rhythm.gaps) for one in comparison.results)


def test_a_step_flows_from_its_lease_over_the_worker_to_the_store() -> None:
    trace = trace_of([TraceRun("Background", STEP)], "one step")
    check(trace)
    tracks = {event["tid"]: event["args"]["name"] for event in trace["traceEvents"] if event["name"] == "thread_name"}
    flow = [(event["ph"], tracks[event["tid"]], event["ts"]) for event in trace["traceEvents"] if event["ph"] in "stf"]
    assert flow == [("s", "dispatcher", 0.0), ("t", "worker 1", 200_000.0), ("f", "dispatcher", 700_000.0)]


def test_a_document_lasts_from_its_first_span_to_its_last() -> None:
    events = trace_of([TraceRun("Background", STEP)], "one step")["traceEvents"]
    begin, end = (event for event in events if event["ph"] in "be")
    assert (begin["name"], begin["ts"], end["ts"]) == ("a.pdf", 0.0, 800_000.0)


def test_queue_and_memory_are_counters_and_gaps_have_a_track_of_their_own() -> None:
    run = TraceRun("Blocking", STEP, [Gap(10.0, 10.4)], [Sample(10.0, 3, 120.25)])
    trace = trace_of([run], "one step")
    check(trace)
    counters = [(event["name"], event["args"]) for event in trace["traceEvents"] if event["ph"] == "C"]
    assert counters == [("queue depth", {"documents": 3}), ("memory", {"MB": 120.2})]
    (gap,) = (event for event in trace["traceEvents"] if event.get("cat") == "gap")
    assert (gap["ts"], gap["dur"]) == (0.0, 400_000.0)


def test_runs_follow_each_other_on_one_clock() -> None:
    later = tuple(Span(one.track, one.stage, one.name, one.start + 5, one.end + 5) for one in STEP)
    trace = trace_of([TraceRun("first", STEP), TraceRun("second", later)], "two")
    check(trace)
    starts = {event["pid"]: event["ts"] for event in reversed(trace["traceEvents"]) if event["ph"] == "X"}
    assert starts == {1: 0.0, 2: 5_000_000.0}


@settings(max_examples=30)
@given(comparisons())
def test_what_is_written_is_what_was_made(
    tmp_path_factory: pytest.TempPathFactory, comparison: ComparisonResult
) -> None:
    path = tmp_path_factory.mktemp("trace") / "trace.json"
    write_comparison(path, comparison)
    check(json.loads(path.read_text(encoding="utf-8")))


def test_nothing_makes_an_empty_trace(tmp_path: Path) -> None:
    path = tmp_path / "trace.json"
    write(path, [], "nothing")
    assert json.loads(path.read_text())["traceEvents"] == []


def test_the_checker_sees_what_is_wrong() -> None:
    overlapping = (STEP[1], Span("worker 1", Stage.CHUNK, "a.pdf", 10.4, 10.6))
    with pytest.raises(AssertionError):
        check(trace_of([TraceRun("wrong", overlapping)], "overlap"))
    for spoil in ({"ph": "Q"}, {"ts": -1.0}, {"ts": float("nan")}, {"pid": "1"}):
        trace = trace_of([TraceRun("wrong", STEP)], "spoilt")
        next(event for event in trace["traceEvents"] if event["ph"] == "X").update(spoil)
        with pytest.raises(AssertionError):
            check(trace)
