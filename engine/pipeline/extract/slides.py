"""Reads PPTX: one page per slide in the order of the show, its title as heading, its notes at the end.

Not by kreuzberg: it counts where a slide begins before it tidies the text, so that the borders drift with every slide
and pages begin in the middle of a word (measured with 4.10.4).
"""

from __future__ import annotations

import posixpath
import re
import zipfile

from engine.errors import DamagedError
from engine.pipeline.extract.containers import member, open_zip
from engine.pipeline.extract.content import Heading, OnProgress, Page, Reading, Source
from engine.pipeline.extract.flow import Flow
from engine.pipeline.extract.packaged import core_facts
from engine.pipeline.extract.xml_parts import feed
from engine.records import ReadLimits

_MAIN = "ppt/presentation.xml"
# By pattern, because an element has both an id and an r:id, which are one name without their namespaces.
_SLIDE = re.compile(rb'<(?:\w+:)?sldId\b[^>]*?\br:id="([^"]+)"')
_NOT_TEXT = frozenset(("dt", "ftr", "sldNum", "sldImg", "hdr"))
"""Placeholders for date, footer, number and picture: the same on every slide."""

_MAX_TITLE = 120


def read_slides(source: Source, limits: ReadLimits, on_progress: OnProgress) -> Reading:
    """Open a PPTX.

    Raises ``DamagedError``, ``EncryptedError`` or ``TooLargeError``.
    """
    with open_zip(source, limits) as archive:
        show = member(archive, _MAIN)
        if not show:
            raise DamagedError("The presentation has no list of its slides.", "Get a fresh copy of it.")
        related = _Relations(archive, _MAIN)
        flow = Flow()
        for relation in _SLIDE.findall(show):
            path = related.by_id.get(relation.decode("utf-8", "replace"), "")
            if xml := member(archive, path):
                feed(_Shapes(flow), xml, on_progress)
                if notes := member(archive, _Relations(archive, path).notes):
                    flow.gap("\n\n")
                    feed(_Shapes(flow), notes, on_progress)
            flow.page_ends()
        facts = core_facts(member(archive, "docProps/core.xml"))
    pages = [_titled(page) for page in flow.pages()]
    return Reading(paged=True, count=len(pages), pages=iter(pages), facts=lambda: facts)


def _titled(page: Page) -> Page:
    """Take a first line that stands alone for the title of a slide that has none."""
    title, separator, _ = page.text.partition("\n\n")
    if page.headings or not separator or "\n" in title or len(title) > _MAX_TITLE:
        return page
    return Page(page.number, page.text, (Heading(0, len(title), title),))


class _Relations:
    """Hears the relations of a part: where the parts are that it names."""

    def __init__(self, archive: zipfile.ZipFile, part: str) -> None:
        self.by_id: dict[str, str] = {}
        self.notes = ""
        self._folder, name = posixpath.split(part)
        if xml := member(archive, f"{self._folder}/_rels/{name}.rels"):
            feed(self, xml)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag != "Relationship":
            return
        target = posixpath.normpath(posixpath.join("/", self._folder, attributes.get("Target", ""))).lstrip("/")
        self.by_id[attributes.get("Id", "")] = target
        if attributes.get("Type", "").endswith("/notesSlide"):
            self.notes = target

    def end(self, tag: str) -> None:
        pass

    def data(self, text: str) -> None:
        pass


class _Shapes:
    """Hears a slide or its notes: the text of one shape after another."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self._in_text = False
        self._skipping = 0
        self._cells = 0
        self._placeholder = ""
        self._in_title = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        # AlternateContent says the same thing twice: its fallback is for readers that we are not.
        if self._skipping or tag == "Fallback" or (tag == "txBody" and self._placeholder in _NOT_TEXT):
            self._skipping += 1
            return
        flow = self._flow
        match tag:
            case "sp":
                self._placeholder = ""
                flow.gap("\n\n")
            case "ph":
                self._placeholder = attributes.get("type", "body")
            case "txBody" if self._placeholder in ("title", "ctrTitle"):
                self._in_title = True
                flow.heading_begins()
            case "t":
                self._in_text = True
            case "br":
                flow.gap(" " if self._in_title else "\n")
            case "tab":
                flow.gap("\t")
            case "tc":
                self._cells += 1
                flow.gap("\t")
            case "tr" | "tbl":
                flow.gap("\n" if tag == "tr" else "\n\n")

    def end(self, tag: str) -> None:
        if self._skipping:
            self._skipping -= 1
            return
        flow = self._flow
        match tag:
            case "t":
                self._in_text = False
            case "p":
                flow.gap(" " if self._cells or self._in_title else "\n")
            case "tc":
                self._cells -= 1
                flow.gap("\t")
            case "txBody" if self._in_title:
                self._in_title = False
                flow.heading_ends()
            case "sp":
                flow.gap("\n\n")

    def data(self, text: str) -> None:
        if self._in_text and not self._skipping:
            self._flow.words(text)
