"""Draws a page of a PDF, and says where on it a passage stands."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise

import pypdfium2
import pypdfium2.raw as pdfium

from engine.errors import DamagedError, EmptyDocumentError, TooLargeError
from engine.pipeline.extract.content import Source
from engine.pipeline.extract.pdf import load
from engine.pipeline.extract.pdf_text import cleaned, span_in_raw
from engine.records import Box, PagePicture, Passage

MAX_PIXELS = 16_000_000
"""A picture is no larger, whatever the page claims to measure: 64 MB."""
_UNIT = 1_000_000
"""The page's edges in which places are asked for, so that they are shares of it."""
_SAME_LINE = 0.5
"""Boxes that overlap by this share of the lower one's height stand on one line."""


class OpenPdf:
    """A PDF of which pages are drawn; holds its bytes until it is closed.

    Raises:
        EncryptedError, EmptyDocumentError, DamagedError: it cannot be opened.
    """

    def __init__(self, source: Source) -> None:
        if not len(source):
            raise EmptyDocumentError("The file is empty now.")
        self._document, self._buffer = load(source)

    def draw(self, number: int, width: int, passage: Passage | None = None) -> PagePicture:
        """One page, and where a passage stands on it.

        Args:
            number: of the page, from 1.
            width: of the picture, in pixels; a page that would become too large is drawn smaller.
            passage: what to look for; of one that is not on the page, no places are told.

        Raises:
            DamagedError: there is no such page, or it is broken.
            TooLargeError: there is not enough memory for it.
        """
        document = self._document
        if not 1 <= number <= len(document):
            raise DamagedError(f"There is no page {number} in this PDF any more.", "Add the changed file again.")
        try:
            with closing(document[number - 1]) as page:
                across, down = page.get_size()
                scale = min(width / across, (MAX_PIXELS / (across * down)) ** 0.5)
                # Thin enough to have no pixel, on one of its sides, is as broken as no side at all.
                if across * scale < 1 or down * scale < 1:
                    raise _broken(number)
                with closing(page.render(scale=scale, prefer_bgrx=True, fill_color=(255, 255, 255, 255))) as bitmap:
                    pixels = bytes(bitmap.buffer)
                    size, stride = (bitmap.width, bitmap.height), bitmap.stride
                boxes = tuple(_boxes(page, passage)) if passage is not None else ()
        except MemoryError as error:
            raise too_large() from error
        except (pypdfium2.PdfiumError, ZeroDivisionError, ValueError, OverflowError) as error:
            raise _broken(number) from error
        return PagePicture(number, len(document), self._label(number), *size, stride, pixels, boxes)

    def close(self) -> None:
        """Let go of the bytes."""
        self._document.close()
        del self._buffer

    def _label(self, number: int) -> str:
        try:
            return str(self._document.get_page_label(number - 1)).strip() or str(number)
        except (UnicodeError, pypdfium2.PdfiumError):
            return str(number)


def too_large() -> TooLargeError:
    """What is said of a page for which there is not enough memory."""
    return TooLargeError("The page needs more memory than a worker may use.", "Open the file instead.")


def _broken(number: int) -> DamagedError:
    return DamagedError(f"Page {number} is broken and cannot be drawn.", "The other pages may be fine.")


def _boxes(page: pypdfium2.PdfPage, passage: Passage) -> Iterator[Box]:
    """Where the passage stands, a box per line."""
    with closing(page.get_textpage()) as text_page:
        raw = text_page.get_text_range()
        span = _span(raw, passage)
        if span is None:
            return
        first, last = (pdfium.FPDFText_GetCharIndexFromTextIndex(text_page, at) for at in (span[0], span[1] - 1))
        if first < 0 or last < first:
            return
        edges = [ctypes.c_double() for _ in range(4)]
        found: list[Box] = []
        for index in range(pdfium.FPDFText_CountRects(text_page, first, last - first + 1)):
            # Left, top, right and bottom, upwards as a PDF counts.
            if pdfium.FPDFText_GetRect(text_page, index, *map(ctypes.byref, edges)):
                left, top, right, bottom = (edge.value for edge in edges)
                found.append(_on_page(page, left, top, right, bottom))
        turns = _sideways(page, pdfium.FPDFText_GetCharAngle(text_page, first))
    for box in _joined([_turned(one, turns) for one in found]):
        yield _turned(box, -turns)


def _sideways(page: pypdfium2.PdfPage, angle: float) -> int:
    """By how many quarters text at this angle, in radians, is turned clockwise where it is seen to read sideways.

    0 also for text that stands upside down: pdfium tells its pieces from left to right as they are seen.
    """
    quarters = round(angle / (math.pi / 2)) + page.get_rotation() // 90
    return quarters % 4 if quarters % 2 else 0


def _turned(box: Box, quarters: int) -> Box:
    """A box where it is when the page is turned counter-clockwise."""
    for _ in range(quarters % 4):
        left, top, right, bottom = box
        box = top, 1 - right, bottom, 1 - left
    return box


def _span(raw: str, passage: Passage) -> tuple[int, int] | None:
    """Where the passage stands in what pdfium gives; None when it is not there."""
    text = cleaned(raw)
    if text[passage.start : passage.end] == passage.text:
        return span_in_raw(raw, passage.start, passage.end)
    # Another version of the file, or of the reader: the same words may stand elsewhere, or be spaced otherwise.
    words = passage.text.split()
    places = _places_of_words(text, words)
    return span_in_raw(raw, *places) if places else None


def _places_of_words(text: str, words: list[str]) -> tuple[int, int] | None:
    """Start and end of these words in a row, whatever white space is between them."""
    if not words:
        return None
    begin = text.find(words[0])
    while begin >= 0:
        at = begin
        for word in words:
            while at < len(text) and text[at].isspace():
                at += 1
            if not text.startswith(word, at):
                break
            at += len(word)
        else:
            return begin, at
        begin = text.find(words[0], begin + 1)
    return None


def _on_page(page: pypdfium2.PdfPage, left: float, top: float, right: float, bottom: float) -> Box:
    """A box in shares of the page as it is seen, turned and cut."""
    xs, ys = [], []
    for x, y in ((left, top), (right, bottom)):
        across, down = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDF_PageToDevice(page, 0, 0, _UNIT, _UNIT, 0, x, y, ctypes.byref(across), ctypes.byref(down))
        xs.append(min(max(across.value / _UNIT, 0.0), 1.0))
        ys.append(min(max(down.value / _UNIT, 0.0), 1.0))
    return min(xs), min(ys), max(xs), max(ys)


def _joined(boxes: list[Box]) -> Iterator[Box]:
    """One box for each run of neighbours on a line: pdfium tells one per font."""
    ended = [not _on_one_line(one, other) for one, other in pairwise(boxes)]
    run: list[Box] = []
    for box, ends in zip(boxes, [*ended, True], strict=False):
        if box[2] > box[0] and box[3] > box[1]:
            run.append(box)
        if ends and run:
            lefts, tops, rights, bottoms = zip(*run, strict=True)
            yield min(lefts), min(tops), max(rights), max(bottoms)
            run = []


def _on_one_line(one: Box, other: Box) -> bool:
    overlap = min(one[3], other[3]) - max(one[1], other[1])
    # Not before: that would be another column.
    return other[0] >= one[0] and overlap > _SAME_LINE * min(one[3] - one[1], other[3] - other[1])
