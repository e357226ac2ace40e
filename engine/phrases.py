"""Texts in English that remember what they were made of, so that a window can say them in another language."""

from __future__ import annotations

import re

COUNT = "%Ln"
"""Stands in a pattern for the number that decides between one and many, as Qt writes it."""
_PLURAL = re.compile(r"\((\w+)\)")


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


def _made(
    english: str, pattern: str, values: tuple[str, ...], count: int | None = None, parts: tuple[Phrase, ...] = ()
) -> Phrase:
    made = Phrase(english)
    made.pattern, made.values, made.number, made.parts = pattern, values, count, parts
    return made
