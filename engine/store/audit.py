"""Whether a library keeps its word: what must hold in every database, checked from the rows themselves."""

from __future__ import annotations

from engine.errors import LibraryError
from engine.phrases import phrase, word
from engine.store.database import Database

_COUNTS: tuple[tuple[str, str], ...] = (
    (
        word("documents that no file holds: {}"),
        "SELECT count(*) FROM documents WHERE id NOT IN (SELECT document_id FROM locations)",
    ),
    (
        word("documents with a wrong count of chunks or tokens: {}"),
        "SELECT count(*) FROM documents WHERE (chunks, tokens) <> (SELECT count(*), coalesce(sum(texts.tokens), 0)"
        " FROM chunks JOIN texts ON texts.id = text_id WHERE document_id = documents.id)",
    ),
    (
        word("documents with a wrong count of embedded chunks: {}"),
        "SELECT count(*) FROM documents WHERE embedded <> (SELECT count(*) FROM chunks JOIN embeddings USING (text_id)"
        " WHERE document_id = documents.id AND model = :model)",
    ),
    (
        word("chunks on pages that are not read: {}"),
        "SELECT count(*) FROM chunks JOIN documents ON documents.id = document_id"
        " WHERE page NOT BETWEEN 1 AND pages_read",
    ),
    (
        word("chunks that are there twice: {}"),
        "SELECT count(*) FROM (SELECT 1 FROM chunks GROUP BY document_id, page, start, end HAVING count(*) > 1)",
    ),
    (
        word("documents that end before their last page: {}"),
        "SELECT count(*) FROM documents WHERE read_done AND pages_read <> pages",
    ),
    (
        word("documents called ready that are not: {}"),
        "SELECT count(*) FROM documents WHERE state = 'ready' AND (NOT read_done OR embedded < chunks)",
    ),
    (
        word("documents that wait for vectors they have: {}"),
        "SELECT count(*) FROM documents WHERE state = 'embedding' AND (NOT read_done OR embedded >= chunks)",
    ),
    (
        word("documents that failed without a reason: {}"),
        "SELECT count(*) FROM documents WHERE message IS NULL AND state IN ('failed', 'set_aside', 'unsupported')",
    ),
)


def problems(database: Database) -> list[str]:
    """Everything that is wrong, in words; empty when nothing is. Reads the whole file.

    Raises:
        LibraryError: the file cannot be read, or not be written, which the check of the full-text index needs.
    """
    found = [row[0] for row in database.rows("PRAGMA integrity_check") if row[0] != "ok"]
    found += [
        phrase("{} row {} refers to nothing", row[0], f"{row[1]}") for row in database.rows("PRAGMA foreign_key_check")
    ]
    model = database.noted("model")
    for what, sql in _COUNTS:
        if count := database.value(sql, {"model": model} if ":model" in sql else ()):
            found.append(phrase(what, f"{count:,}"))
    try:
        # Rank 1: compared with the texts, too.
        database.execute("INSERT INTO texts_fts (texts_fts, rank) VALUES ('integrity-check', 1)")
    except LibraryError as error:
        found.append(phrase("the full-text index: {}", error.message))
    return found
