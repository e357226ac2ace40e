"""What of a timeline is written."""

from __future__ import annotations

import json
from pathlib import Path

from desktop.lab.exporting import Kind, writes_spans
from engine.compare.results import Gap
from engine.trace import DISPATCHER, WINDOW, Span, Stage
from tests.engine.export.trace_format import check

SPANS = (
    Span("worker 1", Stage.EXTRACT, "a.pdf", 1.0, 2.0, 1, step=1),
    Span("worker 1", Stage.EXTRACT, "b.pdf", 2.0, 3.0, 2, step=2),
    Span(DISPATCHER, Stage.LEASE, "8 passages", 3.0, 3.1, step=3),
    Span("worker 1", Stage.EMBED, "8 passages", 4.0, 5.0, step=3, shared=(1, 2)),
    Span(DISPATCHER, Stage.STORE, "8 passages", 5.0, 5.1, step=3),
    Span("worker 1", Stage.EMBED, "9 passages", 6.0, 7.0, 2, step=4),
    Span(WINDOW, Stage.STORE, "c.pdf", 8.0, 9.0, 3),
)
GAPS = (Gap(0.5, 0.9), Gap(4.2, 4.4), Gap(8.0, 9.0))


def test_of_a_document_all_is_written_that_was_done_for_it_also_together_with_others(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    writes_spans(Kind.TRACE, path, "a.pdf", SPANS, GAPS, {1})()
    trace = json.loads(path.read_text())
    check(trace)
    slices = [(one["cat"], one["args"].get("name")) for one in trace["traceEvents"] if one["ph"] == "X"]
    assert slices == [
        ("extract", "a.pdf"),
        ("lease", "8 passages"),
        ("embed", "8 passages"),
        ("store", "8 passages"),
        ("gap", None),
    ]
    assert [one["ph"] for one in trace["traceEvents"] if one["ph"] in "stf"] == ["s", "t", "f"]


def test_a_page_draws_the_gaps_too(tmp_path: Path) -> None:
    path = tmp_path / "all.html"
    writes_spans(Kind.REPORT, path, "All", SPANS, GAPS)()
    assert path.read_text(encoding="utf-8").count("Window held up for") == len(GAPS)
