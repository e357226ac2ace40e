"""Which words of a passage are to be marked: those that the query found it by."""

from __future__ import annotations

from collections.abc import Sequence

from engine.records import Snippet
from engine.search import keyword, unspaced
from engine.search.snippets import snippet
from engine.search.spelling import as_indexed, plain
from engine.store.database import Database


class Marker:
    """Cuts snippets for one query.

    Args:
        database: cuts and folds words.
        query: its words are marked, also by themselves where they are not in the index.
        spelled: its words in every spelling of the index, in plural and singular.
        prefixes: those of its words that stand for all that begin with them, in every spelling.
    """

    def __init__(self, database: Database, query: str, spelled: Sequence[str], prefixes: Sequence[str]) -> None:
        self._database = database
        self._pieces = unspaced.pieces(query)
        others = (term for word in spelled for _, _, term in database.tokens(word))
        self._wanted = frozenset((*keyword.terms(database, query), *others, *self._pieces))
        self._begins = tuple(map(plain, prefixes))
        # The index may hold what begins so by its stem, and what begins with the stem need not begin so.
        self._stems = (*map(as_indexed, prefixes), *(term for word in prefixes for _, _, term in database.tokens(word)))

    def snippet(self, text: str) -> Snippet:
        """The passage of a text with most words of the query, these marked."""
        tokens = self._database.tokens(text)
        if self._pieces:
            tokens = list(unspaced.divided(tokens, text, self._pieces))
        wanted = self._wanted
        if self._begins:
            wanted = wanted.union(
                term
                for start, end, term in tokens
                if term.startswith(self._stems) and plain(text[start:end]).startswith(self._begins)
            )
        return snippet(text, tokens, wanted)
