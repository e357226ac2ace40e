"""Reads XML of no particular kind: the text of its elements, one per line."""

from __future__ import annotations

from engine.errors import DamagedError
from engine.pipeline.extract import text
from engine.pipeline.extract.content import OnProgress, Reading, Source
from engine.pipeline.extract.flow import Flow
from engine.pipeline.extract.packaged import running
from engine.pipeline.extract.web import read_web
from engine.pipeline.extract.xml_parts import feed
from engine.records import DocumentFacts

_NAMES_A_SECTION = frozenset(("title", "head", "heading"))


def read_xml(source: Source, encoding: str, on_progress: OnProgress) -> Reading:
    """Read an XML document; one that is not well-formed is read as a browser reads HTML."""
    whole = "".join(text.decoded(source, encoding))
    flow = Flow()
    try:
        feed(_Lines(flow), whole, on_progress)
    except DamagedError:
        return read_web(text.decoded(source, encoding), on_progress)
    return running(flow, paged=False, facts=DocumentFacts())


class _Lines:
    """Hears any XML; where the file itself breaks the line between two elements, so does the text."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow

    def start(self, tag: str, attributes: dict[str, str]) -> None:  # noqa: ARG002
        if tag in _NAMES_A_SECTION:
            self._flow.heading_begins()
        else:
            self._flow.gap(" ")

    def end(self, tag: str) -> None:
        if tag in _NAMES_A_SECTION:
            self._flow.heading_ends()
        else:
            self._flow.gap(" ")

    def data(self, text: str) -> None:
        if "\n" in text and not text.strip():
            self._flow.gap("\n")
        else:
            self._flow.words(text)
