"""Opens files that may have become something else, on drives that may not answer."""

from __future__ import annotations

import errno
import os
import stat
import threading
import weakref
from queue import Empty, SimpleQueue

_DISK_SECONDS = 5.0
"""A disk that sleeps has woken up by then; a network drive that is away takes minutes to say so."""

_Result = int | OSError
_mine = threading.local()
"""Whoever opens files has an opener; it ends with the thread it belongs to."""


def open_in_time(path: str) -> int:
    """A descriptor to read a regular file with; whoever asks waits for a few seconds at most.

    Raises:
        OSError: it cannot be opened, is no regular file, or its drive does not answer (TimeoutError).
    """
    result = _opened(path)
    if isinstance(result, int):
        return result
    try:
        raise result
    finally:
        del result  # its traceback knows this frame, and neither would go


def _opened(path: str) -> _Result:
    opener: _Opener | None = getattr(_mine, "opener", None)
    if opener is None:
        _mine.opener = opener = _Opener()
    try:
        result = opener.open(path)
    except BaseException:  # Ctrl-C, perhaps: what comes now would be taken for the next file
        del _mine.opener
        raise
    if result is None:
        # Its thread comes back when the drive answers, if ever; the next file is opened by another.
        del _mine.opener
        return TimeoutError(errno.ETIMEDOUT, "its drive does not answer")
    return result


class _Opener:
    """A thread that opens one file after another for somebody who does not wait for ever."""

    def __init__(self) -> None:
        self._paths: SimpleQueue[str | None] = SimpleQueue()
        self._results: SimpleQueue[_Result] = SimpleQueue()
        # It knows the queues and not this object, with which it ends.
        threading.Thread(target=_serve, args=(self._paths, self._results), name="open", daemon=True).start()
        weakref.finalize(self, self._paths.put, None)

    def open(self, path: str) -> _Result | None:
        """What came of it; None when it takes too long, and then this opener is of no use any more."""
        self._paths.put(path)
        try:
            return self._results.get(timeout=_DISK_SECONDS)
        except Empty:
            return None


def _serve(paths: SimpleQueue[str | None], results: SimpleQueue[_Result]) -> None:
    while (path := paths.get()) is not None:
        results.put(_try(path))
    while not results.empty():  # what came too late
        result = results.get_nowait()
        if isinstance(result, int):
            os.close(result)


def _try(path: str) -> _Result:
    try:
        return _open(path)
    except OSError as error:
        return error
    except ValueError as error:
        return OSError(errno.EINVAL, str(error))  # a name that no file can have


def _open(path: str) -> int:
    # Not to wait for a writer, should it have become a pipe.
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, "it is no file any more")
    return descriptor
