"""Kills work in the middle, for real: in a process of its own, with the signal that nothing can catch."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection, wait
from typing import Any

from engine.phrases import phrase
from engine.pool import process

OVER_BEFORE = phrase("It was over before it could be killed.")
_LOOK_SECONDS = 0.2
_PATIENCE_SECONDS = 120.0


class Middle:
    """How the work says that it is in the middle; it then goes on until it is killed, or holds still."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def tell(self) -> None:
        """Now is the middle."""
        self._connection.send_bytes(b"middle")

    def hold_still(self) -> None:
        """Now is the middle: wait here for the end."""
        self.tell()
        while True:
            self._connection.recv_bytes()


def killed_in_the_middle(
    work: Callable[..., None], arguments: tuple[Any, ...], stopped: Callable[[], bool] = lambda: False
) -> bool:
    """Run ``work(middle, *arguments)`` in a new process and kill that when it is in the middle.

    Returns whether it was; False when the work ended before, by itself or because of ``stopped``.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    child = context.Process(target=_begin, args=(theirs, work, arguments), name="meanwhile-to-be-killed")
    child.start()
    theirs.close()
    try:
        waited = 0.0
        while not stopped() and waited < _PATIENCE_SECONDS:
            if wait([ours], _LOOK_SECONDS):
                return ours.recv_bytes() == b"middle"
            waited += _LOOK_SECONDS
    except EOFError:
        pass
    finally:
        child.kill()
        child.join()
        ours.close()
    return False


def _begin(connection: Connection, work: Callable[..., None], arguments: tuple[Any, ...]) -> None:
    process.die_with_parent()
    work(Middle(connection), *arguments)
    connection.send_bytes(b"over")
