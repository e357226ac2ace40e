"""Finds the headings that a plain-text markup writes into its text."""

from __future__ import annotations

import re
from collections.abc import Callable

from engine.pipeline.extract.content import Heading

_FENCE = re.compile(r"^(`{3,}|~{3,})[^\n]*\n.*?(?:^\1[`~]*[ \t]*$|\Z)", re.MULTILINE | re.DOTALL)
_ATX = re.compile(r"^ {0,3}#{1,6}[ \t]+(?P<title>\S[^\n]*?)[ \t]*#*[ \t]*$", re.MULTILINE)
_SETEXT = re.compile(
    r"(?:\A|(?<=\n\n))(?P<title>\S[^\n]{0,200})\n(?:=+|-{2,})[ \t]*$",
    re.MULTILINE,
)
_UNDERLINED = re.compile(
    r"(?:\A|(?<=\n\n)|(?<=\n))(?:(?P<over>[=\-~^\"'`#*+.:_])(?P=over){2,}[ \t]*\n)?"
    r"[ \t]*(?P<title>\S[^\n]{0,200})\n(?P<under>[=\-~^\"'`#*+.:_])(?P=under){2,}[ \t]*$",
    re.MULTILINE,
)
_LATEX = re.compile(
    r"^[ \t]*\\(?:title|part|chapter|(?:sub){0,2}section|paragraph)\*?(?:\[[^\]\n]*\])?"
    r"\{(?P<title>(?:[^{}\n]|\{[^{}\n]*\})+)\}[^\n]*$",
    re.MULTILINE,
)


def finder_for(kind: str) -> Callable[[str], tuple[Heading, ...]]:
    """Give the function that finds headings in a text of this kind."""
    return {"Markdown": _markdown, "reStructuredText": _restructured, "LaTeX": _latex}.get(kind, _none)


def _none(text: str) -> tuple[Heading, ...]:  # noqa: ARG001 - a text without markup has no headings one can rely on
    return ()


def _markdown(text: str) -> tuple[Heading, ...]:
    fences = [match.span() for match in _FENCE.finditer(text)]
    found = [
        match
        for pattern in (_ATX, _SETEXT)
        for match in pattern.finditer(text)
        if not any(start <= match.start() < end for start, end in fences)
    ]
    return _in_order(found)


def _restructured(text: str) -> tuple[Heading, ...]:
    # A line of dots or dashes is an underline only when it is as long as its title; otherwise it is a table or a rule.
    return _in_order(
        [
            match
            for match in _UNDERLINED.finditer(text)
            if len(match.group().rstrip().rpartition("\n")[2]) >= len(match["title"].rstrip())
            and any(map(str.isalnum, match["title"]))
        ]
    )


def _latex(text: str) -> tuple[Heading, ...]:
    return _in_order(list(_LATEX.finditer(text)))


def _in_order(matches: list[re.Match[str]]) -> tuple[Heading, ...]:
    return tuple(
        Heading(match.start(), match.end(), match["title"].strip())
        for match in sorted(matches, key=lambda match: match.start())
    )
