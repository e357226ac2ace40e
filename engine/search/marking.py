"""Which words of a passage are to be marked: those that the query found it by."""

from __future__ import annotations

from collections.abc import Sequence

from engine.records import Snippet
from engine.search import keyword, unspaced
from engine.search.snippets import snippet
from engine.store.database import Database


class Marker:
    """Cuts snippets for one query; ``prefixes`` are those of its words that stand for all that begin with them."""

    def __init__(self, database: Database, query: str, prefixes: Sequence[str]) -> None:
        self._database = database
        self._pieces = unspaced.pieces(query)
        self._wanted = frozenset(keyword.terms(database, query)) | frozenset(self._pieces)
        # The database stems the beginning of a word, too.
        self._begins = tuple(term for word in prefixes for _, _, term in database.tokens(word))

    def snippet(self, text: str) -> Snippet:
        """The passage of a text with most words of the query, these marked."""
        tokens = list(unspaced.divided(self._database.tokens(text), text, self._pieces))
        return snippet(text, tokens, frozenset(term for _, _, term in tokens if self._is_wanted(term)))

    def _is_wanted(self, term: str) -> bool:
        return term in self._wanted or (bool(self._begins) and term.startswith(self._begins))
