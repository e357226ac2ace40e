"""Cuts a short passage out of a chunk: from the sentence with most words of the query on, with these words marked."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from engine.records import Snippet

LENGTH = 240
"""Characters, about three lines."""

_SENTENCE_END = re.compile(
    # All begin with one of these characters, which is found in half the time of trying one after another everywhere.
    r"[.!?…。！？\n]"
    r"(?:(?<=[.!?…])[\"'”’)\]»]*\s+(?=[^\sa-z])|(?<=[。！？])[」』）〕”’]*\s*|(?<=\n)\s*\n\s*)"
)

Token = tuple[int, int, str]
"""(start, end, index term) of a word, in characters."""


def snippet(text: str, tokens: Sequence[Token], terms: frozenset[str]) -> Snippet:
    """The passage of ``text`` with the most distinct ``terms``, cut at words and with white space made single."""
    matched = [token for token in tokens if token[2] in terms]
    start = _best_start(text, tokens, matched)
    end = _end(tokens, start, len(text))
    before, after = "… " if start > 0 else "", " …" if end < len(text) else ""
    marks = []
    for low, high, _ in matched:
        if start <= low and high <= end:
            place = len(before) + _place(text[start:low])
            marks.append((place, place + high - low))
    return Snippet(before + _single_spaced(text[start:end]) + after, tuple(marks))


def _best_start(text: str, tokens: Sequence[Token], matched: Sequence[Token]) -> int:
    """Where to begin so that most distinct terms fit: with a sentence, or else a few words before the first of them."""
    length = len(text)
    if length <= LENGTH or not matched:
        return 0
    sentence, in_sentence = _best_sentence(text, matched)
    if in_sentence == len({term for _, _, term in matched}):
        return sentence
    best, most = matched[0][0], 0
    for number, (start, _, _) in enumerate(matched):
        reach = {term for low, high, term in matched[number:] if low >= start and high <= start + LENGTH * 3 // 4}
        if len(reach) > most:
            best, most = start, len(reach)
    if in_sentence >= most:
        return sentence
    # To the index "Linux's" is two words, to a reader one.
    starts = [start for start, _, _ in tokens if start == 0 or text[start - 1].isspace()] or [best]
    wanted = max(0, min(best - LENGTH // 4, length - LENGTH))
    # Begin at a word; if only the first words would be cut off, begin at the beginning.
    begin = starts[min(bisect_right(starts, wanted), len(starts) - 1)] if wanted > 0 else 0
    return min(begin, best)


def _best_sentence(text: str, matched: Sequence[Token]) -> tuple[int, int]:
    """Where the sentence begins from which on most distinct terms fit, and how many; the one with most of its own."""
    starts = [0, *(match.end() for match in _SENTENCE_END.finditer(text))]
    lows = [low for low, _, _ in matched]
    best, most = 0, (0, 0)
    first = 0
    # From a sentence without any of its own no more fit than from the next that has some.
    while first < len(matched):
        number = bisect_right(starts, lows[first])
        start = starts[number - 1]
        following = bisect_left(lows, starts[number], first) if number < len(starts) else len(lows)
        fit = {term for _, high, term in matched[first:] if high <= start + LENGTH}
        own = {term for _, _, term in matched[first:following]}
        if (len(fit), len(own)) > most:
            best, most = start, (len(fit), len(own))
        first = following
    return best, most[0]


def _end(tokens: Sequence[Token], start: int, length: int) -> int:
    if length - start <= LENGTH:
        return length
    last = bisect_right(tokens, start + LENGTH, key=lambda token: token[1]) - 1
    return tokens[last][1] if last >= 0 and tokens[last][0] >= start else start + LENGTH


def _single_spaced(text: str) -> str:
    """The text with runs of white space made one space, and none at its ends."""
    return " ".join(text.split())


def _place(before: str) -> int:
    """Where a word stands in the text made single-spaced, from what comes before it."""
    single = _single_spaced(before)
    return len(single) + (single != "" and before[-1].isspace())
