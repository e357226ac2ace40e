"""Reads HTML: what a browser would show, with its title and headings."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape
from html.parser import HTMLParser

from engine.pipeline.extract.clean import clean
from engine.pipeline.extract.content import OnProgress, Reading
from engine.pipeline.extract.flow import Flow
from engine.pipeline.extract.packaged import running
from engine.records import DocumentFacts

_HIDDEN = frozenset(("script", "style", "template", "noscript", "svg", "math", "iframe", "object", "head"))
_BLOCKS = frozenset(
    """address article aside blockquote body center dd details dialog div dl fieldset figcaption figure footer form
    header hr legend main nav ol optgroup p pre section summary table ul""".split()  # noqa: SIM905 - a list is no easier
)
_LINES = frozenset(("br", "li", "tr", "option", "caption", "dt"))
_CELLS = frozenset(("td", "th"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_MARKUP = re.compile("<[^<>]*>?")


def read_web(texts: Iterable[str], on_progress: OnProgress) -> Reading:
    """Read an HTML page, however broken its markup."""
    flow = Flow()
    parser = WebParser(flow)
    for text in texts:
        on_progress()
        parser.feed(text)
    parser.finish()
    facts = DocumentFacts(title=parser.title, author=parser.author)
    return running(flow, paged=False, facts=facts)


class WebParser(HTMLParser):
    """Calls the visible text out to a flow."""

    def __init__(self, flow: Flow, *, title_is_text: bool = True) -> None:
        super().__init__(convert_charrefs=True)
        self._flow = flow
        self._title_is_text = title_is_text
        self._hidden: list[str] = []
        self._in_title = False
        self._in_heading = ""
        self._verbatim = 0
        self.title = ""
        self.author = ""

    def finish(self) -> None:
        """Take in what stands behind a tag or comment that is never closed.

        ``close`` would look for the end of each of them again: on 800 kB of nothing but ``<!--`` that takes for ever.
        """
        rest, self.rawdata = self.rawdata, ""
        if not self.cdata_elem and not rest.startswith("<!--"):
            self.handle_data(unescape(_MARKUP.sub(" ", rest)))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        if tag == "title" and not self.title:
            self._in_title = True
        elif tag == "meta" and ("name", "author") in attrs:
            self.author = clean(dict(attrs).get("content") or "").strip()
        if tag == "body":
            # A head that was never closed ends here.
            self._hidden.clear()
        if tag in _HIDDEN:
            self._hidden.append(tag)
        if self._hidden:
            return
        self._gap_at(tag)
        if tag in _HEADINGS:
            self._in_heading = tag
            self._flow.heading_begins()
        elif tag == "pre":
            self._verbatim += 1
        elif tag == "img" and (alternative := dict(attrs).get("alt")):
            self._flow.words(f" {alternative} ")

    def handle_endtag(self, tag: str) -> None:
        """An element ends."""
        if tag == "title" and self._in_title:
            self._in_title = False
            self.title = " ".join(clean(self.title).split())
            if self._title_is_text and self.title:
                self._flow.words(self.title)
                self._flow.gap("\n\n")
        if tag in self._hidden:
            while self._hidden and self._hidden.pop() != tag:
                pass
        if self._hidden:
            return
        if tag == self._in_heading:
            self._in_heading = ""
            self._flow.heading_ends()
        elif tag == "pre":
            self._verbatim = max(0, self._verbatim - 1)
        self._gap_at(tag)

    def handle_data(self, data: str) -> None:
        """Text between tags."""
        if self._in_title:
            self.title += data
        elif self._hidden:
            pass
        elif self._verbatim:
            self._flow.verbatim(data)
        else:
            self._flow.words(data)

    def _gap_at(self, tag: str) -> None:
        if tag in _CELLS:
            self._flow.gap("\t")
        elif tag in _LINES:
            self._flow.gap("\n")
        elif tag in _BLOCKS:
            self._flow.gap("\n\n")
