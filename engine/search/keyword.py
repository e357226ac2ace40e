"""Search by words: BM25 over the full-text index."""

from __future__ import annotations

from engine.store.database import Database

MAX_TERMS = 64
"""Words of a query beyond this many distinct ones are not looked up."""


_FUNCTION_WORDS = (
    "a about an and are as at be been but by can could did do does for from had has have how i if in into is it its"
    " may me my no not of on or our shall should so than that the their them then there these they this those to was"
    " we were what when where which while who whom why will with would you your"
)
FUNCTION_WORDS = frozenset(_FUNCTION_WORDS.split())
"""English words that say nothing of what is sought; a query of nothing else is looked up as it is."""


def terms(database: Database, query: str) -> dict[str, str]:
    """The distinct index terms (lower case, without accents, stemmed) of a query, in its order, each as written.

    Function words are left out, as long as there are others.
    """
    written: dict[str, str] = {}
    for start, end, term in database.tokens(query):
        written.setdefault(term, query[start:end])
        if len(written) == MAX_TERMS:
            break
    telling = {term: word for term, word in written.items() if word.casefold() not in FUNCTION_WORDS}
    return telling or written


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
