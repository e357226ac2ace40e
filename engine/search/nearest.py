"""One query's search by meaning: what to compare with, and which of the nearest texts may answer."""

from __future__ import annotations

import json
from queue import SimpleQueue

from engine.search import similar
from engine.search.filters import Allowed
from engine.search.loading import Meaning
from engine.search.meaning import Found, Scan, Vector, exact
from engine.store.database import Database

SPARE = 20
"""So many more are looked at than wanted: their order in memory is not quite that of the stored vectors."""
_MOST_WITH_PHRASE = 50_000


class Nearest:
    """The texts nearest to a query, or to the texts ``example``, that may answer.

    Args:
        database: a connection that nobody else uses while :meth:`found` is at work, in whichever thread.
        meaning: what answers.
        text: the query's, without what chooses documents.
        example: ids of the texts that hits shall be like; empty for the query's text.
        phrases: what every text must hold, as FTS5 is asked for it.
        excluded: what no text may hold, likewise.
        limit: so many are wanted.
    """

    def __init__(
        self,
        database: Database,
        meaning: Meaning,
        text: str,
        *,
        example: list[int],
        phrases: list[str],
        excluded: list[str],
        limit: int,
    ) -> None:
        self._database = database
        self._meaning = meaning
        self._text = text
        self._example = example
        self._phrases = phrases
        self._excluded = excluded
        self._limit = limit
        # Another model's may take its place meanwhile: vector and index must be of the same.
        self._index = meaning.index
        self._vector: Vector | None = None
        self._shared: SimpleQueue[Scan | None] = SimpleQueue()
        """Scans that another thread may help with; None behind the last."""

    def found(self, allowed: Allowed) -> Found:
        """The nearest texts of documents that may answer, best first; more are looked at as long as too few may."""
        try:
            return self._found(allowed)
        finally:
            self._shared.put(None)

    def help(self) -> None:
        """Help :meth:`found`, which is at work in another thread, as long as there is something to share."""
        while (scan := self._shared.get()) is not None:
            scan.work()

    def _found(self, allowed: Allowed) -> Found:
        if self._vector is None:
            self._vector = self._wanted()
        if self._vector is None:
            return []
        vector, among = self._vector, self._known_beforehand(allowed)
        count = self._limit + SPARE
        while True:
            with self._meaning.lock:
                scan = self._index.scan(vector, count, among)
                self._shared.put(scan)
                nearest = scan.found()
            kept = self._that_may_answer([text_id for text_id, _ in nearest], allowed)
            best = [one for one in nearest if one[0] in kept]
            if len(best) >= self._limit or len(nearest) < count:
                return exact(self._database, self._index.model, vector, best)[: self._limit]
            count *= 4

    def _wanted(self) -> Vector | None:
        """The vector that is looked for; None when nothing of the text says anything to the model."""
        if self._example:
            with self._meaning.lock:
                vector = similar.vector_of(self._index, self._example)
            if vector is not None:
                return vector
        embedder = self._meaning.embedder(self._index)
        # To a text that it does not know the model gives a vector all the same, and something is always nearest to it.
        return embedder.embed_query(self._text) if embedder.tokenizer.knows(self._text) else None

    def _known_beforehand(self, allowed: Allowed) -> set[int] | None:
        """The only texts that may answer, where they are few enough to be listed; None: not known yet."""
        among = allowed.texts(self._database) if allowed.is_few else None
        if not self._phrases:
            return among
        rows = self._database.rows(
            "SELECT rowid FROM texts_fts WHERE texts_fts MATCH ? LIMIT ?",
            (" AND ".join(self._phrases), _MOST_WITH_PHRASE),
        )
        with_phrases = {row[0] for row in rows}
        return with_phrases if among is None else among & with_phrases

    def _that_may_answer(self, text_ids: list[int], allowed: Allowed) -> set[int]:
        ids = json.dumps(text_ids)
        condition, bindings = allowed.condition("value")
        # Vectors of removed documents stay until the next start; they must not take the place of others.
        rows = self._database.rows(
            f"SELECT value FROM json_each(?) WHERE EXISTS (SELECT 1 FROM chunks WHERE text_id = value) AND {condition}",  # noqa: S608 - a constant
            (ids, *bindings),
        )
        kept = {row[0] for row in rows}
        if self._excluded:
            rows = self._database.rows(
                "SELECT rowid FROM texts_fts WHERE texts_fts MATCH ? AND +rowid IN (SELECT value FROM json_each(?))",
                (" OR ".join(self._excluded), ids),
            )
            kept -= {row[0] for row in rows}
        return kept
