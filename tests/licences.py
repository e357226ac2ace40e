"""Whether whatever is brought along has its licence text: in a checkout's environment, and in an unpacked bundle."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from importlib.metadata import Distribution
from pathlib import Path

_TEXT = re.compile(r"licen[cs]e|copying|notice", re.IGNORECASE)
# Python's own text is always there.
_PYTHON = ("libpython*", "python3*/lib-dynload/*")


class Texts:
    """The licence texts beside the libraries in one folder."""

    def __init__(self, folder: Path, licences: Path) -> None:
        self._folder = folder
        self._licences = licences
        self._table = tomllib.loads((licences / "parts.toml").read_text("utf-8"))

    def named(self) -> list[str]:
        """All that the table names."""
        return [*self._table["texts"], *(one["name"] for one in self._table["native"])]

    def of_part(self, name: str) -> list[Path]:
        """Of what the table names."""
        natives = [one["texts"] for one in self._table["native"] if one["name"] == name]
        return self._found(natives[0] if natives else self._table["texts"].get(name, []))

    def of_distribution(self, one: Distribution) -> list[Path]:
        """Of a library of Python's: its own, or what the table names instead."""
        names = re.compile(re.sub(r"[-_.]", "[-_.]", one.name) + r"-[^-]*\.dist-info", re.IGNORECASE)
        homes = [path for path in self._folder.glob("*.dist-info") if names.fullmatch(path.name)]
        own = [path for home in homes for path in home.rglob("*") if _TEXT.search(str(path.relative_to(home)))]
        return [path for path in own if path.is_file()] or self.of_part(one.name)

    def strangers(self, binaries: Iterable[Path], owners: set[str]) -> list[Path]:
        """Which binaries neither lie in a folder or file of these names, nor are named by the table with a text."""
        known = {path for pattern in _PYTHON for path in self._folder.glob(pattern)}
        for one in self._table["native"]:
            if self._found(one["texts"]):
                known |= {path for pattern in one["files"] for path in self._folder.glob(pattern)}
        relative = [path.relative_to(self._folder) for path in binaries if path not in known]
        return [path for path in relative if path.parts[0] not in owners]

    def _found(self, patterns: list[str]) -> list[Path]:
        """All of them, or none."""
        each = [[*self._licences.glob(one), *self._folder.glob(one)] for one in patterns]
        return [path for found in each for path in found] if all(each) else []
