"""Search by words: BM25 over the full-text index."""

from __future__ import annotations

from engine.store.database import Database

MAX_TERMS = 64
"""Words of a query beyond this many distinct ones are not looked up."""


def terms(database: Database, query: str) -> dict[str, str]:
    """The distinct index terms (lower case, without accents, stemmed) of a query, in its order, each as written."""
    written: dict[str, str] = {}
    for start, end, term in database.tokens(query):
        written.setdefault(term, query[start:end])
        if len(written) == MAX_TERMS:
            break
    return written


def search(database: Database, query: str, limit: int) -> list[int]:
    """Ids of the texts that hold any word of the query, best first by BM25.

    Whatever the query holds is looked up as words: no character of it means anything to the database.
    """
    # As written, because the database stems them itself, and stemming twice changes words ("database", "increase").
    # A word consists of letters and digits, so quotes suffice to make it one.
    words = terms(database, query).values()
    if not words:
        return []
    expression = " OR ".join(f'"{word}"' for word in words)
    return [
        row[0]
        for row in database.rows(
            "SELECT rowid FROM texts_fts WHERE texts_fts MATCH ? AND EXISTS"
            " (SELECT 1 FROM chunks WHERE text_id = texts_fts.rowid) ORDER BY rank LIMIT ?",
            (expression, limit),
        )
    ]
