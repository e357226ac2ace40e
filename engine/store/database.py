"""Opens a library's database and runs transactions. All SQL goes through a :class:`Database`."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import apsw
import numpy as np

from engine.errors import LibraryError, NewerLibraryError
from engine.paths import printable
from engine.store.schema import FTS_TOKENIZER, MIGRATIONS

FILE_NAME = "library.sqlite3"
OWN_NAMES = (FILE_NAME, "queue.")
"""How the names of all files begin that Meanwhile keeps in a library's folder."""
BUSY_SECONDS = 5.0
"""So long another program may have the file locked before that is trouble."""
HURRIED_SECONDS = 0.3
"""So long when somebody waits for us to leave."""
ROOM_BYTES = 2 * 1024**2
"""A disk with less is full: one step may write as much, and its log."""
CACHE_KILOBYTES = 16_384
"""So much of the file a connection keeps in memory of what it has read."""
_LOG_BYTES = 1_000 * (4_096 + 24) + 32
"""So long the write-ahead log becomes in ordinary use before SQLite writes over it from its beginning."""
_LONGEST_PAUSE_SECONDS = 0.02
SIGNS = re.compile(
    "[\u00a0-\u00a9\u00ab-\u00b1\u00b6-\u00b8\u00bb\u00bf\u00d7\u00f7\u2000-\u2064\u2190-\u23f3\u2500-\u26ff]"
)
"""Quotation marks, dashes, bullets, arrows: what is in no word, and mostly all that a text has beyond ASCII."""

_MACHINE_ERRORS = (apsw.IOError, apsw.CantOpenError, apsw.ReadOnlyError, apsw.PermissionsError)


def has_library(folder: Path) -> bool:
    """Whether there is a library in a folder; one that cannot be looked at says why when it is opened."""
    try:
        (folder / FILE_NAME).stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True


class Database:
    """One connection to one library file; used by one thread at a time.

    Args:
        folder: the library's.
        read_only: whether nothing is to be written through it.
        cache_kilobytes: how much it keeps in memory; little is enough to read everything once.

    Raises:
        LibraryError: the folder or file cannot be used; says why and what to do.
        NewerLibraryError: the file was written by a newer version.
    """

    def __init__(self, folder: Path, *, read_only: bool = False, cache_kilobytes: int = CACHE_KILOBYTES) -> None:
        self.path = folder / FILE_NAME
        self._durable = False
        self._is_closing = self._is_hurried = False
        self._waits_since = 0.0
        self._tokenizer: apsw.FTS5Tokenizer | None = None
        with _in_plain_words(self.path):
            if not read_only:
                folder.mkdir(parents=True, exist_ok=True)
            self._connection = _connect(self.path, read_only)
            try:
                self._prepare(read_only, cache_kilobytes)
                self._identity = _identity(self.path)
            except BaseException:
                self._connection.close()
                raise

    def _prepare(self, read_only: bool, cache_kilobytes: int) -> None:
        self._connection.set_busy_handler(self._wait_for_lock)
        self._connection.pragma("foreign_keys", True)
        self._connection.pragma("temp_store", "memory")
        self._connection.pragma("cache_size", -cache_kilobytes)
        # What is removed is overwritten, not only forgotten. Measured: costs no throughput. The full-text index needs
        # more than that, see engine.store.forgetting.
        self._connection.pragma("secure_delete", True)
        # Before anything is written: another version's file, or another program's, stays as it is.
        version = self._version()
        if read_only:
            if version < len(MIGRATIONS):
                raise LibraryError(
                    f"{self.path} was written by an older version of Meanwhile, or is about to be made.",
                    "Open it once in the window or with meanwhile work, which brings it up to date.",
                )
            return
        self._connection.pragma("journal_mode", "wal")
        self._connection.pragma("synchronous", "normal")
        self._connection.pragma("journal_size_limit", 64 * 1024**2)
        if version < len(MIGRATIONS):
            self._migrate()

    def _wait_for_lock(self, tries: int) -> bool:
        """Whether to try once more, after a moment, to get at what another program has locked."""
        now = time.monotonic()
        if tries == 0:
            self._waits_since = now
        patience = HURRIED_SECONDS if self._is_closing or self._is_hurried else BUSY_SECONDS
        if now - self._waits_since > patience:
            return False
        time.sleep(min(0.001 * 2 ** min(tries, 8), _LONGEST_PAUSE_SECONDS))
        return True

    def leave_soon(self) -> None:
        """From now on wait no more than a moment for other programs; any thread may say so."""
        self._is_closing = True

    @contextmanager
    def hurried(self) -> Iterator[None]:
        """Wait no more than a moment for other programs inside."""
        self._is_hurried = True
        try:
            yield
        finally:
            self._is_hurried = False

    def _version(self) -> int:
        """How many migrations the file has seen."""
        # One statement, so that another process that makes the file at this moment is seen wholly or not at all.
        version, has_tables = self.row(
            "SELECT user_version, EXISTS (SELECT 1 FROM sqlite_schema) FROM pragma_user_version"
        )
        if version > len(MIGRATIONS):
            raise NewerLibraryError(
                f"{self.path} was written by a newer version of Meanwhile (format {version}, "
                f"this version knows up to {len(MIGRATIONS)}).",
                "Install the newer version, or name another folder with --library.",
            )
        if version < 1 and has_tables:
            raise LibraryError(
                f"{self.path} belongs to another program.", "Move it away, or name another folder with --library."
            )
        return int(version)

    def _migrate(self) -> None:
        with self.transaction(durable=True):
            # Asked again inside the transaction: another process may have migrated while this one waited.
            for number in range(self._connection.pragma("user_version"), len(MIGRATIONS)):
                self._connection.execute(MIGRATIONS[number])
                self._connection.pragma("user_version", number + 1)

    @contextmanager
    def transaction(self, *, durable: bool = False) -> Iterator[None]:
        """Everything inside happens, or nothing; ``durable``: on return it also survives a power cut.

        Progress is written without waiting for the disk: a power cut may cost the last moments of it, never
        consistency. What a person asked for is durable.
        """
        with _in_plain_words(self.path):
            if durable != self._durable:
                self._connection.pragma("synchronous", "full" if durable else "normal")
                self._durable = durable
            try:
                self._connection.execute("BEGIN IMMEDIATE")
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                # After some errors, a full disk among them, SQLite has rolled back already.
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def execute(self, sql: str, bindings: Sequence[Any] | dict[str, Any] = ()) -> None:
        """Run one statement whose rows, if any, are not wanted."""
        with _in_plain_words(self.path):
            self._connection.execute(sql, bindings)

    def execute_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run one statement for each row of bindings."""
        with _in_plain_words(self.path):
            self._connection.executemany(sql, rows)

    def rows(self, sql: str, bindings: Sequence[Any] | dict[str, Any] = ()) -> list[Any]:
        """All rows of a query, as tuples."""
        with _in_plain_words(self.path):
            return list(self._connection.execute(sql, bindings))

    def row(self, sql: str, bindings: Sequence[Any] | dict[str, Any] = ()) -> Any:
        """The first row of a query as a tuple, or None."""
        return next(iter(self.rows(sql, bindings)), None)

    def value(self, sql: str, bindings: Sequence[Any] | dict[str, Any] = ()) -> Any:
        """The first column of the first row, or None."""
        row = self.row(sql, bindings)
        return None if row is None else row[0]

    def tokens(self, text: str) -> list[tuple[int, int, str]]:
        """(start, end, index term) of each word as the full-text index sees it, in characters of ``text``."""
        if self._tokenizer is None:
            name, *arguments = FTS_TOKENIZER.split()
            self._tokenizer = self._connection.fts5_tokenizer(name, arguments)
        # One character for one: without them most texts are ASCII, where bytes are characters.
        utf8 = (text if text.isascii() else SIGNS.sub(" ", text)).encode("utf-8", "replace")
        # With offsets and without synonyms every entry is (start, end, token); the stub allows more.
        found: Any = self._tokenizer(utf8, apsw.FTS5_TOKENIZE_DOCUMENT, None, include_colocated=False)
        if len(utf8) != len(text):
            # The tokenizer counts bytes; only for text beyond ASCII do they differ from characters.
            places = _characters(utf8)
            found = [(places[start], places[end], token) for start, end, token in found]
        tokens: list[tuple[int, int, str]] = found
        return tokens

    def score_with(self, name: str, score: Callable[..., float]) -> None:
        """Let SQL call ``name(texts_fts)``: for each row found, ``score`` is given FTS5's extension API."""
        self._connection.register_fts5_function(name, score)

    def note(self, key: str, value: str, *, durable: bool = False) -> None:
        """Keep a small fact about the library."""
        with self.transaction(durable=durable):
            self.put_note(key, value)

    def put_note(self, key: str, value: str) -> None:
        """The same inside a transaction of the caller."""
        self.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def noted(self, key: str) -> str | None:
        """A small fact about the library, or None."""
        value: str | None = self.value("SELECT value FROM meta WHERE key = ?", (key,))
        return value

    def check_in_place(self) -> None:
        """Raise LibraryError unless the file is where it was opened; costs a look at the folder.

        A file that was moved or removed can be written on unnoticed, for nobody.
        """
        with _in_plain_words(self.path):
            try:
                in_place = _identity(self.path) == self._identity
            except FileNotFoundError:
                in_place = False
        if not in_place:
            raise LibraryError(
                f"The library folder {printable(str(self.path.parent))} was moved, replaced or removed while in use.",
                "Put it back, and work goes on by itself.",
            )

    def check_writable(self) -> None:
        """Raise LibraryError unless the file is where it was opened and can be written, with room for some work."""
        self.check_in_place()
        with _in_plain_words(self.path):
            if shutil.disk_usage(self.path.parent).free < ROOM_BYTES:
                raise apsw.FullError
        self.note("last_try", "ok")

    @contextmanager
    def snapshot(self) -> Iterator[apsw.Connection]:
        """The library as it is at this moment, for as long as it takes; others go on writing."""
        with _in_plain_words(self.path):
            self._connection.execute("BEGIN")
            try:
                self._connection.execute("SELECT 1 FROM meta LIMIT 1").fetchall()  # only now is the moment fixed
                yield self._connection
            finally:
                self._connection.execute("ROLLBACK")

    def shrink(self) -> int | None:
        """Rebuild the file without its free space, so that nothing of what was removed is left in it.

        Returns:
            How many bytes less it takes on the disk now; None when somebody's reading keeps the old file as it is:
            then the new one lies in the log until that can be emptied.
        """
        before = self._bytes_on_disk()
        with _in_plain_words(self.path):
            self._connection.execute("INSERT INTO texts_fts (texts_fts) VALUES ('optimize')")
            # A second copy is made of the whole library, which may be larger than the memory.
            self._connection.pragma("temp_store", "file")
            try:
                self._connection.execute("VACUUM")
            finally:
                self._connection.pragma("temp_store", "memory")
        return max(0, before - self._bytes_on_disk()) if self._truncate_log() else None

    def _bytes_on_disk(self) -> int:
        """Of the file, and of the log what is not written over by itself."""
        with _in_plain_words(self.path):
            size = self.path.stat().st_size
            with suppress(FileNotFoundError):
                size += max(0, self.path.with_name(f"{self.path.name}-wal").stat().st_size - _LOG_BYTES)
            return size

    def merge_index(self, pages: int, *, anew: bool) -> bool:
        """Write some pages of the full-text index while its segments become one; returns whether any were left to.

        ``anew``: begin with all segments that there are now.
        """
        before = self._connection.total_changes()
        self.execute("INSERT INTO texts_fts (texts_fts, rank) VALUES ('merge', ?)", (-pages if anew else pages,))
        # As FTS5's documentation tells it: a merge that changes less than two rows had nothing to do.
        return self._connection.total_changes() - before >= 2

    def empty_log(self) -> bool:
        """Fold the write-ahead log into the file and truncate it; returns whether nobody's reading prevented that."""
        with self.hurried():
            return self._truncate_log()

    def _truncate_log(self) -> bool:
        with _in_plain_words(self.path):
            try:
                self._connection.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_TRUNCATE)
            except apsw.BusyError:
                return False
        return True

    def changed_by_others(self) -> int:
        """A number that changes when another connection has committed; costs a microsecond."""
        with _in_plain_words(self.path):
            return int(self._connection.pragma("data_version"))

    def close(self) -> None:
        """Close the connection; the last one to close folds the write-ahead log into the file."""
        self._connection.close()


def _connect(path: Path, read_only: bool) -> apsw.Connection:
    flags = apsw.SQLITE_OPEN_READONLY if read_only else apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE
    try:
        return apsw.Connection(str(path), flags=flags)
    except UnicodeEncodeError as error:
        raise LibraryError(
            f"The name of the library folder {printable(str(path.parent))} is no valid text.",
            "Rename it, or name another one with --library.",
        ) from error


def _identity(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_dev, status.st_ino


def _characters(utf8: bytes) -> list[int]:
    """For each byte offset, the number of characters that begin before it."""
    begins = np.frombuffer(utf8, np.uint8) & 0xC0 != 0x80
    return [0, *np.cumsum(begins).tolist()]


@contextmanager
def _in_plain_words(path: Path) -> Iterator[None]:
    """Turn what SQLite and the system say into an error that tells a person what to do."""
    try:
        yield
    except (apsw.NotADBError, apsw.CorruptError) as error:
        raise LibraryError(
            f"{path} is damaged or no library of Meanwhile.",
            "Restore it from a backup, or move it away and index anew.",
        ) from error
    except apsw.FullError as error:
        raise LibraryError(f"The disk with {path.parent} is full.", "Free some space; nothing is lost.") from error
    except apsw.BusyError as error:
        raise LibraryError(f"{path} is locked by another program.", "Close that program and try again.") from error
    except (FileExistsError, NotADirectoryError) as error:
        raise LibraryError(f"{path.parent} is no folder.", "Name a folder with --library.") from error
    except (*_MACHINE_ERRORS, OSError) as error:
        words = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise LibraryError(
            f"The library folder {path.parent} cannot be used: {words}.",
            "Check that the folder exists and that you may write to it, or name another one with --library.",
        ) from error
