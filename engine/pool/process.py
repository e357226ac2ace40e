"""What every child process does first: deaf to Ctrl-C, limited in memory, and dead when its parent is."""

from __future__ import annotations

import ctypes
import multiprocessing
import multiprocessing.connection
import os
import signal
import sys
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from typing import Any

PRELOADED = ("engine.pool.server",)
LISTING_NAME = "meanwhile-listing"
SHOWN_LETTERS = 15
"""So much of a process's name Linux keeps."""
_PR_SET_PDEATHSIG = 1
_PR_SET_NAME = 15


def context() -> BaseContext:
    """How processes are started: forked from a server that has imported the heavy modules, where that works.

    A worker then starts in milliseconds. Only modules are preloaded, never a session: threads and locks do not
    survive a fork.
    """
    if sys.platform != "linux":
        return multiprocessing.get_context("spawn")
    forkserver = multiprocessing.get_context("forkserver")
    forkserver.set_forkserver_preload(list(PRELOADED))
    return forkserver


def start(target: Callable[..., None], *arguments: object, name: str) -> tuple[BaseProcess, Connection]:
    """Start ``target(connection, *arguments)`` as a child that ends with us; returns it and our end of the pipe."""
    ours, theirs = context().Pipe()
    child: BaseProcess = context().Process(  # type: ignore[attr-defined]  # typeshed: BaseContext lacks Process
        target=target, args=(theirs, *arguments), name=name, daemon=True
    )
    child.start()
    theirs.close()
    return child, ours


def warm_up() -> None:
    """Begin to load what child processes need, beside whatever comes next here; returns at once.

    Called first of all by a program that will have work for them: until its window is painted, or its arguments are
    looked at, the server is ready. Does nothing where there is none.
    """
    if sys.platform == "linux":
        from multiprocessing import forkserver

        context()
        forkserver.ensure_running()


def kill(child: BaseProcess) -> None:
    """Kill a child, unless it has ended: its number may be another's by then, as the fork server waits for it."""
    if child.is_alive():
        child.kill()


def settle_in() -> None:
    """Make this process a good child."""
    # Ctrl-C reaches the whole process group; when to stop is the parent's decision.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        # The fork server ends with the parent, and the kernel then ends us, even while a parser hangs or is stopped.
        _leave_server()
        libc = ctypes.CDLL(None, use_errno=True)
        libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        # So that they are told apart in a list of processes.
        libc.prctl(_PR_SET_NAME, multiprocessing.current_process().name.encode()[:SHOWN_LETTERS])


def _leave_server() -> None:
    """Let go of what would keep the fork server alive for us after the parent is gone.

    Each process that it forks is given the pipe by whose end it knows that nobody needs it any more.
    """
    from multiprocessing import forkserver

    server: Any = forkserver._forkserver  # there is no public way
    if server._forkserver_alive_fd is not None:
        os.close(server._forkserver_alive_fd)
        server._forkserver_alive_fd = None


def limit_memory(megabytes: int) -> None:
    """Have the system refuse this process more memory of its own; files that are mapped to be read do not count."""
    if sys.platform == "win32":
        return  # what the supervisor sees between two steps has to do
    import resource

    limit = megabytes * 1024**2
    kind = resource.RLIMIT_DATA if sys.platform == "linux" else resource.RLIMIT_AS
    _, hard = resource.getrlimit(kind)
    if hard != resource.RLIM_INFINITY:
        limit = min(limit, hard)
    resource.setrlimit(kind, (limit, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def die_with_parent() -> None:
    """Watch the parent from a thread of its own and end when it does; called once the sandbox is entered."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return
    sentinel = parent.sentinel

    def watch() -> None:
        multiprocessing.connection.wait([sentinel])
        os._exit(0)

    threading.Thread(target=watch, name="parent-watch", daemon=True).start()
