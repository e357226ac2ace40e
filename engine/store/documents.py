"""What is known of documents: their pages and chunks as they are read, and how they are shown.

Chunks, full text and progress of a document change in one transaction.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Collection, Sequence
from dataclasses import asdict

from engine.records import DocumentFacts, DocumentRow, DocumentState, Fault, Opened, PageRead, Reason, Totals
from engine.store.database import Database

_ROW_COLUMNS = """
    documents.id, (SELECT path FROM locations WHERE document_id = documents.id ORDER BY rowid LIMIT 1),
    (SELECT count(*) FROM locations WHERE document_id = documents.id), sha256, size, kind, title, state, attempts,
    fault, message, hint, pages_read, pages, paged, chunks, embedded
"""
_AGAIN = "pages read again"


def commit_opened(database: Database, document_id: int, opened: Opened) -> None:
    """Put down what kind of content it is."""
    with database.transaction():
        database.execute(
            "UPDATE documents SET kind = ?, mime = ?, paged = ?, pages = ? WHERE id = ?",
            (opened.kind, opened.mime, opened.paged, opened.pages, document_id),
        )


def commit_pages(database: Database, model: str, document_id: int, pages: Sequence[PageRead]) -> None:
    """Put down pages that were read; from here on they are found by their words and never read again.

    Pages at or below the number already committed are passed over, so that a repeated batch changes nothing; they are
    counted, because nobody should have read them: see :func:`pages_read_again`.
    """
    with database.transaction():
        pages_read = database.value(
            "SELECT pages_read FROM documents WHERE id = ? AND state <> ?", (document_id, DocumentState.CANCELLED)
        )
        if pages_read is None:
            return  # removed or cancelled while its pages were on their way
        chunks = embedded = tokens = again = 0
        for page in pages:
            if page.number <= pages_read:
                again += 1
                continue
            for chunk in page.chunks:
                text_id, has_vector = _text(database, model, chunk.text, chunk.tokens)
                database.execute(
                    "INSERT INTO chunks (document_id, page, start, end, heading, text_id) VALUES (?, ?, ?, ?, ?, ?)",
                    (document_id, chunk.page, chunk.start, chunk.end, chunk.heading, text_id),
                )
                chunks += 1
                embedded += has_vector
                tokens += chunk.tokens
            pages_read = page.number
        database.execute(
            "UPDATE documents SET chunks = chunks + ?2, embedded = embedded + ?3, tokens = tokens + ?4,"
            " deaths = CASE WHEN pages_read < ?1 THEN 0 ELSE deaths END, pages_read = ?1 WHERE id = ?5",
            (pages_read, chunks, embedded, tokens, document_id),
        )
        if again:
            database.put_note(_AGAIN, str(pages_read_again(database) + again))


def pages_read_again(database: Database) -> int:
    """How many pages were ever read that were in the library already; 0 unless there is a mistake in the program."""
    return int(database.noted(_AGAIN) or 0)


def _text(database: Database, model: str, text: str, tokens: int) -> tuple[int, bool]:
    """Id of the text, which is put down if it is new, and whether it has a vector."""
    digest = hashlib.blake2b(text.encode(), digest_size=16).digest()
    found = database.row(
        "SELECT id, EXISTS (SELECT 1 FROM embeddings WHERE model = ? AND text_id = texts.id) FROM texts WHERE hash = ?",
        (model, digest),
    )
    if found is not None:
        return int(found[0]), bool(found[1])
    database.execute("INSERT INTO texts (hash, text, tokens) VALUES (?, ?, ?)", (digest, text, tokens))
    return int(database.value("SELECT last_insert_rowid()")), False


def finish_read(database: Database, document_id: int, pages: int, facts: DocumentFacts) -> DocumentState | None:
    """All pages are read; returns the state that follows, or None if the document was removed."""
    with database.transaction():
        database.execute(
            "UPDATE documents SET read_done = 1, pages = ?, title = ?, facts = ?,"
            " state = CASE WHEN embedded >= chunks THEN ? ELSE ? END WHERE id = ? AND state = ?",
            (
                pages,
                facts.title,
                json.dumps(asdict(facts)),
                DocumentState.READY,
                DocumentState.EMBEDDING,
                document_id,
                DocumentState.READING,
            ),
        )
        state = database.value("SELECT state FROM documents WHERE id = ?", (document_id,))
    return None if state is None else DocumentState(state)


def ids(
    database: Database, after: int = 0, limit: int = 10_000, states: Collection[DocumentState] | None = None
) -> list[int]:
    """Ids of documents above ``after``, ascending; in all states, or only in these."""
    return [
        row[0]
        for row in database.rows(
            "SELECT id FROM documents WHERE id > ?1 AND (?3 IS NULL OR state IN (SELECT value FROM json_each(?3)))"
            " ORDER BY id LIMIT ?2",
            (after, limit, None if states is None else json.dumps(sorted(states))),
        )
    ]


def count(database: Database) -> int:
    """How many documents there are, whatever their state."""
    return int(database.value("SELECT count(*) FROM documents"))


def last_id(database: Database) -> int:
    """The highest id of a document; 0 when there is none."""
    return int(database.value("SELECT coalesce(max(id), 0) FROM documents"))


def ids_in_work(database: Database) -> list[int]:
    """Ids of documents that are being read or embedded."""
    return [row[0] for row in database.rows("SELECT id FROM documents WHERE state IN ('reading', 'embedding')")]


def ids_unsettled(database: Database) -> list[int]:
    """Ids of documents on which there is work left."""
    return [
        row[0] for row in database.rows("SELECT id FROM documents WHERE state IN ('queued', 'reading', 'embedding')")
    ]


def ids_of_task(database: Database, task_id: int) -> list[int]:
    """Ids of a task's documents, ascending."""
    return [
        row[0]
        for row in database.rows(
            "SELECT document_id FROM task_documents WHERE task_id = ? ORDER BY document_id", (task_id,)
        )
    ]


def newest_task_of(database: Database, document_ids: Sequence[int]) -> int | None:
    """The last task that brought one of these documents; None when none did."""
    task_id = database.value(
        "SELECT max(task_id) FROM task_documents WHERE document_id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(document_ids)),),
    )
    return None if task_id is None else int(task_id)


def totals(database: Database, task_ids: Sequence[int] | None = None) -> list[Totals]:
    """Sums by state, over all documents or those of some tasks."""
    return [
        Totals(DocumentState(state), *sums)
        for state, *sums in database.rows(
            "SELECT state, count(*), sum(size),"
            " sum(CASE WHEN read_done THEN size WHEN pages > 0 THEN size * 1.0 * pages_read / pages ELSE 0 END),"
            " sum(pages_read), sum(chunks), sum(embedded), sum(tokens),"
            " sum(tokens * 1.0 * embedded / max(chunks, 1)) FROM documents"
            " WHERE ?1 IS NULL OR id IN (SELECT document_id FROM task_documents"
            " WHERE task_id IN (SELECT value FROM json_each(?1))) GROUP BY state",
            (None if task_ids is None else json.dumps(list(task_ids)),),
        )
    ]


def rows(database: Database, wanted: Sequence[int]) -> list[DocumentRow]:
    """The documents with these ids, ascending; ids that do not exist are left out."""
    return [
        _row(*values)
        for values in database.rows(
            f"SELECT {_ROW_COLUMNS} FROM documents"  # noqa: S608 - a constant
            " WHERE documents.id IN (SELECT value FROM json_each(?)) ORDER BY documents.id",
            (json.dumps(list(wanted)),),
        )
    ]


def whereabouts(database: Database, document_id: int) -> tuple[str, int, list[str]] | None:
    """Media type, number of pages or parts and all locations of a document; None when it was removed."""
    found = database.row(
        "SELECT mime, coalesce(pages, pages_read) FROM documents WHERE id = ?",
        (document_id,),
    )
    if found is None:
        return None
    paths = database.rows("SELECT path FROM locations WHERE document_id = ? ORDER BY rowid", (document_id,))
    return found[0], int(found[1]), [os.fsdecode(path) for (path,) in paths]


def page_of_chunk(database: Database, chunk_id: int) -> int:
    """The page or part a chunk stands on; 1 when the document was read anew and the chunk is gone."""
    return int(database.value("SELECT page FROM chunks WHERE id = ?", (chunk_id,)) or 1)


def page_chunks(database: Database, document_id: int, page: int) -> list[tuple[int, int, str]]:
    """Start, end and text of the chunks of one page or part, in order."""
    return [
        (start, end, text)
        for start, end, text in database.rows(
            "SELECT start, end, text FROM chunks JOIN texts ON texts.id = text_id"
            " WHERE document_id = ? AND page = ? ORDER BY start",
            (document_id, page),
        )
    ]


def _row(
    document_id: int,
    path: bytes | None,
    locations: int,
    sha256: str | None,
    size: int,
    kind: str,
    title: str,
    state: str,
    attempts: int,
    fault: str | None,
    message: str | None,
    hint: str | None,
    pages_read: int,
    pages: int | None,
    paged: int,
    chunks: int,
    embedded: int,
) -> DocumentRow:
    return DocumentRow(
        id=document_id,
        path=os.fsdecode(path or b""),
        locations=locations,
        sha256=sha256,
        size=size,
        kind=kind,
        title=title,
        state=DocumentState(state),
        attempts=attempts,
        reason=Reason(message, hint or "", Fault(fault)) if message and fault else None,
        pages_read=pages_read,
        pages=pages,
        paged=bool(paged),
        chunks=chunks,
        embedded=embedded,
    )
