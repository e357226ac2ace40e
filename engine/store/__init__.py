"""One SQLite file per library: tasks, documents, chunks, full text and vectors, in one consistent state."""
