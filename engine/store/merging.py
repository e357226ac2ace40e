"""Makes the segments of the full-text index one, in small steps, when the library has grown and nothing else is to do.

While documents are read the index grows by many segments, and a query looks up each of its words in every one of them.
In one segment the same words are found in 60 % of the time (100,000 passages). To make it writes the whole index anew,
110 MB for a million passages, so that it is not done for each document but each time the library has grown by a
quarter: altogether each word is then written five times more.
"""

from __future__ import annotations

from engine.store.database import Database

GROWN = 1.25
FEWEST_TEXTS = 5_000
"""Below that any number of segments is searched in a moment."""
MERGE_PAGES = 100
"""So many pages of the index are written in one step, some 30 ms."""

_MERGED = "index merged at"
_MERGING = "index merging at"


def merge_some(database: Database) -> bool:
    """Do one step, if there is one to do; returns whether there may be another."""
    begun = database.noted(_MERGING)
    if begun is None and not _has_grown(database):
        return False
    with database.transaction():
        if begun is None:
            begun = str(_texts(database))
            database.put_note(_MERGING, begun)
            database.merge_index(MERGE_PAGES, anew=True)
        elif not database.merge_index(MERGE_PAGES, anew=False):
            database.put_note(_MERGED, begun)
            database.execute("DELETE FROM meta WHERE key = ?", (_MERGING,))
            return False
    return True


def _has_grown(database: Database) -> bool:
    return _texts(database) >= max(FEWEST_TEXTS, GROWN * int(database.noted(_MERGED) or 0))


def _texts(database: Database) -> int:
    """How many texts have ever been put down: what is removed counts, because the index keeps a note of it, too."""
    return int(database.value("SELECT coalesce(max(id), 0) FROM texts"))
