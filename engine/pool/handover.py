"""Hands an open file to a worker, so that a worker never opens a path.

Where the system can pass a descriptor over a socket, the worker maps the file and nothing is copied; elsewhere
(Windows) the bytes are sent.
"""

from __future__ import annotations

import mmap
import os
import socket
import sys
from multiprocessing.connection import Connection

_PIECE = 1 << 20


class Handover:
    """One end of a connection over which files are handed; made before a sandbox forbids new sockets."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._channel = None if sys.platform == "win32" else socket.socket(fileno=os.dup(connection.fileno()))

    def send(self, descriptor: int) -> None:
        """Send an open file; the caller keeps its descriptor and closes it."""
        if self._channel is not None:
            socket.send_fds(self._channel, [b"F"], [descriptor])
            return
        remaining = os.fstat(descriptor).st_size
        self._connection.send_bytes(str(remaining).encode())
        while remaining and (piece := os.read(descriptor, min(_PIECE, remaining))):
            self._connection.send_bytes(piece)
            remaining -= len(piece)
        if remaining:  # the file shrank: fill up, so that the stream of messages stays in step
            self._connection.send_bytes(bytes(remaining))

    def receive(self) -> bytes | mmap.mmap:
        """Receive a file as a map of its bytes; empty bytes for an empty file."""
        if self._channel is not None:
            _, descriptors, _, _ = socket.recv_fds(self._channel, 1, 1)
            try:
                return map_file(descriptors[0])
            finally:
                os.close(descriptors[0])
        size = int(self._connection.recv_bytes())
        if size == 0:
            return b""
        memory = mmap.mmap(-1, size)
        while memory.tell() < size:
            memory.write(self._connection.recv_bytes())
        memory.seek(0)
        return memory

    def close(self) -> None:
        """Close what this end holds besides the connection."""
        if self._channel is not None:
            self._channel.close()


def map_file(descriptor: int) -> bytes | mmap.mmap:
    """The bytes of an open file, mapped to be read and not copied; empty bytes for an empty file."""
    if os.fstat(descriptor).st_size == 0:
        return b""
    return mmap.mmap(descriptor, 0, access=mmap.ACCESS_READ)
