"""Makes hits of what was found: where the passage stands, what it looks like, and whether its file is still there."""

from __future__ import annotations

import itertools
import json
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from engine.records import Hit, Snippet
from engine.search import markdown
from engine.search.filters import DATE, Allowed
from engine.search.marking import Marker
from engine.search.presence import Presence
from engine.store.database import Database

_AMONG = "IN (SELECT value FROM json_each(?))"
"""All at once: a statement for each of fifty hits would cost more than what it finds."""
_CHUNKS = (
    "SELECT text_id, id, document_id, page, start, end, heading FROM chunks"  # noqa: S608 - constants, here and below
    f" WHERE text_id {_AMONG} ORDER BY text_id, id"
)
_TEXTS = f"SELECT id, text FROM texts WHERE id {_AMONG}"  # noqa: S608
_DOCUMENTS = f"SELECT id, paged, title, kind, {DATE}, facts FROM documents WHERE id {_AMONG}"  # noqa: S608
PER_DOCUMENT = 10
"""So many places of one document come before those of others that rank lower, or a fifth of all if that is more."""
_AT_TOP = 10
"""A chunk that begins within so many characters is the first of its page."""
_LONGEST_HEAD = 100
_NEWEST = f"""
    SELECT id FROM documents WHERE id IN (SELECT value FROM json_each(?)) ORDER BY {DATE} DESC, id DESC LIMIT ?
"""  # noqa: S608 - constants
_BEGINNING = """
    SELECT id, document_id, page, start, end, heading, text_id FROM chunks WHERE document_id = ?
    ORDER BY page, id LIMIT 1
"""
_MOST_LOCATIONS = 20
_LOCATIONS = (
    "SELECT document_id, path FROM (SELECT document_id, path, row_number()"  # noqa: S608
    f" OVER (PARTITION BY document_id ORDER BY rowid) AS place FROM locations WHERE document_id {_AMONG})"
    f" WHERE place <= {_MOST_LOCATIONS} ORDER BY place"
)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A text that was found, and why."""

    text_id: int
    score: float
    words_rank: int | None = None
    meaning_rank: int | None = None
    bm25: float | None = None
    cosine: float | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A place that was found."""

    ranked: Ranked
    id: int
    document_id: int
    page: int
    start: int
    end: int
    heading: str


@dataclass(frozen=True, slots=True)
class Places:
    """What is shown of a ranking: its first places, but not too many of one document while others have some."""

    chunks: tuple[Place, ...]
    """Best first."""
    full: frozenset[int]
    """Ids of documents of which no more are shown as long as others may take their place."""
    has_room: bool
    """Whether some of these are shown all the same, which others could take the place of."""


NOWHERE = Places((), frozenset(), has_room=False)
"""Nothing found."""


@dataclass(frozen=True, slots=True)
class _Document:
    """What the hits of one document have in common."""

    is_paged: bool
    title: str
    kind: str
    date: str
    facts: dict[str, Any]
    """Of :class:`DocumentFacts`; empty as long as the document is being read."""

    def label(self, page: int) -> str:
        """What the document calls a page."""
        labels = self.facts.get("page_labels", ())
        return (labels[page - 1] if page <= len(labels) else "") or str(page)

    def section(self, page: int) -> str:
        """The last entry of the outline that begins on this page or before it."""
        begun = [entry for entry in self.facts.get("outline", ()) if entry["page"] <= page]
        return max(begun, key=lambda entry: entry["page"])["title"] if begun else ""


class HitMaker:
    """Reads what a hit shows from the database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._presence = Presence()

    def places(self, ranked: Iterable[Ranked], k: int, allowed: Allowed, without_chunk: int) -> Places:
        """The ``k`` places to be shown of these texts, in documents that are allowed."""
        most = max(PER_DOCUMENT, k // 5)
        counts: dict[int, int] = {}
        shown: list[tuple[int, Place]] = []
        held_back: list[tuple[int, Place]] = []
        for number, chunk in enumerate(self._standing(ranked, k)):
            if len(shown) >= k:
                break
            if chunk.id != without_chunk and allowed.admits(chunk.document_id):
                counts[chunk.document_id] = counts.get(chunk.document_id, 0) + 1
                there = shown if counts[chunk.document_id] <= most else held_back
                there.append((number, chunk))
        room = k - len(shown)
        chosen = sorted([*shown, *held_back[:room]], key=lambda item: item[0])
        full = frozenset(document_id for document_id, count in counts.items() if count >= most)
        return Places(tuple(chunk for _, chunk in chosen), full, room > 0 and bool(held_back))

    def _standing(self, ranked: Iterable[Ranked], at_once: int) -> Iterator[Place]:
        """Where these texts stand, in their order; looked up for some of them at once, as far as anybody asks."""
        left = iter(ranked)
        while some := list(itertools.islice(left, at_once)):
            places: defaultdict[int, list[Any]] = defaultdict(list)
            for text_id, *place in self._database.rows(_CHUNKS, (json.dumps([one.text_id for one in some]),)):
                places[text_id].append(place)
            for one in some:
                yield from (Place(one, *place) for place in places[one.text_id])

    def newest(self, allowed: Allowed, k: int) -> Places:
        """The beginnings of the ``k`` newest documents, of some that are named."""
        ids = [row[0] for row in self._database.rows(_NEWEST, (allowed.listed, k))]
        first = [row for one in ids for row in self._database.rows(_BEGINNING, (one,))]
        chunks = tuple(Place(Ranked(text_id, 0.0), *place) for *place, text_id in first)
        return Places(chunks, frozenset(), has_room=False)

    def hits(self, places: Places, marker: Marker) -> tuple[Hit, ...]:
        """What is shown of each place."""
        chunks = places.chunks
        ids = json.dumps(sorted({chunk.document_id for chunk in chunks}))
        locations: defaultdict[int, list[str]] = defaultdict(list)
        for document_id, path in self._database.rows(_LOCATIONS, (ids,)):
            locations[document_id].append(os.fsdecode(path))
        looked_for = [path for paths in locations.values() for path in paths]
        # The disks answer while the passages are made.
        self._presence.ask(looked_for)
        documents = {
            document_id: _Document(bool(paged), title, kind, date, json.loads(facts or "{}"))
            for document_id, paged, title, kind, date, facts in self._database.rows(_DOCUMENTS, (ids,))
        }
        text_ids = json.dumps(sorted({chunk.ranked.text_id for chunk in chunks}))
        texts: dict[int, str] = dict(self._database.rows(_TEXTS, (text_ids,)))
        shown = []
        for chunk in chunks:
            text, document = texts.get(chunk.ranked.text_id), documents.get(chunk.document_id)
            # Either may have been removed since it was found.
            if text is not None and document is not None:
                begin = self._running_head(chunk, text) if document.is_paged else 0
                shown.append((chunk, document, text, _snippet(marker, document.kind, text[begin:])))
        there = self._presence.look(looked_for)
        hits = []
        for chunk, document, text, snippet in shown:
            paths = locations[chunk.document_id]
            path = next((path for path in paths if there[path]), paths[0] if paths else "")
            hits.append(_hit(chunk, document, text, snippet, path, there.get(path)))
        return tuple(hits)

    def _running_head(self, chunk: Place, text: str) -> int:
        """How long the first line of a page is, if it is the same as on a page nearby but for the number; else 0."""
        line, newline, rest = text.partition("\n")
        if chunk.start > _AT_TOP or not newline or not rest.strip() or len(line) > _LONGEST_HEAD:
            return 0
        page = chunk.page
        head = _without_digits(line)
        nearby = self._database.rows(
            # Left and right pages may have different ones.
            "SELECT substr(text, 1, ?) FROM chunks JOIN texts ON texts.id = text_id"
            " WHERE document_id = ? AND page IN (?, ?, ?, ?) AND start <= ?",
            (_LONGEST_HEAD + 10, chunk.document_id, page - 2, page - 1, page + 1, page + 2, _AT_TOP),
        )
        lines = {_without_digits(row[0].partition("\n")[0]) for row in nearby}
        return len(line) + 1 if head in lines and (head or line.strip()) else 0


def _snippet(marker: Marker, kind: str, text: str) -> Snippet:
    """The passage as a reader sees it; as it is written only if what was found stands where a reader does not look."""
    if kind != markdown.KIND:
        return marker.snippet(text)
    plain = marker.snippet(markdown.plain(text))
    if plain.marks:
        return plain
    written = marker.snippet(text)
    return written if written.marks or not plain.text else plain


def _hit(chunk: Place, document: _Document, text: str, snippet: Snippet, path: str, exists: bool | None) -> Hit:
    heading = chunk.heading or document.section(chunk.page)
    return Hit(
        document_id=chunk.document_id,
        path=path,
        title=document.title,
        kind=document.kind,
        page=chunk.page if document.is_paged else None,
        page_label=document.label(chunk.page) if document.is_paged else "",
        start=chunk.start,
        end=chunk.end,
        heading=markdown.plain(heading) if document.kind == markdown.KIND else heading,
        score=chunk.ranked.score,
        words_rank=chunk.ranked.words_rank,
        meaning_rank=chunk.ranked.meaning_rank,
        snippet=snippet,
        text=text,
        chunk_id=chunk.id,
        bm25=chunk.ranked.bm25,
        cosine=chunk.ranked.cosine,
        date=document.date,
        exists=exists,
    )


def _without_digits(line: str) -> str:
    return "".join(itertools.filterfalse(str.isdigit, line)).strip()
