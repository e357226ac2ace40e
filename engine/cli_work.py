"""Works the queue off for a command: draws the progress, heeds signals, prints the figures."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from engine.cli_output import Watcher, duration, print_documents, print_json, say
from engine.events import Notice
from engine.library import Library
from engine.phrases import counted
from engine.pool.meter import Meter
from engine.records import TROUBLED, DocumentRow, DocumentState, Mode, Reason


def work_off(opened: Library, watcher: Watcher, mode: Mode, task_ids: list[int], began: float, *, as_json: bool) -> int:
    """Work the queue off with progress on the way and figures at the end; returns the exit code.

    Args:
        opened: the library, which tells ``watcher`` what happens.
        watcher: draws the progress.
        mode: how the steps are run.
        task_ids: whose documents the figures are about.
        began: when the command did, on the monotonic clock.
        as_json: print the figures as one JSON object.

    Raises:
        KeyboardInterrupt: it was asked to end.
    """
    if opened.is_paused():
        watcher(Notice(Reason("Work is paused.", "Go on with meanwhile resume.")))
    with Meter() as meter, watcher.drawing(), _stopped_by_signals(opened):
        opened.run(mode)
    seconds = time.monotonic() - began
    totals = opened.totals(task_ids)
    counts = {one.state: one.documents for one in totals}
    pages = sum(one.pages_read for one in totals)
    facts = {
        "task": task_ids[-1] if task_ids else None,
        "mode": mode.value,
        "workers": opened.settings.worker_count if mode is Mode.BACKGROUND else 0,
        "documents": sum(counts.values()),
        "ready": counts.get(DocumentState.READY, 0),
        "failed": counts.get(DocumentState.FAILED, 0),
        "set_aside": counts.get(DocumentState.SET_ASIDE, 0),
        "unsupported": counts.get(DocumentState.UNSUPPORTED, 0),
        "pages": pages,
        "chunks": sum(one.chunks for one in totals),
        "tokens": sum(one.tokens for one in totals),
        "seconds": seconds,
        "cpu_seconds": meter.cpu_seconds,
        "peak_memory_mb": meter.peak_memory_mb,
        "pages_per_second": pages / seconds,
        "searchable_after_seconds": None if watcher.all_read_at is None else watcher.all_read_at - began,
    }
    failed = sum(counts.get(state, 0) for state in TROUBLED)
    if as_json:
        print_json(facts)
    elif not counts:
        say("There are no documents in what was added." if task_ids else "There is nothing to do.")
    else:
        say(
            f"{facts['ready']:,} of {counted('%Ln document(s)', sum(counts.values()))} ready: "
            f"{counted('%Ln page(s)', pages)}, {counted('%Ln chunk(s)', sum(one.chunks for one in totals))}"
            f" in {duration(seconds)}"
            f" ({facts['pages_per_second']:.1f} pages/s)."
        )
        print_documents([row for row in rows_of_tasks(opened, task_ids) if row.reason is not None])
    return 1 if failed else 0


@contextmanager
def _stopped_by_signals(opened: Library) -> Iterator[None]:
    """End the work between two steps when asked to end, and at once when asked twice.

    An exception that comes from nowhere could hit a transaction between its beginning and whoever rolls it back.

    Raises:
        KeyboardInterrupt: it was asked to end.
    """
    asked = False

    def stop(*_: object) -> None:
        nonlocal asked
        if asked:
            raise KeyboardInterrupt
        asked = True
        opened.stop()

    before = {one: signal.signal(one, stop) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
    if asked:
        raise KeyboardInterrupt


def rows_of_tasks(opened: Library, task_ids: Sequence[int]) -> Iterator[DocumentRow]:
    """The documents of these tasks, each once."""
    ids = sorted({one for task_id in task_ids for one in opened.task_document_ids(task_id)})
    yield from opened.rows(ids)
