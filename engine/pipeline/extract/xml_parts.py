"""Feeds XML to a handler piece by piece, without ever building a tree."""

from __future__ import annotations

from typing import Protocol
from xml.etree import ElementTree

from engine.errors import DamagedError
from engine.pipeline.extract.content import OnProgress

_STEP = 64 * 1024


class Handler(Protocol):
    """Hears an XML document as it is read; names come without their namespaces."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, tag: str) -> None:
        """An element ends."""

    def data(self, text: str) -> None:
        """Text inside an element."""


class _LocalNames:
    def __init__(self, handler: Handler) -> None:
        self._handler = handler
        self.data = handler.data

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._handler.start(_local(tag), {_local(name): value for name, value in attributes.items()})

    def end(self, tag: str) -> None:
        self._handler.end(_local(tag))

    def close(self) -> None:
        pass


def feed(handler: Handler, xml: bytes | str, on_progress: OnProgress = lambda: None) -> None:
    """Let the handler hear a whole XML document.

    Entities are not fetched, and expat itself refuses those that blow up. Raises ``DamagedError``.
    """
    parser = ElementTree.XMLParser(target=_LocalNames(handler))  # noqa: S314 - see above
    try:
        for begin in range(0, len(xml), _STEP):
            on_progress()
            parser.feed(xml[begin : begin + _STEP])
        parser.close()
    except ElementTree.ParseError as error:
        # Its words are a place in the file.
        raise DamagedError(f"The XML inside the file is broken ({error}).", "Get a fresh copy of it.") from error
    except (ValueError, LookupError) as error:
        # Those of others may quote the document, and reasons go into the log and into reports.
        raise DamagedError(
            f"The XML inside the file is broken ({type(error).__name__}).", "Get a fresh copy of it."
        ) from error


def _local(name: str) -> str:
    return name.rpartition("}")[2]
