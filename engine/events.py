"""What the engine tells whoever listens, through one plain callback.

The engine knows no screen: the command line draws bars from these events, the window turns them into signals.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from engine.records import Overview, Reason
from engine.trace import Span


@dataclass(frozen=True, slots=True)
class DocumentsListed:
    """New documents exist; ids ascend."""

    task_id: int
    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DocumentsChanged:
    """State or progress of these documents changed; what is new stands in the database already."""

    ids: frozenset[int]


@dataclass(frozen=True, slots=True)
class DocumentsRemoved:
    """These documents are no longer in the library."""

    ids: frozenset[int]


@dataclass(frozen=True, slots=True)
class OverviewChanged:
    """Fresh totals, at most a few times a second."""

    overview: Overview


@dataclass(frozen=True, slots=True)
class TaskDone:
    """All documents of a task are settled."""

    task_id: int


@dataclass(frozen=True, slots=True)
class AllRead:
    """Everything that was added can be found by its words."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a person should know that belongs to no single document, for example that work had to pause."""

    reason: Reason
    lasting: bool = False
    """Whether it holds until :class:`WorkGoesOn`."""


@dataclass(frozen=True, slots=True)
class WorkGoesOn:
    """What the last lasting notice was about is over."""


@dataclass(frozen=True, slots=True)
class SpansRecorded:
    """What ran since the last such event, at most ten times a second; only while tracing is on."""

    spans: tuple[Span, ...]


Event = (
    DocumentsListed
    | DocumentsChanged
    | DocumentsRemoved
    | OverviewChanged
    | TaskDone
    | AllRead
    | Notice
    | WorkGoesOn
    | SpansRecorded
)
Listener = Callable[[Event], None]
