"""Asks pypdf for the text of a page on which pdfium found text objects but no text."""

from __future__ import annotations

import logging
import time

import pypdf

from engine.pipeline.extract.content import Source, as_file

MAX_FILE_BYTES = 32 * 1024**2
MAX_SECONDS = 5.0
"""pypdf takes 16 times as long as pdfium: what it takes in all for one document has an end."""

# pypdf reports every oddity of a file as a warning, which without a handler would land on stderr.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


class SecondOpinion:
    """pypdf, opened only when it is first asked, and asked no more once it has used up its time."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._reader: pypdf.PdfReader | None = None
        self._seconds_left = MAX_SECONDS if len(source) <= MAX_FILE_BYTES else 0.0

    def page_text(self, index: int) -> str:
        """Give the text of a page by its 0-based index; "" when pypdf finds none, fails, or has no time left."""
        if self._seconds_left <= 0:
            return ""
        began = time.perf_counter()
        try:
            if self._reader is None:
                self._reader = pypdf.PdfReader(as_file(self._source))
            return self._reader.pages[index].extract_text()
        except MemoryError:
            raise
        except Exception:  # noqa: BLE001 - a broken file makes pypdf raise anything; pdfium's answer then stands
            return ""
        finally:
            self._seconds_left -= time.perf_counter() - began
