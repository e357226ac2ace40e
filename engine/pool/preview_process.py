"""Brings pages to look at: drawn by a process of their own, or as the text that the library holds.

That process is locked in like a worker, but never waits behind one: it is started when a page is first wanted, and
ends when none was for a while. The newest wish wins.
"""

from __future__ import annotations

import os
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import closing
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

import msgspec

from engine.errors import DocumentError, LibraryError, MeanwhileError, MissingFileError, UnreadableFileError
from engine.pool import entries, process
from engine.pool.handover import Handover
from engine.pool.messages import Draw, DrawingRefused, PreviewReport, Started, decode_preview, encode
from engine.pool.opening import open_in_time
from engine.pool.patience import Patience
from engine.records import PagePicture, PageText, PageWanted, Reason
from engine.settings import Settings
from engine.store import documents
from engine.store.database import Database

OnPage = Callable[[PageWanted, PagePicture | PageText | MeanwhileError], None]

IDLE_SECONDS = 60.0
"""So long the process stays after the last page."""
PATIENCE_SECONDS = 20.0
"""Nobody looks at a page that takes longer; the limit on a worker's silence may be shorter."""
_UNWANTED_SECONDS = 0.3
"""So long a page may go on being drawn that nobody wants to see any more."""
_TICK_SECONDS = 0.05
_MAX_MESSAGE_BYTES = 64 * 1024**2
_PDF = "application/pdf"


class _Unwanted(Exception):  # noqa: N818 - nothing went wrong
    """Somebody wants to see something else."""


class Preview:
    """Shows pages of one library's documents; its methods may be called by any thread."""

    def __init__(self, folder: Path, settings: Settings) -> None:
        self._folder = folder
        self._artist = _Artist(settings)
        self._changed = threading.Condition()
        self._waiting: deque[PageWanted] = deque()
        self._first: PageWanted | None = None
        self._asked = 0
        self._on_page: OnPage = lambda *_: None
        self._closed = False
        self._thread: threading.Thread | None = None

    def show(self, wanted: Sequence[PageWanted], on_page: OnPage) -> None:
        """Ask for a page, and for those that a person will probably look at next.

        ``on_page`` is called in this object's thread, and not for pages that had not begun before the next call.
        """
        with self._changed:
            self._waiting = deque(wanted)
            self._first = wanted[0] if wanted else None
            self._asked += 1
            self._on_page = on_page
            if self._thread is None:
                self._thread = threading.Thread(target=self._serve, name="preview", daemon=True)
                self._thread.start()
            self._changed.notify()

    def processes(self) -> list[int]:
        """The number of the process that draws; none while there is none."""
        return self._artist.processes()

    def close(self) -> None:
        """End the process."""
        self._artist.give_up()
        with self._changed:
            self._closed = True
            self._changed.notify()
        if self._thread is not None:
            self._thread.join(2.0)

    def _next(self) -> tuple[PageWanted, OnPage, int] | None:
        with self._changed:
            if not self._changed.wait_for(lambda: self._waiting or self._closed, IDLE_SECONDS):
                self._artist.leave()
                self._changed.wait_for(lambda: self._waiting or self._closed)
            return None if self._closed else (self._waiting.popleft(), self._on_page, self._asked)

    def _serve(self) -> None:
        database: Database | None = None
        try:
            while (asked := self._next()) is not None:
                wanted, on_page, number = asked
                try:
                    database = database or Database(self._folder, read_only=True)
                    on_page(wanted, self._look(database, wanted, number))
                except _Unwanted:
                    continue
                except MeanwhileError as error:
                    on_page(wanted, error)
        finally:
            self._artist.close()
            if database is not None:
                database.close()

    def _look(self, database: Database, wanted: PageWanted, number: int) -> PagePicture | PageText:
        found = documents.whereabouts(database, wanted.document_id)
        if found is None:
            raise LibraryError("This document is no longer in the library.")
        mime, pages, paths = found
        if wanted.page is None:
            page = 1 if wanted.chunk_id is None else documents.page_of_chunk(database, wanted.chunk_id)
        else:
            page = wanted.page
        try:
            with closing(_File(_open(paths))) as file:
                if mime == _PDF:
                    return self._artist.draw(page, wanted, file.descriptor, lambda: self._is_unwanted(wanted, number))
        except DocumentError as error:
            missing = isinstance(error, MissingFileError)
            reason = error.reason
            return _text(database, wanted, page, pages, reason, missing=missing)
        return _text(database, wanted, page, pages)

    def _is_unwanted(self, wanted: PageWanted, number: int) -> bool:
        """Whether a newer call wants to see something else first."""
        with self._changed:
            return self._closed or (self._asked != number and self._first != wanted)


class _Artist:
    """The process that draws, started when it is needed, and again when it is lost; used by one thread."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._process: BaseProcess | None = None
        self._connection: Connection | None = None
        self._given_up = threading.Event()
        # It waits at the pipe, where a process that stops in the middle of a message would hold it for ever.
        self._beside = ThreadPoolExecutor(1, thread_name_prefix="preview-pipe")

    def draw(self, page: int, wanted: PageWanted, descriptor: int, unwanted: Callable[[], bool]) -> PagePicture:
        """Have a page drawn.

        Raises:
            DocumentError: it cannot be.
        """
        try:
            connection = self._connection or self._start()
            connection.send_bytes(encode(Draw(_identity(descriptor), page, wanted.width, wanted.passage)))
            with closing(Handover(connection)) as files:
                files.send(descriptor)
            report = self._report(connection, unwanted)
            if isinstance(report, DrawingRefused):
                raise DocumentError(report.reason.message, report.reason.hint)
            if isinstance(report, Started):
                raise ValueError("no picture")
            return _checked(report.picture)
        except (EOFError, OSError) as error:
            self.leave()
            raise DocumentError(
                f"Page {page} crashed the process that draws pages.", "Open the file instead."
            ) from error
        except (msgspec.DecodeError, ValueError) as error:
            self.leave()
            raise DocumentError(f"Page {page} cannot be drawn.", "Open the file instead.") from error
        except _Unwanted:
            self.leave()
            raise

    def processes(self) -> list[int]:
        """Its number; none while there is none."""
        one = self._process
        return [one.pid] if one is not None and one.pid is not None else []

    def leave(self) -> None:
        """End the process."""
        if self._process is not None and self._connection is not None:
            process.kill(self._process)
            self._process.join()
            # Only when nobody waits at it any more: a connection must not be closed under the hands of a thread.
            self._beside.submit(self._connection.close).result()
        self._process = self._connection = None

    def give_up(self) -> None:
        """Let :meth:`draw` end at once; any thread may ask for that."""
        self._given_up.set()

    def close(self) -> None:
        """End the process for good."""
        self.leave()
        self._beside.shutdown()

    def _start(self) -> Connection:
        self._process, self._connection = process.start(
            entries.draw, self._settings.worker_memory_mb, name="meanwhile-preview"
        )
        # Whoever leafs on faster than a process starts would otherwise never see a page.
        self._report(self._connection, lambda: False)
        return self._connection

    def _report(self, connection: Connection, unwanted: Callable[[], bool]) -> PreviewReport:
        coming = self._beside.submit(connection.recv_bytes, _MAX_MESSAGE_BYTES)
        began = time.monotonic()
        seconds = min(PATIENCE_SECONDS, self._settings.silence_seconds)
        patience = Patience((self._process and self._process.pid) or 0, seconds)
        while not wait([coming], _TICK_SECONDS).done:
            if self._given_up.is_set() or (time.monotonic() - began > _UNWANTED_SECONDS and unwanted()):
                raise _Unwanted
            if patience.is_over():
                self.leave()
                raise DocumentError(
                    f"Drawing the page took longer than {seconds:.0f} s, and was given up.", "Open the file instead."
                )
        report: PreviewReport = decode_preview(coming.result())
        return report


class _File:
    """An open file, to be closed."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor

    def close(self) -> None:
        os.close(self.descriptor)


def _identity(descriptor: int) -> tuple[int, ...]:
    """Another one as soon as the bytes are others."""
    facts = os.fstat(descriptor)
    return facts.st_dev, facts.st_ino, facts.st_size, facts.st_mtime_ns


def _checked(picture: PagePicture) -> PagePicture:
    """Raise ValueError unless the pixels are as many as they are said to be: they come from an untrusted document."""
    if min(picture.width, picture.height) < 1 or picture.stride < 4 * picture.width:
        raise ValueError("no picture")
    if len(picture.pixels) != picture.stride * picture.height:
        raise ValueError("too few pixels, or too many")
    return picture


def _open(paths: Sequence[str]) -> int:
    """A descriptor of the first of a document's files that can be opened.

    Raises:
        MissingFileError: none of them is there.
        UnreadableFileError: none can be read.
    """
    trouble: DocumentError | None = None
    for path in paths:
        try:
            return open_in_time(path)
        except (FileNotFoundError, NotADirectoryError):
            trouble = trouble or MissingFileError(
                "The file is not there any more.", "It was moved, renamed or deleted. This is its text, as it was read."
            )
        except OSError as error:
            trouble = UnreadableFileError(
                f"The file cannot be read ({error.strerror or error}).", "This is its text, as it was read."
            )
    raise trouble or MissingFileError("Nobody knows where the file is any more.", "This is its text, as it was read.")


def _text(
    database: Database,
    wanted: PageWanted,
    page: int,
    pages: int,
    trouble: Reason | None = None,
    *,
    missing: bool = False,
) -> PageText:
    """The chunks of a page, with the white space between them made up: it is not stored."""
    text = ""
    mark: tuple[int, int] | None = None
    last: int | None = None
    for start, end, chunk in documents.page_chunks(database, wanted.document_id, page):
        if last is not None:
            text += "\n\n" if start - last > 1 else "\n"
        passage = wanted.passage
        if passage is not None and (passage.start, passage.end) == (start, end):
            mark = len(text), len(text) + len(chunk)
        text += chunk
        last = end
    return PageText(page, pages, text, mark, trouble, missing)
