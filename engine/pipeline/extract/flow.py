"""Collects running text out of marked-up documents: words, breaks, headings, pages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.pipeline.extract.clean import clean
from engine.pipeline.extract.content import Heading, Page

_SPACES = re.compile(r"\s+")
_RANK = {"": 0, " ": 1, "\t": 2, "\n": 3, "\n\n": 4}


class Flow:
    """Builds clean pages from the pieces a parser calls out; of several breaks in a row the strongest counts."""

    def __init__(self) -> None:
        self._pages: list[Page] = []
        self._pieces: list[str] = []
        self._length = 0
        self._break = ""
        self._headings: list[Heading] = []
        self._heading_start: int | None = None
        self._heading_piece = 0

    def words(self, text: str) -> None:
        """Add text whose white space means no more than one space."""
        text = clean(text)
        body = _SPACES.sub(" ", text.strip())
        if text[:1].isspace():
            self.gap(" ")
        if body:
            self._add(body)
            if text[-1:].isspace():
                self.gap(" ")

    def verbatim(self, text: str) -> None:
        """Add preformatted text as it is."""
        if text := clean(text):
            self._add(text)

    def gap(self, gap: str) -> None:
        r"""Separate what follows by at least this: a space, ``\t``, ``\n`` or ``\n\n``."""
        if _RANK[gap] > _RANK[self._break]:
            self._break = gap

    def heading_begins(self) -> None:
        """What follows, up to ``heading_ends``, is a heading."""
        self.gap("\n\n")
        self._heading_start = self._length + (len(self._break) if self._length else 0)
        self._heading_piece = len(self._pieces)

    def heading_ends(self) -> None:
        """Close the heading; one without text is none."""
        start, self._heading_start = self._heading_start, None
        if start is not None and start < self._length:
            title = _SPACES.sub(" ", "".join(self._pieces[self._heading_piece :]).strip())
            self._headings.append(Heading(start, self._length, title))
        self.gap("\n\n")

    def page_ends(self) -> None:
        """Close a page, even an empty one."""
        self._pages.append(Page(len(self._pages) + 1, "".join(self._pieces), tuple(self._headings)))
        self._pieces, self._length, self._break = [], 0, ""
        self._headings, self._heading_start = [], None

    def pages(self) -> list[Page]:
        """Close the last page and give all."""
        if self._pieces or not self._pages:
            self.page_ends()
        return self._pages

    def _add(self, text: str) -> None:
        if self._length and self._break:
            self._pieces.append(self._break)
            self._length += len(self._break)
        self._break = ""
        self._pieces.append(text)
        self._length += len(text)


def with_headings_above(pages: list[Page]) -> Iterator[Page]:
    """Tell each page of one continuous text which heading is in force where it begins."""
    above = ""
    for page in pages:
        yield Page(page.number, page.text, page.headings, above)
        if page.headings:
            above = page.headings[-1].title
