"""What running documents in the window itself would cost, before it is done."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

WARN_SECONDS = 2.0
"""A wait that is shorter than this is run without asking."""
FIRST_SECONDS = 8.0
"""How much of a large drop is offered to be run in the chosen mode: enough to feel it."""
WALK_SECONDS = 3.0
"""How long folders are looked through before the answer is "at least"."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a drop would take, run in one thread."""

    paths: tuple[str, ...]
    """As they were dropped."""
    files: int
    size: int
    """Bytes."""
    complete: bool
    """Whether all folders were looked through."""
    seconds_per_byte: float | None
    """As measured on this machine with this library; None before anything was."""
    first: tuple[str, ...]
    """The files at the beginning that are offered to be run in the chosen mode."""
    first_size: int

    @property
    def seconds(self) -> float | None:
        """How long all of it would take."""
        return None if self.seconds_per_byte is None else self.size * self.seconds_per_byte

    @property
    def first_seconds(self) -> float | None:
        """How long the first files would take."""
        return None if self.seconds_per_byte is None else self.first_size * self.seconds_per_byte

    @property
    def worth_asking(self) -> bool:
        """Whether a person should be asked before."""
        if self.seconds is None:
            return self.files > 1 or self.size > _UNMEASURED_SIZE
        return self.seconds > WARN_SECONDS


@dataclass(frozen=True, slots=True)
class Survey:
    """What it would cost to compare the modes with documents of the library."""

    ids: tuple[int, ...]
    """As they were asked about."""
    cost: Cost
    """Without those that were set aside: in two modes they would take the window along."""
    set_aside: tuple[str, ...]
    """Their paths."""


_UNMEASURED_SIZE = 100_000
"""Bytes that surely take but a moment."""
_UNMEASURED_FILES = 3
"""So many files are offered to be run first, as long as nobody knows how long they take."""


def cost_of(paths: Sequence[str], seconds_per_byte: float | None) -> Cost:
    """Look through what was dropped; may take :data:`WALK_SECONDS`, so not in the window's thread."""
    until = time.monotonic() + WALK_SECONDS
    files = size = first_size = 0
    first: list[str] = []
    complete = True
    first_limit = FIRST_SECONDS / seconds_per_byte if seconds_per_byte else 2 * _UNMEASURED_SIZE
    first_files = None if seconds_per_byte else _UNMEASURED_FILES
    for path, bytes_ in _files(paths):
        files += 1
        size += bytes_
        # The first document always, however long it is; then as long as they fit.
        fits = len(first) == files - 1 and first_size + bytes_ <= first_limit and len(first) != first_files
        if not first or fits:
            first.append(path)
            first_size += bytes_
        if time.monotonic() > until:
            complete = False
            break
    return Cost(tuple(paths), files, size, complete, seconds_per_byte, tuple(first), first_size)


def _files(paths: Sequence[str]) -> Iterator[tuple[str, int]]:
    for path in paths:
        if not os.path.isdir(path):  # noqa: PTH112 - names need not be valid text
            yield from _file(path)
            continue
        for folder, folders, names in os.walk(path):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(names):
                if not name.startswith("."):
                    yield from _file(os.path.join(folder, name))  # noqa: PTH118 - as above


def _file(path: str) -> Iterator[tuple[str, int]]:
    try:
        yield path, os.stat(path).st_size  # noqa: PTH116 - as above
    except (OSError, ValueError):
        # It costs nothing; whoever reads it says what is wrong with it.
        return
