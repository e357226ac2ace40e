"""Reads what is text already: notes, source code, tables, Markdown and the like."""

from __future__ import annotations

from engine.pipeline.extract.content import Reading, Source
from engine.pipeline.extract.headings import finder_for
from engine.pipeline.extract.parts import cut, parts_of
from engine.pipeline.extract.text import decoded
from engine.records import DocumentFacts

COUNTED_BYTES = 8 * 1024**2
"""Up to this size the parts are counted beforehand; a longer text is cut while it is read."""


def read_plain(source: Source, encoding: str, kind: str) -> Reading:
    """Read a text in parts; its own markup stays in it."""
    pages = parts_of(cut(decoded(source, encoding)), finder_for(kind))
    count = None
    if len(source) <= COUNTED_BYTES:
        known = list(pages)
        pages, count = iter(known), len(known)
    return Reading(paged=False, count=count, pages=pages, facts=DocumentFacts)
