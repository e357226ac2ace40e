"""Plurals and singulars that the full-text index keeps apart, because of both it cuts off what looks like an ending.

It makes ``lens`` of "lenses", but ``len`` of "lens". So the other number of a word is made here by the rules of English
and looked for. What the index holds of it may stand for other words, too (``base`` for "bases", but also for "based"),
so some texts are looked at before it is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from engine.search.spelling import as_indexed
from engine.store.database import Database

WINDOWS = 4
"""Stretches of the library from which texts are looked at."""
LOOKED_AT = 3
"""Texts of each of them."""
_SHORTEST = 3
"""Letters of a singular; what is shorter is mostly an abbreviation."""

_ENDINGS = (
    ("s", "ses", True),
    ("sis", "ses", False),
    ("xis", "xes", False),
    ("ix", "ices", True),
    ("ex", "ices", True),
    ("ie", "ies", False),
    ("f", "ves", True),
    ("fe", "ves", True),
)
"""Of a singular and its plural, and whether the plural may be that of another word, which only takes an s: "lenses" is
the plural of "lens", but "doses" of "dose"."""


class Plurals:
    """How the full-text index of a library holds the other number of words."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: dict[str, list[str]] = {}
        self._known_at = 0

    def of(self, words: Iterable[str]) -> dict[str, list[str]]:
        """For each word its plural, or what it may be the plural of, as far as the index holds that."""
        newest = self._database.value("SELECT coalesce(max(id), 0) FROM texts")
        if newest != self._known_at:
            self._known.clear()
            self._known_at = newest
        found = {}
        for word in words:
            indexed = as_indexed(word)
            if indexed not in self._known:
                self._known[indexed] = list(self._look(indexed))
            found[word] = self._known[indexed]
        return found

    def _look(self, word: str) -> Iterator[str]:
        for one, many, may_be_another in _pairs(word):
            other = many if word == one else one
            if self._term(other) == self._term(word):
                continue
            texts = self._texts_with(other)
            if 2 * sum(_holds(text, other) for text in texts) <= len(texts):
                continue
            if not may_be_another or not any(_holds(text, many[:-1]) for text in self._texts_with(many)):
                yield other

    def _term(self, word: str) -> str:
        tokens = self._database.tokens(word)
        return tokens[0][2] if tokens else ""

    def _texts_with(self, word: str) -> list[str]:
        """Some texts with what the index holds of a word, from all over the library."""
        found: dict[int, str] = {}
        for window in range(WINDOWS):
            rows = self._database.rows(
                "SELECT rowid, text FROM texts_fts WHERE texts_fts MATCH ? AND rowid >= ? LIMIT ?",
                (f'"{word}"', self._known_at * window // WINDOWS, LOOKED_AT),
            )
            found.update(rows)
        return list(found.values())


def _pairs(word: str) -> Iterator[tuple[str, str, bool]]:
    """Singular and plural, one of which is the word, and whether the plural may be another word's."""
    for singular, plural, may_be_another in _ENDINGS:
        for ending in (singular, plural):
            stem = word.removesuffix(ending)
            if word.endswith(ending) and len(stem + singular) >= _SHORTEST:
                yield stem + singular, stem + plural, may_be_another


def _holds(text: str, word: str) -> bool:
    return re.search(rf"(?<![^\W_]){re.escape(word)}(?![^\W_])", text, re.IGNORECASE) is not None
