"""Locks a worker in before it touches a document: no files, no network, no other programs.

Best effort, and honest about it: :func:`confine` enters what the system offers, :func:`probe` tries to get out and
says what was denied. On Linux the kernel denies (Landlock and seccomp, both without any privilege); everywhere an
audit hook trips over Python code that tries.

Everything that is needed later must be loaded before: afterwards not even a module can be imported.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
import sys
from collections.abc import Callable
from dataclasses import dataclass

from engine.phrases import word

_PR_SET_NO_NEW_PRIVS = 38

# Landlock: the same numbers on all architectures; see the kernel's userspace-api/landlock.
_LANDLOCK_CREATE_RULESET = 444
_LANDLOCK_RESTRICT_SELF = 446
_LANDLOCK_VERSION = 1
_FS_RIGHTS_BY_ABI = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
"""How many rights on files each version knows, lowest bits first."""

# seccomp: system call numbers of the two architectures that matter.
_SECCOMP_SET_MODE_FILTER = 1
_SECCOMP_FILTER_FLAG_TSYNC = 1
_ALLOW = 0x7FFF0000
_DENY = 0x00050000 | errno.EPERM
_X32_BIT = 0x40000000
_DENIED_CALLS = {
    "x86_64": (
        0xC000003E,
        317,
        # open creat openat openat2 · socket connect bind listen · execve execveat fork vfork · ptrace process_vm_*
        # io_uring_setup · name_to_handle_at open_by_handle_at
        (2, 85, 257, 437, 41, 42, 49, 50, 59, 322, 57, 58, 101, 310, 311, 425, 303, 304),
    ),
    "aarch64": (
        0xC00000B7,
        277,
        # openat openat2 · socket connect bind listen · execve execveat · ptrace process_vm_* · io_uring_setup
        # name_to_handle_at open_by_handle_at
        (56, 437, 198, 203, 200, 201, 221, 281, 117, 270, 271, 425, 264, 265),
    ),
}

_TRIPWIRES = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.system", "os.startfile")


@dataclass(frozen=True, slots=True)
class Confinement:
    """What holds a process in."""

    landlock: bool
    seccomp: bool
    tripwire: bool = True


@dataclass(frozen=True, slots=True)
class Escape:
    """One try to get out of the sandbox."""

    what: str
    denied: bool
    by_kernel: bool
    """Denied to any code; otherwise, if denied at all, only to Python code."""


def confine() -> Confinement:
    """Enter the sandbox, for ever; afterwards this process opens no file, no socket and no program."""
    landlock = seccomp = False
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0:
            landlock = _enter_landlock(libc)
            seccomp = _enter_seccomp(libc)
    sys.addaudithook(_trip)
    return Confinement(landlock, seccomp)


def _enter_landlock(libc: ctypes.CDLL) -> bool:
    """Give up every right on files, TCP ports and other processes that this kernel's Landlock knows."""
    abi = libc.syscall(_LANDLOCK_CREATE_RULESET, None, 0, _LANDLOCK_VERSION)
    if abi < 1:
        return False
    rights = (1 << _FS_RIGHTS_BY_ABI[min(abi, max(_FS_RIGHTS_BY_ABI))]) - 1
    attributes = struct.pack("QQQ", rights, 0b11 if abi >= 4 else 0, 0b11 if abi >= 6 else 0)
    size = 24 if abi >= 6 else 16 if abi >= 4 else 8
    ruleset = libc.syscall(_LANDLOCK_CREATE_RULESET, attributes, size, 0)
    if ruleset < 0:
        return False
    try:
        return bool(libc.syscall(_LANDLOCK_RESTRICT_SELF, ruleset, 0) == 0)
    finally:
        os.close(ruleset)


def _enter_seccomp(libc: ctypes.CDLL) -> bool:
    """Have the kernel refuse the denied calls, in all threads of this process."""
    if platform.machine() not in _DENIED_CALLS:
        return False
    architecture, seccomp_call, denied = _DENIED_CALLS[platform.machine()]
    program = _filter(architecture, denied)
    instructions = ctypes.create_string_buffer(program)
    header = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(instructions))
    entered = libc.syscall(seccomp_call, _SECCOMP_SET_MODE_FILTER, _SECCOMP_FILTER_FLAG_TSYNC, header)
    return bool(entered == 0)


def _filter(architecture: int, denied: tuple[int, ...]) -> bytes:
    """A BPF program: deny the calls, and everything made through another architecture's numbers."""

    def statement(code: int, k: int) -> bytes:
        return struct.pack("HBBI", code, 0, 0, k)

    def jump(code: int, k: int, on_true: int, on_false: int) -> bytes:
        return struct.pack("HBBI", code, on_true, on_false, k)

    load, equal, at_least, leave = 0x20, 0x15, 0x35, 0x06
    number_offset, architecture_offset = 0, 4
    # Every jump names how many instructions it passes over; the last one denies, the one before it allows.
    count = len(denied)
    return b"".join(
        [
            statement(load, architecture_offset),
            jump(equal, architecture, 0, count + 3),
            statement(load, number_offset),
            jump(at_least, _X32_BIT, count + 1, 0),
            *(jump(equal, call, count - place, 0) for place, call in enumerate(denied)),
            statement(leave, _ALLOW),
            statement(leave, _DENY),
        ]
    )


def _trip(event: str, arguments: tuple[object, ...]) -> None:
    # A number in place of a path is a descriptor that is open already.
    opens_path = event == "open" and not isinstance(arguments[0], int)
    if opens_path or event.startswith(_TRIPWIRES):
        raise PermissionError(errno.EPERM, f"a worker may not do this: {event}")


def probe() -> tuple[Escape, ...]:
    """Try to get out, by Python and past Python; for a confined process that ends soon after."""
    return (
        _attempt(word("open a file"), lambda: open(os.devnull, "rb").close(), _open_natively),  # noqa: PTH123
        _attempt(word("make a socket"), _socket_by_python, _socket_natively),
        _attempt(word("start a program"), lambda: os.system(""), _run_natively),  # noqa: S605, S607
    )


def _attempt(what: str, by_python: Callable[[], object], natively: Callable[[], bool]) -> Escape:
    try:
        by_python()
    except OSError:
        tripped = True
    else:
        tripped = False
    by_kernel = not natively()
    return Escape(what, tripped or by_kernel, by_kernel)


def _socket_by_python() -> None:
    import socket

    socket.socket().close()


def _open_natively() -> bool:
    if sys.platform == "win32":
        return True
    return bool(ctypes.CDLL(None).open(os.devnull.encode(), os.O_RDONLY) >= 0)


def _socket_natively() -> bool:
    if sys.platform == "win32":
        return True
    return bool(ctypes.CDLL(None).socket(2, 1, 0) >= 0)


def _run_natively() -> bool:
    if sys.platform == "win32":
        return True
    pid = ctypes.c_int()
    arguments = (ctypes.c_char_p * 2)(b"true", None)
    return bool(ctypes.CDLL(None).posix_spawn(ctypes.byref(pid), b"/bin/true", None, None, arguments, None) == 0)
