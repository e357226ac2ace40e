"""One reader per family of formats: bytes in, pages of clean text out."""
