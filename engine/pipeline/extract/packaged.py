"""What the packaged office formats share: the facts they keep about themselves, and how their text is handed over."""

from __future__ import annotations

from engine.pipeline.extract.clean import clean
from engine.pipeline.extract.content import Reading
from engine.pipeline.extract.flow import Flow, with_headings_above
from engine.pipeline.extract.parts import split_page
from engine.pipeline.extract.xml_parts import feed
from engine.records import DocumentFacts

_TITLE = frozenset(("title",))
_AUTHOR = frozenset(("creator", "initial-creator"))
_CREATED = frozenset(("created", "creation-date", "date"))


def running(flow: Flow, *, paged: bool, facts: DocumentFacts) -> Reading:
    """Hand over a running text: by its own pages where it has some, else in parts."""
    pages = flow.pages()
    found = list(with_headings_above(pages) if paged else split_page(pages[0]))
    return Reading(paged=paged, count=len(found), pages=iter(found), facts=lambda: facts)


def core_facts(xml: bytes) -> DocumentFacts:
    """Read Dublin Core facts, as OOXML, ODF and EPUB all keep them; nothing there gives empty facts.

    Raises ``DamagedError``.
    """
    if not xml:
        return DocumentFacts()
    said = _Facts()
    feed(said, xml)
    return DocumentFacts(title=said.first(_TITLE), author=said.first(_AUTHOR), created=said.first(_CREATED))


class _Facts:
    def __init__(self) -> None:
        self._said: dict[str, str] = {}
        self._tag = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:  # noqa: ARG002
        # The first one said of each counts: an EPUB names its authors one by one.
        self._tag = "" if self._said.get(tag, "").strip() else tag

    def end(self, tag: str) -> None:  # noqa: ARG002
        self._tag = ""

    def data(self, text: str) -> None:
        if self._tag:
            self._said[self._tag] = self._said.get(self._tag, "") + text

    def first(self, tags: frozenset[str]) -> str:
        return next((clean(text).strip() for tag, text in self._said.items() if tag in tags and text.strip()), "")
