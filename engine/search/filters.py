"""Which documents may answer: those that the filters of a query leave, within those a person has chosen."""

from __future__ import annotations

import json
import os
import unicodedata
from collections.abc import Callable, Iterable, Sequence
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
    without: frozenset[int] = frozenset()
    """Of all, those that may not."""
    listed: str = "[]"
    """The ids of either as JSON."""

    @property
    def is_few(self) -> bool:
        """Whether their texts can be looked up one by one."""
        return self.documents is not None and self.chunks <= FEW

    def admits(self, document_id: int) -> bool:
        """Whether this document may answer."""
        return document_id not in self.without if self.documents is None else document_id in self.documents

    def condition(self, text_id: str) -> tuple[str, tuple[str, ...]]:
        """SQL that holds for texts of these documents, and its bindings."""
        if self.is_few:
            return f"+{text_id} IN ({_TEXTS_OF})", (self.listed,)
        if self.documents is None and not self.without:
            return "1", ()
        chosen = "NOT IN" if self.documents is None else "IN"
        return (
            f"EXISTS (SELECT 1 FROM chunks WHERE text_id = {text_id}"  # noqa: S608 - constants
            f" AND +document_id {chosen} (SELECT value FROM json_each(?)))",
            (self.listed,),
        )

    def texts(self, database: Database) -> set[int]:
        """Ids of their texts; for few only."""
        return {row[0] for row in database.rows(_TEXTS_OF, (self.listed,))}


EVERYTHING = Allowed(None, 0)
"""All documents."""
_CHUNKS_OF = "SELECT id, chunks FROM documents WHERE id IN (SELECT value FROM json_each(?))"
_TEXTS_OF = "SELECT text_id FROM chunks WHERE document_id IN (SELECT value FROM json_each(?))"


def allowed(database: Database, query: Query, within: Sequence[int] | None = None, without: int = 0) -> Allowed:
    """The documents that may answer; ``without``: the id of one that may not.

    Raises:
        QueryError: no document has the type, folder or name that is asked for.
    """
    if not query.has_filters and within is None:
        return _all_but(frozenset({without} if without else ()))
    rows = _matching(database, query, within) if query.has_filters else database.rows(_CHUNKS_OF, (json.dumps(within),))
    return _only(row for row in rows if row[0] != without)


def others(database: Database, among: Allowed, without: frozenset[int]) -> Allowed | None:
    """The documents that may answer, without some more of them; None when no other may."""
    if among.documents is None:
        left = _all_but(among.without | without)
        chosen = "FROM documents WHERE chunks > 0 AND id NOT IN (SELECT value FROM json_each(?))"
        if database.value(f"SELECT coalesce(sum(chunks), 0) {chosen}", (left.listed,)) > FEW:
            return left
        left = _only(database.rows(f"SELECT id, chunks {chosen}", (left.listed,)))
    else:
        left = _only(database.rows(_CHUNKS_OF, (_listed(among.documents - without),)))
    return left if left.documents else None


def _all_but(without: frozenset[int]) -> Allowed:
    return Allowed(None, 0, without, _listed(without))


def _only(rows: Iterable[tuple[int, int]]) -> Allowed:
    """Only these documents, of each of which id and number of chunks are given."""
    chunks = dict(rows)
    return Allowed(frozenset(chunks), sum(chunks.values()), listed=_listed(chunks))


def _listed(ids: Iterable[int]) -> str:
    return json.dumps(sorted(ids))


def _matching(database: Database, query: Query, within: Sequence[int] | None) -> list[Any]:
    """(id, chunks) of each document that passes all filters."""
    sql = "SELECT documents.id, chunks, kind, path"
    rows = database.rows(
        f"{sql} FROM documents JOIN locations ON document_id = documents.id"  # noqa: S608 - constants
        " WHERE chunks > 0 AND (?1 IS NULL OR documents.id IN (SELECT value FROM json_each(?1)))"
        f" AND (?2 = '' OR {DATE} >= ?2) AND (?3 = '' OR ({DATE} < ?3 AND {DATE} <> ''))",
        (None if within is None else json.dumps(within), query.after, query.before),
    )
    _check_types(database, query.types)
    is_type, is_other_type = _is_type(query.types), _is_type(query.without_types)
    in_folder, in_other_folder = _in_folder(query.folders), _in_folder(query.without_folders)
    parts, other_parts = list(map(folded, query.names)), list(map(folded, query.without_names))
    found: dict[int, tuple[int, int]] = {}
    left_out: set[int] = set()
    for document_id, chunks, kind, raw in rows:
        path = PurePath(os.fsdecode(raw))
        name = folded(path.name)
        if is_other_type(kind, name) or in_other_folder(path) or any(part in name for part in other_parts):
            left_out.add(document_id)
        elif (
            (not query.types or is_type(kind, name))
            and (not query.folders or in_folder(path))
            and all(part in name for part in parts)
        ):
            found[document_id] = (document_id, chunks)
    if not found:
        _check_places(database, query)
    return [row for document_id, row in found.items() if document_id not in left_out]


def _check_types(database: Database, types: Sequence[str]) -> None:
    if types and not database.value(
        "SELECT EXISTS (SELECT 1 FROM documents WHERE lower(kind) IN (SELECT value FROM json_each(?1)))"
        " OR EXISTS (SELECT 1 FROM locations, json_each(?2)"
        " WHERE lower(CAST(locations.path AS TEXT)) LIKE '%' || value)",
        (json.dumps(sorted(_kinds(types))), json.dumps(_endings(types))),
    ):
        here = [row[0] for row in database.rows("SELECT DISTINCT kind FROM documents WHERE kind <> '' ORDER BY kind")]
        raise QueryError(
            f"No document here is of the type “{types[0]}”.",
            phrase("There are: {}. A file name's ending works too.", ", ".join(here)) if here else "",
        )


def _check_places(database: Database, query: Query) -> None:
    """Raise QueryError for a folder or a name that no document of the library has."""
    paths = [PurePath(os.fsdecode(row[0])) for row in database.rows("SELECT path FROM locations")]
    for folder in query.folders:
        if not any(map(_in_folder([folder]), paths)):
            raise QueryError(
                f"No document here lies in a folder “{folder}”.", "A folder's whole name is needed, or its path."
            )
    for name in query.names:
        if not any(folded(name) in folded(path.name) for path in paths):
            raise QueryError(f"No document here has “{name}” in its file's name.", "A part of the name is enough.")


def _is_type(types: Sequence[str]) -> Callable[[str, str], bool]:
    """Whether a document's kind or the end of its file's name is one of these."""
    kinds, endings = _kinds(types), _endings(types)
    return lambda kind, name: kind.lower() in kinds or name.endswith(endings)


def _kinds(types: Sequence[str]) -> set[str]:
    return {_KIND_OF.get(one, one) for one in types}


def _endings(types: Sequence[str]) -> tuple[str, ...]:
    return tuple(f".{one}" for one in types)


def _in_folder(folders: Sequence[str]) -> Callable[[PurePath], bool]:
    """Whether a file lies in one of these, at whatever depth."""
    wanted = [_parts(PurePath(os.path.expanduser(folder))) for folder in folders]  # noqa: PTH111 - not of a Path

    def in_folder(path: PurePath) -> bool:
        parts = _parts(path.parent)
        return any(
            parts[start : start + len(one)] == one for one in wanted for start in range(len(parts) - len(one) + 1)
        )

    return in_folder


def _parts(path: PurePath) -> list[str]:
    return [folded(part) for part in path.parts]


def folded(text: str) -> str:
    """Text without case and accents, to compare names by."""
    bare = "".join(one for one in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(one))
    return plain(bare)
