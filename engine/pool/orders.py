"""The worker's ear: orders come one after another, and at any time one may be given up."""

from __future__ import annotations

import mmap
from collections import deque
from collections.abc import Iterable, Iterator
from multiprocessing.connection import Connection
from typing import TypeVar

from engine.pool.handover import Handover
from engine.pool.messages import Abandon, Embed, Read, Stop, TryEscape, decode_order

Source = bytes | mmap.mmap
Step = Read | Embed | TryEscape
_Event = TypeVar("_Event")


class StepAbandonedError(BaseException):
    """The order at work was given up. As with ``GeneratorExit``, nobody on the way shall take it for a fault."""


class Orders:
    """What the parent asks for; made before a sandbox forbids new sockets."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._files = Handover(connection)
        self._waiting: deque[tuple[Step | Stop, Source]] = deque()
        self._at_work: int | None = None
        self._abandoned: set[int] = set()

    def next(self) -> tuple[Step, Source] | None:
        """Wait for the next order, with the document it is about; None when told to stop.

        Raises:
            EOFError: the parent is gone.
        """
        self._at_work = None
        while not self._waiting:
            self._receive()
        order, source = self._waiting.popleft()
        if isinstance(order, Stop):
            return None
        self._at_work = order.step
        return order, source

    def is_abandoned(self) -> bool:
        """Whether nobody wants any more what :meth:`next` gave last; costs a few microseconds."""
        while self._connection.poll():
            self._receive()
        return self._at_work in self._abandoned

    def check_wanted(self) -> None:
        """Raise ``StepAbandonedError`` once the order at work is given up."""
        if self.is_abandoned():
            raise StepAbandonedError

    def while_wanted(self, events: Iterable[_Event]) -> Iterator[_Event]:
        """Pass events on; raises ``StepAbandonedError`` once the order at work is given up."""
        for event in events:
            self.check_wanted()
            yield event

    def _receive(self) -> None:
        order = decode_order(self._connection.recv_bytes())
        if isinstance(order, Abandon):
            waiting = {one.step for one, _ in self._waiting if not isinstance(one, Stop)}
            # What is done already is not remembered: its number does not come again.
            self._abandoned = {order.step, *self._abandoned} & {self._at_work, *waiting}
            return
        self._waiting.append((order, self._files.receive() if isinstance(order, Read) else b""))
