"""What "more like this" looks for: the direction of its vectors, and the words that tell it from the rest."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.errors import UsageError
from engine.records import Like
from engine.search.keyword import KeywordIndex
from engine.search.meaning import MeaningIndex
from engine.store.database import Database

MOST_TEXTS = 200
"""Of a long document so many chunks stand for it, spread evenly."""
MOST_READ = 5
"""Texts of which words are taken."""


def texts_of(database: Database, like: Like) -> list[int]:
    """Ids of the texts that stand for it.

    Raises:
        UsageError: it is not in the library any more.
    """
    if like.chunk_id is not None:
        rows = database.rows("SELECT text_id FROM chunks WHERE id = ?", (like.chunk_id,))
    else:
        rows = database.rows("SELECT text_id FROM chunks WHERE document_id = ? ORDER BY page, id", (like.document_id,))
    if not rows:
        raise UsageError("This has no text in the library (any more).", "Search once more.")
    return [row[0] for row in rows[:: len(rows) // MOST_TEXTS + 1]]


def words_of(database: Database, words: KeywordIndex, text_ids: list[int]) -> str:
    """The words of these texts by which others like them are found."""
    read = [database.value("SELECT text FROM texts WHERE id = ?", (text_id,)) or "" for text_id in text_ids[:MOST_READ]]
    return " ".join(words.telling("\n".join(read)))


def vector_of(index: MeaningIndex, text_ids: list[int]) -> npt.NDArray[np.float32] | None:
    """The middle of the texts' unit vectors, a unit vector itself, shape (dimensions,); None when none has one."""
    matrix = index.vectors_of(text_ids)
    middle = matrix.sum(axis=0)
    length = float(np.linalg.norm(middle))
    return middle / np.float32(length) if length > 0 else None
