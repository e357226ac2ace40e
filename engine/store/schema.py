"""The shape of the database and the ordered steps that lead to it.

A migration is never edited once released; a change of shape is a new one at the end.

Ids of documents, texts and embeddings are never given twice (AUTOINCREMENT): a worker may still hold the id of what
was removed meanwhile, and whoever follows the ids upwards must not miss a new row under an old number.
"""

from __future__ import annotations

FTS_TOKENIZER = "porter unicode61 remove_diacritics 2"
"""How the full-text index cuts and folds words; queries and marks must use the same."""

VERSION_1 = """
CREATE TABLE tasks (
    id          INTEGER PRIMARY KEY,
    paths       TEXT    NOT NULL,           -- JSON list as it was asked for, absolute
    state       TEXT    NOT NULL,           -- TaskState
    added_at    REAL    NOT NULL            -- seconds since the epoch, for people only: never compared
) STRICT;
CREATE INDEX tasks_open ON tasks (state) WHERE state IN ('listing', 'running');

CREATE TABLE documents (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    sha256      TEXT    UNIQUE,             -- of the bytes; NULL while the file could not be read
    size        INTEGER NOT NULL,
    state       TEXT    NOT NULL,           -- DocumentState
    attempts    INTEGER NOT NULL DEFAULT 0, -- written before the attempt starts
    losses      INTEGER NOT NULL DEFAULT 0, -- workers lost with this document in their hands
    deaths      INTEGER NOT NULL DEFAULT 0, -- in a row: the whole program died while it was read
    fault       TEXT,                       -- Fault, why it is not ready
    message     TEXT,
    hint        TEXT,
    kind        TEXT    NOT NULL DEFAULT '',
    mime        TEXT    NOT NULL DEFAULT '',
    paged       INTEGER NOT NULL DEFAULT 0,
    pages       INTEGER,                    -- NULL until known
    pages_read  INTEGER NOT NULL DEFAULT 0, -- committed: never read again
    read_done   INTEGER NOT NULL DEFAULT 0,
    chunks      INTEGER NOT NULL DEFAULT 0,
    embedded    INTEGER NOT NULL DEFAULT 0, -- chunks whose text has a vector under the active model
    tokens      INTEGER NOT NULL DEFAULT 0,
    title       TEXT    NOT NULL DEFAULT '',
    facts       TEXT                        -- JSON of DocumentFacts
) STRICT;
CREATE INDEX documents_state ON documents (state, deaths, losses, id);

CREATE TABLE locations (
    path        BLOB    PRIMARY KEY,        -- bytes: names need not be valid text
    document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    size        INTEGER NOT NULL,
    mtime_ns    INTEGER NOT NULL
) STRICT;
CREATE INDEX locations_document ON locations (document_id);

CREATE TABLE task_documents (
    task_id     INTEGER NOT NULL REFERENCES tasks (id) ON DELETE CASCADE,
    document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    PRIMARY KEY (task_id, document_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX task_documents_document ON task_documents (document_id);

-- A text is kept, indexed and embedded once, however many chunks consist of it.
CREATE TABLE texts (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    hash        BLOB    NOT NULL UNIQUE,    -- BLAKE2b-128 of the UTF-8 text
    text        TEXT    NOT NULL,
    tokens      INTEGER NOT NULL
) STRICT;

CREATE TABLE chunks (
    id          INTEGER PRIMARY KEY,
    document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    page        INTEGER NOT NULL,
    start       INTEGER NOT NULL,           -- characters into the page's text
    end         INTEGER NOT NULL,
    heading     TEXT    NOT NULL,
    text_id     INTEGER NOT NULL REFERENCES texts (id)
) STRICT;
CREATE INDEX chunks_document ON chunks (document_id, page);
CREATE INDEX chunks_text ON chunks (text_id);

CREATE VIRTUAL TABLE texts_fts USING fts5 (
    text, content = 'texts', content_rowid = 'id', tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE TRIGGER texts_added AFTER INSERT ON texts BEGIN
    INSERT INTO texts_fts (rowid, text) VALUES (new.id, new.text);
END;
CREATE TRIGGER texts_removed AFTER DELETE ON texts BEGIN
    INSERT INTO texts_fts (texts_fts, rowid, text) VALUES ('delete', old.id, old.text);
END;

CREATE TABLE embeddings (
    id          INTEGER PRIMARY KEY AUTOINCREMENT, -- ascends: whoever holds a copy asks for what came after it
    model       TEXT    NOT NULL,
    text_id     INTEGER NOT NULL REFERENCES texts (id) ON DELETE CASCADE,
    vector      BLOB    NOT NULL,           -- int8, one byte per dimension; only its direction means something
    UNIQUE (model, text_id)
) STRICT;

CREATE TABLE meta (
    key         TEXT    PRIMARY KEY,
    value       TEXT    NOT NULL
) STRICT, WITHOUT ROWID;
"""

MIGRATIONS: tuple[str, ...] = (VERSION_1,)
"""``MIGRATIONS[n]`` leads from version ``n`` to ``n + 1``."""
