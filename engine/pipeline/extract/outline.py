"""Finds the titles of a PDF's outline in the text of its pages, and so the headings that a PDF does not mark."""

from __future__ import annotations

import re
from collections import defaultdict

from engine.pipeline.extract.content import Heading, Page
from engine.records import OutlineEntry

_NUMBER = r"(?:(?:Chapter|Appendix|Part)[^\S\n]+)?(?:[A-Z]?[\d.]*[:.]?[^\S\n]+)?"
"""What may stand before a title on its page and be missing in the outline: "2.1", "Chapter 4:", "A.3"."""


class OutlineTitles:
    """Gives pages their headings, page after page."""

    def __init__(self, outline: tuple[OutlineEntry, ...]) -> None:
        self._by_page: dict[int, list[str]] = defaultdict(list)
        for entry in outline:
            if entry.title:
                self._by_page[entry.page].append(entry.title)
        self._starts = sorted(self._by_page)
        self._passed = 0
        self._above = ""

    def headed(self, number: int, text: str) -> Page:
        """Give the page with those titles that stand on a line of their own; ask in ascending order of pages."""
        while self._passed < len(self._starts) and self._starts[self._passed] < number:
            self._above = self._by_page[self._starts[self._passed]][-1]
            self._passed += 1
        headings: list[Heading] = []
        position = 0
        for title in self._by_page.get(number, ()):
            words = r"\s+".join(map(re.escape, title.split()))
            match = re.compile(rf"^[^\S\n]*{_NUMBER}{words}[^\S\n]*$", re.MULTILINE).search(text, position)
            if match:
                headings.append(Heading(match.start(), match.end(), title))
                position = match.end()
        return Page(number, text, tuple(headings), self._above)
