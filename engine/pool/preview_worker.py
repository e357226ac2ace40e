"""The process that draws pages, from inside: a worker's sandbox and limits, and nothing to do but to draw."""

from __future__ import annotations

from multiprocessing.connection import Connection

from engine.errors import DocumentError
from engine.pipeline.extract.content import Source
from engine.pipeline.render import OpenPdf, too_large
from engine.pool import preload as preload
from engine.pool import process, sandbox
from engine.pool.handover import Handover
from engine.pool.messages import Draw, DrawingRefused, Drawn, PreviewReport, Started, decode_drawing, encode

KEPT_OPEN = 4
"""Documents: finding a page among a thousand takes longer than drawing it."""


def main(connection: Connection, memory_mb: int) -> None:
    """Entry of the process; returns when the parent is gone."""
    # A person waits for the page, while the workers at low priority have time.
    process.settle_in()
    process.limit_memory(memory_mb)
    files = Handover(connection)
    sandbox.confine()
    process.die_with_parent()
    documents: dict[tuple[int, ...], OpenPdf] = {}
    connection.send_bytes(encode(Started()))
    while True:
        try:
            order = decode_drawing(connection.recv_bytes())
        except EOFError:
            return
        connection.send_bytes(encode(_draw(order, files.receive(), documents)))


def _draw(order: Draw, source: Source, documents: dict[tuple[int, ...], OpenPdf]) -> PreviewReport:
    try:
        document = documents.pop(order.file, None) or OpenPdf(source)
        # The one that was used last stands last.
        documents[order.file] = document
        if len(documents) > KEPT_OPEN:
            documents.pop(next(iter(documents))).close()
        return Drawn(document.draw(order.page, order.width, order.passage))
    except DocumentError as error:
        return _refused(error)
    except MemoryError:
        return _refused(too_large())


def _refused(error: DocumentError) -> DrawingRefused:
    return DrawingRefused(error.reason)
