"""Which texts lack a vector, putting vectors down, and handing them to search.

What remains to be embedded is derived, never stored: a text with a chunk and without a vector of the active model.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from engine.records import Coverage, DocumentState
from engine.store.database import Database

FEW = 20_000
"""Documents with up to so many chunks are looked through chunk by chunk, for more all texts are."""
_LACKS_SOME = "state NOT IN ('set_aside', 'cancelled') AND embedded < chunks"
_GARBAGE = "texts without chunks"
_NONE = "none"


@dataclass(frozen=True, slots=True)
class MissingText:
    """A text that waits for its vector."""

    id: int
    text: str
    tokens: int


def activate_model(database: Database, model: str) -> None:
    """Make ``model`` the one whose vectors count; documents that lack some of them go back to embedding.

    Vectors of other models are kept.
    """
    if database.noted("model") == model:
        return
    with database.transaction(durable=True):
        database.execute("INSERT OR REPLACE INTO meta VALUES ('model', ?)", (model,))
        _recount(database, model)


def recount(database: Database, model: str) -> None:
    """Count from the vectors themselves how much of each document is embedded, and set ready or not accordingly."""
    with database.transaction():
        _recount(database, model)


def _recount(database: Database, model: str) -> None:
    database.execute(
        "UPDATE documents SET embedded = (SELECT count(*) FROM chunks JOIN embeddings USING (text_id)"
        " WHERE document_id = documents.id AND model = ?)",
        (model,),
    )
    database.execute(
        "UPDATE documents SET state = CASE WHEN embedded >= chunks THEN ?1 ELSE ?2 END"
        " WHERE read_done AND state IN (?1, ?2)",
        (DocumentState.READY, DocumentState.EMBEDDING),
    )


def missing_texts(
    database: Database, model: str, after: int, limit: int, task_id: int | None = None
) -> list[MissingText]:
    """Up to ``limit`` texts above the id ``after`` without a vector that a chunk of a document in work consists of.

    With a ``task_id``, only documents of this task count.
    """
    # Most documents lack none; to look at all texts one by one takes seconds in a large library.
    chunks = database.value(f"SELECT coalesce(sum(chunks), 0) FROM documents WHERE {_LACKS_SOME}")  # noqa: S608
    if not chunks:
        return []
    of_them = f"SELECT id FROM documents WHERE {_LACKS_SOME}"  # noqa: S608 - a constant
    if task_id is not None:
        of_them += " AND EXISTS (SELECT 1 FROM task_documents WHERE task_id = ?4 AND document_id = documents.id)"
    among = (
        f"id IN (SELECT text_id FROM chunks WHERE document_id IN ({of_them}))"  # noqa: S608 - constants
        if chunks <= FEW
        else f"EXISTS (SELECT 1 FROM chunks WHERE text_id = texts.id AND +document_id IN ({of_them}))"  # noqa: S608
    )
    return [
        MissingText(*row)
        for row in database.rows(
            f"SELECT id, text, tokens FROM texts WHERE id > ?1 AND {among}"  # noqa: S608 - constants
            " AND NOT EXISTS (SELECT 1 FROM embeddings WHERE model = ?2 AND text_id = texts.id) ORDER BY id LIMIT ?3",
            (after, model, limit) if task_id is None else (after, model, limit, task_id),
        )
    ]


def still_missing(database: Database, model: str, text_ids: Sequence[int]) -> set[int]:
    """Those of the texts that lack a vector and that a chunk of a document in work consists of."""
    return {
        row[0]
        for row in database.rows(
            "SELECT value FROM json_each(?1) WHERE EXISTS (SELECT 1 FROM chunks JOIN documents"  # noqa: S608 - a constant
            f" ON documents.id = document_id WHERE text_id = value AND {_LACKS_SOME})"
            " AND NOT EXISTS (SELECT 1 FROM embeddings WHERE model = ?2 AND text_id = value)",
            (json.dumps(list(text_ids)), model),
        )
    }


def commit_vectors(
    database: Database, model: str, text_ids: Sequence[int], vectors: npt.NDArray[np.int8]
) -> tuple[set[int], set[int]]:
    """Put down vectors, shape (texts, dimensions), in one transaction with the progress of their documents.

    A text that was removed meanwhile, or has its vector already, is passed over.

    Returns:
        Ids of documents that moved on, and of those among them that became ready.
    """
    with database.transaction():
        fresh = []
        for text_id, vector in zip(text_ids, vectors, strict=True):
            added = database.rows(
                "INSERT INTO embeddings (model, text_id, vector) SELECT ?1, ?2, ?3"
                " WHERE EXISTS (SELECT 1 FROM texts WHERE id = ?2) ON CONFLICT DO NOTHING RETURNING 1",
                (model, text_id, vector.tobytes()),
            )
            if added:
                fresh.append(text_id)
        touched = database.rows(
            "SELECT document_id, count(*) FROM chunks WHERE text_id IN (SELECT value FROM json_each(?))"
            " GROUP BY document_id",
            (json.dumps(fresh),),
        )
        ready = set()
        for document_id, count in touched:
            became = database.rows(
                "UPDATE documents SET embedded = embedded + ?1,"
                " state = CASE WHEN read_done AND state = ?2 AND embedded + ?1 >= chunks THEN ?3 ELSE state END"
                " WHERE id = ?4 RETURNING state",
                (count, DocumentState.EMBEDDING, DocumentState.READY, document_id),
            )
            if became == [(DocumentState.READY,)]:
                ready.add(document_id)
    return {document_id for document_id, _ in touched}, ready


def documents_with(database: Database, text_id: int) -> list[int]:
    """Ids of documents that have a chunk of this text."""
    return [row[0] for row in database.rows("SELECT DISTINCT document_id FROM chunks WHERE text_id = ?", (text_id,))]


def in_use(database: Database, text_ids: Sequence[int]) -> set[int]:
    """Those of the texts that a chunk consists of."""
    return {
        row[0]
        for row in database.rows(
            "SELECT value FROM json_each(?) WHERE EXISTS (SELECT 1 FROM chunks WHERE text_id = value)",
            (json.dumps(list(text_ids)),),
        )
    }


def collect_garbage(database: Database, limit: int = 2_000) -> int:
    """Remove up to ``limit`` texts that no chunk consists of any more, with their vectors; returns how many."""
    if database.noted(_GARBAGE) == _NONE:
        return 0
    with database.transaction():
        removed = database.rows(
            "DELETE FROM texts WHERE id IN (SELECT id FROM texts"
            " WHERE NOT EXISTS (SELECT 1 FROM chunks WHERE text_id = texts.id) LIMIT ?) RETURNING 1",
            (limit,),
        )
        if len(removed) < limit:
            database.put_note(_GARBAGE, _NONE)
    return len(removed)


def chunks_removed(database: Database) -> None:
    """Texts may be left without a chunk; for the transaction that removes chunks.

    Without such a note nobody looks for them: that takes seconds in a large library.
    """
    database.put_note(_GARBAGE, "perhaps")


def load(
    database: Database, model: str, dimensions: int, after: int, limit: int = 50_000
) -> tuple[int, npt.NDArray[np.int64], npt.NDArray[np.int8]]:
    """Vectors that were put down after the embedding id ``after``.

    Returns:
        The id to ask from next time, text ids of shape (n,), vectors of shape (n, dimensions).
    """
    highest = last_id(database)
    found = database.rows(
        # By id, not by model: those of the model would be sorted each time.
        "SELECT id, text_id, vector FROM embeddings WHERE id > ? AND id <= ? AND +model = ? ORDER BY id LIMIT ?",
        (after, highest, model, limit),
    )
    if not found:
        return max(after, highest), np.empty(0, np.int64), np.empty((0, dimensions), np.int8)
    text_ids = np.fromiter((row[1] for row in found), np.int64, len(found))
    vectors = np.frombuffer(b"".join(row[2] for row in found), np.int8).reshape(len(found), dimensions)
    return found[-1][0] if len(found) == limit else highest, text_ids, vectors


def last_id(database: Database) -> int:
    """The highest id of an embedding; 0 when there is none."""
    return int(database.value("SELECT coalesce(max(id), 0) FROM embeddings"))


def of_texts(database: Database, model: str, text_ids: Sequence[int]) -> dict[int, bytes]:
    """The vectors of those of the texts that have one, one signed byte per dimension."""
    return dict(
        database.rows(
            "SELECT text_id, vector FROM embeddings WHERE model = ? AND text_id IN (SELECT value FROM json_each(?))",
            (model, json.dumps(list(text_ids))),
        )
    )


def serving_model(database: Database, models: Collection[str]) -> str | None:
    """Which of these models' vectors answer: the active one's, unless there are more of another one's still.

    None when no model was active yet. After a change of model the old vectors serve until the new ones are complete.
    """
    active = database.noted("model")
    others = [model for model in models if model != active and _has_vectors(database, model)]
    if active is None or not others:
        return active
    counted = coverage(database)
    if counted.embedded >= counted.chunks:
        return active
    counts = {model: count(database, model) for model in (active, *others)}
    return max(counts, key=lambda model: (counts[model], model == active))


def _has_vectors(database: Database, model: str) -> bool:
    return bool(database.value("SELECT EXISTS (SELECT 1 FROM embeddings WHERE model = ?)", (model,)))


def count(database: Database, model: str) -> int:
    """How many vectors there are of a model."""
    return int(database.value("SELECT count(*) FROM embeddings WHERE model = ?", (model,)))


def coverage(database: Database) -> Coverage:
    """Chunks in the library and how many of them have a vector of the active model."""
    chunks, embedded = database.row("SELECT coalesce(sum(chunks), 0), coalesce(sum(embedded), 0) FROM documents")
    return Coverage(chunks, embedded)
