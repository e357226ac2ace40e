"""How far the present work is, how fast it goes, and how long it will still take: all from what was measured.

Everything is counted in tokens, because embedding them is what takes the time. A document that is not read yet is
estimated by its size and by how many tokens a byte of the documents read so far has brought.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from engine.records import Overview, TaskState, TaskStatus, Totals
from engine.store import control, documents, queue
from engine.store.database import Database

_WINDOW_SECONDS = 30.0
_MIN_SECONDS = 2.0
_TOKENS_PER_BYTE = 0.05
"""Until something was read; between a PDF's and a plain text's."""
_RATE_NOTE = "tokens_per_second"


@dataclass(frozen=True, slots=True)
class Work:
    """Estimated tokens: embedded already, and in all."""

    done: float
    total: float


def estimate(totals: Sequence[Totals]) -> Work:
    """The work that documents are, from sums by state."""
    per_byte = tokens_per_byte(totals)
    # What a failed document lacks is nothing to wait for.
    total = sum(
        one.tokens_embedded if one.state.settled else one.tokens + (one.size - one.size_read) * per_byte
        for one in totals
    )
    return Work(sum(one.tokens_embedded for one in totals), total)


def tokens_per_byte(totals: Sequence[Totals]) -> float:
    """How many tokens a byte of these documents has brought."""
    size_read = sum(one.size_read for one in totals)
    return sum(one.tokens for one in totals) / size_read if size_read else _TOKENS_PER_BYTE


def task_status(database: Database, task_id: int, state: TaskState, *, running: bool) -> TaskStatus:
    """A task's progress; its ETA from the rate that the running process has noted."""
    totals = documents.totals(database, [task_id])
    work = estimate(totals)
    rate = float(database.noted(_RATE_NOTE) or 0)
    done = state is TaskState.DONE
    return TaskStatus(
        id=task_id,
        state=state,
        by_state={one.state: one.documents for one in totals},
        progress=1.0 if done else (work.done / work.total if work.total else 0.0),
        eta_seconds=(work.total - work.done) / rate if running and rate and state is TaskState.RUNNING else None,
    )


def seconds_per_byte(database: Database, workers: int) -> float | None:
    """What one thread takes for a byte of a document: the last rate of so many workers, and the tokens in a byte."""
    rate = float(database.noted(_RATE_NOTE) or 0)
    if not rate:
        return None
    return tokens_per_byte(documents.totals(database)) * workers / rate


class Progress:
    """Makes an :class:`Overview` from the database, and rates from successive ones."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.monotonic) -> None:
        self._database = database
        self._clock = clock
        self._history: deque[tuple[float, float, int]] = deque()
        self._done_before: float | None = None
        self._documents = 0
        self._reached = 0.0

    def overview(self, *, running: bool) -> Overview:
        """The library now; ``running``: whether this process works on it."""
        totals = documents.totals(self._database)
        work = estimate(totals)
        pages_read = sum(one.pages_read for one in totals)
        listing = queue.is_listing(self._database)
        unsettled = listing or any(not one.state.settled for one in totals)
        if not unsettled:
            self._done_before, self._reached = work.done, 0.0
            self._history.clear()
        rate, pages_rate = self._rates(work.done, pages_read) if unsettled and running else (None, None)
        return Overview(
            by_state={one.state: one.documents for one in totals},
            pages_read=pages_read,
            chunks=sum(one.chunks for one in totals),
            embedded=sum(one.embedded for one in totals),
            listing=listing,
            running=running and unsettled,
            progress=self._progress(work, sum(one.documents for one in totals)) if unsettled else 1.0,
            pages_per_second=pages_rate,
            tokens_per_second=rate,
            eta_seconds=(work.total - work.done) / rate if rate and not listing else None,
            paused=control.is_paused(self._database),
        )

    def note_rate(self, tokens_per_second: float) -> None:
        """Let other processes tell an ETA too."""
        self._database.note(_RATE_NOTE, f"{tokens_per_second:.1f}")

    def _progress(self, work: Work, documents_now: int) -> float:
        """The share that is done of what has been asked for since the library was last at rest.

        Only more documents make it fall: an estimate that proves too low does not.
        """
        if self._done_before is None:
            # Whatever belongs to a task that is not done is the present work, if another process began it.
            present = estimate(documents.totals(self._database, queue.open_tasks(self._database)))
            self._done_before = work.done - present.done
        if documents_now != self._documents:
            self._documents, self._reached = documents_now, 0.0
        span = work.total - self._done_before
        share = (work.done - self._done_before) / span if span > 0 else 0.0
        self._reached = max(self._reached, min(1.0, share))
        return self._reached

    def _rates(self, tokens: float, pages: int) -> tuple[float | None, float | None]:
        """Tokens and pages per second over the last half minute; None while too little was seen."""
        now = self._clock()
        self._history.append((now, tokens, pages))
        while now - self._history[0][0] > _WINDOW_SECONDS:
            self._history.popleft()
        then, tokens_then, pages_then = self._history[0]
        if now - then < _MIN_SECONDS:
            return None, None
        seconds = now - then
        # Less than before when documents were removed: then the rate is not known.
        return (
            (tokens - tokens_then) / seconds if tokens > tokens_then else None,
            (pages - pages_then) / seconds if pages > pages_then else None,
        )
