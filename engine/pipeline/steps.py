"""The steps of a document's way, as every mode runs them: read (extract and chunk), then embed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from engine.errors import DamagedError, DocumentError, EmptyDocumentError, NoTextError, TooLargeError
from engine.phrases import phrase, word
from engine.pipeline.chunk import Tokenizer, chunk_page
from engine.pipeline.contents import for_meaning
from engine.pipeline.extract.content import OnProgress, Reading, Source
from engine.pipeline.extract.detect import Family, Format, detect
from engine.pipeline.extract.epub import read_epub
from engine.pipeline.extract.kreuzberg_reader import read_running, read_sheets
from engine.pipeline.extract.opendocument import read_open_document
from engine.pipeline.extract.pdf import read_pdf
from engine.pipeline.extract.plain import read_plain
from engine.pipeline.extract.slides import read_slides
from engine.pipeline.extract.text import decoded
from engine.pipeline.extract.web import read_web
from engine.pipeline.extract.word import read_word
from engine.pipeline.extract.workbook import read_workbook
from engine.pipeline.extract.xml_text import read_xml
from engine.records import Opened, PageRead, ReadDone, ReadEvent, ReadLimits
from engine.trace import Stage, Stopwatch
from models.vectors import quantise

__all__ = ["Source", "embed", "read"]


class Embedder(Protocol):
    """What the embed step asks of the active model."""

    def embed(self, texts: Sequence[str], *, on_batch: Callable[[int], None] | None = None) -> NDArray[np.float32]:
        """One unit vector per text, (texts, dimensions)."""


def read(
    source: Source,
    name: str,
    tokenizer: Tokenizer,
    *,
    first_page: int = 1,
    limits: ReadLimits = ReadLimits(),  # noqa: B008 - frozen
    stopwatch: Stopwatch | None = None,
    on_progress: OnProgress = lambda: None,
) -> Iterator[ReadEvent]:
    """Read a document: one ``Opened``, a ``PageRead`` per page from ``first_page`` on, one ``ReadDone``.

    ``name`` is the file's name and no more than a hint; ``stopwatch`` times extracting and chunking; ``on_progress`` is
    called again and again while a large document is opened and while pages before ``first_page`` are passed over.
    Raises a ``DocumentError`` for whatever is wrong with the content; pages that were given before it stand.
    """
    stopwatch = stopwatch or Stopwatch(on=False)
    _check_size(source, limits)
    with stopwatch.lap(Stage.EXTRACT), _told_plainly():
        found = detect(source, name, limits)
        reading = _open(source, found, first_page, limits, on_progress)
    yield Opened(found.kind, found.mime, reading.paged, reading.count)

    last, anything = first_page - 1, False
    while True:
        with stopwatch.lap(Stage.EXTRACT) as lap, _told_plainly():
            page = next(reading.pages, None)
            lap.pages = int(page is not None)
        if page is None:
            break
        if page.number < first_page:
            on_progress()
            continue
        with stopwatch.lap(Stage.CHUNK) as lap:
            chunks = chunk_page(page.text, page.number, tokenizer, heading=page.heading_above, headings=page.headings)
            lap.pages = 1
        last, anything = page.number, anything or bool(chunks)
        yield PageRead(page.number, chunks)

    if first_page == 1 and not anything:
        raise _no_text(found, reading)
    with stopwatch.lap(Stage.EXTRACT), _told_plainly():
        facts = reading.facts()
    yield ReadDone(last, facts)


def embed(embedder: Embedder, texts: Sequence[str], on_batch: Callable[[int], None] | None = None) -> NDArray[np.int8]:
    """Embed chunk texts: int8, (texts, dimensions), in the order of the texts.

    ``on_batch`` is told, after each batch, how many texts were in it.
    """
    return quantise(embedder.embed([for_meaning(text) for text in texts], on_batch=on_batch))


def _open(source: Source, found: Format, first_page: int, limits: ReadLimits, on_progress: OnProgress) -> Reading:
    match found.family:
        case Family.PDF:
            return read_pdf(source, first_page)
        case Family.WORD:
            return read_word(source, limits, on_progress)
        case Family.OPEN_DOCUMENT:
            return read_open_document(source, limits, on_progress, paged=found.kind != "Word")
        case Family.EPUB:
            return read_epub(source, limits, on_progress)
        case Family.WEB:
            return read_web(decoded(source, found.encoding), on_progress)
        case Family.XML:
            return read_xml(source, found.encoding, on_progress)
        case Family.SLIDES:
            return read_slides(source, limits, on_progress)
        case Family.WORKBOOK:
            return read_workbook(source, limits, on_progress)
        case Family.SHEETS:
            return read_sheets(source, found.mime)
        case Family.RUNNING:
            return read_running(source, found.mime)
        case Family.TEXT:
            return read_plain(source, found.encoding, found.kind)


def _check_size(source: Source, limits: ReadLimits) -> None:
    if len(source) == 0:
        raise EmptyDocumentError("The file is empty.")
    if len(source) > limits.max_file_bytes:
        raise TooLargeError(
            f"The file has {len(source) / 1024**2:,.0f} MB; "
            f"more than {limits.max_file_bytes / 1024**2:,.0f} MB are not read.",
            "Split it, or raise the limit in the settings.",
        )


@contextmanager
def _told_plainly() -> Iterator[None]:
    """Turn whatever a library makes of a broken file into a ``DamagedError``."""
    try:
        yield
    except (DocumentError, MemoryError):
        raise
    except Exception as error:
        # Not its words, which may quote the document: reasons go into the log and into reports.
        raise DamagedError(
            f"The file could not be read to its end ({type(error).__name__}).", "Get a fresh copy of it."
        ) from error


def _no_text(found: Format, reading: Reading) -> NoTextError:
    if found.family is Family.PDF:
        one, many = word("the page is a picture"), phrase("the {} pages are pictures", f"{reading.count}")
        pages = one if reading.count == 1 else many
        return NoTextError(
            f"There is no text in this PDF: it looks like a scan, {pages}.",
            "Run it through a text recognition (OCR) program and add the result.",
        )
    return NoTextError("There is no text in this document.")
