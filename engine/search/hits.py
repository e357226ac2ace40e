"""Makes hits of what was found: where the passage stands, what it looks like, and whether its file is still there."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from engine.records import Hit
from engine.search.filters import DATE, Allowed
from engine.search.marking import Marker
from engine.search.presence import Presence
from engine.store.database import Database

_PLACES = "SELECT id, document_id FROM chunks WHERE text_id = ? ORDER BY id"
_HIT = f"""
    SELECT chunks.id, document_id, page, start, end,
        coalesce(nullif(heading, ''), (
            SELECT json_extract(value, '$.title') FROM json_each(facts, '$.outline')
            WHERE json_extract(value, '$.page') <= chunks.page ORDER BY json_extract(value, '$.page') DESC LIMIT 1
        ), ''),
        paged, title, kind, json_extract(facts, '$.page_labels[' || (page - 1) || ']'), {DATE}, text
    FROM chunks JOIN documents ON documents.id = document_id JOIN texts ON texts.id = text_id
    WHERE chunks.id = ?
"""  # noqa: S608 - constants
_AT_TOP = 10
"""A chunk that begins within so many characters is the first of its page."""
_LONGEST_HEAD = 100
_LOCATIONS = "SELECT path FROM locations WHERE document_id = ? ORDER BY rowid LIMIT 20"


@dataclass(frozen=True, slots=True)
class Ranked:
    """A text that was found, and why."""

    text_id: int
    score: float
    words_rank: int | None = None
    meaning_rank: int | None = None
    bm25: float | None = None
    cosine: float | None = None


class HitMaker:
    """Reads what a hit shows from the database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._presence = Presence()

    def hits(
        self, ranked: Iterable[Ranked], k: int, marker: Marker, allowed: Allowed, without_chunk: int
    ) -> tuple[Hit, ...]:
        """The first ``k`` places of these texts in documents that are allowed."""
        chosen: list[tuple[Ranked, int]] = []
        for one in ranked:
            for chunk_id, document_id in self._database.rows(_PLACES, (one.text_id,)):
                if len(chosen) < k and chunk_id != without_chunk and allowed.admits(document_id):
                    chosen.append((one, chunk_id))
            if len(chosen) >= k:
                break
        rows = [(one, self._database.row(_HIT, (chunk_id,))) for one, chunk_id in chosen]
        paths = self._paths({row[1] for _, row in rows if row is not None})
        # A chunk may have been removed since it was found.
        return tuple(self._hit(one, row, marker, *paths[row[1]]) for one, row in rows if row is not None)

    def _paths(self, document_ids: set[int]) -> dict[int, tuple[str, bool | None]]:
        """For each document a path that exists, or else where it was last seen; and whether it is there."""
        locations = {
            one: [os.fsdecode(row[0]) for row in self._database.rows(_LOCATIONS, (one,))] for one in document_ids
        }
        there = self._presence.look(path for paths in locations.values() for path in paths)
        chosen: dict[int, tuple[str, bool | None]] = {}
        for document_id, paths in locations.items():
            best = next((path for path in paths if there[path]), paths[0] if paths else "")
            chosen[document_id] = best, there.get(best)
        return chosen

    def _hit(self, one: Ranked, row: Any, marker: Marker, path: str, exists: bool | None) -> Hit:
        chunk_id, document_id, page, start, end, heading, paged, title, kind, label, date, text = row
        shown = text[self._running_head(document_id, page, start, text) if paged else 0 :]
        return Hit(
            document_id=document_id,
            path=path,
            title=title,
            kind=kind,
            page=page if paged else None,
            page_label=(label or str(page)) if paged else "",
            start=start,
            end=end,
            heading=heading,
            score=one.score,
            words_rank=one.words_rank,
            meaning_rank=one.meaning_rank,
            snippet=marker.snippet(shown),
            text=text,
            chunk_id=chunk_id,
            bm25=one.bm25,
            cosine=one.cosine,
            date=date,
            exists=exists,
        )

    def _running_head(self, document_id: int, page: int, start: int, text: str) -> int:
        """How long the first line of a page is, if it is the same as on a page nearby but for the number; else 0."""
        line, newline, rest = text.partition("\n")
        if start > _AT_TOP or not newline or not rest.strip() or len(line) > _LONGEST_HEAD:
            return 0
        head = _without_digits(line)
        nearby = self._database.rows(
            # Left and right pages may have different ones.
            "SELECT substr(text, 1, ?) FROM chunks JOIN texts ON texts.id = text_id"
            " WHERE document_id = ? AND page IN (?, ?, ?, ?) AND start <= ?",
            (_LONGEST_HEAD + 10, document_id, page - 2, page - 1, page + 1, page + 2, _AT_TOP),
        )
        lines = {_without_digits(row[0].partition("\n")[0]) for row in nearby}
        return len(line) + 1 if head in lines and (head or line.strip()) else 0


def _without_digits(line: str) -> str:
    return "".join(one for one in line if not one.isdigit()).strip()
