"""A strict reading of the Trace Event Format: whatever is not allowed there is told."""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from typing import Any

Event = dict[str, Any]

_REQUIRED = {
    "X": {"name", "cat", "ph", "ts", "dur", "pid", "tid", "args"},
    "b": {"name", "cat", "ph", "id2", "ts", "pid", "tid", "args"},
    "e": {"name", "cat", "ph", "id2", "ts", "pid", "tid", "args"},
    "s": {"name", "cat", "ph", "id", "ts", "pid", "tid"},
    "t": {"name", "cat", "ph", "id", "ts", "pid", "tid"},
    "f": {"name", "cat", "ph", "id", "ts", "pid", "tid", "bp"},
    "C": {"name", "ph", "ts", "pid", "tid", "args"},
    "M": {"name", "ph", "pid", "tid", "args"},
}
_METADATA = {
    "process_name": ("name", str),
    "thread_name": ("name", str),
    "process_sort_index": ("sort_index", int),
    "thread_sort_index": ("sort_index", int),
}


def check(trace: dict[str, Any]) -> None:
    """Fail with an AssertionError that names the first event which breaks a rule."""
    assert set(trace) == {"traceEvents", "displayTimeUnit", "otherData"}
    assert trace["displayTimeUnit"] in ("ms", "ns")
    events: list[Event] = trace["traceEvents"]
    for event in events:
        _check_fields(event)
    _check_names(events)
    slices = _check_slices(events)
    _check_async(events)
    _check_flows(events, slices)
    _check_counters(events)


def nanoseconds(microseconds: float) -> int:
    return round(microseconds * 1000)


def _check_fields(event: Event) -> None:
    assert event["ph"] in _REQUIRED, event
    assert set(event) == _REQUIRED[event["ph"]], event
    assert isinstance(event["name"], str), event
    assert type(event["pid"]) is int, event
    assert type(event["tid"]) is int, event
    for name in ("ts", "dur"):
        if name in event:
            assert type(event[name]) in (int, float), event
            assert math.isfinite(event[name]), event
            assert event[name] >= 0, event
    # The format takes any text as an id, Perfetto only what can be read as a number.
    if "id" in event:
        assert int(event["id"], 16) > 0, event
    if "id2" in event:
        assert set(event["id2"]) == {"local"}, event
        assert int(event["id2"]["local"], 16) >= 0, event
    if "cat" in event:
        assert event["cat"], event
    if event["ph"] == "f":
        assert event["bp"] == "e", event
    if event["ph"] == "M":
        key, kind = _METADATA[event["name"]]
        assert set(event["args"]) == {key}, event
        assert type(event["args"][key]) is kind, event


def _check_names(events: list[Event]) -> None:
    """Every process and every thread with slices is named, once."""
    named = [(one["name"], one["pid"], one["tid"]) for one in events if one["ph"] == "M"]
    assert len(named) == len(set(named))
    for event in events:
        assert ("process_name", event["pid"], 0) in named, event
        if event["ph"] == "X":
            assert ("thread_name", event["pid"], event["tid"]) in named, event


def _check_slices(events: list[Event]) -> dict[tuple[int, int], list[tuple[int, int]]]:
    """Slices of one thread never overlap."""
    slices: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for event in events:
        if event["ph"] == "X":
            start = nanoseconds(event["ts"])
            slices[event["pid"], event["tid"]].append((start, start + nanoseconds(event["dur"])))
    for one in slices.values():
        one.sort()
        assert all(left[1] <= right[0] for left, right in itertools.pairwise(one)), one
    return slices


def _check_async(events: list[Event]) -> None:
    """Each async event begins once, then ends once, under the same name."""
    open_: dict[tuple[int, str, str], list[Event]] = defaultdict(list)
    for event in events:
        if event["ph"] in "be":
            open_[event["pid"], event["cat"], event["id2"]["local"]].append(event)
    for pair in open_.values():
        assert [one["ph"] for one in pair] == ["b", "e"], pair
        assert pair[0]["name"] == pair[1]["name"], pair
        assert pair[0]["ts"] <= pair[1]["ts"], pair


def _check_flows(events: list[Event], slices: dict[tuple[int, int], list[tuple[int, int]]]) -> None:
    """A flow goes from one start over steps to one end, forward in time, and each point lies in a slice."""
    flows: dict[tuple[str, str], list[Event]] = defaultdict(list)
    for event in events:
        if event["ph"] in "stf":
            flows[event["cat"], event["id"]].append(event)
    for points in flows.values():
        assert "".join(one["ph"] for one in points) == "stf", points
        assert all(one["ts"] <= other["ts"] for one, other in itertools.pairwise(points)), points
        for one in points:
            at = nanoseconds(one["ts"])
            assert any(start <= at <= end for start, end in slices[one["pid"], one["tid"]]), one


def _check_counters(events: list[Event]) -> None:
    for event in events:
        if event["ph"] == "C":
            assert event["args"], event
            for value in event["args"].values():
                assert type(value) in (int, float), event
                assert math.isfinite(value), event
