"""One query's search by meaning: what to compare with, and which of the nearest texts may answer."""

from __future__ import annotations

import json

from engine.records import Query
from engine.search import similar
from engine.search.filters import Allowed
from engine.search.keyword import KeywordIndex
from engine.search.loading import Meaning
from engine.search.meaning import Found, exact
from engine.store.database import Database

SPARE = 20
"""So many more are looked at than wanted: their order in memory is not quite that of the stored vectors."""
_MOST_WITH_PHRASE = 50_000


class Nearest:
    """The texts nearest to a query, or to the texts ``example``, that may answer.

    :meth:`scan` takes the time and touches no database, so that it can run in another thread; then :meth:`kept`.
    """

    def __init__(
        self,
        database: Database,
        words: KeywordIndex,
        meaning: Meaning,
        query: Query,
        example: list[int],
        allowed: Allowed,
        limit: int,
    ) -> None:
        self._database = database
        self._words = words
        self._meaning = meaning
        self._query = query
        self._example = example
        self._allowed = allowed
        self._limit = limit
        # Another model's may take its place meanwhile: vector and index must be of the same.
        self._index = meaning.index
        self._among = self._known_beforehand()
        self._asked = 0
        self._found: Found = []

    def scan(self) -> None:
        """Make the vector that is looked for, and find the texts next to it."""
        vector = None
        if self._example:
            with self._meaning.lock:
                vector = similar.vector_of(self._index, self._example)
        if vector is None:
            vector = self._meaning.embedder(self._index).embed_query(self._query.text)
        self._vector = vector
        self._ask(self._limit + SPARE)

    def kept(self) -> Found:
        """The nearest texts that may answer, best first; more are looked at as long as too few of them may."""
        while True:
            kept = self._that_may_answer([text_id for text_id, _ in self._found])
            best = [one for one in self._found if one[0] in kept]
            if len(best) >= self._limit or len(self._found) < self._asked:
                return exact(self._database, self._index.model, self._vector, best)[: self._limit]
            self._ask(4 * self._asked)

    def _ask(self, count: int) -> None:
        self._asked = count
        with self._meaning.lock:
            self._found = self._index.nearest(self._vector, count, self._among)

    def _known_beforehand(self) -> set[int] | None:
        """The only texts that may answer, where they are few enough to be listed; None: not known yet."""
        among = self._allowed.texts(self._database) if self._allowed.is_few else None
        phrases = self._words.phrases(self._query.phrases)
        if not phrases:
            return among
        rows = self._database.rows(
            "SELECT rowid FROM texts_fts WHERE texts_fts MATCH ? LIMIT ?", (" AND ".join(phrases), _MOST_WITH_PHRASE)
        )
        with_phrases = {row[0] for row in rows}
        return with_phrases if among is None else among & with_phrases

    def _that_may_answer(self, text_ids: list[int]) -> set[int]:
        ids = json.dumps(text_ids)
        condition, bindings = self._allowed.condition("value")
        # Vectors of removed documents stay until the next start; they must not take the place of others.
        rows = self._database.rows(
            f"SELECT value FROM json_each(?) WHERE EXISTS (SELECT 1 FROM chunks WHERE text_id = value) AND {condition}",  # noqa: S608 - a constant
            (ids, *bindings),
        )
        kept = {row[0] for row in rows}
        excluded = self._words.phrases(self._query.excluded)
        if excluded:
            rows = self._database.rows(
                "SELECT rowid FROM texts_fts WHERE texts_fts MATCH ? AND +rowid IN (SELECT value FROM json_each(?))",
                (" OR ".join(excluded), ids),
            )
            kept -= {row[0] for row in rows}
        return kept
