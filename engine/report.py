"""A report of a problem: log, versions, checks and the failing documents' facts in one file; never their content."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path, PurePath
from typing import Any

from engine import doctor
from engine.errors import MeanwhileError
from engine.log import log_files
from engine.records import DocumentRow, DocumentState
from engine.settings import Settings
from engine.store import documents
from engine.store.database import FILE_NAME, Database

_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
_FAILED = (DocumentState.FAILED, DocumentState.SET_ASIDE, DocumentState.UNSUPPORTED)


def write_report(library: Path, settings: Settings, output: Path, *, log: Sequence[Path] | None = None) -> None:
    """Pack everything that helps to find a problem into a zip file at ``output``; folders' names are left out of it.

    Raises:
        MeanwhileError: the file cannot be written.
    """
    checks = [asdict(check) for check in doctor.examine(library, settings)]
    facts = {"settings": asdict(settings), "checks": checks, "documents": _failing(library)}
    try:
        with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("facts.json", _without_home(json.dumps(facts, indent=2, ensure_ascii=False)))
            for path in log_files() if log is None else log:
                lines = path.read_text("utf-8", errors="replace").splitlines(keepends=True)
                archive.writestr(f"log/{path.name}", "".join(_without_folders(line) for line in lines))
    except OSError as error:
        raise MeanwhileError(
            f"The report cannot be written: {error.strerror or error}.", "Name another place with --output."
        ) from error


def _failing(library: Path) -> list[dict[str, Any]]:
    if not (library / FILE_NAME).exists():
        return []
    database = Database(library, read_only=True)
    try:
        found: list[dict[str, Any]] = []
        last = 0
        while ids := documents.ids(database, last):
            last = ids[-1]
            found += [_facts(row) for row in documents.rows(database, ids) if row.state in _FAILED]
        return found
    finally:
        database.close()


def _facts(row: DocumentRow) -> dict[str, Any]:
    name = PurePath(row.path).name
    return {
        "name": name.encode("utf-8", "replace").decode(),
        "state": row.state.value,
        "kind": row.kind,
        "size": row.size,
        "pages": row.pages,
        "pages_read": row.pages_read,
        "chunks": row.chunks,
        "attempts": row.attempts,
        "reason": None if row.reason is None else row.reason.message.replace(row.path, name),
    }


def _without_folders(line: str) -> str:
    """The line with each path that it quotes shortened to the name, wherever else the path stands in it, too."""
    for quoted in _QUOTED.findall(line):
        try:
            path = json.loads(quoted)
        except json.JSONDecodeError:
            continue
        if PurePath(path).is_absolute():
            line = line.replace(quoted[1:-1], PurePath(path).name).replace(path, PurePath(path).name)
    return _without_home(line)


def _without_home(text: str) -> str:
    home = Path.home()
    return text if home == home.parent else text.replace(str(home), "~")
