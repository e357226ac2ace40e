"""Gives way to everything else that runs on the machine, in the terms of the system at hand."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

_NICE = 14
"""Weighs 4 % of what other programs weigh: with the machine all taken, these lose so much, and work still goes on."""
_OOM_SCORE = 600
_TRIES = 5


def give_way(*, own_session: bool = True) -> None:
    """Lower this process's claim to processor and disk, and let the system end it first when memory runs out.

    Args:
        own_session: also where whole sessions are compared, which takes a while; see :func:`_leave_session`.
    """
    import psutil

    this = psutil.Process()
    if sys.platform == "win32":
        this.nice(psutil.BELOW_NORMAL_PRIORITY_CLASS)
        this.ionice(psutil.IOPRIO_LOW)
        return
    niceness = os.nice(_NICE)
    if sys.platform == "linux":
        if own_session:
            _leave_session(niceness)
        this.ionice(psutil.IOPRIO_CLASS_IDLE)
        Path("/proc/self/oom_score_adj").write_text(str(_OOM_SCORE))


def _leave_session(niceness: int) -> None:
    """Take the low priority along to where Linux compares whole sessions.

    With "autogroup", the rule where no control groups divide the processor, every session gets the same share, and
    the niceness of a process counts within its session only. Measured: two busy processes of another session lost
    18 to 37 % to two of ours at nice 10, 19 or SCHED_IDLE; with this, nothing that stood out from the noise.
    """
    with contextlib.suppress(PermissionError):  # it leads a session already
        os.setsid()
    autogroup = Path("/proc/self/autogroup")
    for _ in range(_TRIES):
        try:
            autogroup.write_text(str(niceness))
        except FileNotFoundError:
            return  # a kernel without it
        except OSError:
            time.sleep(0.12)  # all users of a machine together may change one per 0.1 s
        else:
            return


def seconds_kept_waiting(pid: int) -> float:
    """How long, in its whole life, a process could have run but had to leave the processor to others.

    All its threads together that there are now. 0 where the system does not tell.
    """
    return sum(waited for _, _, waited in _threads(pid))


def seconds_run(pid: int) -> float | None:
    """How long, in its whole life, the process has run; None while there is something that it waits for itself.

    None, too, where the system does not tell. As long as this stands still, the process stands in line for the
    processor, which :func:`seconds_kept_waiting` counts only when its turn has come.
    """
    threads = list(_threads(pid))
    return sum(ran for _, ran, _ in threads) if any(state == "R" for state, _, _ in threads) else None


def waits_for_disk(pid: int) -> bool:
    """Whether a thread of the process waits for a disk just now; False where the system does not tell."""
    return any(state == "D" for state, _, _ in _threads(pid))


def _threads(pid: int) -> Iterator[tuple[str, float, float]]:
    """State of each thread, the seconds it has run, and those it was kept waiting."""
    with contextlib.suppress(OSError, IndexError, ValueError):  # another system; or it has just ended
        for folder in Path(f"/proc/{pid}/task").iterdir():
            with contextlib.suppress(OSError, IndexError, ValueError):
                state = (folder / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()[0]
                ran, waited = (folder / "schedstat").read_text("ascii").split()[:2]
                yield state, int(ran) / 1e9, int(waited) / 1e9
