"""Which documents may answer: those that the filters of a query leave, within those a person has chosen."""

from __future__ import annotations

import json
import os
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from engine.errors import QueryError
from engine.phrases import phrase
from engine.records import Query
from engine.search.spelling import plain
from engine.store.database import Database

FEW = 20_000
"""Up to so many chunks are looked up one by one; more are left to each ranking to pass over."""
_KINDS = {
    "word": "word docx doc odt document",
    "slides": "slides pptx ppt odp presentation powerpoint",
    "sheet": "sheet xlsx xls ods spreadsheet excel",
    "e-book": "e-book ebook epub book",
    "web page": "web html htm page website",
    "mail": "mail email e-mail eml msg",
    "text": "text txt plain",
    "markdown": "markdown md",
    "rich text": "rtf",
    "code": "code source",
    "pdf": "pdf",
}
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in words.split()}
DATE = """
    coalesce(nullif(substr(json_extract(facts, '$.created'), 1, 10), ''),
        (SELECT date(max(mtime_ns) / 1000000000, 'unixepoch', 'localtime') FROM locations
            WHERE document_id = documents.id), '')
"""
"""The day of a document, in SQL: what it says of itself, otherwise when its file was last changed."""


@dataclass(frozen=True, slots=True)
class Allowed:
    """The documents that may answer."""

    documents: frozenset[int] | None
    """None: all."""
    chunks: int
    """How many they have in all, if they are not all."""
    listed: str | None
    """Their ids as JSON."""
    without: int = 0
    """The id of one that may not; 0: none."""

    @property
    def is_few(self) -> bool:
        """Whether their texts can be looked up one by one."""
        return self.documents is not None and self.chunks <= FEW

    def admits(self, document_id: int) -> bool:
        """Whether this document may answer."""
        return document_id != self.without and (self.documents is None or document_id in self.documents)

    def condition(self, text_id: str) -> tuple[str, tuple[str | int | None, ...]]:
        """SQL that holds for texts of these documents, and its bindings."""
        if self.documents is None and not self.without:
            return "1", ()
        if self.is_few:
            return (
                f"+{text_id} IN (SELECT text_id FROM chunks WHERE document_id IN (SELECT value FROM json_each(?))"  # noqa: S608
                " AND document_id <> ?)",
                (self.listed, self.without),
            )
        bindings = (self.without,) if self.listed is None else (self.without, self.listed)
        among = "" if self.listed is None else " AND +document_id IN (SELECT value FROM json_each(?))"
        return (
            f"EXISTS (SELECT 1 FROM chunks WHERE text_id = {text_id} AND +document_id <> ?{among})",  # noqa: S608
            bindings,
        )

    def texts(self, database: Database) -> set[int]:
        """Ids of their texts; for few only."""
        return {
            row[0]
            for row in database.rows(
                "SELECT text_id FROM chunks WHERE document_id IN (SELECT value FROM json_each(?)) AND document_id <> ?",
                (self.listed, self.without),
            )
        }


EVERYTHING = Allowed(None, 0, None)
"""All documents."""


def allowed(database: Database, query: Query, within: Sequence[int] | None = None, without: int = 0) -> Allowed:
    """The documents that may answer; ``without``: the id of one that may not.

    Raises:
        QueryError: no document is of the type that is asked for.
    """
    if not query.has_filters and within is None:
        return Allowed(None, 0, None, without)
    if query.has_filters:
        rows = _matching(database, query, within)
    else:
        rows = database.rows(
            "SELECT id, chunks FROM documents WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(within),)
        )
    ids = frozenset(row[0] for row in rows)
    return Allowed(ids, sum(row[1] for row in rows), json.dumps(sorted(ids)), without)


def _matching(database: Database, query: Query, within: Sequence[int] | None) -> list[Any]:
    """(id, chunks) of each document that passes all filters."""
    sql = "SELECT documents.id, chunks, kind, path"
    rows = database.rows(
        f"{sql} FROM documents JOIN locations ON document_id = documents.id"  # noqa: S608 - constants
        " WHERE chunks > 0 AND (?1 IS NULL OR documents.id IN (SELECT value FROM json_each(?1)))"
        f" AND (?2 = '' OR {DATE} >= ?2) AND (?3 = '' OR ({DATE} < ?3 AND {DATE} <> ''))",
        (None if within is None else json.dumps(within), query.after, query.before),
    )
    is_type = _is_type(database, query.types)
    in_folder = _in_folder(query.folders)
    names = [folded(name) for name in query.names]
    found = {}
    for document_id, chunks, kind, raw in rows:
        path = PurePath(os.fsdecode(raw))
        name = folded(path.name)
        if is_type(kind, name) and in_folder(path) and all(part in name for part in names):
            found[document_id] = (document_id, chunks)
    return list(found.values())


def _is_type(database: Database, types: Sequence[str]) -> Callable[[str, str], bool]:
    kinds = {_KIND_OF.get(one, one) for one in types}
    endings = tuple(f".{one}" for one in types)
    if types and not database.value(
        "SELECT EXISTS (SELECT 1 FROM documents WHERE lower(kind) IN (SELECT value FROM json_each(?1)))"
        " OR EXISTS (SELECT 1 FROM locations, json_each(?2)"
        " WHERE lower(CAST(locations.path AS TEXT)) LIKE '%' || value)",
        (json.dumps(sorted(kinds)), json.dumps(endings)),
    ):
        here = [row[0] for row in database.rows("SELECT DISTINCT kind FROM documents WHERE kind <> '' ORDER BY kind")]
        raise QueryError(
            f"No document here is of the type “{types[0]}”.",
            phrase("There are: {}. A file name's ending works too.", ", ".join(here)) if here else "",
        )

    def is_type(kind: str, name: str) -> bool:
        return not types or kind.lower() in kinds or name.endswith(endings)

    return is_type


def _in_folder(folders: Sequence[str]) -> Callable[[PurePath], bool]:
    wanted = [_parts(PurePath(os.path.expanduser(folder))) for folder in folders]  # noqa: PTH111 - not of a Path

    def in_folder(path: PurePath) -> bool:
        parts = _parts(path.parent)
        return not wanted or any(
            parts[start : start + len(one)] == one for one in wanted for start in range(len(parts) - len(one) + 1)
        )

    return in_folder


def _parts(path: PurePath) -> list[str]:
    return [folded(part) for part in path.parts]


def folded(text: str) -> str:
    """Text without case and accents, to compare names by."""
    bare = "".join(one for one in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(one))
    return plain(bare)
