"""Finds the titles of a PDF's outline in the text of its pages, and so the headings that a PDF does not mark."""

from __future__ import annotations

import re
from collections import defaultdict

from engine.pipeline.extract.content import Heading, Page
from engine.records import OutlineEntry

_NUMBER = re.compile(r"[^\S\n]*(?:(?:Chapter|Appendix|Part)[^\S\n]+)?(?:[A-Z]?[\d.]*[:.]?[^\S\n]+)?")
"""What may stand before a title on its page and be missing in the outline: "2.1", "Chapter 4:", "A.3"."""
_SPACE = re.compile(r"\s+")
_LINE_REST = re.compile(r"[^\S\n]*$", re.MULTILINE)


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
            if found := _line_with(title.split(), text, position):
                headings.append(Heading(*found, title))
                position = found[1]
        return Page(number, text, tuple(headings), self._above)


def _line_with(words: list[str], text: str, position: int) -> tuple[int, int] | None:
    """Where the lines begin and end that consist of these words, with a number before them perhaps.

    By hand: a pattern per title takes longer to compile than its page takes to be read.
    """
    at = text.find(words[0], position)
    while at >= 0:
        start = text.rfind("\n", 0, at) + 1
        if start >= position and _NUMBER.fullmatch(text, start, at) and (end := _end_of(words, text, at)):
            return start, end
        at = text.find(words[0], at + 1)
    return None


def _end_of(words: list[str], text: str, at: int) -> int | None:
    """Where the line ends on which the words that begin at ``at`` end; None when anything else comes between."""
    at += len(words[0])
    for word in words[1:]:
        space = _SPACE.match(text, at)
        if space is None or not text.startswith(word, space.end()):
            return None
        at = space.end() + len(word)
    rest = _LINE_REST.match(text, at)
    return rest.end() if rest else None
