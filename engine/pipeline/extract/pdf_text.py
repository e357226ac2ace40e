"""A PDF's text as the reader hands it on, and the way back from there to where it stands on the page."""

from __future__ import annotations

import re

from engine.pipeline.extract.clean import clean

# pdfium ends a word that a hyphen breaks at the end of a line with U+FFFE (older builds: U+0002), and goes on.
_LINE_HYPHEN = re.compile("[\ufffe\x02](?:\r\n)?")
# What cleaning may make longer or shorter, each as one piece; everything between stays as it is.
_CHANGED = re.compile("[\ufffe\x02](?:\r\n)?|\r\n|[^\x20-\x7e]")


def cleaned(raw: str) -> str:
    """The text of a page, from what pdfium gives."""
    return clean(_LINE_HYPHEN.sub("", raw))


def span_in_raw(raw: str, start: int, end: int) -> tuple[int, int]:
    """Where in ``raw`` stands what is ``cleaned(raw)[start:end]``; at its end, what reaches beyond."""
    # How much longer the raw text is, up to the place that is looked at.
    longer = 0
    first: int | None = None
    for piece in _CHANGED.finditer(raw):
        at = piece.start() - longer
        if first is None and at > start:
            first = start + longer
        if at >= end:
            break
        made = len(cleaned(piece.group()))
        if first is None and start < at + made:
            first = piece.start()
        longer += len(piece.group()) - made
        if at + made >= end:
            return (first if first is not None else start + longer), piece.end()
    return min(first if first is not None else start + longer, len(raw)), min(end + longer, len(raw))
