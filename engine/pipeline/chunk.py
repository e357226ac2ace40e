"""Cuts a page into chunks: as full as the model can take, and where a reader would pause.

The places to cut, best first: before a heading, between paragraphs, between sentences, between lines, between words
(between characters in Chinese and Japanese, which put no space between words). A page is tokenised once, in windows,
and every chunk is then found by bisection.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from engine.pipeline.extract.content import Heading
from engine.records import Chunk

MAX_CHARACTERS = 4_000
"""A chunk is no longer, whatever its tokens: a word of a megabyte is one unknown token."""
WINDOW_CHARACTERS = 32_000
"""So much is tokenised at once; bounds the memory that a very long page takes."""
ENOUGH = 0.5
"""From this share of a full chunk on, a better place to cut is worth more than more text."""
ENOUGH_FOR_A_SENTENCE = 0.3
"""A chunk may be so short rather than end in the middle of a sentence."""
SMALLEST_REST = 0.25
"""The last chunk of a page is not left with less than this share, where it can be helped."""

_PARAGRAPH_END = re.compile(r"\n[^\S\n]*\n\s*")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]»]*\s+(?=[^\sa-z])|[。！？][」』）〕”’]*\s*")
_LINE_END = re.compile(r"\n\s*")
_SPACE = re.compile(r"\s*")
# Scripts that are written without spaces: a cut between two characters cuts no word that one could tell.
_UNSPACED = "\u2e80-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
_CUTS_NO_WORD = re.compile(rf"[\s{_UNSPACED}]")
_PUNCTUATION = re.compile(r"[^\w\s]")
# Python takes these for white space, WordPiece does not see them at all: words on both sides of one become one.
_UNSEEN_SPACE = re.compile("[\x0b\x0c\x1c-\x1f\x85]")


class Tokenizer(Protocol):
    """What chunking asks of the active model's tokenizer."""

    max_tokens: int
    special_tokens: int

    def spans(self, text: str) -> NDArray[np.int32]:
        """Where each token lies in the text, (tokens, 2), special tokens left out."""

    def count(self, text: str) -> int:
        """How many tokens the text makes, special tokens included."""

    def parts(self, before: str, after: str) -> bool:
        """Whether a cut between these two characters changes no token on either side."""


def chunk_page(
    text: str,
    page: int,
    tokenizer: Tokenizer,
    *,
    heading: str = "",
    headings: Sequence[Heading] = (),
    max_tokens: int | None = None,
) -> tuple[Chunk, ...]:
    """Cut the text of a page into chunks of at most ``max_tokens`` (the model's limit), special tokens included.

    The chunks cover everything but white space, once, in order. ``headings`` are those of the page in ascending order,
    ``heading`` is the one in force where it begins; a heading stays with the text that follows it.
    """
    starts = [found.start for found in headings]

    def heading_at(position: int) -> str:
        index = bisect_right(starts, position) - 1
        return headings[index].title if index >= 0 else heading

    limit = max_tokens or tokenizer.max_tokens
    return tuple(
        Chunk(page, start, end, text[start:end], tokens, heading_at(start))
        for start, end, tokens in _cuts(text, tokenizer, limit, headings)
    )


def _cuts(text: str, tokenizer: Tokenizer, limit: int, headings: Sequence[Heading]) -> Iterator[tuple[int, int, int]]:
    """Start, end and tokens of each chunk."""
    begin = _skip_space(text, 0)
    while begin < len(text):
        window = _Window(text, begin, tokenizer, limit, headings)
        while begin < len(text) and (cut := window.cut(begin)) is not None:
            end = len(text[begin:cut].rstrip()) + begin
            yield begin, end, window.tokens(begin, end)
            begin = _skip_space(text, cut)


class _Window:
    """A stretch of the text with its tokens and the places where it may be cut, all as offsets into the text."""

    def __init__(self, text: str, begin: int, tokenizer: Tokenizer, limit: int, headings: Sequence[Heading]) -> None:
        self._text = text
        self._tokenizer = tokenizer
        self._limit = limit
        self._budget = limit - tokenizer.special_tokens
        self._is_last = len(text) - begin <= WINDOW_CHARACTERS
        self._end = len(text) if self._is_last else _word_start(text, begin, begin + WINDOW_CHARACTERS)
        piece = text[begin : self._end]
        self._starts: list[int] = (tokenizer.spans(piece)[:, 0] + begin).tolist()
        self._counted: tuple[int, int, int] = (0, 0, 0)
        self._recount = _UNSEEN_SPACE.search(piece) is not None

        inside = [found for found in headings if begin <= found.start < self._end]
        glued = [(found.start, _skip_space(text, found.end)) for found in inside]

        def allowed(positions: list[int]) -> list[int]:
            # A cut inside a heading, or between it and its text, would leave it behind.
            banned = {
                at
                for first, last in glued
                for at in positions[bisect_right(positions, first) : bisect_right(positions, last)]
            }
            return [at for at in positions if at not in banned] if banned else positions

        def ends(pattern: re.Pattern[str]) -> list[int]:
            return allowed([match.end() for match in pattern.finditer(text, begin, self._end)])

        sentences = ends(_SENTENCE_END)
        self._places = (
            (ENOUGH, allowed([found.start for found in inside])),
            (ENOUGH, ends(_PARAGRAPH_END)),
            (ENOUGH, sentences),
            (ENOUGH_FOR_A_SENTENCE, sentences),
            (ENOUGH, ends(_LINE_END)),
        )

    def cut(self, begin: int) -> int | None:
        """Where the chunk that starts at ``begin`` is to end; None when that takes another window to tell."""
        first = bisect_left(self._starts, begin)
        left = len(self._starts) - first
        if left <= self._budget and self._end - begin <= MAX_CHARACTERS:
            if not self._is_last:
                return None
            most = self._end
            return most if self._fits(begin, most) else self._shrink(begin, most)
        by_tokens = self._starts[first + self._budget] if left > self._budget else self._end
        most = min(by_tokens, begin + MAX_CHARACTERS)
        if self._is_last and most == by_tokens and left - self._budget < SMALLEST_REST * self._budget:
            most = self._starts[first + left - int(SMALLEST_REST * self._budget)]
        cut = self._best(begin, first, most)
        return cut if self._fits(begin, cut) else self._shrink(begin, cut)

    def tokens(self, begin: int, end: int) -> int:
        """Tokens of a chunk, special tokens included."""
        if self._cuts_a_run(begin, end):
            return self._count(begin, end)
        inside = bisect_left(self._starts, end) - bisect_left(self._starts, begin)
        return inside + self._tokenizer.special_tokens

    def _best(self, begin: int, first: int, most: int) -> int:
        for share, places in self._places:
            index = bisect_right(places, most) - 1
            if index >= 0 and places[index] >= self._at_least(begin, first, most, share):
                return places[index]
        return _word_start(self._text, begin, most)

    def _at_least(self, begin: int, first: int, most: int, share: float) -> int:
        by_tokens = first + max(1, int(share * self._budget))
        by_characters = begin + max(1, int(share * (most - begin)))
        return min(self._starts[by_tokens], by_characters) if by_tokens < len(self._starts) else by_characters

    def _fits(self, begin: int, cut: int) -> bool:
        return not self._cuts_a_run(begin, cut) or self._count(begin, cut) <= self._limit

    def _count(self, begin: int, end: int) -> int:
        # What fits is told with its tokens next: in text without gaps, counting is most of the work.
        if self._counted[:2] != (begin, end):
            self._counted = (begin, end, self._tokenizer.count(self._text[begin:end]))
        return self._counted[2]

    def _shrink(self, begin: int, cut: int) -> int:
        while not self._fits(begin, cut) and cut - begin > 1:
            cut = _word_start(self._text, begin, begin + max(1, (cut - begin) * 7 // 8))
        return cut

    def _cuts_a_run(self, begin: int, cut: int) -> bool:
        """Whether the tokens of the piece may differ from those of the same stretch within the window."""
        return self._recount or self._may_change(begin) or self._may_change(cut)

    def _may_change(self, at: int) -> bool:
        """Whether a cut there may change tokens."""
        text = self._text
        if at in (0, len(text)) or text[at].isspace() or text[at - 1].isspace():
            return False
        return not self._tokenizer.parts(text[at - 1], text[at])


def _word_start(text: str, begin: int, most: int) -> int:
    """The last place up to ``most`` that cuts no word; in a word without end, behind punctuation, or just there."""
    if most >= len(text):
        return len(text)
    # Backwards: in most texts the place is near, and in one without gaps nothing is quicker.
    if found := _CUTS_NO_WORD.search(text[most:begin:-1] + text[begin]):
        return most - max(0, found.start() - 1)
    middle = begin + (most - begin) // 2
    return max((match.end() for match in _PUNCTUATION.finditer(text, middle, most)), default=most)


def _skip_space(text: str, position: int) -> int:
    match = _SPACE.match(text, position)
    return match.end() if match else position
