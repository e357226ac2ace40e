"""Opens files that may have become something else, on drives that may not answer."""

from __future__ import annotations

import errno
import os
import stat
import threading

_DISK_SECONDS = 5.0
"""A disk that sleeps has woken up by then; a network drive that is away takes minutes to say so."""


def open_in_time(path: str) -> int:
    """A descriptor to read a regular file with; whoever asks waits for a few seconds at most.

    Raises:
        OSError: it cannot be opened, is no regular file, or its drive does not answer (TimeoutError).
    """
    lock = threading.Lock()
    done = threading.Event()
    outcome: list[int | OSError] = []
    given_up = False

    def work() -> None:
        try:
            result: int | OSError = _open(path)
        except OSError as error:
            result = error
        except ValueError as error:
            result = OSError(errno.EINVAL, str(error))  # a name that no file can have
        with lock:
            if given_up and isinstance(result, int):
                os.close(result)
            outcome.append(result)
        done.set()

    threading.Thread(target=work, name="open", daemon=True).start()
    done.wait(_DISK_SECONDS)
    with lock:
        given_up = True
        if not outcome:
            raise TimeoutError(errno.ETIMEDOUT, "its drive does not answer")
    if isinstance(outcome[0], OSError):
        raise outcome[0]
    return outcome[0]


def _open(path: str) -> int:
    # Not to wait for a writer, should it have become a pipe.
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, "it is no file any more")
    return descriptor
