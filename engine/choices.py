"""What a person has chosen: the settings file, and what stands above it."""

from __future__ import annotations

import json
import os
import re
import tempfile
import tomllib
from collections.abc import Mapping
from pathlib import Path

from engine.errors import MeanwhileError
from engine.paths import settings_file
from engine.phrases import word
from engine.records import Fault, Reason
from engine.settings import TABLE, Settings, Value

_TABLE_HEADER = re.compile(r"^\s*\[", re.MULTILINE)


class SettingsFileError(MeanwhileError):
    """The settings file cannot be read or written."""

    fault = Fault.MACHINE


class Choices:
    """Settings from the file, the environment and the command line, each above the one before.

    A file that is broken, or holds what is no setting's value, costs no more than that: ``problems`` says so and the
    default takes its place. Lines that this version does not know are kept as they are.

    Raises:
        UsageError: the environment or an override holds what is no setting's value.
    """

    def __init__(
        self,
        path: Path | None = None,
        environment: Mapping[str, str] = os.environ,
        overrides: Mapping[str, Value | None] | None = None,
    ) -> None:
        self.path = path or settings_file()
        self._environment = environment
        self._overrides = overrides or {}
        self.problems: tuple[Reason, ...] = ()
        self._stored = self._read() or {}
        self.settings = Settings.load(environment, self._stored, **self._overrides)

    def origin(self, name: str) -> str:
        """Where the value of a setting comes from: a flag, a variable, the file's path, or "" for the default."""
        entry = TABLE[name]
        if self._overrides.get(name) is not None:
            return entry.flag
        if entry.variable in self._environment:
            return entry.variable
        return str(self.path) if name in self._stored else ""

    def is_overridden(self, name: str) -> bool:
        """Whether what the file says of a setting has no effect at present."""
        return self.origin(name) not in ("", str(self.path))

    def reload(self) -> bool:
        """Take up what others have put into the file; whether other settings hold now.

        A file that cannot be understood, as while somebody writes in it by hand, changes nothing; ``problems`` says so.
        """
        stored = self._read()
        if stored is None:
            return False
        before, self._stored = self.settings, stored
        self.settings = Settings.load(self._environment, stored, **self._overrides)
        return self.settings != before

    def change(self, changes: Mapping[str, Value]) -> Settings:
        """Put new values into the file, whole or not at all, and return what holds now; defaults are taken out.

        Raises:
            SettingsFileError: the file is broken or cannot be written.
        """
        text = self._text()
        try:
            wanted = tomllib.loads(text)
            for name, value in changes.items():
                checked = TABLE[name].check(value)
                default = checked == TABLE[name].default
                text = _with_line(text, name, None if default else checked)
                wanted.pop(name, None)
                if not default:
                    wanted[name] = checked
            if not _says(text, wanted):
                raise ValueError(word("a line there is written in a way that only a person can change"))
        except ValueError as error:
            raise SettingsFileError(
                f"The settings file {self.path} cannot be changed: {error}.", "Correct it by hand, or remove it."
            ) from error
        self._write(text)
        self._stored = self._read() or {}
        self.settings = Settings.load(self._environment, self._stored, **self._overrides)
        return self.settings

    def _text(self) -> str:
        try:
            return self.path.read_text("utf-8")
        except FileNotFoundError:
            return ""
        except (OSError, UnicodeDecodeError) as error:
            raise SettingsFileError(f"The settings file {self.path} cannot be read: {error}.", "Remove it.") from error

    def _read(self) -> dict[str, Value] | None:
        """What the file says; None when it cannot be understood."""
        try:
            found = tomllib.loads(self._text())
        except (SettingsFileError, tomllib.TOMLDecodeError) as error:
            self.problems = (
                Reason(
                    f"The settings file {self.path} cannot be understood; the defaults are used.",
                    f"Correct or remove it: {error}",
                    Fault.MACHINE,
                ),
            )
            return None
        stored: dict[str, Value] = {}
        problems = []
        for name in found.keys() & TABLE.keys():
            try:
                stored[name] = TABLE[name].check(found[name])
            except ValueError as error:
                problems.append(
                    Reason(
                        f"In the settings file, {name} = {found[name]!r} {error}; the default is used.",
                        f"Correct it in {self.path}, or in the settings.",
                        Fault.MACHINE,
                    )
                )
        self.problems = tuple(problems)
        return stored

    def _write(self, text: str) -> None:
        temporary = None
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            # A link, as people who keep such files under version control have it, stays one.
            target = self.path.resolve()
            with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=target.parent, delete=False) as file:
                temporary = Path(file.name)
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(target)
        except OSError as error:
            if temporary is not None:
                temporary.unlink(missing_ok=True)
            raise SettingsFileError(
                f"The settings file {self.path} cannot be written: {error.strerror}.",
                "Check that there is space left and that you may write there.",
            ) from error


def _says(text: str, wanted: dict[str, object]) -> bool:
    try:
        return tomllib.loads(text) == wanted
    except tomllib.TOMLDecodeError:
        return False


def _with_line(text: str, name: str, value: Value | None) -> str:
    """The file's text with one line changed, added or (None) taken out; everything else stays, comments too."""
    header = _TABLE_HEADER.search(text)
    top, rest = (text[: header.start()], text[header.start() :]) if header else (text, "")
    # JSON's way to write whole numbers, true, false and quoted text is TOML's, too.
    line = "" if value is None else f"{name} = {json.dumps(value, ensure_ascii=False)}\n"
    found = re.compile(rf"^[ \t]*{name}[ \t]*=.*(\n|\Z)", re.MULTILINE)
    if found.search(top):
        return found.sub(lambda _: line, top, count=1) + rest
    if line and top and not top.endswith("\n"):
        top += "\n"
    return top + line + rest
