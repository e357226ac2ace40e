"""Reads DOCX: paragraphs, tables, notes, headings by style, and pages where Word has left its page marks."""

from __future__ import annotations

import posixpath
import re
import zipfile

from engine.errors import DamagedError
from engine.pipeline.extract.containers import member, open_zip
from engine.pipeline.extract.content import OnProgress, Reading, Source
from engine.pipeline.extract.flow import Flow
from engine.pipeline.extract.packaged import core_facts, running
from engine.pipeline.extract.xml_parts import feed
from engine.records import ReadLimits

_OFFICE_DOCUMENT = re.compile(rb'<Relationship\b[^>]*?officeDocument"[^>]*>')
_TARGET = re.compile(rb'Target="([^"]+)"')
_HEADING_NAME = re.compile(r"(?:heading \d|title)$", re.IGNORECASE)
_NOTES = ("footnotes.xml", "endnotes.xml", "comments.xml")


def read_word(source: Source, limits: ReadLimits, on_progress: OnProgress) -> Reading:
    """Open a DOCX.

    Raises ``DamagedError``, ``EncryptedError`` or ``TooLargeError``.
    """
    with open_zip(source, limits) as archive:
        main = _main_part(archive)
        body = member(archive, main)
        if not body:
            raise DamagedError("The Word document has no text part.", "Get a fresh copy of it.")
        folder = posixpath.dirname(main)
        styles = _Styles()
        if xml := member(archive, posixpath.join(folder, "styles.xml")):
            feed(styles, xml)
        flow = Flow()
        paged = b"lastRenderedPageBreak" in body
        feed(_Body(flow, styles.headings()), body, on_progress)
        for name in _NOTES:
            if xml := member(archive, posixpath.join(folder, name)):
                flow.gap("\n\n")
                feed(_Body(flow, frozenset()), xml, on_progress)
        facts = core_facts(member(archive, "docProps/core.xml"))
    return running(flow, paged=paged, facts=facts)


def _main_part(archive: zipfile.ZipFile) -> str:
    relation = _OFFICE_DOCUMENT.search(member(archive, "_rels/.rels"))
    target = _TARGET.search(relation.group()) if relation else None
    return target[1].decode("utf-8", "replace").lstrip("/") if target else "word/document.xml"


class _Styles:
    """Hears styles.xml; knows which paragraph styles are headings, by name, outline level or inheritance."""

    def __init__(self) -> None:
        self._style = ""
        self._headings: set[str] = set()
        self._based_on: dict[str, str] = {}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "style":
            self._style = attributes.get("styleId", "")
        elif (tag == "name" and _HEADING_NAME.match(attributes.get("val", ""))) or (
            tag == "outlineLvl" and attributes.get("val") != "9"
        ):
            self._headings.add(self._style)
        elif tag == "basedOn":
            self._based_on[self._style] = attributes.get("val", "")

    def end(self, tag: str) -> None:
        pass

    def data(self, text: str) -> None:
        pass

    def headings(self) -> frozenset[str]:
        """Ids of the styles that make a heading."""
        found = set(self._headings)
        for style in self._based_on:
            ancestor, steps = style, 0
            while ancestor not in self._headings and ancestor in self._based_on and steps < 20:
                ancestor, steps = self._based_on[ancestor], steps + 1
            if ancestor in self._headings:
                found.add(style)
        return frozenset(found)


class _Body:
    """Hears document.xml, or the notes, which are built alike."""

    def __init__(self, flow: Flow, heading_styles: frozenset[str]) -> None:
        self._flow = flow
        self._heading_styles = heading_styles
        self._in_text = False
        self._skipping = 0
        self._cells = 0
        self._in_heading = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        # AlternateContent says the same thing twice: its fallback is for readers that we are not.
        if self._skipping or tag in ("Fallback", "pPrChange", "rPrChange", "sectPrChange"):
            self._skipping += 1
            return
        flow = self._flow
        match tag:
            case "t":
                self._in_text = True
            case "p":
                flow.gap(self._between_paragraphs())
            case "pStyle" if attributes.get("val") in self._heading_styles:
                self._begin_heading()
            case "outlineLvl" if attributes.get("val") != "9":
                self._begin_heading()
            case "tab":
                flow.gap("\t")
            case "br" | "cr":
                flow.gap("\n")
            case "noBreakHyphen":
                flow.words("-")
            case "lastRenderedPageBreak":
                flow.page_ends()
            case "tc":
                self._cells += 1
                flow.gap("\t")
            case "tr":
                flow.gap("\n")
            case "tbl":
                flow.gap("\n\n")

    def end(self, tag: str) -> None:
        if self._skipping:
            self._skipping -= 1
            return
        flow = self._flow
        match tag:
            case "t":
                self._in_text = False
            case "p":
                if self._in_heading:
                    self._in_heading = False
                    flow.heading_ends()
                flow.gap(self._between_paragraphs())
            case "tc":
                self._cells -= 1
                flow.gap("\t")
            case "tr":
                flow.gap("\n")
            case "tbl":
                flow.gap("\n\n")

    def data(self, text: str) -> None:
        if self._in_text and not self._skipping:
            self._flow.words(text)

    def _begin_heading(self) -> None:
        if not self._in_heading and not self._cells:
            self._in_heading = True
            self._flow.heading_begins()

    def _between_paragraphs(self) -> str:
        return " " if self._cells else "\n\n"
