"""What this window's own operations took so far, on this machine."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from enum import StrEnum

from engine.trace import Span, Stage


class Operation(StrEnum):
    """Something this program does again and again; the value is only a name."""

    LOOK_UP = "look up"
    SEARCH = "search"
    LIST_FILE = "list a file"
    EXTRACT_PAGE = "extract a page"
    EMBED_PASSAGE = "embed a passage"
    WORK_PAGE = "all work on a page"
    """Extracting, chunking, embedding and storing, in one thread."""


class Durations:
    """Means over everything that was measured with a library."""

    def __init__(self) -> None:
        self._seconds: dict[Operation, float] = {}
        self._times: dict[Operation, int] = {}
        self._work = 0.0
        self._pages = 0

    def remembered(self) -> str:
        """All of it as a text, for :meth:`recall`."""
        return json.dumps([self._seconds, self._times, self._work, self._pages])

    def recall(self, text: str) -> None:
        """Go on from what was remembered; what cannot be understood is left out."""
        with suppress(ValueError, TypeError, KeyError, AttributeError):
            seconds, times, work, pages = json.loads(text)
            known = [one for one in Operation if one in seconds and one in times]
            self._seconds = {one: float(seconds[one]) for one in known}
            self._times = {one: int(times[one]) for one in known}
            self._work, self._pages = float(work), int(pages)

    def note(self, operation: Operation, seconds: float, times: int = 1) -> None:
        """So long did so many of these take together."""
        self._seconds[operation] = self._seconds.get(operation, 0.0) + seconds
        self._times[operation] = self._times.get(operation, 0) + times

    def add(self, spans: Iterable[Span]) -> None:
        """Take in what was recorded."""
        for span in spans:
            match span.stage:
                case Stage.EXTRACT | Stage.CHUNK:
                    self._work += span.seconds
                    if span.stage is Stage.EXTRACT:
                        self._pages += span.pages
                        self.note(Operation.EXTRACT_PAGE, span.seconds, span.pages)
                case Stage.EMBED:
                    self._work += span.seconds
                    self.note(Operation.EMBED_PASSAGE, span.seconds, span.count)
                case Stage.STORE:
                    self._work += span.seconds
                case Stage.LIST:
                    self.note(Operation.LIST_FILE, span.seconds, span.count)
                case _:
                    pass

    def of(self, operation: Operation) -> float | None:
        """Seconds for one, on average; None before there was any."""
        if operation is Operation.WORK_PAGE:
            embedded = self._times.get(Operation.EMBED_PASSAGE, 0)
            return self._work / self._pages if self._pages and embedded else None
        times = self._times.get(operation, 0)
        return self._seconds[operation] / times if times else None
