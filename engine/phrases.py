"""Texts in English that a window can say in another language.

Some remember what they were made of. What comes as plain text, out of the library or from another process, is known
again by its pattern; that holds for what was stored long ago, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import islice

COUNT = "%Ln"
"""Stands in a pattern for the number that decides between one and many, as Qt writes it."""
_PLURAL = re.compile(r"\((\w+)\)")
_PLACE = re.compile(rf"(\{{\}}|{COUNT})")
_SEAM = re.compile(r"(?<=[.!?]) |; |: |, ")
"""Between two sentences, two entries of a list, or what is spoken of and what is said of it."""

_MOST_SEAMS = 8
_LONGEST = 1_000
"""Characters. Nothing that is said of a document is longer, and names of files may be made to take time."""


class Phrase(str):
    """English to whoever takes it as text. Made by :func:`phrase`, :func:`counted` and :func:`joined`."""

    __slots__ = ("number", "parts", "pattern", "values")
    pattern: str
    """With ``{}`` for each value, and :data:`COUNT` for the number; "" if this consists of parts."""
    values: tuple[str, ...]
    """Numbers among them are written as in English, such as "1,234.5"; some may be phrases themselves."""
    number: int | None
    """Decides between one and many."""
    parts: tuple[Phrase, ...]
    """Sentences, with a space between any two."""


def phrase(pattern: str, *values: str) -> Phrase:
    """A text with values in it."""
    return _made(pattern.format(*values), pattern, values)


def counted(pattern: str, count: int, *values: str) -> Phrase:
    """A text such as "%Ln page(s)", which is another for one than for many."""
    one, many = one_and_many(pattern)
    english = (one if count == 1 else many).replace(COUNT, f"{count:,}").format(*values)
    return _made(english, pattern, values, count)


def one_and_many(pattern: str) -> tuple[str, str]:
    """Both forms of a pattern: without what stands in brackets, and with it."""
    return _PLURAL.sub("", pattern), _PLURAL.sub(r"\1", pattern)


def joined(*parts: Phrase) -> Phrase:
    """Several sentences."""
    return _made(" ".join(parts), "", (), None, parts)


def word(text: str) -> str:
    """The text as it is: marks what is put into other texts, so that translators get to see it."""
    return text


class Wordbook:
    """Knows plain English again as the phrase that it could have been."""

    def __init__(self, patterns: Iterable[str]) -> None:
        shapes = [shape for pattern in patterns for shape in _shapes(pattern)]
        # A pattern that says more itself explains a text better.
        self._shapes = sorted(shapes, key=lambda shape: -len(_PLACE.sub("", shape[0])))
        self.find = lru_cache(maxsize=2_000)(self._find)
        """The phrase, its values looked up likewise; None when no pattern fits."""

    def _find(self, text: str) -> Phrase | None:
        if len(text) > _LONGEST:
            return None
        # A value at the beginning of the second of two sentences could swallow the first.
        return self._in_pieces(text) or self._whole(text)

    def _whole(self, text: str) -> Phrase | None:
        for pattern, shape in self._shapes:
            if (match := shape.fullmatch(text)) is not None:
                found = match.groupdict()
                count = found.pop("count", None)
                # A single word is most likely a person's own, such as what was typed or a file's name.
                values = tuple((self.find(value) if " " in value else None) or value for value in found.values())
                return _made(text, pattern, values, None if count is None else int(count.replace(",", "")))
        return None

    def _in_pieces(self, text: str) -> Phrase | None:
        for seam in islice(_SEAM.finditer(text), _MOST_SEAMS):
            first = self._whole(text[: seam.start()])
            rest = None if first is None else self.find(text[seam.end() :])
            if first is not None and rest is not None:
                return phrase(f"{{}}{seam[0]}{{}}", first, rest)
        return None


def _shapes(pattern: str) -> list[tuple[str, re.Pattern[str]]]:
    """A pattern with the regular expressions for what it can look like."""
    if COUNT not in pattern:
        return [(pattern, _shape(pattern, ""))]
    one, many = one_and_many(pattern)
    return [(pattern, _shape(one, "1")), (pattern, _shape(many, r"[\d,]+"))]


def _shape(pattern: str, number: str) -> re.Pattern[str]:
    pieces = []
    for place, piece in enumerate(_PLACE.split(pattern)):
        if piece == COUNT:
            pieces.append(f"(?P<count>{number})")
        else:
            pieces.append(f"(?P<value{place}>.*?)" if piece == "{}" else re.escape(piece))
    return re.compile("".join(pieces), re.DOTALL)


def _made(
    english: str, pattern: str, values: tuple[str, ...], count: int | None = None, parts: tuple[Phrase, ...] = ()
) -> Phrase:
    made = Phrase(english)
    made.pattern, made.values, made.number, made.parts = pattern, values, count, parts
    return made
