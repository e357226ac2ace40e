"""One table of settings: command line, environment, settings file, dialog and documentation all come from here."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from pathlib import Path
from typing import Any

from engine.errors import UsageError
from engine.paths import default_library
from engine.phrases import phrase, word
from engine.records import Mode, ReadLimits
from models import catalogue

ENVIRONMENT_PREFIX = "MEANWHILE_"
Value = int | bool | str
"""What a setting holds, and what the settings file can say."""

_YES, _NO = ("1", "yes", "true", "on"), ("0", "no", "false", "off")


class Group(StrEnum):
    """What a setting is about; the value is the heading above it."""

    LIBRARY = "Library"
    WORK = "Work"
    DOCUMENTS = "Documents"
    WINDOW = "Window"
    INSIDE = "Inside"
    """Of no use to most people: not in the dialog."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the table."""

    name: str
    default: Value
    group: Group
    label: str
    help: str
    minimum: int = 0
    maximum: int = 0
    unit: str = ""
    zero: str = ""
    """What 0 means, in words, where it is no number."""
    choices: tuple[tuple[str, str], ...] = ()
    """Value and label of each, if it is a choice."""
    at_start: bool = False
    """Whether it takes effect at the next start only; all others do at once."""

    @property
    def variable(self) -> str:
        """Its environment variable."""
        return ENVIRONMENT_PREFIX + self.name.upper()

    @property
    def flag(self) -> str:
        """Its option on the command line."""
        return "--" + self.name.replace("_", "-")

    def parse(self, text: str) -> Value:
        """The value that a person wrote.

        Raises:
            ValueError: it is none; says why in words that follow the value.
        """
        if isinstance(self.default, bool):
            if text.strip().lower() in (*_YES, *_NO):
                return text.strip().lower() in _YES
            raise ValueError(word("is neither yes nor no"))
        if isinstance(self.default, int):
            try:
                return self.check(int(text))
            except ValueError:
                if re.fullmatch(r"\s*[+-]?\d+\s*", text):
                    raise
                raise ValueError(word("is no whole number")) from None
        return self.check(text)

    def check(self, value: object) -> Value:
        """The value, if it is one for this setting.

        Raises:
            ValueError: it is not; as in :meth:`parse`.
        """
        if isinstance(self.default, bool):
            if value in (True, False):
                return bool(value)
            raise ValueError(word("is neither yes nor no"))
        if isinstance(self.default, int):
            if not isinstance(value, int) or isinstance(value, bool):
                raise ValueError(word("is no whole number"))
            if not self.minimum <= value <= self.maximum:
                raise ValueError(phrase("does not lie between {} and {}", f"{self.minimum}", f"{self.maximum}"))
            return value
        if not isinstance(value, str):
            raise ValueError(word("is no text"))
        known = [one for one, _ in self.choices]
        if known and value not in known:
            raise ValueError(phrase("is none of: {}", ", ".join(known)))
        return str(value)


def _setting(default: Value, group: Group, label: str, help_text: str, **facts: Any) -> Any:
    return field(default=default, metadata={"group": group, "label": label, "help": help_text, **facts})


def _processors() -> int:
    """Processors this process may use, which in a container are fewer than the machine has."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


_MODES = ((Mode.BACKGROUND.value, "Background"), (Mode.ASYNC.value, "Async I/O"), (Mode.BLOCKING.value, "Blocking"))


@dataclass(frozen=True, slots=True)
class Settings:
    """What can be chosen.

    Raises:
        UsageError: from :meth:`load`, when a value is none of its setting.
    """

    library: str = _setting(
        "", Group.LIBRARY, "Folder", "The library that is used when none is named; empty: in your data folder."
    )
    model: str = _setting(
        catalogue.DEFAULT.id,
        Group.LIBRARY,
        "Embedding model",
        "What turns passages and queries into vectors.",
        choices=tuple((one, one) for one in catalogue.ids()),
    )
    mode: str = _setting(
        Mode.BACKGROUND.value,
        Group.WORK,
        "Run documents",
        "How the documents that are added next are run; only Background leaves the window free.",
        choices=_MODES,
    )
    workers: int = _setting(
        0, Group.WORK, "Workers", "Processes that read and embed.", maximum=256, zero="One per processor"
    )
    processor_share: int = _setting(
        100,
        Group.WORK,
        "Share of the processor",
        "Workers rest between steps, so that each uses no more than this share of its processor.",
        minimum=10,
        maximum=100,
        unit="%",
    )
    give_way: bool = _setting(
        True,
        Group.WORK,
        "Give way",
        "Workers leave the processor to any other program that wants it.",
    )
    pause_on_battery: bool = _setting(
        False, Group.WORK, "Pause on battery", "Begin nothing new while the machine runs on its battery."
    )
    worker_memory_mb: int = _setting(
        1536,
        Group.WORK,
        "Memory per worker",
        "A worker that asks for more than this is refused, and replaced.",
        minimum=256,
        maximum=1_048_576,
        unit="MB",
    )
    max_file_mb: int = _setting(
        2048, Group.DOCUMENTS, "Largest file", "Larger files are not read.", minimum=1, maximum=1_048_576, unit="MB"
    )
    max_unpacked_mb: int = _setting(
        1024,
        Group.DOCUMENTS,
        "Largest archive",
        "Archives and office documents that unpack to more are not read.",
        minimum=1,
        maximum=1_048_576,
        unit="MB",
    )
    skip_types: str = _setting(
        "",
        Group.DOCUMENTS,
        "Leave out",
        "Endings of files that are passed over in folders, for example: log bak tmp.",
    )
    theme: str = _setting(
        "system",
        Group.WINDOW,
        "Colours",
        "Light or dark.",
        choices=(("system", "As the system"), ("light", "Light"), ("dark", "Dark")),
    )
    language: str = _setting(
        "system",
        Group.WINDOW,
        "Language",
        "The language of the window.",
        choices=(("system", "As the system"), ("en", "English"), ("de", "Deutsch")),
        at_start=True,
    )
    on_close: str = _setting(
        "ask",
        Group.WINDOW,
        "Closing the window",
        "What happens to the work that is not done when the window is closed.",
        choices=(("ask", "Ask"), ("work", "Work on until all is done"), ("quit", "Quit, and go on at the next start")),
    )
    notify: bool = _setting(
        True,
        Group.WINDOW,
        "Notifications",
        "Tell when a long task is done or needs attention and the window is not in front.",
    )
    stay_awake: bool = _setting(
        False, Group.WINDOW, "Keep the machine awake", "While the window has work, the machine does not go to sleep."
    )
    silence_seconds: int = _setting(
        60,
        Group.INSIDE,
        "Silence",
        "A worker that reports no progress for so long is ended.",
        minimum=1,
        maximum=86_400,
        unit="s",
    )
    max_unpack_ratio: int = _setting(
        200,
        Group.INSIDE,
        "Unpacking",
        "Archives and office documents that unpack to more than so many times their size are not read.",
        minimum=2,
        maximum=1_000_000,
    )
    max_archive_parts: int = _setting(
        100_000,
        Group.INSIDE,
        "Parts of an archive",
        "Archives and office documents with more parts are not read.",
        minimum=1,
        maximum=10_000_000,
    )
    trace: bool = _setting(True, Group.INSIDE, "Timeline", "Record what runs when, for the timeline.")

    @property
    def library_folder(self) -> Path:
        """Where the library is."""
        return Path(self.library).expanduser() if self.library else default_library()

    @property
    def worker_count(self) -> int:
        """Worker processes to start; at least 1."""
        return self.workers or _processors()

    @property
    def read_limits(self) -> ReadLimits:
        """The bounds a read step works within."""
        megabyte = 1024**2
        return ReadLimits(
            max_file_bytes=self.max_file_mb * megabyte,
            max_unpacked_bytes=self.max_unpacked_mb * megabyte,
            max_unpack_ratio=self.max_unpack_ratio,
            max_archive_parts=self.max_archive_parts,
        )

    @property
    def skipped_endings(self) -> tuple[str, ...]:
        """Endings of names to pass over, in lower case with their dot."""
        words = re.split(r"[\s,;]+", self.skip_types.lower())
        return tuple(sorted({"." + word.lstrip("*.") for word in words if word.lstrip("*.")}))

    @classmethod
    def load(
        cls,
        environment: Mapping[str, str] = os.environ,
        stored: Mapping[str, Value] | None = None,
        **overrides: Value | None,
    ) -> Settings:
        """Defaults, then what is ``stored``, then the environment, then what is passed here (None: not set)."""
        if unknown := overrides.keys() - TABLE.keys():
            raise TypeError(f"no such setting: {', '.join(sorted(unknown))}")
        values: dict[str, Any] = dict(stored or {})
        for entry in TABLE.values():
            given = overrides.get(entry.name)
            if given is not None:
                values[entry.name] = _checked(entry, entry.flag, given)
            elif entry.variable in environment:
                values[entry.name] = _checked(entry, entry.variable, environment[entry.variable], parse=True)
        return cls(**values)


def _checked(entry: Entry, where: str, value: Value, *, parse: bool = False) -> Value:
    try:
        return entry.parse(str(value)) if parse else entry.check(value)
    except ValueError as error:
        raise UsageError(f"{where} is {value!r}, which {error}.", "Correct it, or leave it out.") from None


TABLE: dict[str, Entry] = {
    one.name: Entry(one.name, one.default, **one.metadata)  # type: ignore[arg-type]  # every one has a default
    for one in fields(Settings)
}
"""All settings by their names, in the order in which people see them."""

OF_WORK = tuple(
    one.name
    for one in TABLE.values()
    if one.group in (Group.WORK, Group.DOCUMENTS, Group.INSIDE) and one.name != "mode"
)
"""Names of the settings by which documents are worked on, in whichever mode."""
