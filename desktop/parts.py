"""What this program is made of: every library it brings along, with version and licence, as they say themselves."""

from __future__ import annotations

import platform
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from importlib.metadata import version as version_of
from pathlib import Path

import apsw
from PySide6.QtCore import qVersion

from engine.paths import resources
from models import catalogue

PROGRAM = "meanwhile-desktop"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_OF_NONE = re.compile(r";.*\bextra\b")


@dataclass(frozen=True, slots=True)
class Part:
    """One library, or what else is brought along; the version is empty where it is not told."""

    name: str
    version: str
    licence: str


def parts(program: str = PROGRAM) -> list[Part]:
    """The program first, then Python, Qt, SQLite and the model, then all libraries in the order of the alphabet."""
    return foundations(program) + sorted(libraries(program), key=by_name)


def foundations(program: str = PROGRAM) -> list[Part]:
    """The program, and what it stands on."""
    return [
        Part("Meanwhile", version_of(program), "Apache-2.0"),
        Part("Python", platform.python_version(), "PSF-2.0"),
        Part("Qt", qVersion(), "LGPL-3.0-only"),
        Part("SQLite", apsw.sqlite_lib_version(), "blessing (public domain)"),
        Part(catalogue.DEFAULT.id, "", catalogue.DEFAULT.licence),
    ]


def by_name(part: Part) -> str:
    """The order of the alphabet."""
    return part.name.lower()


def libraries(program: str = PROGRAM) -> Iterator[Part]:
    """All libraries, in no order; each takes some milliseconds to look up."""
    yield from _native(Path(apsw.__file__).parents[1])
    seen = {_key(program)}
    waiting = _needed(distribution(program))
    while waiting:
        name = waiting.pop()
        if _key(name) in seen:
            continue
        seen.add(_key(name))
        try:
            one = distribution(name)
        except PackageNotFoundError:
            continue  # wanted on other systems only, or left out on purpose
        waiting += _needed(one)
        yield Part(one.metadata["Name"], one.version, _licence(one))


def _native(folder: Path) -> Iterator[Part]:
    """What libraries of Python's bring along themselves, and a package from the system, as far as it is there."""
    table = tomllib.loads((resources() / "licences" / "parts.toml").read_text("utf-8"))
    for one in table["native"]:
        if any(path for pattern in one["files"] for path in folder.glob(pattern)):
            yield Part(one["name"], "", one["licence"])


def _needed(one: Distribution) -> list[str]:
    wanted = [text for text in one.requires or [] if not _OF_NONE.search(text)]
    return [match.group() for text in wanted if (match := _NAME.match(text))]


def _licence(one: Distribution) -> str:
    facts = one.metadata.json
    said = str(facts.get("license_expression", ""))
    if not said:
        classifiers = [text for text in facts.get("classifier", []) if text.startswith("License ::")]
        said = ", ".join(text.rpartition(":: ")[2] for text in classifiers)
    if not said:
        # Some put the whole text there.
        said = str(facts.get("license", "")).strip().partition("\n")[0]
    return said or "?"


def _key(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
