"""Cuts a text without pages into parts, so that progress has a grain and memory a bound."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator

from engine.pipeline.extract.content import Heading, Page

PART_CHARACTERS = 32_000
"""At most so many characters in a part: about 30 chunks, a tenth of a second of reading."""

_BREAKS = (re.compile(r"\n[ \t]*\n\s*"), re.compile(r"\n\s*"), re.compile(r"\s+"))


def cut(blocks: Iterable[str]) -> Iterator[str]:
    """Give the text of the blocks in parts that end at paragraphs, else at lines, else at words."""
    rest = ""
    for block in blocks:
        rest += block
        begin = 0
        while len(rest) - begin > PART_CHARACTERS:
            end = _last_break(rest, begin)
            yield rest[begin:end]
            begin = end
        rest = rest[begin:]
    if rest.strip():
        yield rest


def parts_of(texts: Iterable[str], find_headings: Callable[[str], tuple[Heading, ...]]) -> Iterator[Page]:
    """Number the parts and give each its headings."""
    above = ""
    for number, text in enumerate(texts, start=1):
        headings = find_headings(text)
        yield Page(number, text, headings, above)
        if headings:
            above = headings[-1].title


def split_page(page: Page) -> Iterator[Page]:
    """Cut one page whose headings are known into numbered parts."""
    starts = [heading.start for heading in page.headings]
    begin, above = 0, ""
    for number, text in enumerate(cut((page.text,)), start=1):
        end = begin + len(text)
        inside = page.headings[bisect_left(starts, begin) : bisect_left(starts, end)]
        moved = tuple(Heading(h.start - begin, min(h.end - begin, len(text)), h.title) for h in inside)
        yield Page(number, text, moved, above)
        begin = end
        if inside:
            above = inside[-1].title


def _last_break(text: str, begin: int) -> int:
    limit = begin + PART_CHARACTERS
    middle = begin + PART_CHARACTERS // 2
    for pattern in _BREAKS:
        end = max((match.end() for match in pattern.finditer(text, middle, limit)), default=None)
        if end is not None:
            return end
    return limit
