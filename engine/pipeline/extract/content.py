"""What every reader hands over, whatever it read."""

from __future__ import annotations

import io
import mmap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from engine.records import DocumentFacts

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

Source = bytes | mmap.mmap
"""The bytes of a document; a file is handed over as a map that is only read."""

OnProgress = Callable[[], None]
"""Called many times in a second while a reader gets on without a page to show; may raise to end the reading."""


def as_file(source: Source) -> BinaryIO:
    """Dress the bytes as a file for libraries that read from one; nothing is copied."""
    return io.BytesIO(source) if isinstance(source, bytes) else io.BufferedReader(_MapFile(source))


class _MapFile(io.RawIOBase):
    """A map with all the methods of a file; of its own it lacks some, and would be closed with the file."""

    def __init__(self, source: mmap.mmap) -> None:
        self._source = source
        self._position = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: len(self._source)}[whence]
        if base + offset < 0:
            raise ValueError("seek before the beginning")
        self._position = base + offset
        return self._position

    def readinto(self, buffer: WriteableBuffer) -> int:
        target = memoryview(buffer).cast("B")
        piece = self._source[self._position : self._position + len(target)]
        target[: len(piece)] = piece
        self._position += len(piece)
        return len(piece)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading in a page's text: it stands at ``text[start:end]``, underlines included."""

    start: int
    end: int
    title: str


@dataclass(frozen=True, slots=True)
class Page:
    """The text of one page, slide, sheet or part."""

    number: int
    """1-based."""
    text: str
    headings: tuple[Heading, ...] = ()
    heading_above: str = ""
    """The heading that is in force where the page begins."""


@dataclass(frozen=True, slots=True)
class Reading:
    """An opened document; its pages are read as they are asked for."""

    paged: bool
    """Whether the page numbers mean something to a reader."""
    count: int | None
    """How many pages there will be; None when only the end tells."""
    pages: Iterator[Page]
    facts: Callable[[], DocumentFacts]
    """Asked for once, after the last page."""
