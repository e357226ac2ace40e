"""What every reader hands over, whatever it read."""

from __future__ import annotations

import mmap
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from engine.records import DocumentFacts

Source = bytes | mmap.mmap
"""The bytes of a document; a file is handed over as a private copy-on-write map."""


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
