"""Makes spans of what workers say they measured, and believes none of it that cannot be."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from engine.trace import Recorder, Timing, clock, worker_track


class WorkerTracks:
    """One track per worker. A worker reads untrusted documents, so its figures may be made up: what would overlap
    with what it said before, or lies in the future, is left out.
    """

    def __init__(self, trace: Recorder) -> None:
        self._trace = trace
        self._ends: dict[int, float] = {}

    def add(
        self,
        worker: int,
        timings: Iterable[Timing],
        name: str,
        document_ids: Collection[int] = (),
        step: int | None = None,
        *,
        count: int = 1,
    ) -> None:
        """Record what a worker measured while it was at a step."""
        if not self._trace.on:
            return
        now = clock()
        end = self._ends.get(worker, 0.0)
        believed = []
        for one in timings:
            if end <= one.start <= one.end <= now:  # false with NaN, too
                believed.append(one)
                end = one.end
        self._ends[worker] = end
        self._trace.add(worker_track(worker), believed, name, document_ids, step=step, count=count)
