"""Reads PDFs with pdfium, page by page, straight from the buffer."""

from __future__ import annotations

import ctypes
import logging
import re
from collections.abc import Callable, Iterator
from contextlib import closing

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from engine.errors import DamagedError, EmptyDocumentError
from engine.pipeline.extract.clean import clean
from engine.pipeline.extract.containers import encrypted
from engine.pipeline.extract.content import Page, Reading, Source
from engine.pipeline.extract.outline import OutlineTitles
from engine.pipeline.extract.pdf_text import cleaned
from engine.pipeline.extract.second_opinion import SecondOpinion
from engine.records import DocumentFacts, OutlineEntry

MAX_OUTLINE_ENTRIES = 10_000

# Reports oddities of a file as warnings, which without a handler would land on stderr.
logging.getLogger("pypdfium2").setLevel(logging.CRITICAL)

_DATE = re.compile(r"D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?")


def read_pdf(source: Source, first_page: int) -> Reading:
    """Open a PDF without copying it.

    Raises ``EncryptedError``, ``EmptyDocumentError`` or ``DamagedError``. While the pages are being read, a map that
    was handed in cannot be closed.
    """
    document, buffer = load(source)
    count = len(document)
    facts: list[DocumentFacts] = []

    def pages() -> Iterator[Page]:
        nonlocal buffer
        try:
            outline = tuple(_outline(document))
            yield from _pages(document, outline, SecondOpinion(source), first_page)
            facts.append(_facts(document, outline))
        finally:
            document.close()
            del buffer

    return Reading(paged=True, count=count, pages=pages(), facts=lambda: facts[0])


def load(source: Source) -> tuple[pypdfium2.PdfDocument, NDArray[np.uint8]]:
    """Open a PDF of at least one page, in memory that must be held on to until it is closed.

    Raises ``EncryptedError``, ``EmptyDocumentError`` or ``DamagedError``.
    """
    # By numpy, because ctypes takes memory from writable maps only, and those count as memory of our own.
    buffer = np.frombuffer(source, np.uint8)
    handle = pdfium.FPDF_LoadMemDocument64(ctypes.c_void_p(buffer.ctypes.data), len(source), None)
    if not handle:
        del buffer  # the error's traceback must not keep the map open
        raise _load_error(pdfium.FPDF_GetLastError())
    document = pypdfium2.PdfDocument(handle)
    if not len(document):
        document.close()
        del buffer
        if b"%%EOF" not in source[-2048:]:
            raise _damaged()
        raise EmptyDocumentError("The PDF has no pages.")
    return document, buffer


def _pages(
    document: pypdfium2.PdfDocument,
    outline: tuple[OutlineEntry, ...],
    second_opinion: SecondOpinion,
    first_page: int,
) -> Iterator[Page]:
    opened = 0
    titles = OutlineTitles(outline)
    for index in range(first_page - 1, len(document)):
        try:
            text, has_text_objects = _page_text(document, index)
            opened += 1
        except pypdfium2.PdfiumError:
            text, has_text_objects = "", True
        if has_text_objects and not text.strip():
            text = second_opinion.page_text(index)
        yield titles.headed(index + 1, cleaned(text))
    if first_page == 1 and not opened:
        raise _damaged()


def _page_text(document: pypdfium2.PdfDocument, index: int) -> tuple[str, bool]:
    with closing(document[index]) as page, closing(page.get_textpage()) as text_page:
        text = text_page.get_text_range()
        if text.strip():
            return text, True
        return "", next(page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_TEXT,), max_depth=4), None) is not None


def _facts(document: pypdfium2.PdfDocument, outline: tuple[OutlineEntry, ...]) -> DocumentFacts:
    labels = tuple(_said(document.get_page_label, index) for index in range(len(document)))
    if all(label in ("", str(number)) for number, label in enumerate(labels, start=1)):
        labels = ()
    attachments = range(document.count_attachments())
    return DocumentFacts(
        title=_said(document.get_metadata_value, "Title"),
        author=_said(document.get_metadata_value, "Author"),
        created=_iso_date(_said(document.get_metadata_value, "CreationDate")),
        page_labels=labels,
        outline=outline,
        attachments=tuple(_said(lambda at: document.get_attachment(at).get_name(), index) for index in attachments),
        encrypted=pdfium.FPDF_GetSecurityHandlerRevision(document) != -1,
    )


def _outline(document: pypdfium2.PdfDocument) -> Iterator[OutlineEntry]:
    for _, bookmark in zip(range(MAX_OUTLINE_ENTRIES), document.get_toc(), strict=False):
        target = bookmark.get_dest()
        index = target.get_index() if target else None
        if index is not None and 0 <= index < len(document):
            yield OutlineEntry(_said(bookmark.get_title), index + 1, bookmark.level)


def _said(ask: Callable[..., str], *about: object) -> str:
    """What a broken document says about itself costs that fact, not the document."""
    try:
        return " ".join(clean(ask(*about)).split())
    except (UnicodeError, pypdfium2.PdfiumError):
        return ""


def _iso_date(date: str) -> str:
    """Turn "D:20230315165533Z" into "2023-03-15T16:55:33", as far as it goes; "" for anything else."""
    match = _DATE.match(date)
    if match is None:
        return ""
    parts = [part for part in match.groups() if part]
    return "-".join(parts[:3]) + ("T" + ":".join(parts[3:]) if len(parts) > 3 else "")


def _load_error(code: int) -> Exception:
    return encrypted() if code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY) else _damaged()


def _damaged() -> DamagedError:
    return DamagedError("The PDF is cut off or broken.", "Get a fresh copy of it, or print it to a new PDF.")
