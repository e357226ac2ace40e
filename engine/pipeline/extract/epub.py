"""Reads EPUB: the chapters in the order of the book's spine."""

from __future__ import annotations

import posixpath
from urllib.parse import unquote

from engine.errors import DamagedError
from engine.pipeline.extract import text
from engine.pipeline.extract.containers import encrypted, member, open_zip
from engine.pipeline.extract.content import OnProgress, Reading, Source
from engine.pipeline.extract.flow import Flow
from engine.pipeline.extract.packaged import core_facts, running
from engine.pipeline.extract.web import WebParser
from engine.pipeline.extract.xml_parts import feed
from engine.records import ReadLimits


def read_epub(source: Source, limits: ReadLimits, on_progress: OnProgress) -> Reading:
    """Open an e-book.

    Raises ``DamagedError``, ``EncryptedError`` or ``TooLargeError``.
    """
    with open_zip(source, limits) as archive:
        book = _Package()
        if container := member(archive, "META-INF/container.xml"):
            feed(book, container)
        package = member(archive, book.package_path)
        if not package:
            raise DamagedError("The e-book has no table of its parts.", "Get a fresh copy of it.")
        feed(book, package)
        protected = b"EncryptedData" in member(archive, "META-INF/encryption.xml")
        flow = Flow()
        for path in book.chapters():
            chapter = member(archive, path)
            if not chapter:
                continue
            if protected and b"<" not in chapter[:512]:
                raise encrypted()
            parser = WebParser(flow, title_is_text=False)
            for block in text.decoded(chapter, text.encoding_of(chapter)):
                on_progress()
                parser.feed(block)
            parser.finish()
            flow.gap("\n\n")
        facts = core_facts(package)
    return running(flow, paged=False, facts=facts)


class _Package:
    """Hears container.xml, then the package file it points to."""

    def __init__(self) -> None:
        self.package_path = ""
        self._files: dict[str, str] = {}
        self._spine: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        match tag:
            case "rootfile" if not self.package_path:
                self.package_path = attributes.get("full-path", "")
            case "item":
                self._files[attributes.get("id", "")] = attributes.get("href", "")
            case "itemref":
                self._spine.append(attributes.get("idref", ""))

    def end(self, tag: str) -> None:
        pass

    def data(self, text: str) -> None:
        pass

    def chapters(self) -> list[str]:
        """Paths inside the container, in reading order, each once."""
        folder = posixpath.dirname(self.package_path)
        hrefs = dict.fromkeys(self._files[name] for name in self._spine if name in self._files)
        return [posixpath.normpath(posixpath.join(folder, unquote(href))) for href in hrefs]
