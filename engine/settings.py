"""One table of settings: defaults, help texts and environment variables all come from here."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from engine.errors import UsageError
from engine.records import ReadLimits

ENVIRONMENT_PREFIX = "MEANWHILE_"


def _setting(default: int, help_text: str, *, minimum: int, maximum: int) -> Any:
    return field(default=default, metadata={"help": help_text, "minimum": minimum, "maximum": maximum})


def _processors() -> int:
    """Processors this process may use, which in a container are fewer than the machine has."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Settings:
    """What can be chosen; every field is a whole number with a range.

    Raises:
        UsageError: from :meth:`load`, when a value is no number or out of range.
    """

    workers: int = _setting(0, "Worker processes; 0 means one per processor.", minimum=0, maximum=256)
    silence_seconds: int = _setting(
        60, "A worker that reports no progress for so long is ended.", minimum=1, maximum=86_400
    )
    max_file_mb: int = _setting(2048, "Larger files are not read.", minimum=1, maximum=1_048_576)
    max_unpacked_mb: int = _setting(1024, "Archives that unpack to more are not read.", minimum=1, maximum=1_048_576)
    worker_memory_mb: int = _setting(
        1536, "A worker that asks for more than this is refused, and replaced.", minimum=256, maximum=1_048_576
    )
    trace: int = _setting(1, "Record what runs when, for the timeline: 1 yes, 0 no.", minimum=0, maximum=1)

    @property
    def worker_count(self) -> int:
        """Worker processes to start; at least 1."""
        return self.workers or _processors()

    @property
    def read_limits(self) -> ReadLimits:
        """The bounds a read step works within."""
        megabyte = 1024**2
        return ReadLimits(
            max_file_bytes=self.max_file_mb * megabyte, max_unpacked_bytes=self.max_unpacked_mb * megabyte
        )

    @classmethod
    def load(cls, environment: Mapping[str, str] = os.environ, **overrides: int | None) -> Settings:
        """Defaults, then ``MEANWHILE_<NAME>`` from the environment, then what is passed here (None: not set)."""
        values: dict[str, int] = {}
        if unknown := overrides.keys() - {one.name for one in fields(cls)}:
            raise TypeError(f"no such setting: {', '.join(sorted(unknown))}")
        for one in fields(cls):
            variable = ENVIRONMENT_PREFIX + one.name.upper()
            given = overrides.get(one.name)
            if given is None and variable in environment:
                try:
                    given = int(environment[variable])
                except ValueError:
                    raise UsageError(
                        f"{variable} is {environment[variable]!r}, which is no whole number.", "Correct or unset it."
                    ) from None
            if given is None:
                continue
            low, high = one.metadata["minimum"], one.metadata["maximum"]
            if not low <= given <= high:
                raise UsageError(f"The setting {one.name} is {given}.", f"It must lie between {low} and {high}.")
            values[one.name] = given
        return cls(**values)
