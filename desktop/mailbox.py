"""Between the engine's thread and the window's: many events go in, what became of them is taken out at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Lock

from engine.events import (
    DocumentsChanged,
    DocumentsListed,
    DocumentsRemoved,
    Event,
    Notice,
    OverviewChanged,
    SpansRecorded,
    TaskDone,
    WorkGoesOn,
)
from engine.records import Overview
from engine.trace import CAPACITY, Span


@dataclass(slots=True)
class Merged:
    """What happened since the last look: a document that changed a hundred times stands here once."""

    listed: list[int] = field(default_factory=list)
    changed: set[int] = field(default_factory=set)
    removed: set[int] = field(default_factory=set)
    overview: Overview | None = None
    notices: list[Notice | WorkGoesOn] = field(default_factory=list)
    done_tasks: list[int] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)


class Mailbox:
    """Merges events of the engine's thread until the window's thread takes them; each may call at any time."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._merged = Merged()
        self._announced = False

    def put(self, event: Event) -> bool:
        """Merge one event in; True when nobody was told yet that there is something to take."""
        with self._lock:
            merged = self._merged
            match event:
                case DocumentsListed(ids=ids):
                    merged.listed.extend(ids)
                case DocumentsChanged(ids=ids):
                    merged.changed |= ids
                case DocumentsRemoved(ids=ids):
                    merged.removed |= ids
                case OverviewChanged(overview=overview):
                    merged.overview = overview
                case TaskDone(task_id=task_id):
                    merged.done_tasks.append(task_id)
                case Notice() | WorkGoesOn():
                    merged.notices.append(event)
                case SpansRecorded(spans=spans):
                    # A window that is dead for an hour takes nothing: then the oldest are of no use to anybody.
                    merged.spans.extend(spans)
                    del merged.spans[:-CAPACITY]
            announce = not self._announced
            self._announced = True
            return announce

    def take(self) -> Merged:
        """All that came in since the last call."""
        with self._lock:
            taken, self._merged = self._merged, Merged()
            self._announced = False
            return taken
