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


def send_file(connection: Connection, descriptor: int) -> None:
    """Send an open file; the caller keeps its descriptor and closes it."""
    if sys.platform == "win32":
        remaining = os.fstat(descriptor).st_size
        connection.send_bytes(str(remaining).encode())
        while remaining and (piece := os.read(descriptor, _PIECE)):
            connection.send_bytes(piece)
            remaining -= len(piece)
        if remaining:  # the file shrank: fill up, so that the stream of messages stays in step
            connection.send_bytes(bytes(remaining))
    else:
        with _socket(connection) as channel:
            socket.send_fds(channel, [b"F"], [descriptor])


def receive_file(connection: Connection) -> bytes | mmap.mmap:
    """Receive a file as a private, copy-on-write map of its bytes; empty bytes for an empty file."""
    if sys.platform == "win32":
        size = int(connection.recv_bytes())
        if size == 0:
            return b""
        memory = mmap.mmap(-1, size)
        while memory.tell() < size:
            memory.write(connection.recv_bytes())
        memory.seek(0)
        return memory
    with _socket(connection) as channel:
        _, descriptors, _, _ = socket.recv_fds(channel, 1, 1)
    try:
        return map_file(descriptors[0])
    finally:
        os.close(descriptors[0])


def map_file(descriptor: int) -> bytes | mmap.mmap:
    """The bytes of an open file, mapped privately and not copied; empty bytes for an empty file."""
    if os.fstat(descriptor).st_size == 0:
        return b""
    return mmap.mmap(descriptor, 0, access=mmap.ACCESS_COPY)


def _socket(connection: Connection) -> socket.socket:
    return socket.socket(fileno=os.dup(connection.fileno()))
